from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone

from blog.models import Post
from eig.publishing.models import Edition
from eig.publishing.workflow import publish, save_draft
from eig.tags.models import Tag
from tests.admin_forms import column, errors, form_data, messages, soup
from tests.factories import AuthorshipFactory, ImageFactory, PersonFactory, PostFactory, TagFactory, UserFactory

POSTS = "/admin/blog/post/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = UserFactory(first_name="Claire", last_name="Moreau", is_superuser=True)
    client.force_login(user)
    return user


def editor(*permissions):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


class TestList:
    def test_says_title_authors_and_state_in_each_language(self, client, staff):
        post = PostFactory(title_fr="Une rentrée ouverte", published=["fr"])
        AuthorshipFactory(post=post, person=PersonFactory(name="Amina Diallo"))
        PostFactory(title_fr="Un projet", date=post.date - timedelta(days=1))

        page = client.get(f"/en{POSTS}")

        assert column(page, "title_shown") == ["Une rentrée ouverte", "Un projet"]
        assert column(page, "written_by") == ["Amina Diallo", "–"]
        assert column(page, "states") == ["FR published EN to translate", "FR draft EN to translate"]

    def test_says_when_a_scheduled_post_goes_out(self, client, staff):
        PostFactory(published=["fr"], published_at=datetime(2199, 12, 31, 12, tzinfo=UTC))

        assert column(client.get(f"/en{POSTS}"), "states") == ["FR scheduled 12/31/2199 EN to translate"]

    def test_says_who_changed_it_last(self, client, staff):
        post = PostFactory()
        page = client.get(f"{POSTS}{post.pk}/change/")
        client.post(f"{POSTS}{post.pk}/change/", form_data(page, title_fr="Un autre titre", _continue="1"))

        assert column(client.get(POSTS), "last_change")[0].endswith("Claire Moreau")

    def test_asks_as_many_queries_for_ten_posts_as_for_one(
        self, client, staff, content_types, django_assert_num_queries
    ):
        def one_more():
            post = PostFactory(cover=ImageFactory(), published=["fr", "en"])
            AuthorshipFactory(post=post)
            post.tags.add(TagFactory())

        one_more()
        with django_assert_num_queries(13):
            client.get(POSTS)
        for _number in range(9):
            one_more()
        with django_assert_num_queries(13):
            assert len(column(client.get(POSTS), "title_shown")) == 10

    def test_is_searched_in_every_language_whatever_the_accents(self, client, staff):
        PostFactory(title_fr="Pérennisation d'un service", title_en="Making it last")
        PostFactory(title_fr="Autre chose")

        for words in ("perennisation", "PÉRENNISATION service", "making LAST"):
            assert column(client.get(POSTS, {"q": words}), "title_shown") == ["Pérennisation d'un service"]
        assert column(client.get(POSTS, {"q": "last chose"}), "title_shown") == []

    def test_is_filtered_by_state_in_a_language(self, client, staff):
        now = timezone.now()
        PostFactory(title_fr="Publié", published=["fr"])
        PostFactory(title_fr="Programmé", published=["fr"], published_at=now + timedelta(days=1))
        over = PostFactory(title_fr="Dépublié", published=["fr"], published_at=now - timedelta(days=2))
        Edition.objects.filter(object_id=over.pk).update(
            state=Edition.State.UNPUBLISHED, unpublished_at=now - timedelta(days=1)
        )
        save_draft(PostFactory(title_fr="Brouillon"), "fr")
        PostFactory(title_fr="Sans version")
        save_draft(PostFactory(title_fr="Traduit", title_en="Translated", published=["fr"]), "en")

        def titles(**filters):
            return sorted(column(client.get(POSTS, filters), "title_shown"))

        assert titles(state_fr="published") == ["Publié", "Traduit"]
        assert titles(state_fr="scheduled") == ["Programmé"]
        assert titles(state_fr="unpublished") == ["Dépublié"]
        assert titles(state_fr="draft") == ["Brouillon", "Sans version"]
        assert titles(state_fr="missing") == []
        assert titles(state_en="draft") == ["Traduit"]
        assert len(titles(state_en="missing")) == 5
        assert len(titles(state_en="zzz")) == 6

    def test_is_filtered_by_tag(self, client, staff):
        tagged = PostFactory(title_fr="Santé publique")
        tagged.tags.add(health := TagFactory(name_fr="Santé"))
        PostFactory()

        assert column(client.get(POSTS, {"tag": health.key}), "title_shown") == ["Santé publique"]
        assert len(column(client.get(POSTS, {"tag": "\x00"}), "title_shown")) == 2

    def test_publishes_and_unpublishes_the_chosen(self, client, staff):
        posts = [PostFactory(title_fr="Un"), PostFactory(title_fr="Deux", title_en="Two", slug_en="two")]
        chosen = {"_selected_action": [post.pk for post in posts]}

        page = client.post(f"/en{POSTS}", {"action": "publish_en", **chosen}, follow=True)
        assert messages(page) == [
            "1 item is published.",
            "Nothing is written in English yet for: “Un”.",
        ]
        assert column(page, "states") == ["FR draft EN published", "FR draft EN to translate"]

        page = client.post(f"/en{POSTS}", {"action": "unpublish_en", **chosen}, follow=True)
        assert messages(page) == ["1 item is unpublished."]
        assert column(page, "states") == ["FR draft EN unpublished", "FR draft EN to translate"]

    def test_teaches_when_empty(self, client, staff):
        page = soup(client.get(f"/en{POSTS}"))

        assert page.select_one(".eig-empty").text.split("\n")[1].strip() == "No posts yet."
        assert page.select_one(".eig-empty a")["href"] == f"/en{POSTS}add/"


class TestWriting:
    def test_makes_the_address_from_the_title(self, client, staff):
        page = client.get(f"{POSTS}add/")
        client.post(f"{POSTS}add/", form_data(page, title_fr="L'été à Sète", _continue="1"))

        post = Post.objects.get()
        assert (post.title_fr, post.slug_fr, post.slug_en, post.source_language) == (
            "L'été à Sète",
            "l-ete-a-sete",
            None,
            "fr",
        )
        assert [edition.label for edition in post.editions.all()] == ["draft"] or post.edition("fr").state == "draft"

    def test_finds_a_free_address_for_a_title_that_stands_already(self, client, staff):
        other = PostFactory(title_fr="Rentrée", slug_fr="rentree")
        page = client.get(f"{POSTS}add/")
        data = form_data(page, title_fr="Rentrée", date=other.date.isoformat(), _continue="1")
        client.post(f"{POSTS}add/", data)

        assert Post.objects.exclude(pk=other.pk).get().slug_fr == "rentree-2"

    def test_refuses_an_address_taken_that_day(self, client, staff):
        other = PostFactory(slug_fr="rentree")
        post = PostFactory(slug_fr="autre", date=other.date)
        page = client.get(f"/en{POSTS}{post.pk}/change/")
        page = client.post(f"/en{POSTS}{post.pk}/change/", form_data(page, slug_fr="rentree", _continue="1"))

        assert errors(page) == ["Another item already has this address: change a word."]

    def test_keeps_a_published_address_when_it_is_emptied(self, client, staff):
        post = PostFactory(slug_fr="rentree", published=["fr"])
        page = client.get(f"{POSTS}{post.pk}/change/")
        client.post(f"{POSTS}{post.pk}/change/", form_data(page, title_fr="Tout autre", slug_fr="", _continue="1"))

        post.refresh_from_db()
        assert (post.title_fr, post.slug_fr) == ("Tout autre", "rentree")

    def test_needs_a_title(self, client, staff):
        page = client.post(f"/en{POSTS}add/", form_data(client.get(f"/en{POSTS}add/"), _continue="1"))

        assert errors(page) == ["This field is required."]
        assert Post.objects.count() == 0

    def test_may_begin_in_english(self, client, staff):
        page = client.get(f"{POSTS}add/?in=en")
        client.post(f"{POSTS}add/?in=en", form_data(page, title_en="A start", _continue="1"))

        post = Post.objects.get()
        assert (post.source_language, post.title_en, post.slug_en, post.title_fr) == ("en", "A start", "a-start", None)
        assert post.edition("en").state == "draft"
        page = client.get(f"{POSTS}{post.pk}/change/")
        assert "title_en" in form_data(page)
        assert "source_language" not in form_data(page)

    def test_numbers_the_authors_as_they_are_ordered(self, client, staff):
        post = PostFactory()
        first = AuthorshipFactory(post=post, person=PersonFactory(name="Zoé"), position=1)
        second = AuthorshipFactory(post=post, person=PersonFactory(name="Amina"), position=2)
        new = PersonFactory(name="Luc")
        page = client.get(f"{POSTS}{post.pk}/change/")
        data = form_data(page, _continue="1")
        data.update(
            {
                "authorships-TOTAL_FORMS": "3",
                "authorships-0-position": "5",
                "authorships-2-id": "",
                "authorships-2-post": post.pk,
                "authorships-2-person": new.pk,
                "authorships-2-position": "",
            }
        )
        client.post(f"{POSTS}{post.pk}/change/", data)

        rows = post.authorships.order_by("position").values_list("person__name", "position")
        assert list(rows) == [(second.person.name, 1), (first.person.name, 2), ("Luc", 3)]

    def test_chooses_tags_and_makes_new_ones_once(self, client, staff):
        post = PostFactory()
        health = TagFactory(name_fr="Santé")
        page = client.get(f"{POSTS}{post.pk}/change/")
        data = form_data(page, tags=[health.pk, "Données ouvertes", "donnees OUVERTES", "sante"], _continue="1")
        client.post(f"{POSTS}{post.pk}/change/", data)

        assert sorted(tag.name for tag in post.tags.all()) == ["Données ouvertes", "Santé"]
        assert Tag.objects.count() == 2

    def test_makes_no_tag_when_the_post_is_not_saved(self, client, staff):
        page = client.get(f"/en{POSTS}add/")
        page = client.post(f"/en{POSTS}add/", form_data(page, tags=["Nouveau mot"], _continue="1"))

        assert Tag.objects.count() == 0
        assert [option.text for option in soup(page).select("#id_tags option[selected]")] == ["Nouveau mot"]

    def test_makes_no_tag_without_the_right_to(self, client):
        client.force_login(editor("view_post", "change_post", "view_tag"))
        post = PostFactory()
        page = client.get(f"/en{POSTS}{post.pk}/change/")
        page = client.post(f"/en{POSTS}{post.pk}/change/", form_data(page, tags=["Nouveau mot"], _continue="1"))

        assert errors(page) == ["You may not add tags: choose among those there are."]

    def test_keeps_the_handle_of_a_whole_address(self, client, staff):
        post = PostFactory()
        page = client.get(f"{POSTS}{post.pk}/change/")
        client.post(
            f"{POSTS}{post.pk}/change/",
            form_data(page, author_handle="https://twitter.com/amina_d/", _continue="1"),
        )

        post.refresh_from_db()
        assert post.author_handle == "amina_d"


class TestTranslating:
    def test_shows_each_text_beside_the_one_it_is_translated_from(self, client, staff):
        post = PostFactory(title_fr="Une rentrée", standfirst_fr="En deux phrases.")
        page = soup(client.get(f"/en{POSTS}{post.pk}/in/en/"))

        assert [text.text.strip() for text in page.select(".eig-source[lang=fr]")] == [
            "Une rentrée",
            "En deux phrases.",
            "Un paragraphe.",
            "",
            post.slug_fr,
        ]
        assert [field["name"] for field in page.select(".eig-field--beside input, .eig-field--beside textarea")] == [
            "title_en",
            "standfirst_en",
            "body_en",
            "byline_en",
            "slug_en",
        ]

    def test_touches_no_other_column(self, client, staff):
        post = PostFactory(title_fr="Une rentrée", cover=ImageFactory())
        post.tags.add(TagFactory())
        AuthorshipFactory(post=post)
        before = Post.objects.values().get()
        page = client.get(f"{POSTS}{post.pk}/in/en/")
        client.post(f"{POSTS}{post.pk}/in/en/", form_data(page, title_en="A start", body_en="Text.", _continue="1"))

        after = Post.objects.values().get()
        changed = {name for name in after if after[name] != before[name]}
        # What was empty is kept as empty text, and what visitors read is rendered.
        assert changed == {
            "title_en",
            "slug_en",
            "body_en",
            "body_html_en",
            "standfirst_en",
            "byline_en",
            "search_key",
            "updated_at",
        } - {name for name in ("standfirst_en", "byline_en") if after[name] == before[name]}
        assert (after["title_en"], after["slug_en"]) == ("A start", "a-start")
        assert (post.tags.count(), post.authorships.count()) == (1, 1)
        assert post.edition("en").state == "draft"

    def test_the_source_screen_leaves_the_translation_alone(self, client, staff):
        post = PostFactory(title_en="A start", slug_en="a-start", body_en="Text.")
        page = client.get(f"{POSTS}{post.pk}/change/")
        client.post(f"{POSTS}{post.pk}/change/", form_data(page, title_fr="Autre", _continue="1"))

        post.refresh_from_db()
        assert (post.title_fr, post.title_en, post.slug_en, post.body_en) == ("Autre", "A start", "a-start", "Text.")

    def test_may_be_begun_without_a_title_but_not_published(self, client, staff):
        post = PostFactory()
        address = f"/en{POSTS}{post.pk}/in/en/"
        page = client.get(address)
        assert client.post(address, form_data(page, body_en="Text.", _continue="1")).status_code == 302
        page = client.post(address, form_data(client.get(address), _publish="1"))

        assert errors(page) == ["This field is required."]
        assert post.edition("en").state == "draft"

    def test_an_address_taken_by_another_translation_that_day_is_refused(self, client, staff):
        other = PostFactory(title_en="A start", slug_en="a-start")
        post = PostFactory(date=other.date)
        address = f"/en{POSTS}{post.pk}/in/en/"
        page = client.post(address, form_data(client.get(address), title_en="B", slug_en="a-start", _continue="1"))

        assert errors(page) == ["Another item already has this address: change a word."]

    def test_the_source_language_has_one_screen(self, client, staff):
        post = PostFactory()
        response = client.get(f"{POSTS}{post.pk}/in/fr/")

        assert (response.status_code, response.url) == (302, f"{POSTS}{post.pk}/change/")
        assert client.get(f"{POSTS}{post.pk}/in/zz/").status_code == 404

    def test_tabs_say_the_state_in_each_language(self, client, staff):
        post = PostFactory(title_en="A start", slug_en="a-start", published=["fr"])
        save_draft(post, "en")
        tabs = soup(client.get(f"/en{POSTS}{post.pk}/in/en/")).select(".eig-tabs a")

        assert [(tab["href"], " ".join(tab.text.split()), tab.get("aria-current")) for tab in tabs] == [
            (f"/en{POSTS}{post.pk}/change/", "French published", None),
            (f"/en{POSTS}{post.pk}/in/en/", "English draft", "page"),
        ]

    def test_the_history_says_which_language_changed(self, client, staff):
        post = PostFactory()
        address = f"/en{POSTS}{post.pk}/in/en/"
        client.post(address, form_data(client.get(address), title_en="A start", _continue="1"))

        assert LogEntry.objects.first().get_change_message() == "Changed Title for language “English”."


class TestPublishing:
    def test_publishes_now_with_what_the_form_says(self, client, staff):
        post = PostFactory(title_fr="Avant", slug_fr="rentree")
        address = f"/en{POSTS}{post.pk}/change/"
        page = client.post(address, form_data(client.get(address), title_fr="Après", _publish="1"), follow=True)

        post.refresh_from_db()
        assert post.title_fr == "Après"
        assert post.live_languages() == ["fr"]
        assert page.redirect_chain == [(address, 302)]
        assert messages(page) == ["“Après” is published in French. See it on the site"]
        assert soup(page).select_one(".messagelist a")["href"] == "/blog/2026/3/14/rentree/"
        assert [entry.get_change_message() for entry in LogEntry.objects.all()][::-1] == [
            "Published in French.",
            "Changed Title.",
        ] or len(LogEntry.objects.all()) == 2

    def test_publishes_a_translation_by_itself(self, client, staff):
        post = PostFactory(published=["fr"])
        address = f"{POSTS}{post.pk}/in/en/"
        client.post(address, form_data(client.get(address), title_en="A start", _publish="1"))

        assert post.live_languages() == ["fr", "en"]

    def test_schedules_in_paris_time(self, client, staff):
        post = PostFactory(title_fr="Une rentrée")
        address = f"/en{POSTS}{post.pk}/change/"
        data = form_data(client.get(address), publish_at="2199-07-01T09:30", _schedule="1")
        page = client.post(address, data, follow=True)

        edition = post.edition("fr")
        assert edition.published_at == datetime(2199, 7, 1, 7, 30, tzinfo=UTC)
        assert edition.label == "scheduled" or edition.is_scheduled
        assert messages(page) == [
            "“Une rentrée” will be published in French on July 1, 2199, 9:30 a.m., Paris time."
        ]
        assert form_data(page)["publish_at"] == "2199-07-01T09:30"

    @pytest.mark.parametrize(
        ("instant", "message"),
        [
            ("", "Choose the date and time of publication."),
            ("2020-01-01T00:00", "This instant is past: choose a later one, or publish now."),
            ("demain", "Enter a valid date/time."),
        ],
    )
    def test_refuses_to_schedule_without_an_instant_to_come(self, client, staff, instant, message):
        post = PostFactory()
        address = f"/en{POSTS}{post.pk}/change/"
        page = client.post(address, form_data(client.get(address), publish_at=instant, _schedule="1"))

        assert errors(page) == [message]
        assert post.live_languages() == []

    def test_unpublishes_even_when_the_form_has_an_error(self, client, staff):
        post = PostFactory(title_fr="Une rentrée", published=["fr"])
        address = f"/en{POSTS}{post.pk}/change/"
        page = client.post(address, form_data(client.get(address), title_fr="", _unpublish="1"))

        assert post.live_languages() == []
        assert messages(page) == ["“Une rentrée” is unpublished in French: visitors no longer read it."]
        assert errors(page) == ["This field is required."]

    def test_takes_a_planned_post_back_to_draft(self, client, staff):
        post = PostFactory(title_fr="Une rentrée")
        publish(post, "fr", at=timezone.now() + timedelta(days=3))
        address = f"/en{POSTS}{post.pk}/change/"
        page = client.post(address, form_data(client.get(address), _unpublish="1"), follow=True)

        assert post.edition("fr").state == "draft"
        assert messages(page) == ["“Une rentrée” is no longer scheduled in French."]

    def test_is_not_offered_to_who_may_only_look(self, client):
        client.force_login(editor("view_post"))
        post = PostFactory()
        page = client.get(f"{POSTS}{post.pk}/change/")

        assert soup(page).select("[name=_publish], [name=_unpublish], [name=_schedule], [name=_continue]") == []
        assert client.post(f"{POSTS}{post.pk}/change/", {"_unpublish": "1"}).status_code == 403
        assert client.post(f"{POSTS}{post.pk}/in/en/", {"_publish": "1"}).status_code == 403
        publish_action = {"action": "publish_fr", "_selected_action": [post.pk]}
        client.post(POSTS, publish_action)
        assert post.live_languages() == []

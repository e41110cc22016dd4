from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone
from django.utils.translation import override

from blog.models import Post
from eig.publishing.workflow import edition_of, publish
from tests.admin_forms import errors, form_data, messages, soup
from tests.factories import AuthorshipFactory, ImageFactory, PostFactory, TagFactory, UserFactory

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


def said(entry):
    """What the history says of a log entry in English."""
    with override("en"):
        return entry.get_change_message()


def stored(item):
    """Every column of the item's row, by name."""
    fresh = type(item).objects.get(pk=item.pk)
    translated = {name.removesuffix("_fr") for name in vars(fresh) if name.endswith("_fr")}
    names = [field.attname for field in fresh._meta.concrete_fields]
    return {name: getattr(fresh, name) for name in names if name not in translated}


class TestReading:
    def test_names_the_fields_as_the_form_does(self, client):
        client.force_login(editor("view_post"))
        page = soup(client.get(f"/en{POSTS}{PostFactory().pk}/change/"))

        labels = [label.text.strip() for label in page.select(".eig-field:has(> .readonly) > label")]
        assert labels[:3] == ["Title", "Standfirst", "Text"]
        assert [label for label in labels if "[" in label] == []


class TestTranslating:
    def test_does_not_offer_to_delete_the_item(self, client, staff):
        post = PostFactory()

        assert soup(client.get(f"{POSTS}{post.pk}/in/en/")).select(".deletelink") == []
        assert len(soup(client.get(f"{POSTS}{post.pk}/change/")).select(".deletelink")) == 1

    def test_shows_each_text_beside_the_one_it_is_translated_from(self, client, staff):
        post = PostFactory(title_fr="Une rentrée", standfirst_fr="En deux phrases.")
        page = soup(client.get(f"/en{POSTS}{post.pk}/in/en/"))

        assert [text.text.strip() for text in page.select("[data-source], .eig-source[lang=fr]")] == [
            "Une rentrée",
            "En deux phrases.",
            "Un paragraphe.",
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
        before = stored(post)
        page = client.get(f"{POSTS}{post.pk}/in/en/")
        client.post(f"{POSTS}{post.pk}/in/en/", form_data(page, title_en="A start", body_en="Text.", _continue="1"))

        after = stored(post)
        changed = {name for name in after if (after[name] or "") != (before[name] or "")}
        assert changed == {"title_en", "slug_en", "body_en", "body_html_en", "search_key", "updated_at"}
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
        edition_of(post, "en")
        tabs = soup(client.get(f"/en{POSTS}{post.pk}/in/en/")).select(".eig-tabs a")

        assert [(tab["href"], " ".join(tab.text.split()), tab.get("aria-current")) for tab in tabs] == [
            (f"/en{POSTS}{post.pk}/change/", "French published", None),
            (f"/en{POSTS}{post.pk}/in/en/", "English draft", "page"),
        ]

    def test_the_history_says_which_language_changed(self, client, staff):
        post = PostFactory()
        address = f"/en{POSTS}{post.pk}/in/en/"
        client.post(address, form_data(client.get(address), title_en="A start", _continue="1"))

        assert said(LogEntry.objects.first()) == "Changed title for language “English”."


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
        assert [said(entry) for entry in LogEntry.objects.all()] == ["Changed title."]
        assert [(step.verb, step.language, step.by) for step in post.steps.all()] == [("published", "fr", staff)]

    def test_leaves_no_change_in_the_history_where_nothing_changed(self, client, staff):
        post = PostFactory(slug_fr="rentree")
        address = f"/en{POSTS}{post.pk}/change/"
        client.post(address, form_data(client.get(address), _publish="1"))

        assert LogEntry.objects.count() == 0
        assert [step.verb for step in post.steps.all()] == ["published"]

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
        assert edition.is_scheduled
        assert messages(page) == ["“Une rentrée” will be published in French on 1 July 2199 at 09:30, Paris time."]
        assert form_data(page)["publish_at"] == "2199-07-01T09:30"

    @pytest.mark.parametrize(
        ("instant", "message"),
        [
            ("", "Choose the date and time of publication."),
            ("2020-01-01T00:00", "This instant is past: choose a later one, or publish now."),
            ("demain", "Write the day and the hour like this: 2026-11-21 18:30."),
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
        typed = {"title_fr": "", "standfirst_fr": "En cours.", "reason": "out_of_date"}
        page = client.post(address, form_data(client.get(address), **typed, _unpublish="1"), follow=True)

        assert post.live_languages() == []
        assert page.redirect_chain == [(address, 302)]
        assert messages(page) == ["“Une rentrée” is unpublished in French: visitors no longer read it."]
        shown = form_data(page)
        assert (shown["title_fr"], shown["standfirst_fr"]) == ("", "En cours.")
        assert Post.objects.get().title_fr == "Une rentrée"

    def test_unpublishing_says_why(self, client, staff):
        post = PostFactory(published=["fr"])
        address = f"/en{POSTS}{post.pk}/change/"
        client.post(address, form_data(client.get(address), reason="duplicate", _unpublish="1"))

        edition = post.edition("fr")
        assert (edition.state, edition.unpublish_reason, edition.has_draft) == ("unpublished", "duplicate", False)

    def test_unpublishing_overwrites_nothing_saved_meanwhile(self, client, staff):
        post = PostFactory(title_fr="Une rentrée", published=["fr"])
        address = f"/en{POSTS}{post.pk}/change/"
        first, second = (form_data(client.get(address)) for _tab in range(2))
        client.post(address, {**first, "title_fr": "Du premier", "_continue": "1"})
        page = client.post(address, {**second, "title_fr": "Du second", "reason": "out_of_date", "_unpublish": "1"})

        assert post.live_languages() == []
        assert len(soup(page).select("#overtaken")) == 1
        assert form_data(page)["title_fr"] == "Du second"
        assert form_data(client.get(address))["title_fr"] == "Du premier"

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
        publish_action = {"action": "bulk_publish", "_selected_action": [post.pk]}
        client.post(POSTS, publish_action)
        assert post.live_languages() == []

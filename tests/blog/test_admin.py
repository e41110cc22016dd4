from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from blog.models import Post
from eig.publishing.models import Edition
from eig.publishing.workflow import edition_of
from eig.tags.models import Tag
from tests.admin_forms import column, errors, form_data, soup
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
        assert column(page, "states") == [
            "FR published 2 to check EN to translate",
            "FR draft 3 to check EN to translate",
        ]

    def test_says_when_a_scheduled_post_goes_out(self, client, staff):
        PostFactory(
            title_fr="Une rentrée ouverte", published=["fr"], published_at=datetime(2199, 12, 31, 12, tzinfo=UTC)
        )

        assert column(client.get(f"/en{POSTS}"), "states") == ["FR scheduled 31 Dec 2199 2 to check EN to translate"]

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
        with django_assert_num_queries(20):
            client.get(POSTS)
        for _number in range(9):
            one_more()
        with django_assert_num_queries(20):
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
        edition_of(PostFactory(title_fr="Brouillon"), "fr")
        PostFactory(title_fr="Sans version")
        edition_of(PostFactory(title_fr="Traduit", title_en="Translated", published=["fr"]), "en")

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
        assert [(edition.language, edition.state) for edition in post.editions.all()] == [("fr", "draft")]

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
        client.post(f"{POSTS}{post.pk}/change/", form_data(page, title_fr="Tout autre", slug_fr="", _publish="1"))

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

    def test_cuts_a_long_address_between_words(self, client, staff):
        page = client.get(f"{POSTS}add/")
        client.post(f"{POSTS}add/", form_data(page, title_fr="phare " * 30, _continue="1"))

        assert set(Post.objects.get().slug_fr.split("-")) == {"phare"}

    def test_says_how_a_text_refers_to_it(self, client, staff):
        post = PostFactory(key="rentree")

        assert soup(client.get(f"{POSTS}{post.pk}/change/")).select_one(".eig-panel code").text == "[…](post:rentree)"

    def test_keeps_the_handle_of_a_whole_address(self, client, staff):
        post = PostFactory()
        page = client.get(f"{POSTS}{post.pk}/change/")
        client.post(
            f"{POSTS}{post.pk}/change/",
            form_data(page, author_handle="https://twitter.com/amina_d/", _continue="1"),
        )

        post.refresh_from_db()
        assert post.author_handle == "amina_d"


def test_who_may_only_add_is_not_offered_to_publish(client):
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="add_post"))
    client.force_login(user)
    page = soup(client.get("/admin/blog/post/add/"))

    assert page.select("[name=_save]")
    assert page.select("[name=_publish], [name=_schedule]") == []

"""The bin in the back office: the way there, the list, the way out, and deleting for good."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.models import Post
from challenges.models import Challenge
from eig.pages.models import Document
from eig.publishing.bin import put_into_bin
from tests.admin_forms import column, errors, form_data, messages, soup
from tests.factories import (
    AuthorshipFactory,
    ChallengeFactory,
    DocumentFactory,
    FAQEntryFactory,
    PersonFactory,
    PostFactory,
    PressReleaseFactory,
    UserFactory,
)

POSTS = "/en/admin/blog/post/"
BIN = "/en/admin/bin/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    user = UserFactory(first_name="Ana", last_name="Silva", role="publisher")
    client.force_login(user)
    return user


def in_bin(item, by=None, days=0):
    put_into_bin(item, by)
    type(item).objects.filter(pk=item.pk).update(binned_at=timezone.now() - timedelta(days=days))
    item.refresh_from_db()
    return item


def words(page, selector):
    return [" ".join(one.text.split()) for one in soup(page).select(selector)]


class TestTheWayThere:
    def test_asks_first_and_says_what_happens(self, client, publisher):
        post = PostFactory(title_fr="Rentrée", published=["fr"])
        PostFactory(title_fr="Un renvoi", body_fr=f"Lire [ceci](post:{post.key}).")
        in_bin(PostFactory(title_fr="Jeté", body_fr=f"Lire [ceci](post:{post.key})."))
        page = client.get(f"{POSTS}{post.pk}/delete/")

        assert soup(page).select_one("#content h1").text == "Put it into the bin?"
        assert words(page, ".eig-bin__items > li > p") == [
            "On the site now (French): it disappears at once.",
            "One item refers to it; the link there will be gone:",
        ]
        assert words(page, ".eig-bin__items ul li") == ["Post: Un renvoi"]
        assert list(Post.objects.binned().values_list("title_fr", flat=True)) == ["Jeté"]

    def test_names_what_uses_it_otherwise_too(self, client, publisher):
        person = PersonFactory()
        AuthorshipFactory(person=person, post=PostFactory(title_fr="Signé"))
        page = client.get(f"/en/admin/community/person/{person.pk}/delete/")

        assert words(page, ".eig-bin__items ul li") == ["Post: Signé"]

    def test_puts_it_there(self, client, publisher):
        post = PostFactory(title_fr="Rentrée", published=["fr"])
        page = client.post(f"{POSTS}{post.pk}/delete/", follow=True)

        assert messages(page)[0].startswith("“Rentrée” is in the bin: you may take it out until ")
        assert list(Post.objects.binned()) == [post]
        assert column(page, "title_shown") == []

    def test_takes_several_from_the_list(self, client, publisher):
        posts = [PostFactory(title_fr=title) for title in ("A", "B", "C")]
        chosen = {"action": "delete_selected", "_selected_action": [post.pk for post in posts[:2]]}
        page = client.post(POSTS, chosen)
        assert sorted(words(page, ".eig-bin__items strong")) == ["A", "B"]
        assert Post.objects.binned().count() == 0
        client.post(POSTS, {**chosen, "post": "yes"})

        assert [post.title_fr for post in Post.objects.kept()] == ["C"]

    @pytest.mark.parametrize("role", ["contributor", "editor"])
    def test_is_closed_to_who_may_not_delete(self, client, role):
        client.force_login(UserFactory(role=role))
        post = PostFactory()

        assert client.get(f"{POSTS}{post.pk}/delete/").status_code == 403
        assert client.post(f"{POSTS}{post.pk}/delete/", {"post": "yes"}).status_code == 403
        client.post(POSTS, {"action": "delete_selected", "_selected_action": [post.pk], "post": "yes"})
        assert Post.objects.kept().count() == 1

    def test_is_open_to_the_author_of_what_was_never_out(self, client):
        author = UserFactory(role="contributor")
        client.force_login(author)
        post = PostFactory(created_by=author)
        client.post(f"{POSTS}{post.pk}/delete/")

        assert list(Post.objects.binned()) == [post]

    def test_lists_to_read_delete_nothing(self, client, publisher):
        person = PersonFactory()

        for kind in ("eig", "mentor"):
            assert client.post(f"/en/admin/community/{kind}/{person.pk}/delete/").status_code in {302, 403, 404}
        person.refresh_from_db()
        assert person.binned_at is None

    @pytest.mark.parametrize("pk", ["0", "x", "99999999999999999999", "%00"])
    def test_answers_what_no_item_is_called(self, client, publisher, pk):
        assert client.get(f"{POSTS}{pk}/delete/").status_code == 302
        assert client.get(f"{POSTS}{pk}/erase/").status_code == 404
        assert client.post(f"{POSTS}{pk}/take-out/").status_code == 404


class TestWhatIsBinned:
    def test_is_in_no_list_and_in_no_choice(self, client, publisher):
        in_bin(PersonFactory(name="Ana Jetée"))
        asked = {"app_label": "blog", "model_name": "authorship", "field_name": "person", "term": "ana"}

        assert column(client.get("/en/admin/community/person/"), "name_shown") == []
        assert column(client.get("/en/admin/community/person/", {"q": "ana"}), "name_shown") == []
        assert client.get("/en/admin/autocomplete/", asked).json()["results"] == []

    def test_is_shown_and_says_where_it_lies(self, client, publisher):
        post = in_bin(PostFactory(title_fr="Rentrée"), publisher)
        page = client.get(f"{POSTS}{post.pk}/change/")

        assert page.status_code == 200
        assert words(page, "#binned") == ["In the bin"]
        assert soup(page).select("[name=title_fr], [name=_save], [name=_continue], [name=_publish], .deletelink") == []
        assert len(soup(page).select(f"form[action='{POSTS}{post.pk}/take-out/']")) == 1

    @pytest.mark.parametrize(
        "button",
        ["_save", "_publish", "_schedule", "_unpublish", "_submit", "_approve", "_return", "_discard", "_name"],
    )
    def test_refuses_every_button(self, client, publisher, button):
        post = in_bin(PostFactory(title_fr="Rentrée"))
        sent = {"title_fr": "Autre", "comment": "x", "version_name": "x", button: "1"}
        answer = client.post(f"{POSTS}{post.pk}/change/", sent)

        assert answer.status_code == 403
        assert words(answer, ".eig-refusal__lead") == ["“Rentrée” is in the bin: take it out first."]
        post.refresh_from_db()
        assert (post.title_fr, post.binned_at is None) == ("Rentrée", False)

    def test_keeps_its_address(self, client, publisher):
        in_bin(PostFactory(title_fr="Rentrée", slug_fr="rentree"))
        page = client.get(f"{POSTS}add/")
        page = client.post(f"{POSTS}add/", form_data(page, title_fr="A", date="2026-03-14", slug_fr="rentree"))

        said = "“Rentrée”, in the bin, has this address: change a word, or delete it for good."
        assert said in errors(page)


class TestTheWayOut:
    def test_brings_it_back_as_no_page(self, client, publisher):
        post = in_bin(PostFactory(title_fr="Rentrée", published=["fr"]))
        page = client.post(f"{POSTS}{post.pk}/take-out/", follow=True)

        assert messages(page) == [
            "“Rentrée” is back in the list. It is on no page of the site: publish it when it is ready."
        ]
        assert list(Post.objects.kept()) == [post]
        assert list(Post.objects.published()) == []
        assert page.redirect_chain[-1][0] == f"{POSTS}{post.pk}/change/"

    def test_takes_a_button_not_a_link(self, client, publisher):
        post = in_bin(PostFactory())

        assert client.get(f"{POSTS}{post.pk}/take-out/").status_code == 405

    @pytest.mark.parametrize("role", ["contributor", "editor"])
    def test_is_closed_to_who_may_not_delete(self, client, role):
        post = in_bin(PostFactory())
        client.force_login(UserFactory(role=role))

        assert client.post(f"{POSTS}{post.pk}/take-out/").status_code == 403
        assert client.post(f"{POSTS}{post.pk}/erase/").status_code == 403
        assert list(Post.objects.binned()) == [post]


class TestForGood:
    def test_asks_first_then_deletes(self, client, publisher):
        post = in_bin(PostFactory(title_fr="Rentrée"))
        page = client.get(f"{POSTS}{post.pk}/erase/")
        assert soup(page).select_one("#content h1").text == "Delete for good?"
        page = client.post(f"{POSTS}{post.pk}/erase/", follow=True)

        assert messages(page) == ["“Rentrée” is deleted for good."]
        assert Post.objects.count() == 0

    def test_says_what_keeps_it(self, client, publisher):
        document = DocumentFactory(title_fr="Livret")
        PressReleaseFactory(title_fr="Annonce", document=document, url="")
        in_bin(document)
        address = f"/en/admin/pages/document/{document.pk}/erase/"

        for page in (client.get(address), client.post(address)):
            assert soup(page).select_one("#content h1").text == "In use: it cannot be deleted"
            assert words(page, ".eig-bin li") == ["Press release: Annonce"]
        assert Document.objects.count() == 1

    def test_is_only_for_what_lies_in_the_bin(self, client, publisher):
        post = PostFactory()

        assert client.post(f"{POSTS}{post.pk}/erase/").url == f"{POSTS}{post.pk}/change/"
        assert Post.objects.count() == 1

    def test_takes_a_challenge_with_its_rows(self, client, publisher):
        challenge = in_bin(ChallengeFactory())
        client.post(f"/en/admin/challenges/challenge/{challenge.pk}/erase/")

        assert Challenge.objects.count() == 0


class TestTheList:
    def test_shows_every_kind_the_last_one_first(self, client, publisher):
        in_bin(FAQEntryFactory(question_fr="Quand ?"), days=28)
        in_bin(PostFactory(title_fr="Rentrée"), publisher, days=1)
        in_bin(ChallengeFactory(title_fr="Phare"), days=31)
        PostFactory(title_fr="Gardé")
        page = client.get(BIN)

        assert words(page, ".eig-bin__what a") == ["Rentrée", "Quand ?", "Phare"]
        assert words(page, ".eig-bin__lines .eig-chip") == ["29 days left", "2 days left", "goes any moment"]
        assert words(page, ".eig-bin__what span")[0].startswith("Post – deleted by Ana Silva, ")
        assert len(soup(page).select(".eig-bin__lines form")) == 3

    def test_offers_nothing_to_who_may_only_look(self, client):
        client.force_login(UserFactory(role="editor"))
        in_bin(PostFactory(title_fr="Rentrée"))
        page = client.get(BIN)

        assert words(page, ".eig-bin__what a") == ["Rentrée"]
        assert soup(page).select(".eig-bin__acts") == []

    def test_hides_what_this_person_may_not_see(self, client):
        client.force_login(UserFactory(permissions=["view_page"]))
        in_bin(PostFactory())

        assert words(client.get(BIN), ".eig-empty") == ["The bin is empty."]

    def test_is_as_cheap_with_three_as_with_one(self, client, publisher, content_types):
        def count():
            with CaptureQueriesContext(connection) as captured:
                client.get(BIN)
            return len(captured)

        in_bin(PostFactory(published=["fr"]), publisher)
        count()
        one = count()
        in_bin(PostFactory(published=["fr"]), publisher)
        in_bin(PostFactory(published=["fr"]), publisher)

        assert count() == one

    @pytest.mark.parametrize("number", ["x", "0", "-1", "99999999999999999999"])
    def test_knows_any_page_number(self, client, publisher, number):
        in_bin(PostFactory(title_fr="Rentrée"))

        assert words(client.get(BIN, {"p": number}), ".eig-bin__what a") == ["Rentrée"]

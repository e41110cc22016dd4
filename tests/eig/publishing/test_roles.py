"""What the screens offer, and accept, from those who write and from those who publish."""

import pytest
from django.contrib.auth.models import Permission

from blog.models import Post
from eig.publishing.workflow import keep_draft, submit, take_back
from tests.admin_forms import form_data, messages, soup
from tests.eig.matrix.asking import payload
from tests.factories import ChallengeFactory, PostFactory, UserFactory

POSTS = "/en/admin/blog/post/"
BUTTONS = "[name=_publish], [name=_schedule], [name=_submit], [name=_approve], [name=_return], [name=_unpublish]"

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    def signed_in(*permissions):
        user = UserFactory()
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return user

    return signed_in


def buttons(page):
    return [button["name"] for panel in soup(page).select(".eig-panel--state") for button in panel.select(BUTTONS)]


class TestWhoWrites:
    def test_submits_a_new_item_at_once(self, client, sign_in):
        author = sign_in("add_post")
        page = client.get(f"{POSTS}add/")
        assert buttons(page) == ["_submit"]
        page = client.post(f"{POSTS}add/", form_data(page, title_fr="Une rentrée", _submit="1"), follow=True)

        post = Post.objects.get()
        assert messages(page)[-1] == "“Une rentrée” is submitted for review in French."
        assert (post.edition("fr").review, post.created_by) == ("in_review", author)
        assert [(step.verb, step.by) for step in post.steps.all()] == [("submitted", author)]

    @pytest.mark.parametrize("button", ["_publish", "_schedule"])
    def test_may_not_publish_a_new_item_by_direct_request(self, client, sign_in, button):
        sign_in("add_post")
        data = form_data(client.get(f"{POSTS}add/"), title_fr="A", publish_at="2199-07-01T09:30", **{button: "1"})

        assert client.post(f"{POSTS}add/", data).status_code == 403
        assert Post.objects.count() == 0

    def test_writes_what_is_hers_until_it_is_submitted(self, client, sign_in):
        post = PostFactory(created_by=sign_in("add_post", "view_post"))
        address = f"{POSTS}{post.pk}/change/"
        page = client.post(address, form_data(client.get(address), title_fr="Autre", _submit="1"), follow=True)

        assert Post.objects.get().title_fr == "Autre"
        assert buttons(page) == []
        assert client.post(address, {"title_fr": "Encore", "_continue": "1"}).status_code == 403

    def test_takes_back_what_is_in_review_and_writes_on(self, client, sign_in):
        author = sign_in("add_post", "view_post")
        post = PostFactory(title_fr="Une rentrée", created_by=author)
        submit(post, "fr", author)
        address = f"{POSTS}{post.pk}/change/"
        page = client.get(address)
        button = soup(page).select_one("[name=_take_back]")
        page = client.post(address, form_data(page, _take_back="1"), follow=True)

        assert button.text == "Take the text back"
        assert messages(page) == ["“Une rentrée” is no longer in review in French: write on, and submit it again."]
        assert (Post.objects.get().edition("fr").review, buttons(page)) == ("", ["_submit"])
        assert soup(page).select("[name=_take_back]") == []
        assert [(step.verb, step.by) for step in post.steps.all()] == [("taken_back", author), ("submitted", author)]
        client.post(address, form_data(page, title_fr="Une autre rentrée", _continue="1"))
        assert Post.objects.get().title_fr == "Une autre rentrée"

    def test_previews_what_is_in_review(self, client, sign_in):
        author = sign_in("add_post", "view_post")
        post = PostFactory(title_fr="Une rentrée", body_fr="Premier jour.", created_by=author)
        submit(post, "fr", author)
        page = client.get(f"{POSTS}{post.pk}/change/")
        button = soup(page).select_one("button[formaction]")
        preview = client.post(button["formaction"], form_data(page, title_fr="Rien de tel"))

        assert (button.text, button["formtarget"]) == ("Preview (new tab)", "_blank")
        assert soup(page).select("#viewing, script[src*=preview]") == []
        assert soup(preview).select_one("main h1").text.strip() == "Une rentrée"

    def test_previews_her_text_as_it_was_submitted_but_not_the_drafts_of_others(self, client, sign_in):
        author, editor = sign_in("add_post", "view_post"), UserFactory(role="editor")
        own = PostFactory(title_fr="La mienne", created_by=author)
        other = PostFactory(title_fr="L’autre", published=["fr"])
        for post in (own, other):
            keep_draft(post, "fr", {**payload(post), "title_fr": ["En cours"]}, editor)
        submit(own, "fr", author)
        previews = [client.post(f"{POSTS}{post.pk}/preview/fr/", {}) for post in (own, other)]

        assert [soup(page).select_one("main h1").text.strip() for page in previews] == ["En cours", "L’autre"]

    def test_does_not_write_what_is_not(self, client, sign_in):
        post = PostFactory(title_fr="D'une autre")
        sign_in("add_post", "view_post")
        page = client.get(f"{POSTS}{post.pk}/change/")

        assert buttons(page) == []
        assert client.post(f"{POSTS}{post.pk}/change/", {"_submit": "1"}).status_code == 403
        assert Post.objects.get().title_fr == "D'une autre"


class TestWhoEdits:
    def test_sees_submit_and_review_but_not_publish(self, client, sign_in):
        sign_in("view_post", "change_post", "review_post")
        post = PostFactory(published=["fr"])
        address = f"{POSTS}{post.pk}/change/"
        page = client.get(address)
        assert buttons(page) == ["_submit"]
        page = client.post(address, form_data(page, title_fr="Autre", _submit="1"), follow=True)

        assert buttons(page) == ["_approve", "_return"]
        page = client.post(address, form_data(page, _approve="1"), follow=True)
        assert post.edition("fr").review == "approved"
        assert buttons(page) == ["_submit"]

    @pytest.mark.parametrize("button", ["_approve", "_return"])
    def test_is_told_when_its_writer_took_the_text_back(self, client, sign_in, button):
        sign_in("view_post", "change_post", "review_post")
        author = UserFactory(role="contributor")
        post = PostFactory(title_fr="Une rentrée", created_by=author)
        submit(post, "fr", author)
        address = f"{POSTS}{post.pk}/change/"
        data = form_data(client.get(address), comment="Bravo.", **{button: "1"})
        take_back(post, "fr", author)
        page = client.post(address, data, follow=True)

        assert messages(page) == ["“Une rentrée” is no longer in review: its history says what happened to it."]
        assert Post.objects.get().edition("fr").review == ""
        assert [step.verb for step in post.steps.all()] == ["taken_back", "submitted"]

    def test_takes_back_what_one_submitted_oneself_and_not_what_others_did(self, client, sign_in):
        editor = sign_in("view_post", "change_post", "review_post")
        own, other = PostFactory.create_batch(2)
        submit(own, "fr", editor)
        submit(other, "fr", UserFactory(role="editor"))
        found = [soup(client.get(f"{POSTS}{post.pk}/change/")).select("[name=_take_back]") for post in (own, other)]

        assert [len(buttons) for buttons in found] == [1, 0]
        assert client.post(f"{POSTS}{other.pk}/change/", {"_take_back": "1"}).status_code == 403

    def test_returns_a_text_with_words(self, client, sign_in):
        sign_in("view_post", "change_post", "review_post")
        post = PostFactory()
        address = f"{POSTS}{post.pk}/change/"
        client.post(address, form_data(client.get(address), _submit="1"))
        page = client.post(address, form_data(client.get(address), _return="1"), follow=True)
        assert messages(page) == ["Say what is to be changed: the author reads it."]
        client.post(address, form_data(page, comment="Trop long.", _return="1"))

        assert post.edition("fr").review == "changes_requested"
        assert [(step.verb, step.comment) for step in post.steps.all()] == [
            ("returned", "Trop long."),
            ("submitted", ""),
        ]


class TestWhoPublishes:
    def test_publishes_and_schedules_a_new_item(self, client, sign_in):
        sign_in("add_post", "view_post", "change_post", "publish_post")
        page = client.get(f"{POSTS}add/")
        assert buttons(page) == ["_publish", "_schedule"]
        texts = {"standfirst_fr": "Ce qu'il faut retenir.", "body_fr": "Un paragraphe."}
        client.post(f"{POSTS}add/", form_data(page, title_fr="A", **texts, _publish="1"))
        plan = {"publish_at": "2199-07-01T09:30", "_schedule": "1"}
        client.post(f"{POSTS}add/", form_data(page, title_fr="B", **texts, **plan))

        now, later = Post.objects.order_by("title_fr")
        assert (now.edition("fr").is_live(), later.edition("fr").is_scheduled) == (True, True)
        assert [version.kind for version in now.versions.all()] == ["published"]

    def test_needs_an_instant_to_schedule_a_new_item(self, client, sign_in):
        sign_in("add_post", "view_post", "change_post", "publish_post")
        data = form_data(client.get(f"{POSTS}add/"), title_fr="A", _schedule="1")

        assert client.post(f"{POSTS}add/", data).status_code == 200
        assert Post.objects.count() == 0


class TestOneLanguageOnTheSite:
    """A draft in the language it was written in, whose translation is out: dates and pictures are those of both."""

    @pytest.fixture
    def post(self):
        return PostFactory(title_fr="Phare", title_en="Lighthouse", slug_en="lighthouse", published=["en"])

    def save(self, client, post):
        address = f"{POSTS}{post.pk}/change/"
        changes = {"title_fr": "Autre", "date": "2011-01-01", "_continue": "1"}
        return messages(client.post(address, form_data(client.get(address), **changes), follow=True))

    def test_who_may_not_publish_changes_nothing_that_visitors_read(self, client, sign_in, post):
        sign_in("change_post", "review_post")
        before = post.date

        assert self.save(client, post) == ["Your text of “Lighthouse” in French is kept."]
        post.refresh_from_db()
        assert (post.date, post.title_fr, post.edition("fr").has_draft) == (before, "Phare", True)

    def test_nor_the_address_of_a_page_that_shows_the_other_text(self, client, sign_in):
        """A challenge is on the site in every language: a slug in a draft would move its English page."""
        sign_in("change_challenge")
        challenge = ChallengeFactory(title_fr="Phare", slug_fr="phare", published=["fr"])
        before, address = challenge.address_in("en"), f"/en/admin/challenges/challenge/{challenge.pk}/in/en/"
        client.post(address, form_data(client.get(address), title_en="Lighthouse", slug_en="moved", _continue="1"))

        challenge.refresh_from_db()
        assert (challenge.address_in("en"), challenge.title_en) == (before, None)
        assert form_data(client.get(address))["slug_en"] == "moved"

    def test_who_may_publish_does(self, client, sign_in, post):
        sign_in("change_post", "publish_post")
        self.save(client, post)

        post.refresh_from_db()
        assert (post.date.year, post.title_fr) == (2011, "Autre")

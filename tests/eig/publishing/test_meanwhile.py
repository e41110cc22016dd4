"""What lands between two steps of a request: nothing that someone wrote is emptied, nothing goes out unasked."""

from threading import Thread

import pytest
from django.db import connection

from blog.models import Post
from eig.publishing import workflow
from eig.publishing.bin import put_into_bin
from eig.publishing.drafts.desk import Desk
from eig.publishing.models import Edition
from eig.publishing.permissions import RefusedError
from tests.admin_forms import form_data, soup
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    user = UserFactory(role="publisher")
    client.force_login(user)
    return user


@pytest.fixture
def editor():
    return UserFactory(role="editor", first_name="Amina", last_name="Diallo")


def screen(post):
    return f"/en/admin/blog/post/{post.pk}/change/"


def text_in_draft(post):
    return Edition.objects.defer(None).get(object_id=post.pk).draft["title_fr"]


@pytest.fixture
def lands(monkeypatch):
    """`lands(owner, name, act)`: just before that function is called for the first time, the act happens."""

    def begin(owner, name, act):
        acts, function = [act], getattr(owner, name)

        def called(*args, **kwargs):
            if acts:
                acts.pop()()
            return function(*args, **kwargs)

        monkeypatch.setattr(owner, name, called)

    return begin


def keeps(post, by, title="D'Amina"):
    """Someone else's text arrives."""
    return lambda: workflow.keep_draft(Post.objects.get(pk=post.pk), "fr", {"title_fr": [title]}, by)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory takes one connection at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["publish", "save", "_remember"])
def test_a_text_that_arrives_during_a_publication_is_told_and_empties_nothing(client, publisher, editor, lands, moment):
    """It waits until the publication is done, and then finds that it was overtaken."""
    post = PostFactory(title_fr="Phare", published=["fr"])
    data = form_data(client.get(screen(post)), title_fr="De Claire", _publish="1")
    outcomes = []

    def arrives():
        try:
            workflow.keep_draft(Post.objects.get(), "fr", {"title_fr": ["D'Amina"]}, editor, data["_revision"])
            outcomes.append("saved")
        except workflow.OvertakenError:
            outcomes.append("overtaken")
        finally:
            connection.close()

    thread = Thread(target=arrives)
    lands(Desk, moment, thread.start)
    client.post(screen(post), data)
    thread.join()

    assert outcomes == ["overtaken"]
    assert (Post.objects.get().title_fr, Edition.objects.get().has_draft) == ("De Claire", False)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory takes one connection at a time")
@pytest.mark.django_db(transaction=True)
def test_publishing_and_binning_at_once_wait_for_each_other(client, publisher, lands):
    """Both hold the item first: neither waits for what the other has."""
    post = PostFactory(title_fr="Phare", published=["fr"])
    data = form_data(client.get(screen(post)), title_fr="De Claire", _publish="1")

    def binned():
        put_into_bin(Post.objects.get(), publisher)
        connection.close()

    thread = Thread(target=binned)
    lands(Desk, "publish", thread.start)
    page = client.post(screen(post), data)
    thread.join()

    post = Post.objects.get()
    assert (page.status_code, post.title_fr, post.binned_by) == (302, "De Claire", publisher)
    assert post.live_languages() == []


class TestSaving:
    def test_writes_nothing_into_what_went_out_meanwhile(self, client, editor, lands):
        client.force_login(editor)
        post = PostFactory(title_fr="Phare")
        data = form_data(client.get(screen(post)), title_fr="Sans accord", _revision=None, _continue="1")
        lands(workflow, "note_saved", lambda: workflow.publish(Post.objects.get(), "fr"))
        page = client.post(screen(post), data)

        assert soup(page).select_one(".eig-overtaken") is not None
        assert Post.objects.get().title_fr == "Phare"


class TestKeeping:
    def test_is_refused_once_the_text_was_submitted(self, lands):
        author = UserFactory(role="contributor")
        post = PostFactory(created_by=author)
        lands(workflow, "_check_revision", lambda: workflow.submit(Post.objects.get(), "fr", author))

        with pytest.raises(RefusedError):
            keeps(post, author)()
        assert Edition.objects.defer(None).get().draft is None

    def test_makes_another_text_of_the_one_approved_meanwhile(self, editor, lands):
        post = PostFactory()
        lands(workflow, "_check_revision", lambda: workflow.approve(Post.objects.get(), "fr", editor))
        keeps(post, editor)()

        assert (Edition.objects.get().review, text_in_draft(post)) == ("", ["D'Amina"])


ACTS = {
    "submit": lambda post, by: workflow.submit(post, "fr", by),
    "approve": lambda post, by: workflow.approve(post, "fr", by),
    "unpublish": lambda post, by: workflow.unpublish(post, "fr", by, reason="out_of_date"),
}


class TestSteps:
    @pytest.mark.parametrize("act", ACTS)
    def test_leave_the_text_that_arrives_meanwhile(self, publisher, editor, act):
        post = PostFactory(published=["fr"])
        edition_of = workflow.edition_of

        def read_then_kept(item, language):
            edition = edition_of(item, language)
            if not Edition.objects.get().has_draft:
                keeps(post, editor)()
            return edition

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(workflow, "edition_of", read_then_kept)
            ACTS[act](Post.objects.get(), publisher)

        edition = Edition.objects.get()
        assert (text_in_draft(post), edition.draft_by, edition.has_draft) == (["D'Amina"], editor, True)

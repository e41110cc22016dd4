"""Who is told of each step of the workflow: those it concerns, never whoever took it."""

import pytest

from eig.notifications.models import Notification, OutgoingMail
from eig.publishing import workflow
from eig.publishing.models import PreviewLink
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return UserFactory(username="author", permissions=["add_post", "view_post"])


@pytest.fixture
def editor():
    return UserFactory(username="editor", permissions=["view_post", "change_post", "review_post"])


@pytest.fixture
def publisher():
    rights = ["view_post", "change_post", "review_post", "publish_post"]
    return UserFactory(username="publisher", permissions=rights)


@pytest.fixture
def post(author):
    return PostFactory(title_fr="Cartes", created_by=author)


def told():
    """`(recipient, what, actor)` of every notice, oldest first; forgets them."""
    notices = Notification.objects.order_by("recipient__username", "pk").select_related("recipient", "actor")
    lines = [(notice.recipient.username, notice.what, str(notice.actor or notice.actor_name)) for notice in notices]
    Notification.objects.all().delete()
    return lines


def test_reviewers_hear_of_what_is_submitted(author, editor, publisher, post):
    UserFactory(username="reader", permissions=["view_post"])
    UserFactory(username="gone", permissions=["view_post", "review_post"], is_active=False)
    UserFactory(username="pages", permissions=["view_page", "review_page"])
    workflow.submit(post, "fr", author, "Prête.")

    notice = Notification.objects.first()
    assert (notice.comment, notice.item_name, notice.language, notice.item) == ("Prête.", "Cartes", "fr", post)
    assert told() == [("editor", "submitted", "author"), ("publisher", "submitted", "author")]
    assert sorted(mail.recipient.username for mail in OutgoingMail.objects.all()) == ["editor", "publisher"]


def test_an_editor_who_submits_her_own_text_is_not_asked_to_review_it(editor, publisher):
    workflow.submit(PostFactory(created_by=editor), "fr", publisher)

    assert told() == []


def test_the_author_hears_of_what_is_returned(author, editor, post):
    workflow.submit(post, "fr", author)
    told()
    workflow.send_back(post, "fr", editor, "Trop long.")

    assert told() == [("author", "returned", "editor")]


def test_author_and_publishers_hear_of_what_is_approved(author, editor, publisher, post):
    workflow.submit(post, "fr", author)
    told()
    workflow.approve(post, "fr", editor)

    assert told() == [("author", "approved", "editor"), ("publisher", "approved", "editor")]


def test_author_and_who_submitted_hear_of_what_goes_out_and_comes_back(author, editor, publisher, post):
    workflow.submit(post, "fr", editor)
    told()
    workflow.publish(post, "fr", publisher)
    assert told() == [("author", "published", "publisher"), ("editor", "published", "publisher")]
    workflow.unpublish(post, "fr", publisher)
    assert told() == [("author", "unpublished", "publisher"), ("editor", "unpublished", "publisher")]


def test_who_submitted_in_one_language_does_not_hear_of_another(author, editor, publisher, post):
    workflow.submit(post, "fr", editor)
    told()
    workflow.publish(post, "en", publisher)

    assert told() == [("author", "published", "publisher")]


def test_whoever_wrote_the_working_draft_hears_what_becomes_of_it(author, editor, publisher, post):
    workflow.keep_draft(post, "fr", {"title_fr": ["Autre"]}, editor)
    workflow.send_back(post, "fr", publisher, "Non.")

    assert told() == [("author", "returned", "publisher"), ("editor", "returned", "publisher")]


def test_those_who_talk_about_a_text_hear_each_other(author, editor, publisher, post):
    workflow.comment(post, "fr", "Quelle date ?", editor)
    assert told() == [("author", "commented", "editor")]
    workflow.comment(post, "fr", "En mars.", publisher)
    assert told() == [("author", "commented", "publisher"), ("editor", "commented", "publisher")]


def test_what_an_outsider_says_reaches_whoever_made_the_link(author, editor, publisher, post):
    link = PreviewLink.objects.create(
        item=post, language="fr", label="Mairie", created_by=editor, expires_at="2199-01-01T00:00Z"
    )
    workflow.comment(post, "fr", "Une faute.", by_name="Mme Maire", via=link)

    assert told() == [("author", "commented", "Mme Maire"), ("editor", "commented", "Mme Maire")]


def test_nobody_hears_of_their_own_acts_nor_of_what_concerns_nobody(publisher):
    post = PostFactory(created_by=publisher)
    workflow.publish(post, "fr", publisher)
    workflow.keep_draft(post, "fr", {"title_fr": ["Autre"]}, publisher)
    workflow.drop_draft(post, "fr", publisher)
    workflow.unpublish(post, "fr", publisher)

    assert told() == []


def test_commands_tell_nobody(author, post):
    workflow.publish(post, "fr")

    assert told() == []


def test_telling_belongs_to_the_step_and_goes_with_it(author, editor, post, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("eig.notifications.telling._mail_to", broken)
    with pytest.raises(RuntimeError):
        workflow.submit(post, "fr", author)

    assert (post.steps.count(), Notification.objects.count()) == (0, 0)

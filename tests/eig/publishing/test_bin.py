"""Deleting is a bin for thirty days: what goes there, what comes back, what goes for good."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from blog.models import Post
from eig.content_hash import content_hash
from eig.publishing.bin import days_left, purge_bin, put_into_bin, take_out_of_bin
from eig.publishing.models import Edition, PreviewLink, Step
from eig.publishing.permissions import RefusedError
from eig.publishing.workflow import edition_of, keep_draft, publish, submit
from tests.factories import (
    ChallengeFactory,
    DocumentFactory,
    PersonFactory,
    PostFactory,
    PressReleaseFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def binned(days, **kwargs):
    item = PostFactory(**kwargs)
    put_into_bin(item)
    Post.objects.filter(pk=item.pk).update(binned_at=timezone.now() - timedelta(days=days))
    item.refresh_from_db()
    return item


def states(item):
    return {edition.language: edition.state for edition in Edition.objects.filter(object_id=item.pk)}


def test_what_is_binned_leaves_the_site_in_every_language_at_once(client):
    person = PersonFactory(slug="ana", published=["fr", "en"])
    assert client.get("/communaute/ana/").status_code == 200
    put_into_bin(person, UserFactory(role="publisher"))

    assert client.get("/communaute/ana/").status_code == 404
    assert client.get("/en/community/ana/").status_code == 404
    assert states(person) == {"fr": "unpublished", "en": "unpublished"}


def test_what_was_scheduled_becomes_a_draft():
    post = PostFactory(published=["fr"], published_at=timezone.now() + timedelta(days=2))
    put_into_bin(post)

    edition = Edition.objects.get()
    assert (edition.state, edition.published_at, edition.unpublished_at) == ("draft", None, None)


def test_what_was_over_stays_over_since_then():
    post = PostFactory()
    before, over = timezone.now() - timedelta(days=9), timezone.now() - timedelta(days=3)
    publish(post, "fr", at=before, until=over)
    put_into_bin(post)

    edition = Edition.objects.get()
    assert (edition.state, edition.unpublished_at) == ("unpublished", over)


def test_what_was_in_review_waits_for_nobody_any_more():
    author = UserFactory(role="contributor")
    post = PostFactory(created_by=author)
    submit(post, "fr", author)
    put_into_bin(post, UserFactory(role="publisher"))

    assert Edition.objects.get().review == ""


def test_it_is_noted_who_did_it_and_when():
    publisher = UserFactory(role="publisher")
    post = PostFactory()
    put_into_bin(post, publisher)
    put_into_bin(Post.objects.get(), publisher)

    post = Post.objects.get()
    assert post.binned_by == publisher
    assert [(step.verb, step.by) for step in post.steps.all()] == [("binned", publisher)]
    assert days_left(post) == 30
    assert (list(Post.objects.kept()), list(Post.objects.binned())) == ([], [post])


def test_it_comes_back_with_its_working_draft_and_its_versions_but_on_no_page():
    publisher = UserFactory(role="publisher")
    post = PostFactory(published=["fr"])
    keep_draft(post, "fr", {"title_fr": ["Autre"]}, publisher)
    put_into_bin(post, publisher)
    take_out_of_bin(post, publisher)

    edition = Edition.objects.defer(None).get()
    assert (edition.state, edition.draft, edition.is_live()) == ("unpublished", {"title_fr": ["Autre"]}, False)
    post.refresh_from_db()
    assert (post.binned_at, post.binned_by) == (None, None)
    assert [step.verb for step in post.steps.all()] == ["taken_out", "binned"]


def test_a_form_that_was_open_meanwhile_is_no_longer_the_last_word():
    post = PostFactory(published=["fr"])
    revision = Edition.objects.get().revision
    put_into_bin(post)
    take_out_of_bin(post)

    assert Edition.objects.get().revision > revision


@pytest.mark.parametrize("by", ["publisher", None])
def test_nothing_publishes_what_lies_in_the_bin(by):
    user = UserFactory(role=by) if by else None
    in_hand = PostFactory()
    put_into_bin(Post.objects.get())  # by someone else, after it was read

    with translation.override("en"), pytest.raises(RefusedError) as refusal:
        publish(in_hand, "fr", by=user)
    assert str(refusal.value) == f"“{in_hand}” is in the bin: take it out first."
    assert list(Post.objects.published()) == []


class TestWhoMay:
    def test_bin_and_take_out_what_was_theirs_and_never_out(self):
        author = UserFactory(role="contributor")
        post = PostFactory(created_by=author)
        put_into_bin(post, author)
        take_out_of_bin(post, author)

        assert list(Post.objects.kept()) == [post]

    def test_not_bin_what_is_of_another_or_was_out(self):
        author = UserFactory(role="contributor")
        for post in (PostFactory(), PostFactory(created_by=author, published=["fr"])):
            with pytest.raises(RefusedError):
                put_into_bin(post, author)

    def test_not_take_out_what_a_publisher_binned(self):
        author = UserFactory(role="contributor")
        post = PostFactory(created_by=author)
        put_into_bin(post, UserFactory(role="publisher"))
        with pytest.raises(RefusedError):
            take_out_of_bin(post, author)

        assert list(Post.objects.binned()) == [post]


class TestAfterThirtyDays:
    def test_it_goes_for_good_with_all_that_is_its_own(self):
        post = binned(30, published=["fr"])
        PreviewLink.objects.create(item=post, language="fr", label="A", expires_at=timezone.now() + timedelta(days=1))
        young = binned(29)

        assert purge_bin() == 1
        assert list(Post.objects.all()) == [young]
        assert [list(model.objects.filter(object_id=post.pk)) for model in (Edition, Step, PreviewLink)] == [[], [], []]
        assert purge_bin() == 0

    def test_to_the_instant(self):
        post = binned(0)
        at = post.binned_at + timedelta(days=30)

        assert purge_bin(at - timedelta(microseconds=1)) == 0
        assert purge_bin(at) == 1

    def test_what_is_in_use_stays(self):
        document = DocumentFactory()
        PressReleaseFactory(document=document, url="")
        put_into_bin(document)

        assert purge_bin(timezone.now() + timedelta(days=31)) == 0
        assert document.binned_at is not None
        assert type(document).objects.binned().count() == 1

    def test_what_was_taken_out_stays(self):
        post = binned(40)
        take_out_of_bin(post)

        assert purge_bin() == 0


def test_days_left_count_begun_days():
    post = PostFactory()
    post.binned_at = timezone.now()
    left = [days_left(post, post.binned_at + timedelta(days=days)) for days in (0, 0.5, 29, 29.9, 30, 45)]

    assert left == [30, 30, 1, 1, 0, 0]


def test_the_digest_of_what_is_published_forgets_it():
    PostFactory(key="a", title_fr="A", slug_fr="a", published=["fr"])
    without = content_hash()
    other = PostFactory(key="b", published=["fr"])
    over = PostFactory(key="c")
    publish(over, "fr", at=timezone.now() - timedelta(days=2), until=timezone.now() - timedelta(days=1))
    assert content_hash() != without
    put_into_bin(other)
    put_into_bin(over)

    assert content_hash() == without


def test_lists_across_kinds_leave_it_out():
    challenge, post = ChallengeFactory(), PostFactory()
    edition_of(challenge, "fr"), edition_of(post, "fr")
    put_into_bin(challenge)

    assert [edition.item for edition in Edition.objects.kept()] == [post]

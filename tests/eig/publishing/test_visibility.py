from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from blog.models import Post
from challenges.models import Challenge
from eig.publishing.models import Edition
from eig.publishing.workflow import edition_of, keep_draft, publish, unpublish
from tests.factories import ChallengeFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_draft_is_hidden_from_visitors():
    post = PostFactory()
    edition_of(post, "fr")

    assert list(Post.objects.published()) == []


def test_published_post_is_shown_in_its_language_only():
    post = PostFactory(published=["fr"])

    assert list(Post.objects.published()) == [post]
    with translation.override("en"):
        assert list(Post.objects.published()) == []


def test_scheduled_post_appears_when_its_instant_comes():
    post = PostFactory()
    tomorrow = timezone.now() + timedelta(days=1)
    publish(post, "fr", at=tomorrow)

    assert list(Post.objects.published()) == []
    assert list(Post.objects.published(at=tomorrow)) == [post]


def test_post_disappears_at_the_instant_it_is_unpublished():
    post = PostFactory(published=["fr"])
    tonight = timezone.now() + timedelta(hours=5)
    unpublish(post, "fr", at=tonight)

    assert list(Post.objects.published()) == [post]
    assert list(Post.objects.published(at=tonight)) == []


def test_challenge_is_shown_in_english_once_live_in_french():
    challenge = ChallengeFactory(published=["fr"])

    with translation.override("en"):
        shown = Challenge.objects.published().get()

    assert shown == challenge
    assert shown.shown_language == "fr"


def test_english_draft_of_a_challenge_stays_hidden_behind_the_french_text():
    ChallengeFactory(title_fr="Phare", title_en="Lighthouse", published=["fr"])

    with translation.override("en"):
        assert Challenge.objects.published().get().shown_text("title") == ("Phare", "fr")


def test_live_english_edition_of_a_challenge_shows_its_own_text():
    ChallengeFactory(title_fr="Phare", title_en="Lighthouse", published=["fr", "en"])

    with translation.override("en"):
        assert Challenge.objects.published().get().shown_text("title") == ("Lighthouse", "en")


def test_challenge_without_a_live_source_is_public_nowhere():
    ChallengeFactory(title_en="Lighthouse", published=["en"])

    with translation.override("en"):
        assert list(Challenge.objects.published()) == []


@pytest.mark.parametrize("path", ["/", "/blog/", "/blog/2026/3/14/rentree/", "/sitemap-posts.xml", "/blog/feed.xml"])
def test_pages_never_read_a_working_draft(client, path):
    """It may be as long as the item itself: no visitor pays for it."""
    post = PostFactory(slug_fr="rentree", published=["fr"])
    Edition.objects.filter(object_id=post.pk).update(draft={"title_fr": ["Autre"]}, draft_at=timezone.now())
    with CaptureQueriesContext(connection) as captured:
        page = client.get(path)

    assert page.status_code == 200
    assert [query["sql"] for query in captured if '"draft"' in query["sql"]] == []


def test_lists_read_neither_drafts_nor_who_saved_them(client):
    client.force_login(UserFactory(is_superuser=True))
    for _index in range(3):
        post = PostFactory(published=["fr"])
        keep_draft(post, "fr", {"title_fr": ["Autre"]}, by=None)
    with CaptureQueriesContext(connection) as captured:
        client.get("/admin/blog/post/")

    assert [query["sql"] for query in captured if '"publishing_edition"."draft"' in query["sql"]] == []
    assert len([query for query in captured if 'FROM "accounts_user"' in query["sql"]]) == 1

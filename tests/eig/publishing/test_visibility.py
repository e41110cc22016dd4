from datetime import timedelta

import pytest
from django.utils import timezone, translation

from blog.models import Post
from challenges.models import Challenge
from eig.publishing.workflow import publish, save_draft, unpublish
from tests.factories import ChallengeFactory, PostFactory

pytestmark = pytest.mark.django_db


def test_draft_is_hidden_from_visitors():
    post = PostFactory()
    save_draft(post, "fr")

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

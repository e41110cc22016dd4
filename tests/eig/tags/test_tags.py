import pytest
from django.utils import translation

from eig.tags.models import Tag
from tests.factories import PostFactory, TagFactory

pytestmark = pytest.mark.django_db


def test_same_word_in_another_case_or_accent_is_the_same_tag():
    tag = Tag.objects.named("Méthode")

    assert Tag.objects.named("methode") == tag
    assert Tag.objects.named("  MÉTHODE ") == tag
    assert Tag.objects.count() == 1


def test_tag_gets_a_slug_without_accents_in_each_language_that_names_it():
    tag = TagFactory(name_fr="Évaluation", name_en="Assessment")

    assert (tag.slug_fr, tag.slug_en) == ("evaluation", "assessment")
    with translation.override("en"):
        assert tag.get_absolute_url() == "/en/blog/tag/assessment/"


def test_merged_tag_gives_its_items_and_addresses_to_the_one_kept(client):
    kept, doubled = TagFactory(name_fr="données"), TagFactory(name_fr="data")
    first, second = PostFactory(published=["fr"]), PostFactory(published=["fr"])
    first.tags.add(kept, doubled)
    second.tags.add(doubled)

    doubled.merge_into(kept)

    assert list(first.tags.all()) == [kept]
    assert list(second.tags.all()) == [kept]
    assert client.get("/blog/mot-cle/data/")["Location"] == "/blog/mot-cle/donnees/"

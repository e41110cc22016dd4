import pytest
from django.utils.translation import override

from blog import references
from tests.factories import PostFactory, TagFactory

pytestmark = pytest.mark.django_db


def test_references_lead_to_posts_live_in_the_language():
    both = PostFactory(slug_fr="deux", slug_en="both", title_en="Both", published=["fr", "en"])
    french = PostFactory(slug_fr="un", published=["fr"])
    keys = [both.key, french.key, PostFactory().key, "missing"]

    assert references.posts(keys) == {both.key: "/blog/2026/3/14/deux/", french.key: "/blog/2026/3/14/un/"}
    with override("en"):
        assert references.posts(keys) == {both.key: "/en/blog/2026/3/14/both/"}


def test_references_lead_to_tags_whose_page_exists():
    used, unused = TagFactory(name_fr="design"), TagFactory(name_fr="autre")
    PostFactory(published=["fr"]).tags.set([used])
    PostFactory().tags.set([unused])

    assert references.tags([used.key, unused.key]) == {used.key: "/blog/mot-cle/design/"}
    with override("en"):
        assert references.tags([used.key]) == {}


def test_posts_are_counted_in_the_language():
    PostFactory(published=["fr"])
    PostFactory()
    assert references.number_of_posts() == 1

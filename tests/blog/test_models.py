from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from blog.models import Post
from tests.factories import PostFactory, TagFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 14, 8, tzinfo=UTC)
EVENING = datetime(2026, 3, 14, 18, tzinfo=UTC)


def test_posts_of_a_day_follow_their_instant_of_publication():
    morning = PostFactory(published=["fr"], published_at=MORNING)
    evening = PostFactory(published=["fr"], published_at=EVENING)
    older = PostFactory(date=date(2026, 3, 13), published=["fr"], published_at=EVENING)

    assert list(Post.objects.published().in_order()) == [evening, morning, older]


def test_posts_before_and_after_a_post_come_with_it(content_types, django_assert_num_queries):
    first = PostFactory(date=date(2026, 1, 1), published=["fr"])
    morning = PostFactory(published=["fr"], published_at=MORNING, key="aa")
    twin = PostFactory(title_fr="Jumeau", slug_fr="jumeau", published=["fr"], published_at=MORNING, key="zz")
    evening = PostFactory(published=["fr"], published_at=EVENING)
    PostFactory(date=date(2026, 1, 2))
    PostFactory(date=date(2026, 5, 2), published=["en"])

    with django_assert_num_queries(1):
        posts = list(Post.objects.published().in_order().with_neighbours())
        found = {post: (post.previous, post.following) for post in posts}
        assert found == {
            evening: ([twin], []),
            twin: ([morning], [evening]),
            morning: ([first], [twin]),
            first: ([], [morning]),
        }
        neighbour = found[evening][0][0]
        assert (neighbour.shown_text("title"), neighbour.get_absolute_url()) == (
            ("Jumeau", "fr"),
            "/blog/2026/3/14/jumeau/",
        )


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (10, 1), (440, 2), (1100, 5)], ids=["empty", "short", "two minutes", "five minutes"]
)
def test_minutes_to_read(words, minutes):
    assert PostFactory(body_fr="mot " * words).minutes_to_read == minutes


@pytest.mark.parametrize("day", [(2026, 13, 1), (2026, 2, 30), (0, 1, 1), (99999999999999999999, 1, 1)])
def test_no_post_stands_at_an_impossible_day(day):
    assert not Post.objects.at(*day, "x").exists()


@pytest.mark.parametrize("year", [0, 10000, 99999999999999999999])
def test_no_post_stands_in_an_impossible_year(year):
    assert not Post.objects.in_year(year).exists()


def test_years_and_tags_are_those_of_the_posts_a_visitor_reads():
    common, rare, hidden = TagFactory(name_fr="commun"), TagFactory(name_fr="rare"), TagFactory(name_fr="caché")
    PostFactory(date=date(2025, 5, 1), published=["fr"]).tags.set([common, rare])
    PostFactory(date=date(2025, 7, 1), published=["fr"]).tags.set([common])
    PostFactory(date=date(2026, 7, 1), published=["fr", "en"], title_en="In English", slug_en="in-english")
    PostFactory(date=date(2024, 7, 1)).tags.set([hidden])

    published = Post.objects.published()
    assert list(published.years()) == [2026, 2025]
    assert [(tag, tag.number) for tag in published.tags()] == [(common, 2), (rare, 1)]
    with override("en"):
        assert list(Post.objects.published().years()) == [2026]


def test_languages_of_a_set_of_posts():
    tag = TagFactory()
    PostFactory(published=["fr"]).tags.set([tag])
    assert Post.objects.tagged(tag).languages() == ["fr"]
    PostFactory(published=["fr", "en"], title_en="In English", slug_en="in-english").tags.set([tag])
    assert Post.objects.tagged(tag).languages() == ["fr", "en"]

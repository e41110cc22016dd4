"""Each language has its own dates: a post came out in French on one day, in English on another."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import override

from blog.models import Post
from eig.publishing.models import Version
from eig.publishing.workflow import keep_version, publish
from tests import sitemaps
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FIRST, SECOND, THIRD = (datetime(2025, month, 10, 9, tzinfo=UTC) for month in (3, 4, 5))


@pytest.fixture
def old():
    """Written in French in March, in English since May."""
    post = PostFactory(date=FIRST.date(), title_fr="Phare", title_en="Lighthouse", slug_en="lighthouse")
    publish(post, "fr", at=FIRST)
    publish(post, "en", at=THIRD)
    return post


@pytest.fixture
def recent():
    """In both languages since April."""
    return PostFactory(
        date=SECOND.date(),
        title_fr="Port",
        title_en="Harbour",
        slug_en="harbour",
        published=["fr", "en"],
        published_at=SECOND,
    )


def cards(client, path):
    """Title and day of each post on a page."""
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [(card.a.text, card.time["datetime"]) for card in page.select("article.eig-card")]


@pytest.mark.parametrize("prefix", ["", "blog/"])
def test_lists_are_newest_first_for_readers_of_each_language(client, old, recent, prefix):
    assert cards(client, f"/{prefix}") == [("Port", "2025-04-10"), ("Phare", "2025-03-10")]
    assert cards(client, f"/en/{prefix}") == [("Lighthouse", "2025-05-10"), ("Harbour", "2025-04-10")]


def test_page_bears_the_day_it_came_out_in_its_language(client, old):
    def days(language):
        page = BeautifulSoup(client.get(old.address_in(language)).content, "html.parser")
        return page.select_one(".eig-kicker time").text, page.find("meta", property="article:published_time")["content"]

    assert days("fr") == ("10 mars 2025", "2025-03-10T10:00:00+01:00")
    assert days("en") == ("10 May 2025", "2025-05-10T11:00:00+02:00")
    assert old.address_in("en") == "/en/blog/2025/3/10/lighthouse/"


def test_previous_and_next_follow_the_order_of_the_language(client, old, recent):
    def neighbours(post, language):
        page = client.get(post.address_in(language)).context
        return page["previous"], page["following"]

    assert neighbours(old, "fr") == (None, recent)
    assert neighbours(old, "en") == (recent, None)


def test_date_chosen_for_the_source_stands_whenever_it_came_out():
    post = PostFactory(date=date(2019, 1, 2), title_en="Old", slug_en="old", published=["fr"], published_at=SECOND)
    early = PostFactory(date=THIRD.date(), title_en="Early", slug_en="early", published=["en"], published_at=FIRST)

    assert Post.objects.published().in_order().get(pk=post.pk).dated == date(2019, 1, 2)
    with override("en"):
        assert Post.objects.published().in_order().get(pk=early.pk).dated == THIRD.date()


def test_day_of_a_translation_is_that_of_paris():
    late = datetime(2025, 5, 10, 22, 30, tzinfo=UTC)
    post = PostFactory(date=FIRST.date(), title_en="Late", slug_en="late", published=["en"], published_at=late)

    with override("en"):
        assert Post.objects.published().in_order().get(pk=post.pk).dated == date(2025, 5, 11)


def feed(client, path):
    """`(title, published, updated)` of each entry."""
    entries = ElementTree.fromstring(client.get(path).content).iter(f"{ATOM}entry")
    return [tuple(entry.find(f"{ATOM}{name}").text for name in ("title", "published", "updated")) for entry in entries]


def test_feeds_give_the_dates_of_their_language(client, old, recent):
    assert feed(client, "/blog/feed.xml") == [
        ("Port", "2025-04-10T09:00:00+00:00", "2025-04-10T09:00:00+00:00"),
        ("Phare", "2025-03-10T09:00:00+00:00", "2025-03-10T09:00:00+00:00"),
    ]
    assert feed(client, "/en/blog/feed.xml")[0] == (
        "Lighthouse",
        "2025-05-10T09:00:00+00:00",
        "2025-05-10T09:00:00+00:00",
    )


def publish_again(post, language, at):
    """As the form does: the text that visitors read is another since then."""
    keep_version(post, language, {"at": [str(at)]}, Version.Kind.PUBLISHED)
    post.versions.filter(language=language).update(made_at=at)


def test_feed_says_when_the_text_of_its_language_was_last_published(client, old):
    publish_again(old, "fr", SECOND)
    old.save()  # what changes in another language, or is only kept, changes nothing

    assert feed(client, "/blog/feed.xml")[0][1:] == ("2025-03-10T09:00:00+00:00", "2025-04-10T09:00:00+00:00")
    assert feed(client, "/en/blog/feed.xml")[0][1:] == ("2025-05-10T09:00:00+00:00", "2025-05-10T09:00:00+00:00")


def last_changes(client):
    changed = {sitemaps.location(url): url.find("s:lastmod", sitemaps.NAMESPACES) for url in sitemaps.urls(client)}
    return {path: found if found is None else found.text for path, found in changed.items()}


def test_sitemap_says_when_each_language_last_changed(client, old):
    publish_again(old, "fr", SECOND)
    old.save()

    found = last_changes(client)

    assert found[old.address_in("fr")] == "2025-04-10T11:00:00+02:00"
    assert found[old.address_in("en")] == "2025-05-10T11:00:00+02:00"
    assert found["/"] is None

"""A visitor who follows every link of the demo: pages answer, say their languages, and show pictures as they should."""

import re
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from blog.models import Post
from challenges.models import Challenge
from community.models import Cohort, Person
from eig.images.pixels.specs import MOST_BYTES_SERVED
from eig.languages.columns import codes
from eig.pages.models import Audience, Page
from eig.publishing.workflow import unpublish
from eig.tags.models import Tag
from tests import sitemaps
from tests.crawl import NOT_PAGES, Crawl
from tests.factories import PageFactory, PostFactory

SITE = "http://testserver"
MENUS = (".fr-translate a", ".eig-languages a")


class Visit(Crawl):
    """Every page by its path too."""

    def _keep(self, path, soup):
        self.documents = getattr(self, "documents", {})
        self.documents[path] = soup


@pytest.fixture(scope="module")
def visited(loaded, django_db_blocker):
    """A visit, once for the tests of this file, and `{path where it is: path where not}` of what is in one language."""
    _counts, media = loaded
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media),
        translation.override(codes()[0]),
        transaction.atomic(),
    ):
        alone = _alone()
        yield Visit(Client()).run(), alone
        transaction.set_rollback(True)


@pytest.fixture
def visit(visited, demo):
    return visited[0]


@pytest.fixture
def alone(visited, demo):
    return visited[1]


def _alone():
    """Items that are live in one language and have texts and addresses in both."""
    texts = {"title_fr": "Seul en une langue", "title_en": "Alone in one language"}
    english = {"source_language": "en", "published": ["en"]}
    items = [
        PostFactory(slug_fr="billet-francais", slug_en="french-post", published=["fr"], **texts),
        PostFactory(slug_fr="billet-anglais", slug_en="english-post", **texts, **english),
        PageFactory(slug_fr="page-francaise", slug_en="french-page", published=["fr"], **texts),
        PageFactory(slug_fr="page-anglaise", slug_en="english-page", **texts, **english),
    ]
    was_in_both = Post.objects.filter(pk__in=Post.objects.published("en")).published("fr").latest("date")
    unpublish(was_in_both, "en", reason="on_request")
    found = [(item, item.live_languages()[0]) for item in [*items, Post.objects.get(pk=was_in_both.pk)]]
    return {item.address_in(code): item.address_in("en" if code == "fr" else "fr") for item, code in found}


def alternates(page):
    return {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")}


def test_every_page_names_itself_and_the_others_and_they_name_it(visit):
    wrong = []
    for path, page in visit.documents.items():
        named, canonical = alternates(page), page.find("link", rel="canonical")["href"]
        first = next(named[code] for code in codes() if code in named)
        if named.get(page.html["lang"]) != canonical or named.get("x-default") != first:
            wrong.append((path, named))
        wrong += [
            (path, href) for href in named.values() if alternates(visit.documents[href.removeprefix(SITE)]) != named
        ]
    assert wrong == []
    assert len(visit.documents) > 200


def test_every_entry_of_the_language_menus_leads_to_a_page_and_says_when_to_another(visit):
    wrong = []
    for path, page in visit.documents.items():
        named = {code: urlsplit(href).path for code, href in alternates(page).items()}
        for menu in MENUS:
            entries = page.select(menu)
            assert [entry["hreflang"] for entry in entries] == codes()
            for entry in entries:
                there = urlsplit(entry["href"]).path
                same = named.get(entry["hreflang"], there if "page=" in path else None) == there
                if there not in visit.documents or same == bool(entry.select(".eig-instead")):
                    wrong.append((path, entry["href"]))
    assert (wrong, visit.faults) == ([], [])


def test_pages_of_a_language_lead_to_pages_of_that_language(visit):
    wrong = []
    for path, page in visit.documents.items():
        here = re.compile("/en/" if page.html["lang"] == "en" else "/(?!en/)")
        links = page.find_all("a", href=re.compile(r"^/(?!/)"))
        links = [
            link["href"]
            for link in links
            if not link.find_parent(class_=["fr-translate", "eig-languages", "eig-outdated"])
        ]
        wrong += [(path, link) for link in links if not here.match(link) and not NOT_PAGES.match(link)]
    assert wrong == []


def test_what_is_live_in_one_language_is_nowhere_in_the_other(visit, alone, client):
    assert len(alone) == 5
    assert all(path in visit.documents for path in alone)
    assert {there: client.get(there).status_code for there in alone.values()} == dict.fromkeys(alone.values(), 404)
    listings = {path: page.decode() for path, page in visit.documents.items()}
    listings |= {path: client.get(path).content.decode() for path in ("/blog/feed.xml", "/en/blog/feed.xml")}
    listings["sitemap"] = sitemaps.text(client)
    assert [(there, path) for path, text in listings.items() for there in alone.values() if there in text] == []
    assert "Alone in one language" not in listings["/blog/"] + listings["/blog/feed.xml"]
    assert "Seul en une langue" not in listings["/en/blog/"] + listings["/en/blog/feed.xml"]


def test_sitemap_says_what_the_pages_say(visit, client):
    said = {sitemaps.location(url): sitemaps.alternates(url) for url in sitemaps.urls(client)}
    for path, languages in said.items():
        named = alternates(visit.documents[path])
        assert {code: href.removeprefix(SITE) for code, href in named.items()} == languages
    shown = {path for code in codes() for page in Page.objects.published(code) if (path := page.address_in(code))}
    assert shown - set(said) == set()


def test_every_picture_is_described_measured_credited_and_light(visit):
    assert (visit.faults, visit.not_in_the_table()) == ([], [])
    assert len(visit.pages) > 200
    assert visit.pictures > 1000
    assert visit.unknown == 0  # the demo publishes no picture without its credit

    # The pages of credits are true: all that visitors see, and nothing else.
    assert visit.listed == visit.seen
    assert {language for language, _key in visit.seen} == {"fr", "en"}

    weights = visit.weights()
    assert {address: weight for address, weight in weights.items() if not weight or weight > MOST_BYTES_SERVED} == {}


def addresses(language):
    with translation.override(language):
        for model in (Post, Challenge, Person, Page):
            for item in model.objects.published():
                yield item.get_absolute_url()
        for model in (Cohort, Audience, Tag):
            for item in model.objects.all():
                yield item.get_absolute_url()
        yield reverse("community:take_part")


@pytest.mark.parametrize("language", codes())
def test_every_published_page_answers(visit, language):
    there = set(addresses(language))

    assert len(there) > 100
    assert there <= visit.pages
    assert visit.faults == []

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from eig.publishing.workflow import publish, unpublish
from tests import sitemaps
from tests.factories import (
    AudienceFactory,
    ChallengeFactory,
    CohortFactory,
    FAQEntryFactory,
    ImageFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
)

pytestmark = pytest.mark.django_db
MARCH, MAY = datetime(2025, 3, 10, 9, tzinfo=UTC), datetime(2025, 5, 10, 9, tzinfo=UTC)


def locations(client):
    """`{path: {hreflang: path}}` of each page of the sitemap."""
    return {sitemaps.location(url): sitemaps.alternates(url) for url in sitemaps.urls(client)}


def test_robots_are_kept_from_the_back_office_only(client):
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /en/admin/\n\nSitemap: http://testserver/sitemap.xml\n"
    )


def test_sitemap_names_each_address_once(client):
    addresses = [sitemaps.location(url) for url in sitemaps.urls(client)]

    assert sorted(addresses) == sorted(set(addresses))


def test_the_index_names_a_sitemap_a_section_and_when_it_changed(client):
    post = PostFactory(published=["fr"], published_at=MARCH)
    PostFactory(published=["fr"], published_at=MAY)
    ChallengeFactory()

    def lastmod():
        index = ElementTree.fromstring(client.get("/sitemap.xml").content)
        assert index.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex"
        return {
            part.find("s:loc", sitemaps.NAMESPACES).text: part.findtext("s:lastmod", None, sitemaps.NAMESPACES)
            for part in index
        }

    found = lastmod()
    assert found["http://testserver/sitemap-posts.xml"] == "2025-05-10T11:00:00+02:00"
    assert found["http://testserver/sitemap-challenges.xml"] is None
    unpublish(post, "fr", reason="on_request")
    assert lastmod()["http://testserver/sitemap-posts.xml"] > "2026"


def test_crawlers_that_have_a_sitemap_are_told_so_until_it_changes(client):
    post = PostFactory(published=["fr"], published_at=MARCH)
    for path in ("/sitemap.xml", "/sitemap-posts.xml"):
        first = client.get(path)
        assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert first["Last-Modified"] == "Mon, 10 Mar 2025 09:00:00 GMT"
    unpublish(post, "fr", reason="on_request")
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 200
    for path in ("/sitemap-nothing.xml", "/sitemap-posts.xml?p=2", "/sitemap-posts.xml?p=abc", "/en/sitemap.xml"):
        assert client.get(path).status_code == 404


def test_an_entry_names_the_credited_pictures_that_its_page_shows(client, django_assert_num_queries):
    cover, inside, uncredited = (
        ImageFactory(key="cover"),
        ImageFactory(key="inside"),
        ImageFactory(key="odd", credit="", licence="unknown"),
    )
    gone = ImageFactory(key="gone", rights_until=MARCH, withdrawn_at_end=True)
    body = "![](image:inside) ![](image:odd) ![](image:gone)"
    post = PostFactory(
        cover=cover, title_en="A", slug_en="a", body_fr=body, body_en="![](image:inside)", published=["fr", "en"]
    )
    challenge = ChallengeFactory(cover=gone, body_fr=body, published=["fr"])
    person = PersonFactory(portrait=uncredited, published=["fr"])

    def images():
        found = {}
        for url in sitemaps.urls(client):
            pictures = [image.text for image in url.findall("image:image/image:loc", sitemaps.NAMESPACES)]
            found[sitemaps.location(url)] = [path.split("/")[-2][:16] for path in pictures]
        return found

    found, digests = images(), [image.digest[:16] for image in (cover, inside)]
    assert (found[post.address_in("fr")], found[post.address_in("en")]) == (digests, digests)
    assert found[challenge.address_in("en")] == [inside.digest[:16]]
    assert (found[person.address_in("fr")], found["/contact/"]) == ([], [])
    for _index in range(2):
        ChallengeFactory(cover=cover, body_fr=body, published=["fr"])
    with django_assert_num_queries(5):
        client.get("/sitemap-challenges.xml")


def test_sitemap_names_each_language_of_a_page(client):
    PageFactory(slug_fr="guide", slug_en="handbook", title_en="Handbook", published=["fr", "en"])

    found = locations(client)

    languages = {"fr": "/guide/", "en": "/en/handbook/", "x-default": "/guide/"}
    assert (found["/guide/"], found["/en/handbook/"]) == (languages, languages)


def test_sitemap_holds_only_what_visitors_may_read(client):
    PageFactory(slug_fr="guide", slug_en="handbook", published=["fr"])
    PageFactory(slug_fr="brouillon")
    PageFactory(slug_fr="contact-bis", place="contact", published=["fr"])
    FAQEntryFactory(audience=AudienceFactory(slug_fr="candidats"), published=["fr"])
    AudienceFactory(slug_fr="sans-question")

    found = locations(client)

    assert found["/guide/"] == {"fr": "/guide/", "x-default": "/guide/"}
    assert found["/faq/candidats/"] == {"fr": "/faq/candidats/", "x-default": "/faq/candidats/"}
    assert {"/en/handbook/", "/brouillon/", "/contact-bis/", "/faq/sans-question/"} & set(found) == set()


def test_sitemap_covers_every_section(client):
    challenge = ChallengeFactory(cohort=CohortFactory(slug="eig-1"), slug_fr="phare", published=["fr"])
    post = PostFactory(published=["fr"])

    found = locations(client)

    places = {"/", "/en/", "/defis/", "/en/challenges/", "/participer/", "/mentions-legales/"}
    assert places <= set(found)
    assert {challenge.address_in("fr"), challenge.address_in("en"), post.address_in("fr"), "/promotions/eig-1/"} <= set(
        found
    )


def test_sitemap_names_an_audience_answered_in_english_only(client):
    audience = AudienceFactory(slug_fr="candidats", slug_en="candidates", name_en="Candidates")
    FAQEntryFactory(audience=audience, source_language="en", question_fr="", question_en="Who?", published=["en"])

    found = locations(client)

    assert found["/en/faq/candidates/"] == {"en": "/en/faq/candidates/", "x-default": "/en/faq/candidates/"}
    assert "/faq/candidats/" not in found


def test_page_shown_by_fallback_changed_when_its_source_did(client):
    french = ChallengeFactory(slug_fr="phare", published=["fr"], published_at=MARCH)
    both = ChallengeFactory(slug_fr="port", slug_en="harbour", title_en="Harbour", published=["fr"], published_at=MARCH)
    publish(both, "en", at=MAY)

    found = {
        sitemaps.location(url): url.findtext("s:lastmod", "", sitemaps.NAMESPACES) for url in sitemaps.urls(client)
    }

    def changed(item, language):
        return found[item.address_in(language)][:10]

    assert [changed(french, code) for code in ("fr", "en")] == ["2025-03-10", "2025-03-10"]
    assert [changed(both, code) for code in ("fr", "en")] == ["2025-03-10", "2025-05-10"]

from xml.etree import ElementTree

import pytest

from tests.factories import AudienceFactory, ChallengeFactory, CohortFactory, FAQEntryFactory, PageFactory, PostFactory

pytestmark = pytest.mark.django_db


SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def locations(client):
    """`{path: {hreflang: path}}` of each page of the sitemap."""
    host = "http://testserver"
    urls = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        url.find(f"{SITEMAP}loc").text.removeprefix(host): {
            link.get("hreflang"): link.get("href").removeprefix(host) for link in url.findall(LINK)
        }
        for url in urls
    }


def test_robots_are_kept_from_the_back_office_only(client):
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nDisallow: /admin/\n\nSitemap: http://testserver/sitemap.xml\n"
    )


def test_sitemap_names_each_address_once(client):
    urls = ElementTree.fromstring(client.get("/sitemap.xml").content)
    addresses = [url.find(f"{SITEMAP}loc").text for url in urls]

    assert sorted(addresses) == sorted(set(addresses))


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

    assert found["/en/faq/candidates/"] == {"en": "/en/faq/candidates/"}
    assert "/faq/candidats/" not in found

import json
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.template import Template, TemplateSyntaxError
from django.urls import path
from django.utils.translation import override

from eig.pages.structured import website
from eig.seo.structured import Site, as_json, instant, said
from tests.factories import AudienceFactory, FAQEntryFactory, SiteIdentityFactory

pytestmark = pytest.mark.django_db
urlpatterns = [path("", lambda request: None, name="home")]


def graph(client, address):
    """`{@type: things}` of a page's one block of data."""
    (block,) = BeautifulSoup(client.get(address).content, "html.parser").select("script[type='application/ld+json']")
    data = json.loads(block.string)
    assert list(data) == ["@context", "@graph"]
    found = {}
    for thing in data["@graph"]:
        found.setdefault(thing["@type"], []).append(thing)
    return found


def test_every_page_names_the_site_and_its_publisher(client):
    SiteIdentityFactory(
        service_name_en="Test programme",
        operator="Direction d'essai",
        operator_url="https://direction.example.fr/",
        social_links=[["Mastodon", "https://social.example.org/@essai"]],
        phone="01 99 00 00 00",
    )
    found = graph(client, "/en/contact/")
    assert client.get(found["Organization"][0].pop("logo")).getvalue().startswith(b"\x89PNG")
    assert found["Organization"] == [
        {
            "@type": "Organization",
            "@id": "http://testserver/#organization",
            "name": "Test programme",
            "description": "Une promesse en une ligne",
            "url": "http://testserver/en/",
            "email": "equipe@example.org",
            "telephone": "01 99 00 00 00",
            "sameAs": ["https://social.example.org/@essai"],
            "parentOrganization": {
                "@type": "GovernmentOrganization",
                "name": "Direction d'essai",
                "url": "https://direction.example.fr/",
            },
        }
    ]
    (site,) = found["WebSite"]
    assert (site["@id"], site["url"]) == ("http://testserver/en/#website", "http://testserver/en/")
    assert (site["name"], site["inLanguage"]) == ("Test programme", "en")
    assert site["publisher"] == {"@id": "http://testserver/#organization"}


def test_the_search_is_told_where_there_is_one(rf, settings):
    identity, site = SiteIdentityFactory(), Site(rf.get("/"))
    settings.ROOT_URLCONF = "tests.eig.seo.test_structured"
    assert "potentialAction" not in website(identity, site)
    settings.ROOT_URLCONF = "tests.eig.seo.search_addresses"
    assert website(identity, site)["potentialAction"] == {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": "http://testserver/search/?q={search_term_string}"},
        "query-input": "required name=search_term_string",
    }


def test_the_way_to_a_page_is_told_and_home_has_none(client):
    assert "BreadcrumbList" not in graph(client, "/")
    FAQEntryFactory(audience=AudienceFactory(name_fr="Candidats", slug_fr="candidats"), published=["fr"])
    (trail,) = graph(client, "/faq/candidats/")["BreadcrumbList"]
    assert [(step["position"], step["name"], step.get("item")) for step in trail["itemListElement"]] == [
        (1, "Accueil", "http://testserver/"),
        (2, "Questions fréquentes", "http://testserver/faq/"),
        (3, "Candidats", None),
    ]


def test_questions_are_told_at_their_own_address_with_bare_answers(client):
    audience = AudienceFactory(slug_fr="candidats", slug_en="candidates", name_en="Candidates")
    FAQEntryFactory(
        audience=audience,
        anchor="age",
        question_fr="Quel âge ?",
        answer_fr="**Tous** les *âges* &amp; plus.\n\n![](image:rien)\n\nVoir [ici](page:rien).",
        published=["fr"],
    )
    FAQEntryFactory(audience=audience, answer_fr="", published=["fr"])
    FAQEntryFactory(audience=audience)

    assert "FAQPage" not in graph(client, "/faq/")
    assert graph(client, "/faq/candidats/")["FAQPage"] == [
        {
            "@type": "FAQPage",
            "url": "http://testserver/faq/candidats/",
            "inLanguage": "fr",
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": "Quel âge ?",
                    "url": "http://testserver/faq/candidats/#age",
                    "acceptedAnswer": {"@type": "Answer", "text": "Tous les âges & plus.\n\nVoir ici."},
                }
            ],
        }
    ]


@pytest.mark.parametrize("address", ["/rien/", "/apercu/rien/"])
def test_pages_that_are_none_of_the_site_tell_nothing(client, address):
    assert b"ld+json" not in client.get(address).content


def test_no_word_ends_the_block():
    assert as_json([{"name": "</script><!-- & \u2028é"}]) == (
        '{"@context":"https://schema.org","@graph":[{"name":"\\u003C/script\\u003E\\u003C!-- \\u0026 \\u2028é"}]}'
    )


def test_what_two_say_of_one_thing_is_said_once():
    told = [said(type="Organization", id="#o", name="A"), None, {"@id": "#o", "seeks": ["x"]}, said(type="Person")]
    assert json.loads(as_json(told))["@graph"] == [
        {"@type": "Organization", "@id": "#o", "name": "A", "seeks": ["x"]},
        {"@type": "Person"},
    ]


def test_days_and_instants_are_those_of_paris():
    assert instant(None) is None
    assert instant(date(2026, 3, 14)) == "2026-03-14"
    with override("en"):
        assert instant(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2026-07-02T00:30:00+02:00"


def test_the_path_of_the_credits_is_required():
    with pytest.raises(TemplateSyntaxError, match="path of the page of credits"):
        Template("{% load structured_data %}{% structured %}{% endstructured %}")

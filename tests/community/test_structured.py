from datetime import UTC, datetime

import pytest

from community.models import Call
from tests.eig.seo.test_structured import graph
from tests.factories import CallFactory, CohortFactory, ImageFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_a_person_has_a_profile_with_what_the_page_shows(client):
    portrait = ImageFactory(size_in_pixels=(500, 500))
    person = PersonFactory(
        name="Amina Diallo",
        profile_fr="data scientist",
        bio_fr="Aime les *phares*.",
        portrait=portrait,
        website="https://amina.example.org/",
        github="amina",
        published=["fr"],
    )
    address = "http://testserver/communaute/amina-diallo/"
    (page,) = graph(client, person.address_in("fr"))["ProfilePage"]
    assert page["mainEntity"].pop("image").endswith("/portrait-480.jpg")
    assert page == {
        "@type": "ProfilePage",
        "url": address,
        "inLanguage": "fr",
        "mainEntity": {
            "@type": "Person",
            "@id": f"{address}#person",
            "name": "Amina Diallo",
            "url": address,
            "jobTitle": "data scientist",
            "description": "Aime les phares.",
            "sameAs": ["https://amina.example.org/", "https://github.com/amina"],
            "affiliation": {"@id": "http://testserver/#organization"},
        },
    }


def test_the_publisher_seeks_what_an_open_call_asks_for_and_nothing_once_it_is_closed(client):
    call = CallFactory(
        cohort=CohortFactory(slug="eig-9", name_fr="EIG 9"),
        apply_url="https://example.org/apply",
        text_open_fr="Candidatez *vite*.",
        text_before_fr="Bientôt.",
        opens=datetime(2026, 1, 5, 11, tzinfo=UTC),
        closes=datetime(2099, 1, 5, 11, tzinfo=UTC),
    )
    CallFactory(kind=Call.Kind.PROJECTS, cohort=call.cohort, opens=datetime(2098, 1, 1, tzinfo=UTC), closes=call.closes)
    address = f"http://testserver{call.address_in('fr')}"
    opens, closes = "2026-01-05T12:00:00+01:00", "2099-01-05T12:00:00+01:00"
    (publisher,) = graph(client, "/participer/")["Organization"]
    assert publisher["seeks"] == [
        {
            "@type": "Demand",
            "@id": address,
            "name": "Appel à candidatures, EIG 9",
            "description": "Candidatez vite.",
            "url": address,
            "validFrom": opens,
            "validThrough": closes,
            "potentialAction": {
                "@type": "ApplyAction",
                "target": {"@type": "EntryPoint", "urlTemplate": "https://example.org/apply"},
                "startTime": opens,
                "endTime": closes,
            },
        }
    ]
    assert graph(client, "/promotions/eig-9/")["Organization"] == [publisher]
    Call.objects.update(closes=datetime(2026, 1, 6, tzinfo=UTC), opens=datetime(2026, 1, 4, tzinfo=UTC))
    for address in ("/participer/", "/promotions/eig-9/"):
        assert "seeks" not in graph(client, address)["Organization"][0]

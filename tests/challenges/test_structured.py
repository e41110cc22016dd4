from datetime import UTC, datetime

import pytest

from community.models import Call
from tests.eig.seo.test_structured import graph
from tests.factories import AdministrationFactory, CallFactory, ChallengeFactory, CohortFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_a_challenge_is_a_project_of_its_administrations(client):
    challenge = ChallengeFactory(
        cohort=CohortFactory(slug="eig-1"),
        title_fr="Phare",
        slug_fr="phare",
        city="Brest",
        source_code="https://code.example.fr/phare",
        administrations=[AdministrationFactory(name_fr="Agence des phares", acronym="ADP")],
        skills=[SkillFactory(name_fr="Design")],
        published=["fr"],
    )
    address = "http://testserver/en/challenges/eig-1/phare/"
    assert graph(client, challenge.address_in("en"))["Project"] == [
        {
            "@type": "Project",
            "@id": f"{address}#challenge",
            "name": "Phare",
            "description": "Une promesse",
            "url": address,
            "location": {"@type": "Place", "name": "Brest"},
            "parentOrganization": [
                {"@type": "GovernmentOrganization", "name": "Agence des phares", "alternateName": "ADP"}
            ],
            "keywords": ["Design"],
            "sameAs": ["https://code.example.fr/phare"],
        }
    ]


def test_one_may_apply_while_the_call_is_open_only(client):
    call = CallFactory(
        cohort=CohortFactory(slug="eig-1"),
        apply_url="https://example.org/apply",
        closes=datetime(2099, 1, 5, 11, tzinfo=UTC),
    )
    challenge = ChallengeFactory(cohort=call.cohort, published=["fr"])
    (project,) = graph(client, challenge.address_in("fr"))["Project"]
    assert project["potentialAction"] == {
        "@type": "ApplyAction",
        "target": {"@type": "EntryPoint", "urlTemplate": "https://example.org/apply"},
        "endTime": "2099-01-05T12:00:00+01:00",
    }
    Call.objects.update(closes=datetime(2026, 1, 5, tzinfo=UTC), opens=datetime(2026, 1, 4, tzinfo=UTC))
    (project,) = graph(client, challenge.address_in("fr"))["Project"]
    assert "potentialAction" not in project

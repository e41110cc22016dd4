import pytest
from django.utils.translation import override

from challenges import references
from tests import sitemaps
from tests.factories import AdministrationFactory, ChallengeFactory, CohortFactory

pytestmark = pytest.mark.django_db


def test_references_lead_to_challenges_visitors_may_read():
    challenge = ChallengeFactory(slug_fr="phare", cohort=CohortFactory(slug="eig-3"), published=["fr"])
    draft = ChallengeFactory()
    keys = [challenge.key, draft.key]

    assert references.challenges(keys) == {challenge.key: "/defis/eig-3/phare/"}
    with override("en"):
        assert references.challenges(keys) == {challenge.key: "/en/challenges/eig-3/phare/"}


def test_counts_are_of_what_visitors_may_read():
    agency = AdministrationFactory()
    ChallengeFactory(published=["fr"], administrations=[agency])
    ChallengeFactory(published=["fr"], administrations=[agency])
    ChallengeFactory()

    assert references.number_of_challenges() == 2
    assert references.number_of_administrations() == 1


def test_sitemap_lists_a_challenge_in_every_language(client):
    ChallengeFactory(slug_fr="phare", cohort=CohortFactory(slug="eig-3"), published=["fr"])
    ChallengeFactory(slug_fr="brouillon")

    page = sitemaps.text(client)
    assert "<loc>http://testserver/defis/eig-3/phare/</loc>" in page
    assert "<loc>http://testserver/en/challenges/eig-3/phare/</loc>" in page
    assert "brouillon" not in page

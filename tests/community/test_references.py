import pytest
from django.utils.translation import override

from community import references
from community.roles import Role
from eig.pages.figures import count, definitions
from tests import sitemaps
from tests.factories import CallFactory, ChallengeFactory, CohortFactory, ParticipationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_references_lead_to_people_who_have_a_page():
    public, named = PersonFactory(slug="ana", published=["fr"]), PersonFactory()
    assert references.people([public.key, named.key]) == {public.key: "/communaute/ana/"}
    with override("en"):
        assert references.people([public.key, named.key]) == {public.key: "/en/community/ana/"}


def test_references_lead_to_cohorts_and_calls():
    call = CallFactory(cohort=CohortFactory(slug="eig-3"))
    assert references.cohorts([call.cohort.key]) == {call.cohort.key: "/promotions/eig-3/"}
    assert references.calls([call.key, "missing"]) == {call.key: "/participer/#applications-eig-3"}


def test_figures_of_the_programme_are_counted_from_what_visitors_may_read():
    challenge = ChallengeFactory(published=["fr"])
    both = PersonFactory(published=["fr"])
    ParticipationFactory(person=both, challenge=challenge)
    ParticipationFactory(person=both, challenge=challenge, role=Role.HIGH_LEVEL_MENTOR)
    ParticipationFactory(challenge=challenge)
    ChallengeFactory(cohort=challenge.cohort)

    counted = {name: count(name) for name, _label in definitions()}
    expected = {"challenges": 1, "administrations": 1, "eigs": 1, "mentors": 1, "cohorts": 1, "posts": 0}
    assert {name: counted[name] for name in expected} == expected


def test_sitemap_lists_people_cohorts_and_the_calls(client):
    PersonFactory(slug="ana", published=["fr"])
    PersonFactory(slug="bo")
    CohortFactory(slug="eig-3")
    page = sitemaps.text(client)
    for path in ("/communaute/ana/", "/en/community/ana/", "/promotions/eig-3/", "/en/cohorts/eig-3/", "/participer/"):
        assert f"<loc>http://testserver{path}</loc>" in page
    assert "/communaute/bo/" not in page

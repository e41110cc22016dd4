from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from community.models import Administration, Call, Person
from community.roles import Role
from tests.admin_forms import column, errors, form_data, soup
from tests.factories import (
    AdministrationFactory,
    CallFactory,
    ChallengeFactory,
    CohortFactory,
    ImageFactory,
    ParticipationFactory,
    PersonFactory,
    UserFactory,
)

PEOPLE = "/admin/community/person/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def test_people_are_listed_with_their_roles_and_sorted_without_accents(client):
    cohort = CohortFactory(name_fr="EIG 2", name_en="EIG 2")
    elise = PersonFactory(name="Élise Martin")
    PersonFactory(name="Zoé")
    PersonFactory(name="Amina")
    ParticipationFactory(person=elise, role=Role.EIG, challenge=ChallengeFactory(cohort=cohort))
    page = client.get(f"/en{PEOPLE}")

    assert column(page, "name_shown") == ["Amina", "Élise Martin", "Zoé"]
    assert column(page, "parts") == ["–", "EIG, EIG 2", "–"]


def test_the_list_of_people_asks_as_many_queries_for_ten_as_for_one(client, content_types, django_assert_num_queries):
    cohort = CohortFactory()

    def one_more():
        person = PersonFactory(portrait=ImageFactory(), published=["fr", "en"])
        ParticipationFactory(person=person, challenge=ChallengeFactory(cohort=cohort))

    one_more()
    with django_assert_num_queries(20):
        client.get(PEOPLE)
    for _number in range(9):
        one_more()
    with django_assert_num_queries(20):
        assert len(column(client.get(PEOPLE), "name_shown")) == 10


def test_people_are_filtered_by_role_and_cohort(client):
    first, second = CohortFactory(slug="eig-1"), CohortFactory(slug="eig-2")
    ParticipationFactory(person=PersonFactory(name="Ana"), role=Role.EIG, challenge=ChallengeFactory(cohort=first))
    ParticipationFactory(person=PersonFactory(name="Bao"), role=Role.MENTOR, challenge=ChallengeFactory(cohort=second))

    assert column(client.get(PEOPLE, {"role": "mentor"}), "name_shown") == ["Bao"]
    assert column(client.get(PEOPLE, {"cohort": "eig-1"}), "name_shown") == ["Ana"]
    assert column(client.get(PEOPLE, {"cohort": "nowhere", "role": "king"}), "name_shown") == ["Ana", "Bao"]


def test_eigs_and_mentors_have_lists_that_lead_to_the_person(client):
    eig, mentor = PersonFactory(name="Ana"), PersonFactory(name="Bao")
    ParticipationFactory(person=eig, role=Role.EIG)
    ParticipationFactory(person=mentor, role=Role.HIGH_LEVEL_MENTOR)

    assert column(client.get("/admin/community/eig/"), "name_shown") == ["Ana"]
    assert column(client.get("/admin/community/mentor/"), "name_shown") == ["Bao"]
    response = client.get(f"/admin/community/eig/{eig.pk}/change/")
    assert (response.status_code, response.url) == (302, f"{PEOPLE}{eig.pk}/change/")


def test_the_lists_of_roles_follow_the_rights_on_people(client):
    looker = UserFactory()
    looker.user_permissions.set(Permission.objects.filter(codename="view_person"))
    client.force_login(looker)
    assert client.get("/admin/community/eig/").status_code == 200

    stranger = UserFactory()
    stranger.user_permissions.set(Permission.objects.filter(codename="view_eig"))
    client.force_login(stranger)
    assert client.get("/admin/community/eig/").status_code == 403


def test_whole_addresses_end_as_handles(client):
    page = client.get(f"{PEOPLE}add/")
    data = form_data(
        page,
        name="Élise Cœur",
        github="https://github.com/https://github.com/elise",
        linkedin="https://www.linkedin.com/in/elise-coeur/",
        mastodon="https://mastodon.example/@elise",
        _continue="1",
    )
    client.post(f"{PEOPLE}add/", data)

    person = Person.objects.get()
    assert (person.slug, person.github, person.linkedin, person.mastodon) == (
        "elise-coeur",
        "elise",
        "elise-coeur",
        "elise@mastodon.example",
    )


def test_what_can_be_no_handle_is_refused_in_words(client):
    page = client.get(f"/en{PEOPLE}add/")
    page = client.post(f"/en{PEOPLE}add/", form_data(page, name="Ana", github="https://example.org/ana", _continue="1"))

    assert errors(page) == [
        "“https://example.org/ana” is no GitHub handle: paste the profile's address, or the name after the @."
    ]


def test_a_date_of_consent_goes_with_a_consent(client):
    person = PersonFactory()
    address = f"/en{PEOPLE}{person.pk}/change/"
    page = client.post(address, form_data(client.get(address), consent_date="2026-01-02", consent=None, _continue="1"))

    assert errors(page) == ["A date of consent goes with a consent."]


def test_two_people_of_one_name_get_two_addresses(client):
    for _number in range(2):
        client.post(f"{PEOPLE}add/", form_data(client.get(f"{PEOPLE}add/"), name="Ana Silva", _continue="1"))

    assert sorted(Person.objects.values_list("slug", flat=True)) == ["ana-silva", "ana-silva-2"]


def test_an_administration_is_not_entered_twice(client):
    AdministrationFactory(name_fr="Agence de l'eau")
    address = "/en/admin/community/administration/add/"
    page = client.post(address, form_data(client.get(address), name_fr="AGENCE DE L’EAU", _continue="1"))

    assert errors(page) == ["This name is there already: “Agence de l'eau”."]
    assert Administration.objects.count() == 1


def test_a_calls_dates_are_those_of_paris(client):
    cohort = CohortFactory()
    address = "/admin/community/call/add/"
    data = form_data(
        client.get(address),
        kind="applications",
        cohort=cohort.pk,
        opens_0="2026-07-01",
        opens_1="09:00",
        closes_0="2026-12-01",
        closes_1="23:59",
        _continue="1",
    )
    client.post(address, data)

    call = Call.objects.get()
    assert call.opens == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert call.closes == datetime(2026, 12, 1, 22, 59, tzinfo=UTC)


def test_a_call_closes_after_it_opens(client):
    call = CallFactory()
    address = f"/en/admin/community/call/{call.pk}/change/"
    page = client.post(address, form_data(client.get(address), closes_0="2001-01-01", _continue="1"))

    assert errors(page) == ["A call closes after it opens."]


def test_calls_are_listed_and_filtered_by_state(client):
    now = timezone.now()
    CallFactory(kind="projects", opens=now - timedelta(days=9), closes=now - timedelta(days=1))
    CallFactory(kind="applications", opens=now - timedelta(days=1), closes=now + timedelta(days=9))
    calls = "/en/admin/community/call/"

    assert column(client.get(calls), "state_shown") == ["open", "closed"]
    assert column(client.get(calls, {"state": "closed"}), "state_shown") == ["closed"]
    assert column(client.get(calls, {"state": "zzz"}), "state_shown") == ["open", "closed"]


def test_a_cohort_in_use_is_not_deleted_and_says_where_it_is(client):
    cohort = CohortFactory(name_fr="EIG 2", name_en="EIG 2")
    challenge = ChallengeFactory(title_fr="Phare", cohort=cohort)
    person = ParticipationFactory(person=PersonFactory(name="Ana"), challenge=None, cohort=cohort).person
    page = soup(client.get(f"/en/admin/community/cohort/{cohort.pk}/delete/"))

    assert page.select_one("#content p").text == (
        "“EIG 2” is in use, so it cannot be deleted. Take it out of these first:"
    )
    uses = [(item.text, item.a["href"]) for item in page.select("#deleted-objects li")]
    assert uses == [
        ("Challenge: Phare", f"/en/admin/challenges/challenge/{challenge.pk}/change/"),
        ("Person: Ana (participation)", f"/en{PEOPLE}{person.pk}/change/"),
    ]
    assert page.select("[name=post]") == []

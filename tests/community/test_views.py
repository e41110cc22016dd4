from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from community.roles import Role
from tests.factories import (
    AdministrationFactory,
    CallFactory,
    ChallengeFactory,
    CohortFactory,
    ImageFactory,
    PageFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


def names(response):
    return [person.name for person in response.context["page_obj"]]


def options(response, name):
    facet = next(facet for facet in response.context["facets"] if facet.name == name)
    return [(option.value, option.count) for option in facet.options]


def in_cohort(name, cohort, role=Role.EIG, **fields):
    person = PersonFactory(name=name, published=["fr"])
    ParticipationFactory(person=person, challenge=None, cohort=cohort, role=role, **fields)
    return person


# The people


def test_visitors_see_the_people_who_have_a_page_by_name(client):
    PersonFactory(name="Élise", published=["fr"])
    PersonFactory(name="Adam", published=["fr"])
    PersonFactory(name="Eloi", published=["fr"])
    PersonFactory(name="Nommée seulement")
    PersonFactory(name="Programmée", published=["fr"], published_at=timezone.now() + timedelta(hours=1))

    assert names(client.get("/communaute/")) == ["Adam", "Élise", "Eloi"]
    assert names(client.get("/en/community/")) == ["Adam", "Élise", "Eloi"]


def test_people_are_narrowed_by_one_part_that_matches_everything(client):
    eig2, eig3 = CohortFactory(slug="eig-2", year=2025), CohortFactory(slug="eig-3", year=2026)
    design = SkillFactory(slug="design")
    ana = in_cohort("Ana", eig2, skill=design)
    ParticipationFactory(person=ana, challenge=None, cohort=eig3, role=Role.MENTOR)
    in_cohort("Bo", eig3, skill=design)
    in_cohort("Cy", eig3, role=Role.HIGH_LEVEL_MENTOR)
    in_cohort("Di", eig3, role=Role.TEAM)

    assert names(client.get("/communaute/?role=eig")) == ["Ana", "Bo"]
    assert names(client.get("/communaute/?role=mentor")) == ["Ana", "Cy"]
    assert names(client.get("/communaute/?cohort=eig-3&role=eig")) == ["Bo"]
    response = client.get("/communaute/?cohort=eig-3")
    assert names(response) == ["Ana", "Bo", "Cy", "Di"]
    assert options(response, "role") == [("eig", 1), ("mentor", 2), ("team", 1)]
    assert options(response, "skill") == [("design", 1)]
    assert options(response, "cohort") == [("eig-3", 4), ("eig-2", 1)]


def test_people_are_found_by_the_words_that_visitors_read(client):
    PersonFactory(name="Zoé Cœur", profile_fr="géomaticienne", profile_en="Draft", published=["fr"])
    PersonFactory(name="Nommée seulement", profile_fr="géomaticienne")
    for path, found in [("/communaute/?q=coeur+zo", 1), ("/en/community/?q=geomat", 1), ("/en/community/?q=draft", 0)]:
        assert len(names(client.get(path))) == found, path


def test_counts_of_the_filters_leave_out_people_without_a_page(client):
    cohort = CohortFactory(slug="eig-3")
    in_cohort("Ana", cohort)
    ParticipationFactory(challenge=None, cohort=cohort)
    assert options(client.get("/communaute/"), "cohort") == [("eig-3", 1)]


@pytest.mark.parametrize("query", ["cohort=%00", "skill=999999999999", "role=admin", "role=%27", "page=%00"])
def test_a_filter_that_is_no_choice_is_ignored(client, query):
    PersonFactory(name="Ana", published=["fr"])
    assert names(client.get(f"/communaute/?{query}")) == ["Ana"]


def test_a_card_tells_roles_and_cohorts_latest_first_and_no_grey_silhouette(client):
    person = PersonFactory(name="Ana Lopez", published=["fr"])
    for year, role in [(2024, Role.EIG), (2026, Role.MENTOR), (2025, Role.EIG)]:
        cohort = CohortFactory(name_fr=f"EIG de {year}", name_en=f"EIG of {year}", year=year)
        ParticipationFactory(person=person, challenge=None, cohort=cohort, role=role)

    page = client.get("/en/community/").content.decode()
    assert '<p class="eig-person__role">Mentor – EIG of 2026</p>' in page
    assert '<p class="eig-person__role">EIG – EIG of 2025, EIG of 2024</p>' in page
    assert f'<span class="eig-initials eig-initials--{person.tint}" aria-hidden="true">AL</span>' in page


@pytest.mark.parametrize("number", [1, 3, 12])
@pytest.mark.parametrize("query", ["", "?cohort=eig-3&role=eig"])
def test_the_list_costs_the_same_whatever_it_holds(client, content_types, django_assert_num_queries, query, number):
    cohort = CohortFactory(slug="eig-3")
    for _index in range(number):
        person = PersonFactory(published=["fr"], portrait=ImageFactory())
        ParticipationFactory(person=person, challenge=ChallengeFactory(cohort=cohort), skill=SkillFactory())
    with django_assert_num_queries(10):
        assert len(names(client.get(f"/communaute/{query}"))) == number


# Someone


def test_a_page_shows_roles_over_time_and_only_public_challenges(client):
    person = PersonFactory(name="Ana Lopez", slug="ana-lopez", profile_fr="designer", published=["fr"])
    early, late = CohortFactory(year=2024, name_fr="Première"), CohortFactory(year=2026, name_fr="Troisième")
    shown = ChallengeFactory(title_fr="Phare", cohort=early, published=["fr"])
    ParticipationFactory(person=person, challenge=shown)
    hidden = ChallengeFactory(title_fr="Secret", cohort=late)
    ParticipationFactory(person=person, challenge=hidden, role=Role.MENTOR)

    response = client.get("/communaute/ana-lopez/")
    parts = response.context["participations"]
    assert [(part.cohort, part.role, part.challenge) for part in parts] == [
        (late, Role.MENTOR, None),
        (early, Role.EIG, shown),
    ]
    page = response.content.decode()
    assert f'<a href="{shown.get_absolute_url()}">Phare</a>' in page
    assert "Secret" not in page
    assert '<p class="eig-lead">designer</p>' in page


def test_nothing_empty_is_shown(client):
    PersonFactory(slug="ana", published=["fr"])
    page = client.get("/communaute/ana/").content.decode()
    for absent in ("eig-path", "eig-links", "eig-lead", "eig-bio", "posts-title", "eig-fallback"):
        assert absent not in page


def test_someone_without_a_page_is_not_found(client):
    PersonFactory(slug="ana")
    PersonFactory(slug="bo", published=["en"])
    for path in ("/communaute/ana/", "/communaute/bo/", "/en/community/bo/", "/communaute/personne/"):
        assert client.get(path).status_code == 404


def test_links_and_posts_of_someone(client):
    person = PersonFactory(slug="ana", github="ana", website="https://example.org/ana", published=["fr"])
    PostFactory(title_fr="Son article", published=["fr"]).authors.add(person)
    PostFactory(title_fr="Son brouillon").authors.add(person)

    page = client.get("/communaute/ana/").content.decode()
    assert '<a href="https://github.com/ana" rel="me noopener external">GitHub</a>' in page
    assert "Son article" in page
    assert "Son brouillon" not in page
    assert "Son article" not in client.get("/en/community/ana/").content.decode()


def test_english_page_falls_back_to_the_french_biography(client):
    drafts = {"bio_en": "A draft.", "profile_en": "A draft."}
    PersonFactory(slug="ana", bio_fr="Une vie.", profile_fr="designer", published=["fr"], **drafts)
    page = client.get("/en/community/ana/").content.decode()
    assert '<div class="eig-prose" lang="fr"><p>Une vie.</p>' in page
    assert '<span lang="fr">designer</span>' in page
    assert "eig-fallback" in page
    assert "A draft." not in page


@pytest.mark.parametrize("number", [1, 3, 12])
def test_a_person_costs_the_same_whatever_is_shown(client, content_types, django_assert_num_queries, number):
    person = PersonFactory(slug="ana", portrait=ImageFactory(), published=["fr"])
    for _index in range(number):
        ParticipationFactory(person=person, challenge=ChallengeFactory(published=["fr"]), skill=SkillFactory())
        PostFactory(published=["fr"], cover=ImageFactory()).authors.add(person)
    with django_assert_num_queries(7):
        client.get("/communaute/ana/")


# Cohorts


def test_cohorts_newest_first_with_what_visitors_may_read_of_them(client):
    old, new = CohortFactory(year=2024), CohortFactory(year=2026)
    challenge = ChallengeFactory(cohort=old, published=["fr"])
    ChallengeFactory(cohort=old)
    person = ParticipationFactory(challenge=challenge).person
    ParticipationFactory(person=person, challenge=None, cohort=old)
    ParticipationFactory(challenge=challenge, role=Role.MENTOR)

    response = client.get("/promotions/")
    numbers = ("number_of_challenges", "number_of_administrations", "number_of_eigs")
    assert [(one, *(getattr(one, name) for name in numbers)) for one in response.context["cohorts"]] == [
        (new, 0, 0, 0),
        (old, 1, 1, 1),
    ]
    assert "2 promotions depuis 2024, 1 défi</p>" in response.content.decode()


def test_the_timeline_says_which_cohort_is_under_way_and_which_is_to_come(client):
    today, day = timezone.localdate(), timedelta(days=1)
    CohortFactory(name_fr="Demain", year=2030, start=today + day, end=today + 9 * day)
    CohortFactory(name_fr="Dernier jour", year=2029, start=today - 9 * day, end=today)
    CohortFactory(name_fr="Passée", year=2028, start=today - 9 * day, end=today - day)
    CohortFactory(name_fr="Sans date", year=2027)

    page = BeautifulSoup(client.get("/en/cohorts/").content, "html.parser")
    said = [(stop.h2.text, stop.select_one(".eig-timeline__state")) for stop in page.select(".eig-timeline > li")]
    assert [(name, state and state.text) for name, state in said] == [
        ("Demain", "to come"),
        ("Dernier jour", "under way"),
        ("Passée", None),
        ("Sans date", None),
    ]


def test_words_at_the_head_of_the_cohorts_are_those_of_their_page(client):
    PageFactory(place="cohorts", title_fr="Les promotions", standfirst_fr="Année après année.", published=["fr"])
    assert "<h1>Les promotions</h1>" in client.get("/promotions/").content.decode()


def test_a_cohort_shows_its_challenges_people_posts_and_figures(client):
    cohort = CohortFactory(
        slug="eig-3", name_fr="EIG 3", name_en="Cohort 3", start=date(2026, 1, 5), end=date(2026, 11, 5)
    )
    agency = AdministrationFactory()
    shown = ChallengeFactory(cohort=cohort, administrations=[agency], published=["fr"])
    twin = ChallengeFactory(cohort=cohort, administrations=[agency], published=["fr"])
    ChallengeFactory(cohort=cohort, title_fr="Secret")
    public = PersonFactory(name="Zoé", published=["fr"])
    for challenge in (shown, twin):
        ParticipationFactory(person=public, challenge=challenge)
    named = ParticipationFactory(person=PersonFactory(name="Adam"), challenge=shown)
    mentor = ParticipationFactory(challenge=shown, role=Role.OPERATIONAL_MENTOR)
    post = PostFactory(cohort=cohort, published=["fr"])
    about = PostFactory(date=date(2025, 1, 1), published=["fr"])
    about.challenges.set([shown, twin])
    PostFactory(cohort=cohort)
    PostFactory(published=["fr"])

    response = client.get("/promotions/eig-3/")
    context = response.context
    assert sorted(context["challenges"], key=lambda challenge: challenge.pk) == [shown, twin]
    assert context["administrations"] == {agency}
    assert [part.person.name for part in context["people"]["eig"]] == ["Adam", "Zoé"]
    assert context["people"]["mentor"] == [mentor]
    assert list(context["posts"]) == [post, about]
    page = response.content.decode()
    assert '<span class="eig-line__name">Adam</span>' in page
    assert f"/communaute/{named.person.slug}/" not in page
    assert "Secret" not in page
    assert "<h1>Cohort 3</h1>" in client.get("/en/cohorts/eig-3/").content.decode()
    assert client.get("/promotions/eig-99/").status_code == 404


def test_an_open_call_comes_before_the_one_that_opens_soon(client):
    cohort, now, day = CohortFactory(slug="eig-9"), timezone.now(), timedelta(days=1)
    soon = CallFactory(cohort=cohort, kind="projects", opens=now + day, closes=now + 9 * day)
    open_now = CallFactory(cohort=cohort, opens=now - day, closes=now + day)
    assert client.get("/promotions/eig-9/").context["current_calls"] == [open_now, soon]


def test_a_new_cohort_shows_no_empty_section(client):
    CohortFactory(slug="eig-9")
    page = client.get("/promotions/eig-9/").content.decode()
    for absent in ("challenges-title", "people-title", "posts-title", "documents-title", "figures-title", "eig-call--"):
        assert absent not in page


@pytest.mark.parametrize("number", [1, 3, 12])
def test_a_cohort_costs_the_same_whatever_it_shows(client, content_types, django_assert_num_queries, number):
    image = ImageFactory()
    cohort = CohortFactory(slug="eig-3", cover=ImageFactory(), introduction_fr=f"![vue](image:{image.key})")
    for _index in range(number):
        challenge = ChallengeFactory(cohort=cohort, cover=ImageFactory(), skills=[SkillFactory()], published=["fr"])
        person = PersonFactory(portrait=ImageFactory(), published=["fr"])
        ParticipationFactory(challenge=challenge, person=person, skill=SkillFactory())
        PostFactory(cohort=cohort, cover=ImageFactory(), published=["fr"])
    with django_assert_num_queries(9):
        client.get("/promotions/eig-3/")


@pytest.mark.parametrize("number", [1, 3, 12])
def test_the_cohorts_cost_the_same_whatever_their_number(client, content_types, django_assert_num_queries, number):
    for _index in range(number):
        ChallengeFactory(cohort=CohortFactory(cover=ImageFactory()), published=["fr"])
    with django_assert_num_queries(5):
        client.get("/promotions/")

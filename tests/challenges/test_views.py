from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from challenges.models import Challenge
from community.roles import Role
from eig.publishing.workflow import unpublish
from eig.tags.models import Tag
from tests.factories import (
    AdministrationFactory,
    CallFactory,
    ChallengeFactory,
    ChallengeFigureFactory,
    CohortFactory,
    DeliverableFactory,
    ImageFactory,
    PageFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    SkillFactory,
    SoughtProfileFactory,
    VideoFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def titles(response):
    return [challenge.title for challenge in response.context["page_obj"]]


def page_of(client, challenge, language="fr"):
    return client.get(challenge.address_in(language)).content.decode()


def options(response, name):
    facet = next(facet for facet in response.context["facets"] if facet.name == name)
    return [(option.value, option.count) for option in facet.options]


def full_challenge(number):
    """A challenge that shows everything a challenge can, `number` of each."""
    cohort = CohortFactory(slug="eig-9")
    CallFactory(cohort=cohort, apply_url="https://example.org/apply")
    challenge = ChallengeFactory(
        cohort=cohort,
        slug_fr="phare",
        published=["fr"],
        cover=ImageFactory(),
        body_fr=f"![vue](image:{ImageFactory().key})",
        administrations=[AdministrationFactory() for _index in range(number)],
        skills=[SkillFactory() for _index in range(number)],
    )
    for _index in range(number):
        ParticipationFactory(challenge=challenge, person=PersonFactory(portrait=ImageFactory(), published=["fr"]))
        ParticipationFactory(challenge=challenge, role=Role.MENTOR)
        ChallengeFigureFactory(challenge=challenge)
        DeliverableFactory(challenge=challenge, image=ImageFactory())
        VideoFactory(challenge=challenge)
        SoughtProfileFactory(challenge=challenge)
        PostFactory(published=["fr"], cover=ImageFactory()).challenges.set([challenge])
        ChallengeFactory(cohort=cohort, published=["fr"], cover=ImageFactory(), skills=[SkillFactory()])
    return challenge


# The list


def test_visitors_see_the_challenges_that_are_live_newest_cohort_first(client):
    old, new = CohortFactory(year=2024), CohortFactory(year=2026)
    ChallengeFactory(title_fr="Ancien", cohort=old, published=["fr"])
    ChallengeFactory(title_fr="Élan", cohort=new, published=["fr"])
    ChallengeFactory(title_fr="Dune", cohort=new, published=["fr"])
    ChallengeFactory(title_fr="Brouillon")
    ChallengeFactory(title_fr="Programmé", published=["fr"], published_at=NOW + timedelta(hours=1))
    gone = ChallengeFactory(title_fr="Dépublié", published=["fr"], published_at=NOW - timedelta(days=1))
    unpublish(gone, "fr")

    assert titles(client.get("/defis/")) == ["Dune", "Élan", "Ancien"]


def test_cohorts_of_one_year_stay_apart_and_undated_ones_come_last(client):
    for slug, start in [("a", date(2026, 1, 1)), ("b", date(2026, 6, 1)), ("c", None)]:
        ChallengeFactory(title_fr=slug, cohort=CohortFactory(slug=slug, year=2026, start=start), published=["fr"])
    assert titles(client.get("/defis/")) == ["b", "a", "c"]


def test_english_list_shows_untranslated_challenges_in_french_marked_so(client):
    ChallengeFactory(title_fr="Phare", title_en="Never published", published=["fr"])
    page = client.get("/en/challenges/").content.decode()
    assert '<span lang="fr">Phare</span>' in page
    assert "Never published" not in page


def test_a_challenge_live_in_english_only_of_a_french_source_is_public_nowhere(client):
    challenge = ChallengeFactory(published=["en"], title_en="Only English")
    for language in ("fr", "en"):
        assert client.get(challenge.address_in(language)).status_code == 404
    assert titles(client.get("/en/challenges/")) == []


def test_list_is_narrowed_by_cohort_skill_and_administration(client):
    data, design = SkillFactory(slug="data", name_fr="Données"), SkillFactory(slug="design", name_fr="Ergonomie")
    routes = AdministrationFactory()
    eig3 = CohortFactory(slug="eig-3")
    ChallengeFactory(title_fr="A", cohort=eig3, skills=[data, design], administrations=[routes], published=["fr"])
    ChallengeFactory(title_fr="B", cohort=eig3, skills=[design], published=["fr"])
    ChallengeFactory(title_fr="C", skills=[data], administrations=[routes], published=["fr"])
    ChallengeFactory(title_fr="Brouillon", cohort=eig3, skills=[data], administrations=[routes])

    assert titles(client.get("/defis/?cohort=eig-3")) == ["A", "B"]
    assert titles(client.get("/defis/?skill=data&cohort=eig-3")) == ["A"]
    assert sorted(titles(client.get(f"/defis/?administration={routes.slug}"))) == ["A", "C"]
    response = client.get("/defis/?cohort=eig-3&skill=design")
    assert options(response, "skill") == [("data", 1), ("design", 2)]
    assert options(response, "cohort") == [("eig-3", 2)]
    assert titles(client.get("/defis/?skill=data&skill=design&cohort=eig-3")) == ["A", "B"]
    assert response.context["alternates"][1] == ("en", "/en/challenges/?cohort=eig-3&skill=design")


@pytest.mark.parametrize(
    "query",
    ["cohort=%00", "skill=999999999999", "administration='", "cohort=eig-3%20", "city[]=brest", "cohort=a&cohort=b"],
)
def test_a_filter_that_is_no_choice_is_ignored(client, query):
    ChallengeFactory(title_fr="A", cohort=CohortFactory(slug="eig-3"), published=["fr"])
    response = client.get(f"/defis/?{query}")
    assert titles(response) == ["A"]
    assert response.context["facets"].chosen == []


def test_an_address_with_empty_parameters_leads_to_the_one_to_share(client):
    ChallengeFactory(cohort=CohortFactory(slug="eig-3"), published=["fr"])
    response = client.get("/en/challenges/?q=&cohort=eig-3&city=")
    assert (response.status_code, response["Location"]) == (302, "/en/challenges/?cohort=eig-3")


def test_list_is_narrowed_by_theme_and_city_however_they_are_written(client):
    water = Tag.objects.named("Eau")
    brest = ChallengeFactory(title_fr="A", city="Brest", published=["fr"])
    brest.tags.add(water)
    ChallengeFactory(title_fr="B", city="BREST", published=["fr"])
    ChallengeFactory(title_fr="C", city="Saint-Étienne", published=["fr"]).tags.add(water)

    assert sorted(titles(client.get("/defis/?city=brest"))) == ["A", "B"]
    assert titles(client.get("/en/challenges/?theme=eau&city=saint-etienne")) == ["C"]
    assert options(client.get("/defis/?city=brest"), "theme") == [("eau", 1)]


def test_words_find_what_visitors_of_the_language_read_and_no_draft(client):
    """The folded text of an item mixes its languages, live or not: what is found here is only what is shown."""
    ChallengeFactory(title_fr="Pérennisation", title_en="Draft", tagline_en="Draft", published=["fr"])
    ChallengeFactory(title_fr="Phare", title_en="Lighthouse", slug_en="lighthouse", published=["fr", "en"])
    agency = AdministrationFactory(name_fr="Agence des forêts", name_en="Forest Agency", acronym="ANFP")
    ChallengeFactory(title_fr="Bois", administrations=[agency], published=["fr"])

    def found(path):
        return [challenge.title_fr for challenge in client.get(path).context["page_obj"]]

    assert (found("/en/challenges/?q=draft"), found("/defis/?q=draft")) == ([], [])
    assert (found("/en/challenges/?q=phare"), found("/defis/?q=lighthouse")) == ([], [])
    assert found("/en/challenges/?q=perennis") == ["Pérennisation"]
    assert (found("/en/challenges/?q=forest"), found("/defis/?q=forets+anfp")) == (["Bois"], ["Bois"])


def test_filters_that_leave_nothing_propose_what_is_closest(client):
    ChallengeFactory(skills=[SkillFactory(slug="data", name_fr="Données", name_en="Data")], published=["fr"])
    ChallengeFactory(cohort=CohortFactory(slug="eig-3", name_fr="EIG 3", name_en="EIG 3"), published=["fr"])
    page = BeautifulSoup(client.get("/en/challenges/?skill=data&cohort=eig-3").content, "html.parser")
    assert page.select_one("#results-number").text == "0 challenges"
    assert [(link.text, link["href"]) for link in page.select(".eig-nothing a")] == [
        ("without EIG 3: 1 result", "?skill=data"),
        ("without Data: 1 result", "?cohort=eig-3"),
        ("See all 2 challenges", "/en/challenges/"),
    ]


def test_pages_of_the_list_keep_the_filters(client):
    cohort = CohortFactory(slug="eig-3")
    for _index in range(25):
        ChallengeFactory(cohort=cohort, published=["fr"])
    response = client.get("/defis/?cohort=eig-3&page=99")
    assert response.context["page_obj"].number == 2
    assert 'href="?cohort=eig-3"' in response.content.decode()


def test_words_at_the_head_of_the_list_are_those_of_its_page(client):
    PageFactory(place="challenges", title_fr="Nos défis", body_fr="Un **texte**.", published=["fr"])
    page = client.get("/defis/").content.decode()
    assert "<h1>Nos défis</h1>" in page
    assert "Un <strong>texte</strong>." in page


@pytest.mark.parametrize("number", [1, 3, 12])
@pytest.mark.parametrize("query", ["", "?cohort=eig-9&skill=data"])
def test_the_list_costs_the_same_whatever_it_holds(client, content_types, django_assert_num_queries, query, number):
    cohort, skill = CohortFactory(slug="eig-9"), SkillFactory(slug="data")
    for _index in range(number):
        ChallengeFactory(
            cohort=cohort, skills=[skill, SkillFactory()], cover=ImageFactory(), logo=ImageFactory(), published=["fr"]
        )
    with django_assert_num_queries(6):
        assert len(titles(client.get(f"/defis/{query}"))) == number


# A challenge


def test_a_challenge_shows_its_facts_and_links_and_nothing_empty(client):
    agency = AdministrationFactory(name_fr="Agence des routes")
    challenge = ChallengeFactory(
        title_fr="Phare",
        slug_fr="phare",
        cohort=CohortFactory(slug="eig-3", name_fr="EIG 3"),
        administrations=[agency],
        city="Brest",
        months=10,
        source_code="https://example.org/code",
        published=["fr"],
    )
    page = client.get("/defis/eig-3/phare/").content.decode()
    assert "<h1>Phare</h1>" in page
    assert '<a href="/administrations/agence-des-routes/">Agence des routes</a>' in page
    assert '<dd><a href="/defis/?city=brest">Brest</a></dd>' in page
    assert 'href="https://example.org/code"' in page
    for absent in ("eig-team", "eig-figures", "eig-film", "figures-title", "outputs-title", "eig-beside", "eig-call--"):
        assert absent not in page
    assert client.get("/defis/eig-2/phare/").status_code == 404
    assert challenge.get_absolute_url() == "/defis/eig-3/phare/"


def test_english_page_falls_back_to_french_with_a_notice(client):
    challenge = ChallengeFactory(
        title_fr="Phare", title_en="Lighthouse", slug_en="lighthouse", body_fr="Un texte.", published=["fr"]
    )
    ChallengeFigureFactory(challenge=challenge, description_fr="agents formés", description_en="trained staff")
    page = page_of(client, challenge, "en")
    assert '<h1><span lang="fr">Phare</span></h1>' in page
    assert '<div class="eig-prose" lang="fr"><p>Un texte.</p>' in page
    assert '<span lang="fr">agents formés</span>' in page
    assert "trained staff" not in page
    assert "eig-fallback" in page
    assert "eig-fallback" not in page_of(client, challenge)


def test_what_is_not_out_in_english_is_in_no_corner_of_the_english_page(client):
    """The head of the page too: what the tab is called, what search engines and networks show."""
    draft = {"title_en": "Lighthouse", "tagline_en": "A draft.", "body_en": "A draft."}
    challenge = ChallengeFactory(title_fr="Phare", tagline_fr="", body_fr="", published=["fr"], **draft)
    page = page_of(client, challenge, "en")

    assert "<title>Phare," in page
    assert [word for word in ("Lighthouse", "A draft.", "eig-lead", "eig-story--aside") if word in page] == []


def test_english_page_shows_what_is_live_in_english(client):
    words = {"title_en": "Lighthouse", "slug_en": "lighthouse", "tagline_en": "A promise"}
    challenge = ChallengeFactory(title_fr="Phare", slug_fr="phare", **words, published=["fr", "en"])
    ChallengeFigureFactory(challenge=challenge, description_fr="agents formés", description_en="trained staff")
    page = page_of(client, challenge, "en")
    assert "<h1>Lighthouse</h1>" in page
    assert "<p>trained staff</p>" in page
    assert "eig-fallback" not in page
    assert client.get(challenge.address_in("en").replace("lighthouse", "phare")).status_code == 404


def test_without_a_slug_of_its_own_the_english_page_stands_at_the_french_slug(client):
    challenge = ChallengeFactory(slug_fr="phare", cohort=CohortFactory(slug="eig-3"), published=["fr"])
    response = client.get("/en/challenges/eig-3/phare/")
    assert response.status_code == 200
    assert response.context["alternates"] == [("fr", "/defis/eig-3/phare/"), ("en", "/en/challenges/eig-3/phare/")]
    assert challenge.address_in("en") == "/en/challenges/eig-3/phare/"


def test_team_links_those_who_have_a_page_and_names_the_others(client):
    challenge = ChallengeFactory(published=["fr"])
    ParticipationFactory(challenge=challenge, person=PersonFactory(name="Ana Public", published=["fr"]))
    ParticipationFactory(challenge=challenge, person=PersonFactory(name="Bo Nommé", portrait=ImageFactory()))
    ParticipationFactory(challenge=challenge, role=Role.HIGH_LEVEL_MENTOR, person=PersonFactory(name="Cy Mentor"))
    ParticipationFactory(challenge=challenge, role=Role.TEAM, person=PersonFactory(name="Di Équipe"))

    response = client.get(challenge.get_absolute_url())
    groups = response.context["people"]
    assert {group: [part.person.name for part in parts] for group, parts in groups.items()} == {
        "eig": ["Ana Public", "Bo Nommé"],
        "mentor": ["Cy Mentor"],
        "team": ["Di Équipe"],
    }
    page = response.content.decode()
    assert '<a href="/communaute/ana-public/">Ana Public</a>' in page
    assert "/communaute/bo-nomme/" not in page
    assert page.count("<img") == 0


def test_apply_button_and_profiles_only_while_the_call_for_applications_is_open(client):
    cohort = CohortFactory()
    challenge = ChallengeFactory(cohort=cohort, published=["fr"])
    SoughtProfileFactory(challenge=challenge, skill=SkillFactory(name_fr="Design", name_en="Design"), places=2)
    call = CallFactory(cohort=cohort, apply_url="https://example.org/apply")
    open_page = page_of(client, challenge, "en")
    assert 'href="https://example.org/apply"' in open_page
    assert "Design: 2 places" in open_page

    call.closes = timezone.now()
    call.save()
    closed_page = page_of(client, challenge, "en")
    assert "https://example.org/apply" not in closed_page
    assert "Design: 2 places" not in closed_page
    assert "Apply" not in closed_page


def test_another_kind_of_call_or_cohort_opens_nothing(client):
    cohort = CohortFactory()
    challenge = ChallengeFactory(cohort=cohort, published=["fr"])
    CallFactory(cohort=cohort, kind="projects", apply_url="https://example.org/projects")
    CallFactory(apply_url="https://example.org/elsewhere")
    page = page_of(client, challenge)
    assert "https://example.org/projects" not in page
    assert "https://example.org/elsewhere" not in page


def test_figures_outputs_and_films(client):
    challenge = ChallengeFactory(published=["fr"], poster_url="https://example.org/poster.pdf")
    ChallengeFigureFactory(challenge=challenge, amount="", before="3 semaines", after="2 jours", position=1)
    ChallengeFigureFactory(challenge=challenge, amount="41", position=2)
    DeliverableFactory(challenge=challenge, title_fr="Outil", url="https://example.org/tool", call_to_action_fr="Voir")
    VideoFactory(challenge=challenge, video_id="x1", description_fr="Le film")
    VideoFactory(challenge=challenge, video_id="hidden-film", shown=False)

    page = page_of(client, challenge)
    assert '<span class="eig-figures__before">3 semaines</span>' in page
    assert '<p class="eig-figures__number">41</p>' in page
    assert '<a href="https://example.org/tool">Voir<span class="fr-sr-only"> – Outil</span></a>' in page
    assert 'data-player="https://geo.dailymotion.com/player.html?video=x1"' in page
    assert 'data-player-title="Le film – Dailymotion"' in page
    assert '<a class="fr-link" href="https://www.dailymotion.com/video/x1" rel="noopener external">' in page
    assert "hidden-film" not in page
    assert 'href="https://example.org/poster.pdf"' in page
    assert "<iframe" not in page


def test_neighbours_are_those_of_the_cohort_and_others_those_of_the_administration_first():
    cohort, agency = CohortFactory(), AdministrationFactory()
    a, b, c, d, e = (
        ChallengeFactory(title_fr=title, cohort=cohort, administrations=[], published=["fr"]) for title in "abcde"
    )
    b.administrations.set([agency])
    elsewhere = ChallengeFactory(title_fr="f", administrations=[agency], published=["fr"])
    ChallengeFactory(title_fr="aa", cohort=cohort)
    published = Challenge.objects.published()

    assert published.around(published.for_page().get(pk=b.pk)) == (a, c, [elsewhere, c, d])
    assert published.around(published.for_page().get(pk=a.pk)) == (None, b, [b, c, d])
    assert published.around(published.for_page().get(pk=e.pk)) == (d, None, [a, b, c])


@pytest.mark.parametrize("number", [1, 3, 12])
def test_a_challenge_costs_the_same_whatever_it_shows(client, content_types, django_assert_num_queries, number):
    challenge = full_challenge(number)
    with django_assert_num_queries(8):
        page = page_of(client, challenge)
    assert page.count("eig-figures__number") == number

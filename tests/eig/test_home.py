import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import (
    CallFactory,
    ChallengeFactory,
    CohortFactory,
    DocumentFactory,
    ImageFactory,
    PageFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    ProgrammeFigureFactory,
    ProgrammeStepFactory,
    SiteIdentityFactory,
    TestimonialFactory,
)

pytestmark = pytest.mark.django_db


def home(client, path="/"):
    return BeautifulSoup(client.get(path).content, "html.parser")


def test_empty_home_page_shows_no_empty_section(client):
    page = home(client)

    assert page.select("main section") == []
    assert page.select_one(".eig-hero a")["href"] == "/participer/"


def test_hero_speaks_with_the_words_of_staff(client):
    SiteIdentityFactory(hero=ImageFactory(credit="Ana"))
    PageFactory(
        place="home", title_fr="Changer l'État", standfirst_fr="Dix mois.", body_fr="Un texte.", published=["fr"]
    )

    page = home(client)

    assert page.h1.text == "Changer l’État"
    assert page.select_one(".eig-hero .eig-lead").text == "Dix mois."
    assert "Ana" in page.select_one(".eig-hero figcaption").text
    assert page.select_one("main .eig-prose").text.strip() == "Un texte."


@pytest.mark.parametrize(("kind", "words"), [("projects", "Propose a challenge"), ("applications", "Apply")])
def test_open_call_is_the_one_action(client, kind, words):
    now = timezone.now()
    cohort = CohortFactory(slug="eig-9")
    CallFactory(kind=kind, cohort=cohort, opens=now - timedelta(days=1), closes=now + timedelta(days=3))

    action = home(client, "/en/").select_one(".eig-hero a")

    assert (action.text, action["href"]) == (words, f"/en/take-part/#{kind}-eig-9")


def test_next_call_is_announced_with_its_date(client):
    opens = timezone.now() + timedelta(days=40)
    CallFactory(opens=opens, closes=opens + timedelta(days=30))

    assert str(timezone.localdate(opens).year) in home(client).select_one(".eig-now p").text


def test_two_calls_to_come_are_announced_the_first_to_open_first(client):
    opens = timezone.now() + timedelta(days=3)
    CallFactory(kind="applications", opens=opens + timedelta(hours=1), closes=opens + timedelta(days=30))
    CallFactory(kind="projects", opens=opens, closes=opens + timedelta(days=30))

    page = home(client, "/en/")

    assert page.select_one(".eig-now")["aria-label"] == "Calls to come"
    kinds = [heading.text.split(" – ")[0] for heading in page.select(".eig-now h2")]
    assert kinds == ["Call for projects", "Call for applications"]


def test_machines_read_the_open_call_on_home(client):
    SiteIdentityFactory()
    now = timezone.now()
    CallFactory(opens=now - timedelta(days=1), closes=now + timedelta(days=3), apply_url="https://example.org/postuler")

    data = json.loads(home(client).select_one("script[type='application/ld+json']").text)

    (sought,) = next(thing["seeks"] for thing in data["@graph"] if "seeks" in thing)
    assert (sought["@type"], sought["potentialAction"]["target"]["urlTemplate"]) == (
        "Demand",
        "https://example.org/postuler",
    )


def test_without_a_call_the_newsletter_is_offered(client):
    SiteIdentityFactory(newsletter_url="https://example.org/lettre")

    assert home(client).select_one(".eig-now a")["href"] == "https://example.org/lettre"


def test_figures_are_the_first_four_that_count_something(client):
    ProgrammeFigureFactory(label_fr="rien", amount=0)
    ProgrammeFigureFactory(label_fr="caché", amount=3, shown=False)
    for number in range(1, 6):
        ProgrammeFigureFactory(label_fr=f"choses {number}", amount=number, url="/defis/")

    figures = home(client).select(".eig-counts li")

    assert [" ".join(figure.stripped_strings) for figure in figures] == [f"{n} choses {n}" for n in range(1, 5)]
    assert home(client, "/en/").select_one(".eig-counts a")["href"] == "/en/challenges/"


def test_step_links_to_its_page_only_where_it_is_published(client):
    ProgrammeStepFactory(title_fr="Appel", page=PageFactory(slug_fr="appel", published=["fr"]))
    ProgrammeStepFactory(title_fr="Suite", page=PageFactory(slug_fr="suite"))

    steps = home(client).select(".eig-steps h3")

    assert [(step.text, step.a and step.a["href"]) for step in steps] == [("Appel", "/appel/"), ("Suite", None)]
    assert home(client, "/en/").select(".eig-steps a") == []


def test_challenges_are_three_of_the_latest_cohort_with_some(client):
    old, current = CohortFactory(year=2025), CohortFactory(year=2026, slug="eig-9", name_fr="EIG 9")
    CohortFactory(year=2027)
    ChallengeFactory(cohort=old, published=["fr"])
    for number in range(4):
        ChallengeFactory(cohort=current, title_fr=f"Défi {number}", published=["fr"])
    ChallengeFactory(cohort=current, title_fr="Avec image", cover=ImageFactory(), published=["fr"])
    ChallengeFactory(cohort=current)

    page = home(client)

    titles = [title.text for title in page.select("[aria-labelledby=challenges-title] h3")]
    more = page.select_one("[aria-labelledby=challenges-title] .eig-more")
    assert titles == ["Avec image", "Défi 0", "Défi 1"]
    assert (more["href"], "5" in more.text) == ("/defis/?cohort=eig-9", True)


def test_faces_are_six_with_a_portrait_of_the_cohort_first(client):
    challenge = ChallengeFactory(published=["fr"])
    for number in range(7):
        person = PersonFactory(name=f"EIG {number}", portrait=ImageFactory(), published=["fr"])
        ParticipationFactory(person=person, challenge=challenge)
    ParticipationFactory(person=PersonFactory(name="Sans portrait", published=["fr"]), challenge=challenge)
    ParticipationFactory(person=PersonFactory(name="Brouillon", portrait=ImageFactory()), challenge=challenge)
    TestimonialFactory(name="Caché", shown=False)
    for position, quote in enumerate(("Une belle année.", "Deux fois.", "La troisième attend.")):
        TestimonialFactory(quote_fr=quote, position=position)

    page = home(client)

    names = {name.text for name in page.select(".eig-faces h3")}
    assert (len(names), names & {"Sans portrait", "Brouillon"}) == (6, set())
    assert [quote.text.strip() for quote in page.select(".eig-quote blockquote")] == ["Une belle année.", "Deux fois."]


def test_posts_are_the_latest_four_of_the_language(client):
    for day in range(1, 6):
        PostFactory(title_fr=f"Article du {day}", date=date(2026, 3, day), published=["fr"])
    PostFactory(title_en="English post", slug_en="english-post", published=["en"])

    titles = [title.text for title in home(client).select("[aria-labelledby=posts-title] h3")]

    assert titles == [f"Article du {day}" for day in (5, 4, 3, 2)]
    assert [title.text for title in home(client, "/en/").select("[aria-labelledby=posts-title] h3")] == ["English post"]


def test_booklets_are_shown_with_their_covers(client):
    DocumentFactory(title_fr="Livret", kind="booklet", cover=ImageFactory(), published=["fr"])
    DocumentFactory(title_fr="Sans image", kind="booklet", published=["fr"])
    DocumentFactory(title_fr="Règlement", kind="regulation", cover=ImageFactory(), published=["fr"])

    assert [link.text for link in home(client).select(".eig-document a")] == ["Livret"]


@pytest.mark.parametrize("number", [4, 9])
def test_only_the_figures_shown_are_counted(client, content_types, django_assert_num_queries, number):
    CohortFactory()
    for _index in range(number):
        ProgrammeFigureFactory(definition="cohorts", amount=None)

    with django_assert_num_queries(17):
        assert len(home(client).select(".eig-counts li")) == 4


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_does_not_grow(client, content_types, django_assert_num_queries, number):
    SiteIdentityFactory(hero=ImageFactory())
    cohort = CohortFactory(year=2026)
    for _index in range(number):
        ProgrammeFigureFactory()
        ProgrammeStepFactory(page=PageFactory(published=["fr"]))
        challenge = ChallengeFactory(cohort=cohort, cover=ImageFactory(), published=["fr"])
        ParticipationFactory(person=PersonFactory(portrait=ImageFactory(), published=["fr"]), challenge=challenge)
        PostFactory(cover=ImageFactory(), published=["fr"])
        DocumentFactory(kind="booklet", cover=ImageFactory(), published=["fr"])

    with django_assert_num_queries(15):
        assert client.get("/").status_code == 200

import pytest
from bs4 import BeautifulSoup

from community.roles import Role
from tests import sitemaps
from tests.factories import (
    AdministrationFactory,
    ChallengeFactory,
    ImageFactory,
    ParticipationFactory,
    PersonFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


def soup(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def proposed(number, administration, **fields):
    """Published challenges of the administration, each with an EIG who has a page."""
    for _index in range(number):
        challenge = ChallengeFactory(administrations=[administration], published=["fr"], cover=ImageFactory(), **fields)
        person = PersonFactory(published=["fr"], portrait=ImageFactory())
        ParticipationFactory(challenge=challenge, person=person, skill=next(iter(challenge.skills.all()), None))


def test_administrations_are_listed_by_name_with_what_visitors_may_read(client):
    proposed(2, AdministrationFactory(name_fr="Écoles", name_en="Schools"))
    proposed(1, AdministrationFactory(name_fr="Forêts", name_en="Forests"))
    ChallengeFactory(administrations=[AdministrationFactory(name_fr="Cachée")])

    def listed(path):
        return [tuple(item.stripped_strings) for item in soup(client, path).select(".eig-register li")]

    assert listed("/administrations/") == [("Écoles", "2 défis"), ("Forêts", "1 défi")]
    assert listed("/en/administrations/") == [("Forests", "1 challenge"), ("Schools", "2 challenges")]


def test_an_administration_shows_its_challenges_and_those_who_took_them_up(client):
    agency = AdministrationFactory(name_fr="Agence des phares", acronym="ADP", website="https://example.org/")
    shown = ChallengeFactory(title_fr="Phare", administrations=[agency], published=["fr"])
    ChallengeFactory(title_fr="Secret", administrations=[agency])
    ParticipationFactory(challenge=shown, person=PersonFactory(name="Ana", published=["fr"]))
    ParticipationFactory(challenge=shown, person=PersonFactory(name="Bo"))
    ParticipationFactory(challenge=shown, person=PersonFactory(name="Cy", published=["fr"]), role=Role.MENTOR)

    page = soup(client, "/administrations/adp/")
    assert page.h1.text == "Agence des phares"
    assert [title.text.strip() for title in page.select("main h3")] == ["Phare", "Ana"]
    assert [link["href"] for link in page.select("main .eig-lead a")] == ["https://example.org/"]
    assert page.select_one("link[hreflang=en]")["href"] == "http://testserver/en/administrations/adp/"
    english = soup(client, "/en/administrations/adp/")
    assert english.h1.find(lang="fr").text == "Agence des phares"


def test_an_administration_or_a_skill_of_nothing_public_has_no_page(client):
    ChallengeFactory(administrations=[AdministrationFactory(acronym="ADP")], skills=[SkillFactory(slug="data")])
    for path in ("/administrations/adp/", "/competences/data/", "/administrations/%00/", "/competences/x/"):
        assert client.get(path).status_code == 404, path


def test_a_skill_shows_some_of_its_challenges_and_people_and_leads_to_all(client):
    data = SkillFactory(slug="data", name_fr="données", name_en="data")
    proposed(7, AdministrationFactory(), skills=[data])
    page = soup(client, "/en/skills/data/")
    assert page.h1.text == "Data"
    assert [title.text for title in page.select("main h2")] == ["7 challenges", "7 people"]
    assert len(page.select(".eig-card")) == 6
    assert [link["href"] for link in page.select("main .eig-more")] == ["/en/challenges/?skill=data"]


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_whatever_they_show(client, content_types, django_assert_num_queries, number):
    agency, skill = AdministrationFactory(acronym="ADP"), SkillFactory(slug="data")
    proposed(number, agency, skills=[skill])
    for path, queries in [("/administrations/", 5), ("/administrations/adp/", 7), ("/competences/data/", 9)]:
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


def test_an_old_address_of_an_administration_leads_to_its_new_one(client):
    agency = AdministrationFactory(name_fr="Agence des phares")
    proposed(1, agency)
    response = client.get(f"/defis/?administration={agency.key}")
    assert response["Location"] == "/defis/?administration=agence-des-phares"

    agency.slug = "adp"
    agency.save()
    response = client.get("/en/administrations/agence-des-phares/")
    assert (response.status_code, response["Location"]) == (301, "/en/administrations/adp/")


def test_the_sitemap_names_administrations_and_skills_of_what_is_public(client):
    proposed(1, AdministrationFactory(acronym="ADP"), skills=[SkillFactory(slug="data")])
    ChallengeFactory(administrations=[AdministrationFactory(acronym="OUT")], skills=[SkillFactory(slug="law")])
    sitemap = sitemaps.text(client)
    for path in ("/administrations/adp/", "/en/administrations/adp/", "/competences/data/", "/administrations/"):
        assert f"<loc>http://testserver{path}</loc>" in sitemap, path
    assert "/out/" not in sitemap
    assert "/law/" not in sitemap

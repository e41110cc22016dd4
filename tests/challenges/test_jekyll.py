import pytest

from challenges.models import Challenge, Participation, Video
from community.models import Administration, Person
from community.roles import Role
from eig.text.embeds import Provider
from tests.moving import build_site, change, messages, move_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    return build_site(tmp_path)


def team(key):
    parts = Participation.objects.filter(challenge__key=key).select_related("person", "skill")
    return [(part.person.key, part.role, part.skill and part.skill.slug) for part in parts]


def test_same_administration_written_twice_is_one(site):
    change(
        site,
        "_data/defis.yml",
        "  description: Relier encore",
        "  administration: Direction des  PORTS,\n  description: Relier encore",
    )

    move_in(site)

    assert Administration.objects.get().challenges.count() == 2


def test_class_of_a_person_tells_the_skill(site):
    change(site, "_data/personnes.yml", "class: [eig, dig]", "class: [eig, dig, designer]")
    change(site, "_data/personnes.yml", "class: [eig, promo-1]", "class: [eig, promo-1, webdev]")

    move_in(site)

    assert team("2019-marelink") == [("ines-varga", Role.EIG, "design")]
    assert team("2018-marelink")[0] == ("oumar-tall", Role.EIG, "dev")


def test_person_who_names_a_challenge_that_does_not_name_them_takes_part(site):
    change(site, "_data/personnes.yml", 'defis: ["Marelink 2019"]', 'defis: ["Marelink 2019", "phare ouest"]')
    change(site, "_data/defis.yml", '"Ph@re Ouest":', '"Phare Ouest":')

    move_in(site)

    assert [key for key, _role, _skill in team("2018-phare-ouest")] == ["oumar-tall", "ines-varga"]


def test_class_of_a_cohort_without_a_challenge_there_is_a_part_in_the_cohort(site):
    change(
        site,
        "_data/personnes.yml",
        'class: [mentor, promo-1]\n  defis: ["Marelink 2018"]',
        "class: [promo-1]\n  defis: []",
    )
    change(site, "_data/defis.yml", '    - "Zélie Marchand"\n', "")

    move_in(site)

    part = Participation.objects.get(person__key="zelie-marchand")
    assert (part.cohort.slug, part.challenge, part.role) == ("promo-1", None, Role.TEAM)


def test_outputs_films_and_figures_are_read(site):
    change(
        site,
        "_data/defis.yml",
        '"Marelink 2019":',
        """  key_figures:
    - {amount: 12000, description: "bateaux <em>suivis</em>"}
    - {description: "sans nombre"}
  end_of_project_videos:
    - {id: x7o1, platform: dailymotion, description: "Dix mois après", show: false}
    - {id: x7o2, platform: cinema, description: "Inconnue"}
"Marelink 2019":""",
    )

    report = move_in(site)

    challenge = Challenge.objects.get(key="2018-marelink")
    assert [(figure.amount, figure.description_fr) for figure in challenge.figures.all()] == [
        ("12000", "bateaux _suivis_")
    ]
    assert [(item.title_fr, item.url, item.image.key) for item in challenge.deliverables.all()] == [
        ("Horaires", "https://horaires.example/", "img-defis-marelink-png")
    ]
    film = challenge.videos.get()
    assert (film.platform, film.video_id, film.kind, film.shown) == (
        Provider.DAILYMOTION,
        "x7o1",
        Video.Kind.RETROSPECTIVE,
        False,
    )
    assert len(messages(report, "figure")) == 1
    assert len(messages(report, "video")) == 1


def test_challenge_of_no_cohort_is_left_out_and_named(site):
    change(site, "_data/defis.yml", "  year: 2019\n  promotion: dig\n", "  year: 1999\n")

    report = move_in(site)

    assert messages(report, "cohort") == ["_data/defis.yml:19: “Marelink 2019” belongs to no cohort: left out"]
    assert report.failed


class TestOurSite:
    def test_page_and_row_make_one_challenge(self, moved):
        challenge = Challenge.objects.get(key="2018-marelink")
        assert (challenge.title_fr, challenge.slug_fr, challenge.tagline_fr) == (
            "Marelink 2018",
            "marelink",
            "Relier les ports",
        )
        assert challenge.cohort.slug == "promo-1"
        assert challenge.logo.key == "img-defis-marelink-png"
        assert [skill.slug for skill in challenge.skills.all()] == ["design", "dev"]
        assert challenge.body_fr.startswith("Le défi Marelink de 2018 relie les ports.")
        assert challenge.live_languages() == ["fr"]

    def test_same_slug_in_two_cohorts_makes_two_challenges(self, moved):
        assert sorted(Challenge.objects.filter(slug_fr="marelink").values_list("key", "cohort__slug")) == [
            ("2018-marelink", "promo-1"),
            ("2019-marelink", "dig"),
        ]

    def test_administration_is_told_from_its_acronym(self, moved):
        administration = Administration.objects.get()
        assert (administration.name_fr, administration.acronym) == ("Direction des ports", "DP")
        assert [challenge.key for challenge in administration.challenges.all()] == ["2018-marelink"]

    def test_people_take_part_by_the_names_that_challenges_give(self, moved):
        assert team("2018-marelink") == [
            ("oumar-tall", Role.EIG, None),
            ("zelie-marchand", Role.MENTOR, None),
            ("basile-kermarrec", Role.MENTOR, None),
        ]

    def test_name_without_accents_and_with_spaces_is_found(self, moved):
        assert team("2019-marelink") == [("ines-varga", Role.EIG, None)]

    def test_person_only_named_becomes_one_without_a_page(self, moved):
        person = Person.objects.get(key="basile-kermarrec")
        assert (person.name, person.live_languages()) == ("Basile Kermarrec", [])
        assert "_data/defis.yml:12: nobody is called “Basile Kermarrec”: a person without a page; nearest: none" in (
            messages(moved, "unmatched")
        )

    def test_challenge_that_nobody_has_is_named(self, moved):
        assert "_data/personnes.yml:16: “Oumar Tall”: no challenge is called “Un défi à venir”; nearest: none" in (
            messages(moved, "unmatched")
        )

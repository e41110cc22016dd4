import pytest

from community.jekyll import skill_of
from community.models import Cohort, Person, Skill
from tests.moving import build_site, change, messages, move_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    return build_site(tmp_path)


def test_person_without_a_page_has_what_the_data_says(site):
    (site / "_communaute/2019-01-01-ines-varga.md").unlink()

    move_in(site)

    person = Person.objects.get(key="ines-varga")
    assert (person.name, person.profile_fr, person.bio_fr) == ("Inès Varga", "Designer", None)
    assert person.edition("fr").published_at.isoformat() == "2018-12-31T23:00:00+00:00"


def test_handle_that_can_be_none_is_named_and_left_out(site):
    change(site, "_data/personnes.yml", "github: zelie", "github: https://port-ys.example/zelie")

    report = move_in(site)

    assert Person.objects.get(key="zelie-marchand").github == ""
    assert messages(report, "handle") == [
        "_data/personnes.yml:5: “https://port-ys.example/zelie” is no GitHub handle: paste the profile's address, "
        "or the name after the @."
    ]


def test_promotion_without_a_row_is_made_from_its_challenges(site):
    later = '"Promo 4": {slug: Promo 4, promotion: 4, class: "2020 promo-4"}'
    change(site, "_data/promos.yml", '"Promo DIG"', f'{later}\n"Promo X"')
    change(site, "_data/promos.yml", "{slug: DIG, title: Les défis DIG, promotion: dig, ", "{slug: X, promotion: x, ")

    report = move_in(site)

    assert sorted(Cohort.objects.values_list("slug", "year")) == [
        ("dig", 2019),
        ("promo-1", 2018),
        ("promo-4", 2020),
        ("x", 2018),
    ]
    assert messages(report, "cohort") == [
        "_data/promos.yml:1: no row for the promotion “dig”: made from its challenges"
    ]


@pytest.mark.parametrize(
    ("classes", "skill"),
    [
        (["eig", "datascientist"], "datascience"),
        (["designer"], "design"),
        (["webdev"], "dev"),
        (["mentor", "eig-2"], None),
    ],
)
def test_class_of_a_person_tells_a_skill(classes, skill):
    assert skill_of(classes, ["dataengineering", "datascience", "design", "dev"]) == skill


class TestOurSite:
    def test_page_and_row_make_one_person(self, moved):
        person = Person.objects.get(key="zelie-marchand")
        assert (person.name, person.slug, person.profile_fr) == ("Zélie Marchand", "zelie-marchand", "Mentor")
        assert person.bio_fr == "Zélie dirige l’équipe. Elle navigue depuis 2003.\n"
        assert person.portrait.key == "img-communaute-zelie-png"
        assert person.portrait.alt_fr == "Zélie Marchand"
        assert (person.github, person.twitter, person.linkedin) == ("zelie", "zelie_marchand", "zélie-marchand-1234")
        assert person.live_languages() == ["fr"]

    def test_page_begins_on_the_date_of_its_file(self, moved):
        assert (
            Person.objects.get(key="ines-varga").edition("fr").published_at.isoformat() == "2018-12-31T23:00:00+00:00"
        )

    def test_row_titled_with_the_name_of_another_keeps_its_own(self, moved):
        assert Person.objects.get(key="ines-varga").name == "Inès Varga"
        assert messages(moved, "other-name") == [
            "_data/personnes.yml:21: the row of “Inès Varga” is titled “Oumar Tall”: the name of the row is kept"
        ]

    def test_cohorts_come_from_their_data(self, moved):
        assert sorted(Cohort.objects.values_list("slug", "programme", "name_fr", "year")) == [
            ("dig", "DIG", "DIG", 2019),
            ("promo-1", "PROMO", "Promo 1", 2018),
        ]

    def test_skills_come_from_their_data(self, moved):
        assert sorted(Skill.objects.values_list("slug", "name_fr")) == [("design", "Design"), ("dev", "Développement")]


def test_portrait_that_three_people_share_is_a_stand_in_and_left_out(site):
    for name in ("Oumar Tall:\n", "Inès Varga:\n"):
        change(site, "_data/personnes.yml", name, f"{name}  image_url: /img/communaute/zelie.png\n")

    report = move_in(site)

    assert not Person.objects.exclude(portrait=None).exists()
    assert messages(report, "stand-in") == [
        "_data/personnes.yml:14: the portrait /img/communaute/zelie.png stands for 3 people: left out, "
        "initials are shown instead"
    ]

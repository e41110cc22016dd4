"""The versions of a challenge with all its rows: published, compared word by word, restored whole."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from challenges.models import Challenge
from community.models import Person
from tests.admin_forms import form_data, messages, soup
from tests.factories import (
    ChallengeFigureFactory,
    ImageFactory,
    PersonFactory,
    UserFactory,
    challenge_with_rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    names = ("Ada", "Blaise", "Camille", "Denis", "Émilie")
    texts = {"title_fr": "Cartes", "slug_fr": "cartes", "tagline_fr": "Un mot ici."}
    return challenge_with_rows(names, **texts, published=["fr"])


@pytest.fixture
def staff(client):
    user = UserFactory(first_name="Claire", last_name="Moreau", is_superuser=True)
    client.force_login(user)
    return user


def address(challenge):
    return f"/en/admin/challenges/challenge/{challenge.pk}/change/"


def versions_of(challenge, code="fr"):
    return f"/en/admin/challenges/challenge/{challenge.pk}/versions/{code}/"


def send(client, challenge, **changes):
    return client.post(address(challenge), form_data(client.get(address(challenge)), **changes), follow=True)


def compared(page):
    """`[(label, words)]`, what went as -words- and what came as +words+."""
    html = soup(page)
    for hidden in html.select(".eig-compared .visually-hidden"):
        hidden.extract()
    for tag, sign in (("del", "-"), ("ins", "+")):
        for mark in html.select(f".eig-compared dd {tag}"):
            mark.replace_with(f"{sign}{mark.text}{sign}")
    labels, words = html.select(".eig-compared dt"), html.select(".eig-compared dd")
    return [(label.text, " ".join(said.text.split())) for label, said in zip(labels, words, strict=True)]


def rows(challenge):
    """What the public sees of the rows: amounts, titles, names."""
    return (
        list(challenge.figures.values_list("amount", flat=True)),
        list(challenge.deliverables.values_list("title_fr", flat=True)),
        list(challenge.participations.values_list("person__name", flat=True)),
    )


class TestListing:
    def test_says_what_each_version_is(self, client, staff, challenge):
        send(client, challenge, title_fr="Cartes vivantes", _publish="1")
        page = send(client, challenge, tagline_fr="Autre.", version_name="Avant l'été", _name="1")
        assert messages(page)[1] == "Saved as a version: “Avant l'été”."
        page = client.get(versions_of(challenge))

        page = soup(page)
        details = [detail.extract() for detail in page.select(".eig-lines__more")]
        who = [detail.text.removeprefix(detail.time.text) for detail in details]
        lines = [" ".join(line.text.split()) for line in page.select(".eig-table tbody tr th")]
        assert lines == [
            "Changes in progress",
            "On the site now",
            "3 saved by name Avant l'été",
            "2 published",
            "1 as it was before",
        ]
        assert who == [" – Claire Moreau", " – Claire Moreau", ""]

    def test_a_version_by_name_has_one(self, client, staff, challenge):
        page = send(client, challenge, version_name=" ", _name="1")

        assert messages(page)[0] == "Give the version a name, to find it again."
        assert challenge.versions.count() == 0

    def test_says_when_there_is_none(self, client, staff, challenge):
        page = client.get(versions_of(challenge))

        assert soup(page).select_one(".eig-empty p").text.startswith("No version yet.")

    def test_costs_as_much_for_one_as_for_three(self, client, staff, challenge, django_assert_num_queries):
        send(client, challenge, title_fr="A", _publish="1")
        client.get(versions_of(challenge))
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{versions_of(challenge)}?from=1&to=live")
        known = len(asked)
        for name in ("B", "C", "D"):
            send(client, challenge, title_fr=name, _publish="1")
        with django_assert_num_queries(known):
            client.get(f"{versions_of(challenge)}?from=1&to=live")

    def test_is_refused_to_who_may_not_read_it(self, client, challenge):
        client.force_login(UserFactory())

        assert client.get(versions_of(challenge)).status_code == 403

    def test_needs_a_language_of_the_site(self, client, staff, challenge):
        assert client.get(versions_of(challenge, "zz")).status_code == 404


class TestComparing:
    def test_shows_the_draft_beside_what_is_live(self, client, staff, challenge):
        send(client, challenge, tagline_fr="Un autre mot ici.", **{"figures-1-amount": "21"})

        assert compared(client.get(versions_of(challenge))) == [
            ("Tagline", "Un +autre+ mot ici."),
            ("Figure 2, “agents formés” – Amount", "-20- +21+"),
        ]

    def test_names_people_choices_and_places_rather_than_numbers(self, client, staff, challenge):
        newcomer = PersonFactory(name="Fanny")
        send(
            client,
            challenge,
            **{"participations-0-person": str(newcomer.pk), "participations-0-role": "mentor"},
        )

        assert compared(client.get(versions_of(challenge))) == [
            ("Participation 1, “Ada” – Person", "-Ada-, +Fanny+"),
            ("Participation 1, “Ada” – Role", "-EIG-, +mentor+"),
        ]

    def test_shows_pictures(self, client, staff, challenge):
        cover = ImageFactory(title="Un phare")
        send(client, challenge, cover=str(cover.pk))
        page = client.get(versions_of(challenge))

        assert [label.text for label in soup(page).select(".eig-compared dt")] == ["Cover"]
        assert len(soup(page).select(".eig-compared dd .eig-pictures ins img")) == 1

    def test_compares_any_two_versions(self, client, staff, challenge):
        send(client, challenge, title_fr="Cartes vivantes", _publish="1")
        send(client, challenge, title_fr="Cartes", **{"deliverables-2-DELETE": "on"}, _publish="1")
        page = client.get(f"{versions_of(challenge)}?from=2&to=3")

        found = compared(page)
        assert found[0] == ("Title", "Cartes -vivantes-")
        assert ("Deliverable 3, “Outil 3” – removed", "-Title: Outil 3-") in found
        assert compared(client.get(f"{versions_of(challenge)}?from=1&to=1")) == []

    def test_shows_the_credit_of_pictures_and_both_of_two(self, client, staff, challenge):
        first, second = ImageFactory(credit="Ana"), ImageFactory(credit="Bob")
        send(client, challenge, cover=str(first.pk), _publish="1")
        send(client, challenge, cover=str(second.pk))

        marks = soup(client.get(versions_of(challenge))).select(".eig-compared .eig-pictures > *")
        assert [(mark.name, " ".join(mark.figcaption.text.split())) for mark in marks] == [
            ("del", "Credit: Ana – Licence Ouverte 2.0 (etalab-2.0)"),
            ("ins", "Credit: Bob – Licence Ouverte 2.0 (etalab-2.0)"),
        ]

    def test_says_in_words_what_came_and_went(self, client, staff, challenge):
        send(client, challenge, tagline_fr="Un terme ici.")

        said = soup(client.get(versions_of(challenge))).select(".eig-compared dd .visually-hidden")
        assert [words.text for words in said] == ["removed: ", "added: "]

    def test_tells_a_new_row_by_what_it_says(self, client, staff, challenge):
        """A row has no id before it is published: the version after it is not another row."""
        new = {"figures-TOTAL_FORMS": "5", "figures-4-id": "", "figures-4-amount": "50", "figures-4-position": ""}
        new["figures-4-description_fr"] = "villes"
        send(client, challenge, **new, version_name="Avec les villes", _name="1")
        send(client, challenge, _publish="1")
        send(client, challenge, **{"figures-4-amount": "51"})
        address = versions_of(challenge)

        assert compared(client.get(f"{address}?from=1&to=live")) == []
        assert compared(client.get(f"{address}?from=1&to=draft")) == [
            ("Figure 5, “villes” – Amount", "-50- +51+"),
        ]

    def test_says_which_rows_came_and_which_moved(self, client, staff, challenge):
        moves = {f"deliverables-{rank}-position": str(place) for rank, place in enumerate((2, 3, 1))}
        new = {"figures-TOTAL_FORMS": "5", "figures-4-id": "", "figures-4-amount": "50", "figures-4-position": "9"}
        send(client, challenge, **moves, **new, **{"figures-4-description_fr": "villes"})

        assert compared(client.get(versions_of(challenge))) == [
            ("Figure 5, “villes” – added", "+Description: villes Amount: 50+"),
            ("Deliverable 1, “Outil 3” – place", "-3- +1+"),
        ]

    def test_folds_what_is_the_same(self, client, staff, challenge):
        send(client, challenge, tagline_fr="Un terme ici.")
        fold = soup(client.get(versions_of(challenge))).select_one(".eig-unchanged")

        words = [line.text for line in fold.select("li")]
        assert fold.summary.text == f"{len(words)} fields are the same in both"
        assert (words[0], words[-3:]) == ("Title", ["Team: 5 rows", "Figures: 4 rows", "Deliverables: 3 rows"])

    def test_says_nothing_of_numbers_in_the_same_order(self, client, staff, challenge):
        send(client, challenge, **{"figures-3-position": "90", "figures-2-position": "80"})

        assert compared(client.get(versions_of(challenge))) == []

    def test_escapes_what_staff_wrote(self, client, staff, challenge):
        send(client, challenge, tagline_fr="Un <b>mot</b> ici.")
        page = client.get(versions_of(challenge))

        assert soup(page).select(".eig-compared b") == []
        assert compared(page) == [("Tagline", "Un -mot- +<b>mot</b>+ ici.")]

    @pytest.mark.parametrize("asked", ["from=9&to=live", "from=x", "from=²&to=live"])
    def test_compares_nothing_that_is_not_there(self, client, staff, challenge, asked):
        send(client, challenge, title_fr="A", _publish="1")
        page = client.get(f"{versions_of(challenge)}?{asked}")

        assert (page.status_code, soup(page).select(".eig-compared")) == (200, [])


class TestRestoring:
    def test_brings_everything_back_once_published(self, client, staff, challenge):
        before = rows(challenge)
        send(
            client,
            challenge,
            title_fr="Cartes vivantes",
            **{"figures-0-amount": "99", "figures-1-DELETE": "on", "participations-4-DELETE": "on"},
            _publish="1",
        )
        ChallengeFigureFactory(challenge=challenge, amount="50", position=9)
        assert rows(challenge) != before

        page = client.post(versions_of(challenge), {"restore": "1"}, follow=True)
        assert page.redirect_chain == [(address(challenge), 302)]
        assert messages(page) == [
            "Version 1 of “Cartes vivantes” in French is back in the form: look at it, then publish.",
        ]
        assert Challenge.objects.get().title_fr == "Cartes vivantes"
        send(client, challenge, _publish="1")

        assert Challenge.objects.get().title_fr == "Cartes"
        amounts, titles, names = rows(challenge)
        assert (sorted(amounts), titles, sorted(names)) == (["10", "20", "30", "40"], *before[1:])
        assert Person.objects.count() == 5
        assert [step.verb for step in challenge.steps.all()] == ["published", "restored", "published"]

    def test_loses_no_draft(self, client, staff, challenge):
        send(client, challenge, title_fr="Cartes vivantes", _publish="1")
        send(client, challenge, tagline_fr="En cours.")
        client.post(versions_of(challenge), {"restore": "1"})

        kept = challenge.versions.get(number=3)
        assert (kept.kind, kept.payload["tagline_fr"]) == ("before", ["En cours."])

    def test_keeps_no_version_of_what_was_just_restored(self, client, staff, challenge):
        send(client, challenge, title_fr="Cartes vivantes", _publish="1")
        for number in ("1", "2", "1"):
            client.post(versions_of(challenge), {"restore": number})

        assert challenge.versions.count() == 2

    def test_says_what_could_not_come_back(self, client, staff, challenge):
        cover, shot = ImageFactory(), ImageFactory()
        pictured = {"cover": str(cover.pk), "deliverables-0-image": str(shot.pk)}
        send(client, challenge, **pictured, _publish="1")
        send(
            client,
            challenge,
            cover="",
            **{"deliverables-0-DELETE": "on", "participations-1-DELETE": "on"},
            _publish="1",
        )
        cover.delete()
        shot.delete()
        Person.objects.get(name="Blaise").delete()
        page = client.post(versions_of(challenge), {"restore": "2"}, follow=True)

        assert messages(page)[1] == (
            "3 choices of that version could not come back, for what they name was deleted since: "
            "Cover; Participation 5 – Person; Deliverable 3 – Image."
        )
        page = send(client, challenge, _publish="1")
        amounts, titles, names = rows(challenge)
        assert (amounts, sorted(titles), sorted(names)) == (
            ["10", "20", "30", "40"],
            ["Outil 1", "Outil 2", "Outil 3"],
            ["Ada", "Camille", "Denis", "Émilie"],
        )

    def test_is_for_those_who_may_write(self, client, staff, challenge):
        send(client, challenge, title_fr="Cartes vivantes", _publish="1")
        reader = UserFactory()
        reader.user_permissions.set(Permission.objects.filter(codename="view_challenge"))
        client.force_login(reader)
        page = client.get(versions_of(challenge))

        assert soup(page).select("[name=restore]") == []
        assert client.post(versions_of(challenge), {"restore": "1"}).status_code == 403

    @pytest.mark.parametrize("number", ["", "9", "x", "²"])
    def test_knows_no_other_version(self, client, staff, challenge, number):
        assert client.post(versions_of(challenge), {"restore": number}).status_code == 404

"""The working draft of a live challenge with all its rows: kept apart until it is published, whole when it is."""

import pytest

from challenges.models import Challenge
from tests.admin_forms import form_data, messages, soup
from tests.factories import (
    ChallengeFactory,
    UserFactory,
    challenge_with_rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return challenge_with_rows(title_fr="Cartes", slug_fr="cartes", published=["fr"])


@pytest.fixture
def staff(client):
    user = UserFactory(first_name="Claire", last_name="Moreau", is_superuser=True)
    client.force_login(user)
    return user


def address(challenge):
    return f"/en/admin/challenges/challenge/{challenge.pk}/change/"


def amounts(challenge):
    return list(challenge.figures.values_list("amount", flat=True))


def save(client, challenge, **changes):
    page = client.get(address(challenge))
    return client.post(address(challenge), form_data(page, **changes), follow=True)


class TestKeeping:
    def test_leaves_what_is_live_alone(self, client, staff, challenge):
        page = save(client, challenge, title_fr="Cartes vivantes", **{"figures-0-amount": "99"})

        fresh = Challenge.objects.get()
        assert (fresh.title_fr, amounts(fresh)) == ("Cartes", ["10", "20", "30", "40"])
        assert messages(page) == [
            "Your changes to “Cartes” in French are kept; visitors see them once you publish.",
        ]
        shown = form_data(client.get(address(challenge)))
        assert (shown["title_fr"], shown["figures-0-amount"]) == ("Cartes vivantes", "99")

    def test_says_so_in_the_list(self, client, staff, challenge):
        save(client, challenge, title_fr="Cartes vivantes")

        chips = soup(client.get("/en/admin/challenges/challenge/")).select(".field-states .eig-chip")
        assert [" ".join(chip.text.split()) for chip in chips] == [
            "FR published, with changes in progress",
            "3 to check",
            "EN to translate",
        ]

    def test_keeps_what_does_not_validate_yet(self, client, staff, challenge):
        page = save(client, challenge, title_fr="", website="pas une adresse")

        assert messages(page)[1] == "2 fields are to be mended before it can be published."
        shown = form_data(client.get(address(challenge)))
        assert (shown["title_fr"], shown["website"]) == ("", "pas une adresse")
        assert Challenge.objects.get().title_fr == "Cartes"


class TestPublishing:
    def test_applies_all_of_it(self, client, staff, challenge):
        page = client.get(address(challenge))
        data = form_data(
            page,
            title_fr="Cartes vivantes",
            **{
                "figures-0-amount": "99",
                "figures-1-DELETE": "on",
                "deliverables-0-position": "3",
                "deliverables-2-position": "1",
            },
        )
        client.post(address(challenge), {**data, "_continue": "1"})
        client.post(address(challenge), form_data(client.get(address(challenge)), _publish="1"))

        fresh = Challenge.objects.get()
        assert fresh.title_fr == "Cartes vivantes"
        assert amounts(fresh) == ["99", "30", "40"]
        assert list(fresh.deliverables.values_list("title_fr", flat=True)) == ["Outil 3", "Outil 2", "Outil 1"]
        assert fresh.participations.count() == 5
        edition = fresh.edition("fr")
        assert (edition.has_draft, edition.is_live()) == (False, True)

    def test_keeps_a_version_of_what_was_live_and_of_what_is(self, client, staff, challenge):
        save(client, challenge, title_fr="Cartes vivantes", _publish="1")

        versions = challenge.versions.order_by("number")
        assert [(version.number, version.kind, version.payload["title_fr"]) for version in versions] == [
            (1, "before", ["Cartes"]),
            (2, "published", ["Cartes vivantes"]),
        ]

    def test_holds_when_a_row_vanished_meanwhile(self, client, staff, challenge):
        save(client, challenge, **{"figures-0-amount": "11", "figures-3-amount": "44"})
        challenge.figures.get(amount="20").delete()
        page = save(client, challenge, _publish="1")

        assert amounts(challenge) == ["11", "30", "44"]
        assert messages(page) == ["“Cartes” is published in French. See it on the site"]

    def test_whoever_opens_the_draft_or_publishes_is_told_that_a_row_vanished(self, client, staff, challenge):
        gone = "1 row of this draft was deleted meanwhile and is no longer part of it."
        save(client, challenge, **{"figures-0-amount": "11"})
        challenge.figures.get(amount="20").delete()
        page = client.get(address(challenge))
        assert messages(page) == [gone]
        challenge.figures.get(amount="30").delete()
        page = client.post(address(challenge), form_data(page, _publish="1"), follow=True)

        assert messages(page) == [gone, "“Cartes” is published in French. See it on the site"]
        assert amounts(challenge) == ["11", "40"]

    def test_holds_when_rows_changed_places_or_challenge_meanwhile(self, client, staff, challenge):
        other = ChallengeFactory()
        save(client, challenge, **{"figures-0-amount": "11", "deliverables-1-title_fr": "Outil deux"})
        places = {"10": 4, "20": 3, "30": 2, "40": 1}
        for amount, position in places.items():
            challenge.figures.filter(amount=amount).update(position=position)
        challenge.deliverables.filter(title_fr="Outil 3").update(challenge=other)
        save(client, challenge, _publish="1")

        assert sorted(amounts(challenge)) == ["11", "20", "30", "40"]
        assert list(challenge.deliverables.values_list("title_fr", flat=True)) == ["Outil 1", "Outil deux"]
        assert list(other.deliverables.values_list("title_fr", flat=True)) == ["Outil 3"]

    def test_nothing_of_it_when_something_does_not_validate(self, client, staff, challenge):
        page = save(client, challenge, title_fr="", **{"figures-0-amount": "99"}, _publish="1")

        assert amounts(challenge) == ["10", "20", "30", "40"]
        assert [error.text.strip() for error in soup(page).select(".errorlist li")] == ["This field is required."]
        assert form_data(client.get(address(challenge)))["figures-0-amount"] == "99"


def test_discarding_shows_again_what_is_live(client, staff, challenge):
    save(client, challenge, title_fr="Cartes vivantes")
    page = save(client, challenge, _discard="1")

    assert form_data(page)["title_fr"] == "Cartes"
    assert [step.verb for step in challenge.steps.all()] == ["discarded"]


def test_discarding_leaves_what_someone_saved_meanwhile(client, staff, challenge):
    save(client, challenge, tagline_fr="Vu")
    opened = form_data(client.get(address(challenge)))
    save(client, challenge, tagline_fr="Pas vu")
    page = client.post(address(challenge), {**opened, "_discard": "1"})

    cells = [cell.text.strip() for cell in soup(page).select(".eig-overtaken tbody tr *")]
    assert cells == ["Tagline", "Pas vu", "Vu"]
    assert form_data(client.get(address(challenge)))["tagline_fr"] == "Pas vu"


def test_two_tabs_overwrite_nothing_unasked(client, staff, challenge):
    first, second = (form_data(client.get(address(challenge))) for _tab in range(2))
    client.post(address(challenge), {**first, "tagline_fr": "Du premier", "_continue": "1"})
    page = client.post(address(challenge), {**second, "tagline_fr": "Du second", "_continue": "1"})

    said = " ".join(soup(page).select_one(".eig-overtaken h2").text.split())
    assert said.startswith("You saved this text yourself meanwhile, in another tab or window (")
    cells = [cell.text.strip() for cell in soup(page).select(".eig-overtaken tbody tr *")]
    assert cells == ["Tagline", "Du premier", "Du second"]
    assert form_data(page)["tagline_fr"] == "Du second"
    assert form_data(client.get(address(challenge)))["tagline_fr"] == "Du premier"

    client.post(address(challenge), form_data(page, _overwrite="1"))
    assert form_data(client.get(address(challenge)))["tagline_fr"] == "Du second"


def test_an_untouched_form_is_the_live_payload(client, staff, challenge):
    """Publishing what nobody touched makes no second version: what a form sends is what the columns hold."""
    save(client, challenge, _publish="1")

    assert challenge.versions.count() == 1


class TestPreview:
    def test_is_the_public_page_with_what_the_form_holds(self, client, staff, challenge):
        data = form_data(client.get(address(challenge)), title_fr="Cartes vivantes", **{"figures-0-amount": "99"})
        before = (Challenge.objects.get().updated_at, challenge.edition("fr").revision)
        page = client.post(f"/en/admin/challenges/challenge/{challenge.pk}/preview/fr/", data)

        assert soup(page).select_one("h1").text == "Cartes vivantes"
        assert [number.text for number in soup(page).select(".eig-figures__number")] == ["99", "20", "30", "40"]
        assert page["X-Robots-Tag"] == "noindex"
        assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
        assert (Challenge.objects.get().title_fr, amounts(challenge)) == ("Cartes", ["10", "20", "30", "40"])
        assert (Challenge.objects.get().updated_at, challenge.edition("fr").revision) == before

    def test_shows_what_is_live_where_a_field_does_not_validate(self, client, staff, challenge):
        data = form_data(client.get(address(challenge)), title_fr="", tagline_fr="Neuf")
        page = client.post(f"/en/admin/challenges/challenge/{challenge.pk}/preview/fr/", data)

        assert (soup(page).select_one("h1").text, soup(page).select_one(".eig-lead").text) == ("Cartes", "Neuf")


def test_opening_the_form_stays_cheap(client, staff, challenge, django_assert_max_num_queries):
    save(client, challenge, title_fr="Cartes vivantes")
    client.get(address(challenge))

    with django_assert_max_num_queries(40):
        client.get(address(challenge))


def test_a_null_character_is_left_out_of_what_is_kept(client, staff, challenge):
    save(client, challenge, tagline_fr="Sans\x00 rien", **{"un\x00connu": "x"})

    assert form_data(client.get(address(challenge)))["tagline_fr"] == "Sans rien"

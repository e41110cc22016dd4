"""A payload that no browser would send: it is kept as far as it can be, and never bars the screen it is for."""

import pytest

from challenges.models import Challenge
from eig.publishing.models import Edition
from eig.publishing.screens import new_items
from eig.publishing.workflow import submit
from tests.admin_forms import form_data, soup
from tests.factories import ChallengeFactory, ChallengeFigureFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db

CHALLENGES = "/en/admin/challenges/challenge/"


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(role="editor")
    client.force_login(user)
    return user


def screen(item):
    return f"{CHALLENGES}{item.pk}/change/"


def autosave(client, item, data):
    return client.post(f"{CHALLENGES}{item.pk}/autosave/fr/", data).json()["status"]


@pytest.mark.parametrize("total", ["9" * 5000, "1000000000", "-1", "٣", ""])
def test_a_count_of_rows_that_are_not_there_adds_none(client, total):
    challenge = ChallengeFactory(published=["fr"])
    data = form_data(client.get(screen(challenge)), title_fr="Autre")

    assert autosave(client, challenge, data | {"figures-TOTAL_FORMS": total}) == "saved"
    page = client.get(screen(challenge))
    assert (page.status_code, form_data(page)["title_fr"]) == (200, "Autre")
    assert form_data(page)["figures-TOTAL_FORMS"] == data["figures-TOTAL_FORMS"] == "0"


def test_nor_to_an_item_that_is_not_there_yet(client, monkeypatch):
    other, shown = ChallengeFactory(), []
    monkeypatch.setattr(new_items, "render_preview", lambda desk, bound: shown.append(bound) or b"")
    data = form_data(client.get(f"{CHALLENGES}add/"), title_fr="Autre", cohort=str(other.cohort_id))
    data |= {"administrations": [str(other.administrations.get().pk)], "figures-TOTAL_FORMS": "1000"}
    client.post(f"{CHALLENGES}add/preview/fr/", data)

    assert [len(formset.forms) for formset in shown[0].formsets if formset.prefix == "figures"] == [0]


def test_rows_of_another_item_are_no_part_of_it(client):
    mine, other = ChallengeFactory(published=["fr"]), ChallengeFactory(published=["fr"])
    figure = ChallengeFigureFactory(challenge=other, amount="10")
    data = form_data(client.get(screen(mine))) | {"figures-TOTAL_FORMS": "1", "figures-INITIAL_FORMS": "1"}
    data |= {"figures-0-id": str(figure.pk), "figures-0-challenge": str(other.pk), "figures-0-amount": "99"}
    autosave(client, mine, data)

    assert form_data(client.get(screen(mine)))["figures-TOTAL_FORMS"] == "0"
    figure.refresh_from_db()
    assert (figure.challenge, figure.amount) == (other, "10")


def test_what_the_form_does_not_show_is_not_written(client, editor):
    challenge = ChallengeFactory(title_fr="Phare")
    before = Challenge.objects.values("key", "source_language", "created_by", "binned_at", "review_on", "pk").get()
    extra = {"key": "autre", "source_language": "en", "created_by": editor.pk, "binned_at": "2026-01-01", "pk": "1"}
    extra |= {"review_on": "2027-01-01", "id": "1", "title_en": "Lighthouse", "_continue": "1"}
    client.post(screen(challenge), form_data(client.get(screen(challenge)), title_fr="Autre", **extra))

    assert Challenge.objects.values(*before).get() == before
    assert Challenge.objects.values_list("title_fr", "title_en").get() == ("Autre", None)


def test_a_new_item_whose_address_is_taken_has_it_said_instead_of_its_page(client):
    other = ChallengeFactory(title_fr="Phare", slug_fr="phare")
    data = form_data(client.get(f"{CHALLENGES}add/"), title_fr="Autre", slug_fr="phare", cohort=str(other.cohort_id))
    data["administrations"] = [str(other.administrations.get().pk)]
    page = client.post(f"{CHALLENGES}add/preview/fr/", data)

    words = "End of the addressAnother item already has this address: change a word."
    assert [line.text for line in soup(page).select("li")] == [words]


@pytest.mark.parametrize("button", ["_return", "_approve", "_submit"])
def test_words_with_a_character_no_database_keeps_are_kept_without_it(client, button):
    post = PostFactory()
    if button != "_submit":
        submit(post, "fr", UserFactory(role="editor"))
    address = f"/en/admin/blog/post/{post.pk}/change/"
    client.post(address, form_data(client.get(address), comment="Bien\x00 !", **{button: "1"}))

    assert post.steps.first().comment == "Bien !"


def test_a_version_is_named_without_it_too(client):
    post = PostFactory()
    address = f"/en/admin/blog/post/{post.pk}/change/"
    client.post(address, form_data(client.get(address), version_name="Avant\x00 Noël", _name="1"))

    assert post.versions.get().name == "Avant Noël"
    assert Edition.objects.count() == 1

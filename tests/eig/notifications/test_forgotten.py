"""A forgotten password: a link by mail, another password, and not a word on who has an account."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.test import Client
from django.utils import timezone

from eig.accounts.brake import MOST_A_NAME
from eig.notifications import forgotten, outbox
from eig.notifications.keeping import KEPT_LETTERS, purge
from eig.notifications.models import OutgoingMail, PasswordLetter
from tests.admin_forms import errors, messages, soup
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ASK = "/admin/forgotten/"


@pytest.fixture
def ana():
    return UserFactory(username="ana", email="ana@example.org", first_name="Ana", last_name="Roy", role="editor")


def ask(client, address="ana@example.org", path=ASK):
    return client.post(path, {"email": address})


def link(client):
    """The address in the letter that goes out, without the site's."""
    ask(client)
    outbox.send_waiting()
    return re.search(r"http://[^/]+(/\S+)", mail.outbox[-1].body)[1]


def opened(client, address):
    return client.get(address, follow=True)


def set_password(client, address, password="une phrase bien longue", again=None):
    page = opened(client, address)
    data = {"new_password1": password, "new_password2": again or password}
    return client.post(page.request["PATH_INFO"], data, follow=True)


def test_the_login_leads_to_it(client):
    for prefix, words in (("", "Mot de passe ou identifiant oublié ?"), ("/en", "Forgotten your login credentials?")):
        found = soup(client.get(f"{prefix}/admin/login/")).select_one(".password-reset-link a")
        assert (" ".join(found.text.split()), found["href"]) == (words, f"{prefix}{ASK}")


def test_a_letter_brings_the_link_and_the_user_name_in_the_readers_language(client, ana):
    page = ask(client, "Ana@Example.org", f"/en{ASK}")
    outbox.send_waiting()
    (letter,) = mail.outbox

    assert (page.status_code, page["Location"]) == (302, f"/en{ASK}asked/")
    assert (letter.to, letter.subject) == (["ana@example.org"], "Choisir un nouveau mot de passe")
    assert "Bonjour Ana Roy," in letter.body
    assert "Votre identifiant\u00a0: ana" in letter.body
    assert "dans les 60 minutes" in letter.body


@pytest.mark.parametrize("path", [ASK, f"{ASK}asked/", f"{ASK}x/y/"])
def test_nobody_keeps_its_pages(client, path):
    assert "no-store" in client.get(path)["Cache-Control"]


def test_the_link_is_kept_nowhere(client, ana):
    address = link(client)
    token = address.rstrip("/").rpartition("/")[2]
    rows = [*PasswordLetter.objects.values(), *OutgoingMail.objects.values()]

    assert [token in str(row) for row in rows] == [False]


def test_the_link_sets_another_password_once_and_is_logged(client, ana):
    address = link(client)
    page = set_password(client, address)

    assert page.redirect_chain[-1][0] == "/admin/login/"
    assert messages(page) == ["Votre nouveau mot de passe est enregistré : connectez-vous."]
    ana.refresh_from_db()
    assert ana.check_password("une phrase bien longue")
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.get_change_message()) == (
        ana,
        str(ana.pk),
        "Modification\u00a0: mot de passe.",
    )
    again = opened(client, address)
    assert soup(again).select_one("h1").text == "Ce lien n’est plus valable"


def test_a_link_is_over_after_an_hour(client, ana, monkeypatch):
    address = link(client)
    later = PasswordResetTokenGenerator()._now() + timedelta(seconds=3601)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)

    assert soup(opened(client, address)).select_one("h1").text == "Ce lien n’est plus valable"


def test_a_weak_password_is_refused_in_words(client, ana):
    page = set_password(client, link(client), "123")

    assert [line.text.partition(".")[0] for line in soup(page).select("#id_new_password2_error div")] == [
        "Ce mot de passe est trop court",
        "Ce mot de passe est trop courant",
        "Ce mot de passe est entièrement numérique",
    ]
    ana.refresh_from_db()
    assert not ana.check_password("123")


@pytest.mark.parametrize(
    "fields", [{}, {"email": "ailleurs@example.org"}, {"is_active": False}, {"is_staff": False}, {"email": ""}]
)
def test_nothing_tells_who_has_an_account(client, fields):
    UserFactory(**{"username": "ana", "email": "ana@example.org", "role": "editor", **fields})
    answer = ask(client)
    page = client.get(answer["Location"])

    assert (answer.status_code, answer["Location"]) == (302, f"{ASK}asked/")
    assert soup(page).select_one("h1").text == "Regardez vos courriels"
    assert PasswordLetter.objects.count() == (0 if fields else 1)


def test_an_account_that_was_closed_meanwhile_gets_no_letter(client, ana):
    ask(client)
    ana.is_active = False
    ana.save()
    outbox.send_waiting()

    assert mail.outbox == []


def test_it_is_asked_for_so_often_and_no_more(client, ana):
    answers = [ask(client).status_code for _time in range(forgotten.MOST_AN_ADDRESS + 1)]
    refused = ask(client)

    assert answers == [302, 302, 302, 429]
    assert refused["Retry-After"].isdigit()
    assert soup(refused).select_one("#id_email_error").text.startswith("Demande trop fréquente.")
    assert ask(client, "personne@example.org").status_code == 302
    assert PasswordLetter.objects.count() == forgotten.MOST_AN_ADDRESS


def test_who_guessed_wrong_too_often_is_let_in_with_the_new_password(client, ana):
    for _time in range(MOST_A_NAME + 1):
        client.post("/admin/login/", {"username": "ana", "password": "faux"})
    set_password(client, link(client))
    answer = Client().post("/admin/login/?next=/admin/", {"username": "ana", "password": "une phrase bien longue"})

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_letters_that_went_out_are_forgotten_after_a_day(client, ana):
    link(client)
    assert purge() == 0
    PasswordLetter.objects.update(created_at=timezone.now() - KEPT_LETTERS - timedelta(minutes=1))

    assert purge() == 1
    assert PasswordLetter.objects.count() == 0


def test_an_address_that_is_none_is_refused_in_words(client):
    page = ask(client, "ana")

    assert page.status_code == 200
    assert errors(page) == []
    assert soup(page).select_one("#id_email_error").text == "Saisissez une adresse de courriel valide."

"""Guessing passwords is slowed down wherever one logs in, by name and by network; who has an account is not told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from eig.accounts.brake import MOST_A_NAME, MOST_A_NETWORK, purge
from eig.accounts.models import Attempt
from tests.admin_forms import form_data, soup
from tests.factories import UserFactory

NOW = datetime(2026, 11, 23, 9, 17, 30, tzinfo=UTC)
WINDOW_ENDS = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LOGIN, AGAIN, FORM = "/en/admin/login/", "/en/admin/log-in-again/", "/en/admin/profile/"
WORDS = (
    "Too many wrong passwords were given for this user name or from your network. "
    "Try again in 13 minutes: until then, the right one is refused too."
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def set_clock(monkeypatch):
    """`set_clock(instant)`; it stands still."""

    def set_to(instant):
        monkeypatch.setattr(timezone, "now", lambda: instant)

    set_to(NOW)
    return set_to


@pytest.fixture(autouse=True)
def ines():
    user = UserFactory(username="ines")
    user.set_password("phare")
    user.save()
    return user


def log_in(password, name="ines", address="203.0.113.7", page=LOGIN):
    return Client().post(page, {"username": name, "password": password}, REMOTE_ADDR=address)


def guess(times, name="ines", **options):
    return {log_in("faux", name, **options).status_code for _guess in range(times)}


def said(page):
    return soup(page).select_one(".errornote, [role=alert]").text.strip().replace("\xa0", " ")


def test_after_ten_wrong_passwords_the_right_one_waits_for_the_quarter_of_an_hour_to_end(set_clock):
    wrong = guess(MOST_A_NAME)
    refused = log_in("phare")
    set_clock(WINDOW_ENDS - timedelta(seconds=1))
    still = log_in("phare")
    set_clock(WINDOW_ENDS)

    assert (wrong, refused.status_code, refused["Retry-After"], said(refused)) == ({200}, 429, "750", WORDS)
    assert (still.status_code, still["Retry-After"]) == (429, "1")
    assert said(still).endswith("Try again in 1 minute: until then, the right one is refused too.")
    assert log_in("phare").status_code == 302
    assert Attempt.objects.filter(window__lt=WINDOW_ENDS).count() == 0


def test_in_french():
    guess(MOST_A_NAME)

    assert said(log_in("phare", page="/admin/login/")) == (
        "Trop de mots de passe erronés ont été donnés pour cet identifiant ou depuis votre réseau. "
        "Réessayez dans 13 minutes : d’ici là, même le bon est refusé."
    )


def test_logging_in_again_has_the_same_brake_and_loses_no_word():
    wrong = [log_in("faux", page=AGAIN).status_code for _guess in range(MOST_A_NAME - 1)]
    words = {"_again_username": "ines", "_again_password": "faux", "wants_mail": "on"}
    last = Client().post(FORM, words)
    refused = Client().post(FORM, form_data(last, _again_password="phare"))
    answer = log_in("phare", page=AGAIN)

    assert (set(wrong), last.status_code) == ({200}, 403)
    assert (refused.status_code, refused["Retry-After"], said(refused)) == (429, "750", WORDS)
    assert soup(refused).select_one("textarea[name=wants_mail]").text.strip() == "on"
    assert (answer.status_code, answer["Retry-After"]) == (429, "750")
    assert (answer.json()["status"], answer.json()["words"]) == ("refused", WORDS)
    assert log_in("phare").status_code == 429


def test_a_name_that_nobody_has_is_answered_alike():
    known = [log_in("faux") for _guess in range(MOST_A_NAME + 1)]
    unknown = [log_in("faux", "personne") for _guess in range(MOST_A_NAME + 1)]

    assert [page.status_code for page in known] == [page.status_code for page in unknown]
    assert [said(page) for page in known] == [said(page) for page in unknown]


@pytest.mark.parametrize("name", ["INES", " ines ", "ｉｎｅｓ"])
def test_a_name_written_otherwise_is_the_same(name):
    guess(MOST_A_NAME, name)

    assert log_in("phare").status_code == 429


def test_the_right_password_clears_what_was_wrong_before():
    for _time in range(2):
        assert guess(MOST_A_NAME - 1) == {200}
        assert log_in("phare").status_code == 302


def test_an_account_outside_the_team_is_guessed_no_faster():
    outside = UserFactory(username="paul", is_staff=False)
    outside.set_password("digue")
    outside.save()

    assert [log_in("digue", "paul").status_code for _guess in range(MOST_A_NAME + 1)] == [200] * MOST_A_NAME + [429]


def test_a_network_that_guesses_for_many_names_waits_and_others_do_not():
    for number in range(MOST_A_NETWORK - 1):
        log_in("faux", f"nom-{number}")
    right = [log_in("phare").status_code for _time in range(3)]
    last = log_in("faux", "nom-0")

    assert (right, last.status_code) == ([302] * 3, 200)
    assert (log_in("phare").status_code, log_in("phare", address="203.0.113.8").status_code) == (429, 302)


def test_who_insists_on_a_name_holds_no_colleague_up():
    guess(MOST_A_NAME + MOST_A_NETWORK, "paul")

    assert log_in("phare").status_code == 302


def test_what_is_counted_tells_neither_name_nor_address():
    log_in("faux")

    kept = str(list(Attempt.objects.values()))
    assert Attempt.objects.count() == 2
    assert "ines" not in kept
    assert "203.0.113" not in kept


def test_attempts_are_forgotten_when_their_quarter_of_an_hour_is_over():
    now = timezone.now()
    for minutes in (1, 15, 40):
        Attempt.objects.create(digest=str(minutes), window=now - timedelta(minutes=minutes))
    assert purge(now) == 2
    assert Attempt.objects.get().digest == "1"

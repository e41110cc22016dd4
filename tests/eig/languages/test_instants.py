"""Days and hours as people type them, and what is said of those that nobody understands."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from community.models import Call
from eig.languages.instants import as_hour, as_instant
from eig.publishing.screens.plan import ParisDateTimeField
from tests.admin_forms import form_data, soup
from tests.factories import CohortFactory, UserFactory

PARIS = ZoneInfo("Europe/Paris")
ADD = "/admin/community/call/add/"


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("9h", "09:00"),
        ("9 h", "09:00"),
        ("9 heures", "09:00"),
        ("18h30", "18:30"),
        ("18 H 30", "18:30"),
        ("18\u00a0h\u00a030", "18:30"),
        ("18 h 5 min", "18:05"),
        (" 9:05 ", "09:05"),
        ("18:30:15", "18:30:15"),
        ("9", "9"),
        ("midi", "midi"),
        (None, None),
    ],
)
def test_an_hour_is_read_as_french_writes_it(typed, hour):
    assert as_hour(typed) == hour


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("21/11/2026 18h30", "21/11/2026 18:30"),
        ("21/11/2026 à 18 h 30", "21/11/2026 18:30"),
        ("2026-11-21T18:30", "2026-11-21 18:30"),
        ("demain", "demain"),
    ],
)
def test_a_day_and_an_hour_may_stand_in_one_field(typed, instant):
    assert as_instant(typed) == instant


def test_the_instant_of_a_publication_is_read_the_same_way():
    with override("fr"):
        assert ParisDateTimeField().clean("21/11/2026 à 18 h 30") == datetime(2026, 11, 21, 18, 30, tzinfo=PARIS)


@pytest.fixture
def publisher(client):
    client.force_login(UserFactory(role="publisher"))


def send(client, address=ADD, **fields):
    data = form_data(client.get(address), kind="projects", cohort=str(CohortFactory().pk))
    filled = {"opens_0": "02/01/2027", "opens_1": "9h", "closes_0": "31/01/2027", "closes_1": "18 h 30"}
    return client.post(address, data | filled | fields)


def refusals(page):
    return [[words.text for words in line.select("li")] for line in soup(page).select(".errorlist")]


@pytest.mark.django_db
def test_the_dates_of_a_call_take_hours_as_french_writes_them(client, publisher):
    send(client)

    call = Call.objects.get()
    assert call.opens == datetime(2027, 1, 2, 9, 0, tzinfo=PARIS)
    assert call.closes == datetime(2027, 1, 31, 18, 30, tzinfo=PARIS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"closes_1": "le soir"}, "Écrivez l’heure ainsi\u00a0: 18:30 ou 18\u00a0h\u00a030."),
        ({"closes_1": "25 h"}, "Écrivez l’heure ainsi\u00a0: 18:30 ou 18\u00a0h\u00a030."),
        ({"closes_1": ""}, "Écrivez l’heure ainsi\u00a0: 18:30 ou 18\u00a0h\u00a030."),
        ({"closes_0": "fin janvier"}, "Écrivez le jour ainsi\u00a0: 21/11/2026."),
        ({"closes_0": ""}, "Écrivez le jour ainsi\u00a0: 21/11/2026."),
    ],
)
def test_what_is_not_understood_is_answered_by_an_example(client, publisher, fields, words):
    assert refusals(send(client, **fields)) == [[words]]


@pytest.mark.django_db
def test_the_example_is_one_that_the_language_of_the_screen_takes(client, publisher):
    days = {"opens_0": "2027-01-02", "closes_0": "end of January"}
    page = send(client, f"/en{ADD}", **days)
    send(client, f"/en{ADD}", **days | {"closes_0": "2027-01-31"})

    assert refusals(page) == [["Write the day like this: 2026-11-21."]]
    assert Call.objects.count() == 1

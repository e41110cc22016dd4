"""Calls in calendars: what RFC 5545 asks, what stays the same, what changes when a call moves."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.factories import CallFactory, CohortFactory, SiteIdentityFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
OPENS = datetime(2027, 3, 1, 10, 0, tzinfo=PARIS)
CLOSES = datetime(2027, 3, 31, 18, 0, 59, tzinfo=PARIS)
ALL, ONE = "/participer/calendrier.ics", "/participer/calendrier/appel.ics"


@pytest.fixture
def call():
    SiteIdentityFactory(service_name_fr="Entrepreneurs, d'intérêt ; général", service_name_en="Entrepreneurs")
    return CallFactory(
        cohort=CohortFactory(slug="eig-9", name_fr="Promotion « É, 9 »", name_en="Cohort 9"),
        key="appel",
        opens=OPENS,
        closes=CLOSES,
        revised_at=datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC),
    )


def read(client, path):
    response = client.get(path)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return response, Calendar.from_ical(response.content)


def events(client, path):
    return {str(event["UID"]).split("@")[0]: event for event in read(client, path)[1].walk("VEVENT")}


def test_a_file_says_when_the_call_opens_and_closes_to_the_second(client, call):
    found = events(client, ONE)

    assert list(found) == ["call-appel-opens", "call-appel-closes"]
    closing = found["call-appel-closes"]
    assert (closing.start, closing.start.utcoffset()) == (CLOSES, timedelta(hours=2))
    assert closing["DTSTART"].params["TZID"] == "Europe/Paris"
    assert "DTEND" not in closing
    assert (closing["SUMMARY"], closing["SEQUENCE"]) == ("Clôture de l’appel à candidatures, Promotion « É, 9 »", 0)
    assert closing["DTSTAMP"].dt == datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert closing["URL"] == "http://127.0.0.1:8000/participer/#applications-eig-9"
    assert "Clôture le 31 mars 2027 à 18 h 00 (heure de Paris)." in closing["DESCRIPTION"].replace("\xa0", " ")


def test_what_is_sent_is_what_the_standard_asks(client, call):
    CallFactory(kind="projects", cohort=call.cohort, opens=OPENS - timedelta(days=400), closes=OPENS)
    response, calendar = read(client, ALL)
    lines = response.content.decode().split("\r\n")

    assert calendar.errors == []
    assert (lines[0], lines[-2:], "\n" in "".join(lines)) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""], False)
    assert max(len(line.encode()) for line in lines) <= 75
    assert (calendar["VERSION"], str(calendar["PRODID"])[:3]) == ("2.0", "-//")
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert calendar.walk("VALARM") == []
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY"} <= set(event)
    # The zone says of its own what the database of zones says.
    assert calendar.walk("VTIMEZONE")[0].to_tz().utcoffset(datetime(2027, 3, 31)) == timedelta(hours=2)
    assert calendar.walk("VTIMEZONE")[0].to_tz().utcoffset(datetime(2027, 3, 1)) == timedelta(hours=1)


def test_each_language_reads_its_own_words_of_the_same_events(client, call):
    french, english = events(client, ALL), events(client, "/en/take-part/calendar.ics")

    assert list(french) == list(english)
    assert english["call-appel-opens"]["SUMMARY"] == "Opening of the call for applications, Cohort 9"
    assert str(read(client, "/en/take-part/calendar.ics")[1]["X-WR-CALNAME"]) == "Calls of Entrepreneurs"
    assert client.get(ONE).headers["Content-Disposition"] == 'attachment; filename="applications-eig-9.ics"'


def test_an_extended_call_replaces_itself_and_the_same_call_says_the_same_bytes(client, call):
    assert client.get(ALL).content == client.get(ALL).content
    call.closes += timedelta(days=7)
    call.save()

    closing = events(client, ALL)["call-appel-closes"]
    assert (closing.start, closing["SEQUENCE"]) == (CLOSES + timedelta(days=7), 1)
    assert closing["DTSTAMP"].dt == call.revised_at.replace(microsecond=0)


def test_calls_that_are_not_announced_are_in_no_calendar(client, call):
    call.cohort.shown = False
    call.cohort.save()

    assert events(client, ALL) == {}
    assert client.get(ONE).status_code == 404
    assert client.post(ALL).status_code == 405

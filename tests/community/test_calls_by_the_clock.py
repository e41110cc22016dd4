"""What each page says of a call, on the second of its opening and of its closing, in both languages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from community.models import Call
from tests.factories import (
    AudienceFactory,
    CallFactory,
    ChallengeFactory,
    CohortFactory,
    DocumentFactory,
    FAQEntryFactory,
    SkillFactory,
    SoughtProfileFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PARIS, SECOND = ZoneInfo("Europe/Paris"), timedelta(seconds=1)
OPENS = datetime(2027, 3, 1, 10, 0, tzinfo=PARIS)
CLOSES = datetime(2027, 3, 31, 18, 0, tzinfo=PARIS)  # the hour changed on the 28th
INSTANTS = {"before": OPENS - SECOND, "opening": OPENS, "last second": CLOSES - SECOND, "closing": CLOSES}
BOTH = ["fr", "en"]


@pytest.fixture
def at(monkeypatch, client):
    """`at(instant, path)`: the page as it is then, or None where there is none."""

    def look(instant, path):
        monkeypatch.setattr(timezone, "now", lambda: instant)
        response = client.get(path)
        return BeautifulSoup(response.content, "html.parser") if response.status_code == 200 else None

    return look


@pytest.fixture
def call():
    audience = AudienceFactory(name_fr="Candidats", slug_fr="candidats", name_en="Candidates", slug_en="candidates")
    FAQEntryFactory(
        audience=audience, question_fr="Qui ?", question_en="Who?", answer_fr="Vous.", answer_en="You.", published=BOTH
    )
    cohort = CohortFactory(slug="eig-9", name_fr="EIG 9", name_en="EIG 9")
    challenge = ChallengeFactory(cohort=cohort, slug_fr="phare", published=["fr"])
    SoughtProfileFactory(challenge=challenge, skill=SkillFactory(name_fr="Design", name_en="Design"), places=2)
    call = CallFactory(
        cohort=cohort,
        key="appel",
        opens=OPENS,
        closes=CLOSES,
        apply_url="https://example.org/apply",
        audience=audience,
        text_before_fr="zavant",
        text_before_en="zavant",
        text_open_fr="zpendant",
        text_open_en="zpendant",
        text_after_fr="zapres",
        text_after_en="zapres",
    )
    call.documents.add(
        DocumentFactory(title_fr="Fiche", title_en="Sheet", url="https://example.org/a.pdf", published=BOTH)
    )
    return call


def text(found):
    return " ".join(found.get_text(" ").split()).replace("\xa0", " ") if found else None


def links(found):
    return [link["href"] for link in found.select("a")] if found else None


@pytest.mark.parametrize(
    ("language", "before", "days"),
    [
        ("fr", "1er mars 2027 à 10 h 00 (heure de Paris)", ["30 jours restants", "Dernier jour aujourd’hui"]),
        ("en", "1 March 2027 at 10:00 (Paris time)", ["30 days left", "Last day today"]),
    ],
)
def test_every_page_follows_the_clock(call, at, language, before, days):
    root = "/" if language == "fr" else "/en/"
    challenge = call.cohort.challenges.get()
    addresses = {
        "home": root,
        "banner": root + "contact/",
        "challenge": challenge.address_in(language),
        "cohort": call.cohort.address_in(language),
        "take part": call.address_in(language).partition("#")[0],
    }
    section = call.address_in(language)
    selectors = {"home": ".eig-now", "banner": ".eig-call-banner"}
    seen = {
        name: {
            place: at(instant, path).select_one(selectors.get(place, "main .eig-call"))
            for place, path in addresses.items()
        }
        for name, instant in INSTANTS.items()
    }

    # Above every page: nothing, then the days that are left, then nothing.
    assert [text(found["banner"]) is not None for found in seen.values()] == [False, True, True, False]
    assert [day in text(seen[name]["banner"]) for name, day in zip(("opening", "last second"), days, strict=True)] == [
        True,
        True,
    ]
    # Home tells the next date, then where to answer, then nothing.
    assert before in text(seen["before"]["home"])
    assert [links(found["home"]) for found in seen.values()] == [[section], [section], [section], None]
    # Challenge pages seek, and let one apply, while it is open.
    apply = "https://example.org/apply"
    assert before in text(seen["before"]["challenge"])
    assert [links(found["challenge"]) for found in seen.values()] == [
        [section],
        [apply, section],
        [apply, section],
        None,
    ]
    assert ["Design" in (text(found["challenge"]) or "") for found in seen.values()] == [False, True, True, False]
    assert [links(found["cohort"]) for found in seen.values()] == [[section], [section], [section], None]
    # The page of calls has the words of each state, its documents throughout, its questions and calendar till the end.
    calendar = f"{addresses['take part']}{'calendrier' if language == 'fr' else 'calendar'}/appel.ics"
    told = [found["take part"] for found in seen.values()]
    words = ["zavant", "zpendant", "zpendant", "zapres"]
    assert [[word for word in dict.fromkeys(words) if word in text(section)] for section in told] == [
        [word] for word in words
    ]
    assert [apply in links(section) for section in told] == [False, True, True, False]
    assert [calendar in links(section) for section in told] == [True, True, True, False]
    assert [len(section.select("details")) for section in told] == [1, 1, 1, 0]
    assert ["https://example.org/a.pdf" in links(section) for section in told] == [True] * 4


def test_two_calls_open_at_once_are_both_said_everywhere(at, client):
    for kind, slug in (("applications", "eig-9"), ("projects", "eig-10"), ("applications", "dig")):
        CallFactory(kind=kind, cohort=CohortFactory(slug=slug, name_fr=slug), opens=OPENS, closes=CLOSES)
    there = [f"/participer/#{name}" for name in ("applications-dig", "applications-eig-9", "projects-eig-10")]

    home, banner, page = (at(OPENS, path) for path in ("/", "/contact/", "/participer/"))
    assert sorted(links(home.select_one(".eig-hero__acts"))) == there
    assert sorted(links(home.select_one(".eig-now"))) == there
    assert sorted(links(banner.select_one(".eig-call-banner"))) == there
    assert sorted(f"/participer/#{title['id']}" for title in page.select(".eig-call h2")) == there
    assert len({tag["id"] for tag in page.select("[id]")}) == len(page.select("[id]"))


def test_a_call_that_closes_as_a_day_begins_is_open_to_the_end_of_the_day_before(call, at):
    call.closes = datetime(2027, 4, 1, tzinfo=PARIS)
    call.save()

    banner = at(call.closes - SECOND, "/en/contact/").select_one(".eig-call-banner")
    page = at(call.closes - SECOND, "/participer/").select_one(".eig-call")
    assert "Last day today" in text(banner)
    assert "31 mars 2027 à minuit (heure de Paris)" in text(page)
    assert page.select_one("time")["datetime"] == "2027-04-01T00:00:00+02:00"


def test_all_who_tell_of_a_closing_at_midnight_say_the_same_day(client, call, at):
    call.extended_from = datetime(2027, 3, 25, tzinfo=PARIS)
    call.closes = datetime(2027, 4, 1, tzinfo=PARIS)
    call.save()

    assert "Extended: it was to close on 24 March 2027." in text(at(OPENS, "/en/take-part/"))
    calendar = client.get("/en/take-part/calendar.ics").content.decode().replace("\r\n ", "")
    assert "Closes on 31 March 2027 at midnight (Paris time)." in calendar
    assert "Extended: it was to close on 24 March 2027 at midnight." in calendar
    feed = client.get("/en/take-part/feed.json").json()
    assert feed["items"][0]["summary"] == "Open until 31 March 2027 at midnight (Paris time)."
    client.force_login(UserFactory(role="programme_lead"))
    row = BeautifulSoup(client.get("/en/admin/community/call/").content, "html.parser").select_one("tbody tr")
    assert row.select_one(".field-closes_shown").text == "31 March 2027 at midnight"


def test_a_call_put_off_once_it_opened_is_said_to_be_extended(call, monkeypatch, at):
    def put_off(now, closes):
        monkeypatch.setattr(timezone, "now", lambda: now)
        call.closes = closes
        call.full_clean()
        call.save()
        return call.extended_from

    later, latest = CLOSES + timedelta(days=7), CLOSES + timedelta(days=14)
    assert put_off(OPENS - SECOND, CLOSES - SECOND) is None  # not told as open yet
    assert put_off(OPENS - SECOND, CLOSES) is None
    assert (put_off(OPENS, later), put_off(CLOSES, latest)) == (CLOSES, CLOSES)
    for path in ("/en/", "/en/take-part/", "/en/cohorts/eig-9/", "/en/challenges/eig-9/phare/"):
        assert "Extended: it was to close on 31 March 2027." in text(at(CLOSES, path))
    call.extended_from = None  # a mistake was mended, not a call extended
    assert put_off(CLOSES, latest) is None
    assert (put_off(CLOSES, latest + SECOND), put_off(CLOSES, CLOSES + SECOND), put_off(CLOSES, latest)) == (
        latest,
        None,
        CLOSES + SECOND,
    )


def test_moving_the_dates_is_noted_for_calendars_and_nothing_else_is(call):
    call.text_open_fr = "Autrement."
    call.save()
    assert (call.revision, Call.objects.get().revision) == (0, 0)
    call.opens -= SECOND
    call.save(update_fields=["opens"])
    Call.objects.update(closes=CLOSES + SECOND)
    Call.objects.update(apply_url="https://example.org/")
    assert Call.objects.get().revision == 2

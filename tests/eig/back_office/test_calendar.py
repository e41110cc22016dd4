"""The editorial calendar: what it shows on which day, and the addresses it is asked by."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from eig.publishing.workflow import publish
from tests.admin_forms import soup
from tests.factories import CallFactory, CohortFactory, PageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 3, 20, 10, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def calendar(client, query="month=2026-03"):
    return soup(client.get(f"/en/admin/calendar/?{query}"))


def entries(page):
    """`{day: [(what, title)]}` of the month's table or of the list."""
    found = {}
    for entry in page.select(".eig-entry"):
        holder = entry.find_parent("td") or entry.find_parent("section")
        day = date.fromisoformat(holder.time["datetime"])
        what = " ".join(entry.select_one(".eig-entry__what").text.split())
        found.setdefault(day, []).append((what, entry.a.text))
    return found


def test_what_comes_out_what_goes_and_what_is_read_again(client, lead):
    at = datetime(2026, 3, 25, 18, tzinfo=PARIS)
    post = PostFactory(title_fr="Prévu", title_en="Planned", published=["fr", "en"], published_at=at)
    publish(post, "fr", at=at, until=datetime(2026, 3, 31, 23, 59, tzinfo=PARIS))
    PostFactory(title_fr="Sorti", published=["fr"], published_at=datetime(2026, 3, 2, 9, 30, tzinfo=PARIS))
    PageFactory(
        title_fr="Mentions", review_on=date(2026, 3, 27), published=["fr"], published_at=NOW - timedelta(days=60)
    )
    CallFactory(
        cohort=CohortFactory(name_fr="EIG 9"),
        opens=datetime(2026, 3, 10, 9, tzinfo=PARIS),
        closes=datetime(2026, 3, 30, 18, tzinfo=PARIS),
    )

    expected = {
        date(2026, 3, 2): [("09:30 published FR", "Sorti")],
        date(2026, 3, 10): [("09:00 opens", "Call for applications, EIG 9")],
        date(2026, 3, 25): [("18:00 to be published FR EN", "Planned")],
        date(2026, 3, 27): [("to be read again FR", "Mentions")],
        date(2026, 3, 30): [("18:00 closes", "Call for applications, EIG 9")],
        date(2026, 3, 31): [("23:59 to be unpublished FR", "Planned")],
    }
    assert entries(calendar(client)) == expected
    assert entries(calendar(client, "month=2026-03&view=list")) == expected
    until = calendar(client).select_one("td:has(time[datetime='2026-03-25']) .eig-entry__kind").text
    assert "until" in until


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 3, 28, 23, 30, tzinfo=PARIS), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 0, 30, tzinfo=PARIS), date(2026, 3, 29)),  # the day clocks go forward
        (datetime(2026, 3, 29, 23, 30, tzinfo=PARIS), date(2026, 3, 29)),
        (datetime(2026, 3, 30, 0, 0, tzinfo=PARIS), date(2026, 3, 30)),
    ],
)
def test_days_are_those_of_paris(client, lead, at, day):
    PostFactory(title_fr="La nuit", published=["fr"], published_at=at)

    assert list(entries(calendar(client))) == [day]


@pytest.mark.parametrize(
    ("month", "day"),
    [
        ("2026-03", date(2026, 4, 5)),  # the last day that the table of March shows
        ("2026-04", date(2026, 4, 5)),
        ("2026-05", None),
    ],
)
def test_a_call_closes_on_its_last_day_as_the_site_says(client, lead, month, day):
    call = CallFactory(
        cohort=CohortFactory(name_fr="EIG 9"),
        opens=datetime(2026, 1, 10, 9, tzinfo=PARIS),
        closes=datetime(2026, 4, 6, tzinfo=PARIS),
    )

    assert call.last_day == date(2026, 4, 5)
    told = {day: [("midnight closes", "Call for applications, EIG 9")]} if day else {}
    assert entries(calendar(client, f"month={month}")) == told


def test_what_closes_at_midnight_comes_last_on_its_day(client, lead):
    CallFactory(opens=NOW - timedelta(days=9), closes=datetime(2026, 3, 26, tzinfo=PARIS))
    at = datetime(2026, 3, 25, 23, 30, tzinfo=PARIS)
    PostFactory(title_fr="La nuit", published=["fr"], published_at=at)

    for view in ("month", "list"):
        page = calendar(client, f"month=2026-03&view={view}")
        told = [words for words, _title in entries(page)[date(2026, 3, 25)]]
        assert told == ["23:30 to be published FR", "midnight closes"]


def test_filters_keep_a_kind_and_a_language(client, lead):
    at = NOW + timedelta(days=1)
    PostFactory(title_fr="Article", title_en="Post", published=["fr", "en"], published_at=at)
    PageFactory(title_fr="Page", published=["fr"], published_at=at)
    CallFactory(opens=at, closes=at + timedelta(days=2))

    def words(query):
        said = [
            entry.select_one(".eig-entry__what").text.split() for entry in calendar(client, query).select(".eig-entry")
        ]
        return sorted(" ".join(words) for words in said)

    assert words("month=2026-03&kind=blog.post") == ["10:00 to be published FR EN"]
    assert words("month=2026-03&kind=blog.post&language=en") == ["10:00 to be published EN"]
    assert words("month=2026-03&kind=community.call") == ["10:00 closes", "10:00 opens"]
    assert len(words("month=2026-03&kind=zzz&language=zz")) == 4


def test_one_goes_from_month_to_month_with_the_filters(client, lead):
    page = calendar(client, "month=2026-01&view=list&kind=blog.post")
    steps = {link.text: link["href"] for link in page.select(".eig-steps a")}

    assert steps["← December"] == "?month=2025-12&view=list&kind=blog.post"
    assert steps["February →"] == "?month=2026-02&view=list&kind=blog.post"
    assert steps["Today"] == "?view=list&kind=blog.post"
    assert steps["Month"] == "?month=2026-01&kind=blog.post"


@pytest.mark.parametrize(
    "month",
    ["", "zzz", "2026-13", "2026-00", "0000-01", "9999-12", "99999-01", "2026-1", "\x00", "٢٠٢٦-٠١", "-", "a" * 9000],
)
def test_a_month_there_is_none_of_is_this_one(client, lead, month):
    response = client.get("/en/admin/calendar/", {"month": month})

    assert response.status_code == 200
    assert soup(response).select_one("#month").text == "March 2026"


def test_a_full_day_says_how_many_more_and_where(client, lead):
    for number in range(6):
        PostFactory(title_fr=f"Article {number}", published=["fr"], published_at=NOW + timedelta(days=1))
    page = calendar(client)
    more = page.select_one(".eig-entry__more a")

    assert (len(page.select(".eig-entry")), more.text) == (4, "2 more")
    assert more["href"] == "?month=2026-03&view=list#day-2026-03-21"
    assert len(calendar(client, "month=2026-03&view=list").select(".eig-entry")) == 6


def test_days_are_a_table_whose_columns_are_named(client, lead):
    table = calendar(client).select_one("table")

    assert [head.text for head in table.select("thead th[scope=col]")] == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
    assert [len(row.select("td")) for row in table.select("tbody tr")] == [7] * 6
    assert [day["datetime"] for day in table.select("time[aria-current=date]")] == ["2026-03-20"]


def test_who_sees_nothing_has_an_empty_calendar(client):
    PostFactory(published=["fr"], published_at=NOW)
    client.force_login(UserFactory())

    assert entries(calendar(client)) == {}


def test_as_many_questions_for_many_as_for_one(client, lead, content_types, django_assert_num_queries):
    def plan():
        PostFactory(published=["fr"], published_at=NOW + timedelta(days=1))
        PageFactory(review_on=date(2026, 3, 22), published=["fr"], published_at=NOW)

    plan()
    with django_assert_num_queries(QUERIES):
        calendar(client)
    plan()
    plan()
    with django_assert_num_queries(QUERIES):
        calendar(client)


QUERIES = 12

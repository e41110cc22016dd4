from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import CallFactory, CohortFactory, PageFactory, SiteIdentityFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def page():
    """A page about calls for projects."""
    return PageFactory(title_fr="Proposer un défi", slug_fr="proposer", notice="call_projects", published=["fr"])


def call(starts, ends, kind="projects", **fields):
    now = timezone.now()
    return CallFactory(kind=kind, opens=now + starts * DAY, closes=now + ends * DAY, **fields)


def soup(client, path="/proposer/"):
    return BeautifulSoup(client.get(path).content, "html.parser")


def told(page):
    return " ".join(page.select_one(".eig-call").text.split())


def test_a_page_about_a_call_says_under_its_title_that_it_is_open_and_leads_to_it(client, page):
    found = call(-1, 3)
    shown = soup(client)
    assert told(shown).startswith("Appel à projets Ouvert jusqu’au ")
    assert shown.select_one(".eig-page-head + .eig-call a")["href"] == found.get_absolute_url()
    assert shown.select_one(".eig-call-banner") is None  # it would say the same


def test_it_tells_the_call_to_come_else_the_latest_closed(client, page):
    SiteIdentityFactory(newsletter_url="https://example.org/lettre")
    call(-9, -8)
    latest = call(-5, -4)
    shown = soup(client)
    assert told(shown).startswith("Appel à projets Clos depuis le ")
    assert "https://example.org/lettre" in [link["href"] for link in shown.select(".eig-call a")]
    assert latest.get_absolute_url() in [link["href"] for link in shown.select(".eig-call a")]

    call(2, 5)
    assert told(soup(client)).startswith("Appel à projets Ouvre le ")


def test_calls_of_the_other_kind_stay_above_the_page(client, page):
    call(-1, 3)
    other = call(-1, 2, kind="applications")
    shown = soup(client)
    assert [link["href"] for link in shown.select(".eig-call-banner a")] == [other.get_absolute_url()]


def test_without_a_call_of_its_kind_a_page_tells_nothing(client, page):
    call(-1, 3, kind="applications")
    call(-1, 3, cohort=CohortFactory(shown=False))
    shown = soup(client)
    assert shown.select_one(".eig-page .eig-call") is None
    assert shown.select_one(".eig-call-banner") is not None


def test_a_page_about_a_call_asks_no_more_than_any_other(client, page):
    PageFactory(slug_fr="autre", published=["fr"])
    call(-1, 3)
    asked = []
    for path in ("/autre/", "/autre/?x", "/proposer/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked.append(len(queries))
    assert asked[2] == asked[1]


def test_what_stands_under_a_title_needs_a_page_of_its_own_address():
    page = PageFactory.build(place="contact", notice="call_projects", slug_fr="contact", slug_en="contact")
    with pytest.raises(ValidationError, match="pages ordinaires"):
        page.validate_constraints()

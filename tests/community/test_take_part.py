from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from community.calls import board
from community.models import Call
from tests.factories import CallFactory, CohortFactory, DocumentFactory, PageFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(days=1)


def call(starts, ends, kind="applications", **fields):
    """A call that opens and closes so many days from now."""
    now = timezone.now()
    return CallFactory(kind=kind, opens=now + starts * DAY, closes=now + ends * DAY, **fields)


def text(client, path="/en/take-part/"):
    return client.get(path).content.decode()


def test_an_open_call_says_until_when_and_where_to_apply(client):
    regulation = DocumentFactory(title_fr="Règlement", published=["fr"])
    call(
        -1,
        3,
        apply_url="https://example.org/apply",
        regulation=regulation,
        text_before_fr="Bientôt.",
        text_open_fr="Répondez.",
        text_after_fr="C'est fini.",
    )
    page = text(client, "/participer/")
    assert 'href="https://example.org/apply"' in page
    assert "Répondez." in page
    assert "Bientôt." not in page
    assert "C'est fini." not in page
    assert f'<a href="{regulation.url}">Règlement</a>' in page
    assert 'id="applications"' in page


def test_nothing_is_left_over_after_closing(client):
    call(-3, -1, apply_url="https://example.org/apply", text_open_fr="Répondez.", text_after_fr="Merci à tous.")
    page = text(client)
    assert "https://example.org/apply" not in page
    assert "Répondez." not in page
    assert "Merci à tous." in page
    assert "No call is open today." in page
    assert "eig-call--open" not in page
    assert 'class="eig-call-banner"' not in page


def test_a_call_closes_at_its_second(client):
    one = call(-3, 1)
    assert one.state(one.closes - timedelta(seconds=1)) == Call.State.OPEN
    assert one.state(one.closes) == Call.State.CLOSED


def test_an_upcoming_call_gives_its_dates_and_no_way_to_apply(client):
    call(2, 5, kind="projects", apply_url="https://example.org/propose", text_before_fr="Préparez-vous.")
    page = text(client)
    assert "Préparez-vous." in page
    assert "Opens soon" in page
    assert "https://example.org/propose" not in page


def test_dates_are_those_of_paris_and_say_so(client):
    closes = datetime(2099, 6, 30, 18, 30, tzinfo=PARIS)
    CallFactory(closes=closes)
    page = text(client)
    assert '30 June 2099 at 18:30</time> <span class="eig-zone">(Paris time)</span>' in page


def test_two_calls_at_once_the_first_to_close_first(client):
    later = call(-1, 9, kind="projects")
    sooner = call(-1, 2, kind="applications")
    response = client.get("/en/take-part/")
    assert response.context["board"].open == [sooner, later]
    assert "2 calls are open now." in response.content.decode()


def test_board_tells_the_latest_closed_call_of_a_kind_without_another():
    older, latest = call(-9, -8, kind="projects"), call(-5, -4, kind="projects")
    open_now = call(-1, 1)
    twin = call(-1, 2, cohort=CohortFactory())
    past = call(-7, -6)

    found = board(Call.objects.in_order())
    assert (found.open, found.upcoming, found.last, found.past) == ([open_now, twin], [], [latest], [past, older])
    assert list(found.in_full) == [(open_now, True), (twin, False), (latest, True)]


def test_a_regulation_that_is_not_public_is_not_offered(client):
    call(-1, 1, regulation=DocumentFactory(title_fr="Projet de règlement"))
    assert "Projet de règlement" not in text(client, "/participer/")


def test_without_any_call_the_page_stands(client):
    assert "No call is open today." in text(client)


def test_an_open_call_is_announced_on_its_cohort_and_a_closed_one_is_not(client):
    cohort = CohortFactory(slug="eig-9")
    one = call(-1, 1, cohort=cohort)
    assert "eig-call--open" in text(client, "/promotions/eig-9/")
    one.closes = timezone.now()
    one.save()
    assert "eig-call--" not in text(client, "/promotions/eig-9/")


@pytest.mark.parametrize("number", [1, 3, 12])
def test_the_calls_cost_the_same_whatever_their_number(client, content_types, django_assert_num_queries, number):
    for index in range(number):
        regulation = DocumentFactory(key=f"reglement-{index}", published=["fr"])
        words = f"Voir [le règlement](document:reglement-{index})."
        call(-1 - index, 1 - index, regulation=regulation, text_open_fr=words, text_after_fr=words)
    with django_assert_num_queries(6):
        client.get("/participer/")


def test_words_written_for_the_page_stand_at_its_head(client):
    PageFactory(
        place="take_part",
        title_fr="Nous rejoindre",
        standfirst_fr="Les appels et leurs dates.",
        body_fr="Les mentors sont *bienvenus*.",
        published=["fr"],
    )
    page = text(client, "/participer/")
    assert "<title>Nous rejoindre – " in page
    assert "<h1>Nous rejoindre</h1>" in page
    assert '<p class="eig-lead">Les appels et leurs dates.</p>' in page
    assert "Aucun appel n’est ouvert aujourd’hui." in page
    assert "Les mentors sont <em>bienvenus</em>." in page
    assert "<h1>Take part</h1>" in text(client)

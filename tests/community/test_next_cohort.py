"""The next cohort: what is proposed from the last one, what is made of it, and what visitors see of that."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from community.models import Call, Cohort
from community.next_cohort import a_year_later, next_name, to_complete
from eig.pages.models import FAQEntry, Page
from tests.admin_forms import errors, form_data, messages, soup
from tests.factories import (
    AudienceFactory,
    CallFactory,
    ChallengeFactory,
    CohortFactory,
    FAQEntryFactory,
    ImageFactory,
    PageFactory,
    ParticipationFactory,
    PersonFactory,
    UserFactory,
)

NEXT = "/en/admin/community/cohort/next/"
# What visitors read of cohorts and calls.
PUBLIC = ["/", "/promotions/", "/participer/", "/defis/", "/communaute/", "/plan-du-site/", "/sitemap-cohorts.xml"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def last():
    cohort = CohortFactory(
        slug="eig-9", name_fr="EIG 9", name_en="EIG 9", year=2199, start=date(2199, 9, 1), end=date(2200, 6, 30)
    )
    CallFactory(
        cohort=cohort,
        opens=datetime(2199, 1, 15, 8, 0, tzinfo=UTC),
        closes=datetime(2199, 3, 15, 22, 59, tzinfo=UTC),
        apply_url="https://example.org/candidater",
        text_open_fr="Candidatez.",
    )
    ChallengeFactory(cohort=cohort, slug_fr="phare", published=["fr"])
    return cohort


def made():
    return Cohort.objects.get(slug="eig-10")


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("EIG 9", "EIG 10"),
        ("Promotion 2026", "Promotion 2027"),
        ("DIG", "DIG 2027"),
        ("EIG 9 bis", "EIG 10 bis"),
        ("", ""),
    ],
)
def test_the_number_of_a_name_grows(name, following):
    assert next_name(name, 2027) == following


def test_a_leap_day_gives_the_day_before():
    assert a_year_later(date(2028, 2, 29)) == date(2029, 2, 28)


def test_all_is_proposed_a_year_later(client, staff, last):
    proposed = form_data(client.get(NEXT))
    call = last.calls.get()

    assert {name: proposed[name] for name in ("name_fr", "name_en", "programme", "year", "slug", "start", "end")} == {
        "name_fr": "EIG 10",
        "name_en": "EIG 10",
        "programme": "EIG",
        "year": "2200",
        "slug": "eig-10",
        "start": "2200-09-01",
        "end": "2201-06-30",
    }
    assert (proposed[f"opens_{call.pk}"], proposed[f"closes_{call.pk}"]) == ("2200-01-15T09:00", "2200-03-15T23:59")
    assert Cohort.objects.count() == 1


def test_what_is_confirmed_is_made_at_once(client, staff, last):
    page = client.post(NEXT, form_data(client.get(NEXT), name_fr="EIG X"), follow=True)

    cohort, call = made(), made().calls.get()
    assert page.redirect_chain == [(f"/en/admin/community/cohort/{cohort.pk}/change/", 302)]
    assert messages(page) == [
        "“EIG 10” is begun. Visitors see none of it until you say so: complete what is listed here."
    ]
    assert (cohort.name_fr, cohort.shown, cohort.year) == ("EIG X", False, 2200)
    assert (call.kind, call.opens, call.apply_url, call.text_open_fr, call.state()) == (
        "applications",
        datetime(2200, 1, 15, 8, 0, tzinfo=UTC),
        "",
        "Candidatez.",
        "upcoming",
    )
    assert cohort.challenges.count() == 0


def test_what_remains_is_listed_beside_it(client, staff, last):
    client.post(NEXT, form_data(client.get(NEXT)))
    page = soup(client.get(f"/en/admin/community/cohort/{made().pk}/change/"))
    panel = page.select_one("[aria-labelledby=to-complete]")

    assert panel.h2.text == "7 things to complete"
    assert [line.text for line in panel.select("li")] == [
        "Its introduction in French.",
        "Its introduction in English.",
        "Its photograph.",
        "Call for applications, EIG 10: where to apply.",
        "Call for applications, EIG 10: its regulation, if there is one.",
        "Its challenges.",
        "Then tick “on the site”: visitors see the cohort and its calls.",
    ]
    assert panel.a["href"] == f"/en/admin/community/call/{made().calls.get().pk}/change/"
    assert soup(client.get(f"/en/admin/community/cohort/{last.pk}/change/")).select("#to-complete") == []


def test_a_double_click_makes_it_once(client, staff, last):
    data = form_data(client.get(NEXT))
    first, second = client.post(NEXT, data), client.post(NEXT, data)

    assert first.url == second.url
    assert (Cohort.objects.count(), Call.objects.count()) == (2, 2)


def test_visitors_see_none_of_it_before(client, staff, last):
    client.logout()
    before = {path: client.get(path).content for path in PUBLIC}
    client.force_login(staff)
    client.post(NEXT, form_data(client.get(NEXT)))
    client.logout()

    assert [path for path in PUBLIC if client.get(path).content != before[path]] == []
    assert client.get("/promotions/eig-10/").status_code == 404


def test_visitors_see_it_once_it_is_shown(client, staff, last):
    client.post(NEXT, form_data(client.get(NEXT)))
    Cohort.objects.filter(slug="eig-10").update(shown=True)

    assert client.get("/promotions/eig-10/").status_code == 200
    naming = [path for path in PUBLIC if b"/promotions/eig-10/" in client.get(path).content]
    assert naming == ["/promotions/", "/participer/", "/plan-du-site/", "/sitemap-cohorts.xml"]


def test_a_published_challenge_or_person_brings_its_page_but_no_call(client):
    cohort = CohortFactory(slug="eig-10", name_fr="EIG 10", shown=False)
    CallFactory(cohort=cohort)
    assert client.get("/promotions/eig-10/").status_code == 404

    part = ParticipationFactory(challenge=None, cohort=cohort, person=PersonFactory(published=["fr"]))
    assert client.get("/promotions/eig-10/").status_code == 200
    part.delete()
    ChallengeFactory(cohort=cohort, published=["fr"])
    assert client.get("/promotions/eig-10/").status_code == 200
    assert b"EIG 10" not in client.get("/participer/").content


def test_pages_that_speak_of_the_last_one_are_to_be_read_again(client, staff, last):
    page = PageFactory(title_fr="Candidater", body_fr=f"Voir [la promotion](cohort:{last.key}).", published=["fr"])
    entry = FAQEntryFactory(
        audience=AudienceFactory(), question_fr="Quand commence EIG 9 ?", anchor="quand", published=["fr"]
    )
    PageFactory(title_fr="Sans rapport", published=["fr"])
    data = form_data(client.get(NEXT), read_again_on="2199-12-01")
    assert {name for name in data if name.startswith("read_again_")} == {
        "read_again_on",
        f"read_again_page_{page.pk}",
        f"read_again_faqentry_{entry.pk}",
    }
    client.post(NEXT, {name: value for name, value in data.items() if name != f"read_again_faqentry_{entry.pk}"})

    assert [one.review_on for one in Page.objects.order_by("pk")] == [date(2199, 12, 1), None]
    assert FAQEntry.objects.get().review_on is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name_fr": ""}, ["This field is required."]),
        ({"slug": "eig-9"}, ["Another cohort has this address already: change a word."]),
        ({"end": "2200-08-01"}, ["A cohort ends after it starts."]),
        ({"year": "99999999999"}, ["Ensure this value is less than or equal to 2999."]),
        ({"token": "\x00"}, ["Null characters are not allowed."]),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_made(client, staff, last, changes, words):
    page = client.post(NEXT, form_data(client.get(NEXT), **changes))

    assert (errors(page) or ["Null characters are not allowed."]) == words
    assert Cohort.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opens": "2020-01-01T00:00"}, ["A new call opens later: choose an instant to come."]),
        ({"closes": "2199-12-01T00:00"}, ["A call closes after it opens."]),
        ({"opens": ""}, ["Choose a date and a time."]),
    ],
)
def test_the_dates_of_a_call_are_checked(client, staff, last, changes, words):
    pk = last.calls.get().pk
    page = client.post(NEXT, form_data(client.get(NEXT), **{f"{name}_{pk}": at for name, at in changes.items()}))

    assert errors(page) == words


def test_a_call_that_is_not_ticked_is_not_made(client, staff, last):
    pk = last.calls.get().pk
    client.post(NEXT, form_data(client.get(NEXT), **{f"call_{pk}": None, f"opens_{pk}": ""}))

    assert made().calls.count() == 0


def test_goes_on_from_the_last_one_or_from_another(client, staff, last):
    CohortFactory(slug="dig", name_fr="DIG", programme="DIG", year=2190)

    assert form_data(client.get(NEXT))["programme"] == "EIG"
    other = Cohort.objects.get(slug="dig")
    assert form_data(client.get(f"{NEXT}?after={other.pk}"))["name_fr"] == "DIG 2191"
    assert [client.get(f"{NEXT}?after={value}").status_code for value in ("x", "0", "9" * 40)] == [404, 404, 404]


def test_begins_with_the_first_one_where_there_is_none(client, staff):
    assert client.get(NEXT).url == "/en/admin/community/cohort/add/"


def test_is_offered_and_open_to_who_may_add_cohorts_and_calls(client, last):
    client.force_login(UserFactory(permissions=["view_cohort", "change_cohort"]))
    assert client.get(NEXT).status_code == 403
    assert client.post(NEXT, {}).status_code == 403
    assert NEXT not in str(client.get(f"/en/admin/community/cohort/{last.pk}/change/").content)

    client.force_login(UserFactory(permissions=["view_cohort", "change_cohort", "add_cohort", "add_call"]))
    assert client.get(NEXT).status_code == 200
    assert f"{NEXT}?after={last.pk}" in str(client.get(f"/en/admin/community/cohort/{last.pk}/change/").content)


def test_a_cohort_with_everything_lacks_nothing_but_to_be_shown():
    cohort = CohortFactory(
        name_en="EIG 9", introduction_fr="Ici.", introduction_en="Here.", cover=ImageFactory(), shown=False
    )
    ChallengeFactory(cohort=cohort)
    CallFactory(cohort=cohort, apply_url="https://example.org/", opens=timezone.now() + timedelta(days=1))

    with override("en"):
        assert [words for words, call in to_complete(cohort) if call is None] == [
            "Then tick “on the site”: visitors see the cohort and its calls."
        ]

"""Dates, quotation marks, sizes and names of languages, as each language writes them."""

from datetime import date, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format, localize
from django.utils.translation import override

from eig.languages.names import language_name, quoted
from eig.text.templatetags.prose import first_words
from tests.admin_forms import form_data, soup
from tests.factories import ChallengeFactory, CohortFactory, MenuItemFactory, UserFactory


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("fr", "21 novembre 2026 à 18\xa0h\xa030", "21\xa0nov.\xa02026 à 18\xa0h\xa030"),
        ("en", "21 November 2026 at 18:30", "21 Nov 2026, 18:30"),
    ],
)
def test_an_instant_is_written_as_in_the_language(language, long, short):
    instant = datetime(2026, 11, 21, 18, 30)
    with override(language):
        assert date_format(instant, "DATETIME_FORMAT") == long
        assert date_format(instant, "SHORT_DATETIME_FORMAT") == short


@pytest.mark.parametrize("day", [date(2026, 7, 1), datetime(2026, 7, 1, 18, 30)])
def test_the_first_of_a_month_is_an_ordinal_in_french(day):
    later = day.replace(day=21)

    assert date_format(day, "DATE_FORMAT") == "1er juillet 2026"
    assert localize(day).startswith("1er juillet 2026")
    assert date_format(day, "SHORT_DATE_FORMAT") == "1er\xa0juil.\xa02026"
    assert date_format(day, "MONTH_DAY_FORMAT") == "1er juillet"
    assert date_format(later, "DATE_FORMAT") == "21 juillet 2026"
    assert date_format(later, "MONTH_DAY_FORMAT") == "21 juillet"
    with override("en"):
        assert date_format(day, "DATE_FORMAT") == "1 July 2026"
        assert date_format(day, "SHORT_DATE_FORMAT") == "1 Jul 2026"
        assert date_format(day, "MONTH_DAY_FORMAT") == "1 July"


def test_an_instant_on_the_first_of_a_month_is_one_too():
    instant = datetime(2026, 7, 1, 18, 30)
    assert date_format(instant, "DATETIME_FORMAT") == "1er juillet 2026 à 18\xa0h\xa030"
    assert date_format(instant, "SHORT_DATETIME_FORMAT") == "1er\xa0juil.\xa02026 à 18\xa0h\xa030"


def test_a_language_without_suffixes_of_its_own_keeps_those_of_django():
    with override("en"):
        assert [date_format(date(2026, 7, day), "jS F") for day in (1, 2)] == ["1st July", "2nd July"]


def test_names_are_quoted_as_in_the_language():
    assert quoted(["Phare", "Ondes"]) == "«\xa0Phare\xa0», «\xa0Ondes\xa0»"
    with override("en"):
        assert quoted(["Phare", "Ondes"]) == "“Phare”, “Ondes”"


def test_a_language_is_named_as_within_a_sentence():
    assert str(language_name("en")) == "anglais"
    with override("en"):
        assert str(language_name("fr")) == "French"


def test_sizes_are_in_octets():
    assert filesizeformat(1_500_000) == "1,4\xa0Mo"


@pytest.mark.django_db
def test_a_no_break_space_of_an_introduction_is_no_entity_in_the_list(client):
    CohortFactory(introduction_fr="Cinq défis\xa0: un an.")

    assert soup(client.get("/promotions/")).select_one(".eig-card__text").text == "Cinq défis\xa0: un an."


def test_first_words_end_without_a_hanging_colon():
    assert first_words("Cinq défis\xa0: un an.", 2) == "Cinq défis…"
    assert first_words("Cinq défis\xa0: un an.", 4) == "Cinq défis\xa0: un an."


@pytest.mark.django_db
def test_history_tells_the_fields_in_the_readers_language(client):
    client.force_login(UserFactory(is_superuser=True))
    address = f"/admin/challenges/challenge/{ChallengeFactory().pk}/change/"
    client.post(address, form_data(client.get(address), tagline_fr="Voir loin", _continue="1"))
    entry = LogEntry.objects.get()

    assert entry.get_change_message() == "Modification\xa0: accroche."
    with override("en"):
        assert entry.get_change_message() == "Changed tagline."


@pytest.mark.django_db
def test_deleting_says_what_goes_too_in_plain_words(client):
    client.force_login(UserFactory(is_superuser=True))
    entry = MenuItemFactory(label_fr="Une rentrée")
    MenuItemFactory(parent=entry)
    page = soup(client.get(f"/admin/pages/menuitem/{entry.pk}/delete/"))

    assert page.select_one("#content p").text.startswith("«\xa0Une rentrée\xa0» va disparaître")
    assert [line.text for line in page.select("#content li")] == ["Entrées de menu (2)"]

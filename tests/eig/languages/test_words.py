"""Dates, quotation marks, sizes and names of languages, as each language writes them."""

from datetime import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
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

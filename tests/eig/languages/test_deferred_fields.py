"""A pitfall of modeltranslation on Django 6.1, kept out: fields fetched late came back as dicts under FETCH_PEERS."""

from pathlib import Path

import pytest

from eig.languages.columns import columns
from eig.pages.models import Page
from tests.factories import PageFactory

ROOT = Path(__file__).resolve().parents[3]


def test_no_model_fetches_fields_by_peers():
    sources = [path for folder in ("eig", "blog", "challenges", "community") for path in (ROOT / folder).rglob("*.py")]

    assert [path.name for path in sources if "FETCH_PEERS" in path.read_text(encoding="utf-8")] == []


@pytest.mark.django_db
def test_text_fetched_late_is_the_text_and_stays_so_when_saved():
    for number in range(2):
        PageFactory(title_fr=f"Page {number}", body_fr=f"Texte {number}", body_en=f"Text {number}")

    for page in Page.objects.defer(*columns("body"), *columns("body_html")).order_by("title_fr"):
        page.standfirst_fr = "Revue."
        page.save()

    assert list(Page.objects.order_by("title_fr").values_list("body_fr", "body_en", "standfirst_fr")) == [
        ("Texte 0", "Text 0", "Revue."),
        ("Texte 1", "Text 1", "Revue."),
    ]

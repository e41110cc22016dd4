"""The demo's words: both languages everywhere, no dead reference, careful typography."""

import re

import pytest
import yaml
from django.utils import translation

from blog.models import Post
from challenges.models import Challenge
from community.models import Call, Cohort, Person
from eig.demo.pictures.catalogue import draw
from eig.demo.reading import CONTENT, articles, table, unwrapped
from eig.images.models import Image
from eig.images.rights import FOR_PRESS, Licence, RightsStatus
from eig.pages.models import Document, FAQEntry, Page
from eig.text.references import _link_resolvers, references

LANGUAGES = ("fr", "en")
FRENCH_ONLY = {
    "des-ecrans-lents",
    "petit-dejeuner-des-mentors",
    "lire-le-code-des-autres",
    "des-bottes-en-foret",
    "bilan-eig-8",
}
NO_BREAK_SPACE = "\u00a0"


def mappings(value, path=""):
    """Every mapping inside a YAML value, with where it stands."""
    if isinstance(value, dict):
        yield path, value
    for name, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from mappings(inner, f"{path}/{name}")


@pytest.mark.parametrize("folder", ["posts", "challenges", "pages"])
def test_articles_exist_in_both_languages(folder):
    for article in articles(folder):
        expected = {"fr"} if article.key in FRENCH_ONLY else {"fr", "en"}
        assert set(article.texts) == expected, article.key


@pytest.mark.parametrize("folder", ["posts", "challenges", "pages"])
def test_both_languages_fill_the_same_fields(folder):
    for article in articles(folder):
        filled = {code: {name for name, text in texts.items() if text} for code, texts in article.texts.items()}
        assert len({frozenset(names) for names in filled.values()}) == 1, article.key


def test_tables_have_both_languages():
    for path in sorted(CONTENT.glob("*.yml")):
        for where, mapping in mappings(yaml.safe_load(path.read_text(encoding="utf-8"))):
            in_french_alone = path.name == "documents.yml" and where.startswith("/5/")
            in_french_alone |= mapping == {"fr": "Une ville dans la brume, au pied de montagnes qui blanchissent"}
            if "fr" in mapping and not in_french_alone:
                assert mapping.get("en"), f"{path.name}{where}"


def test_front_matter_has_both_languages():
    for article in articles("challenges"):
        for where, mapping in mappings(article.shared):
            if "fr" in mapping:
                assert mapping.get("en"), f"{article.key}{where}"


def french_texts():
    for folder in ("posts", "challenges", "pages"):
        for article in articles(folder):
            yield article.key, " ".join(article.texts["fr"].values())
    for name in ("people", "cohorts", "calls", "faq", "testimonials", "steps", "documents", "press", "images"):
        for where, mapping in mappings(table(name)):
            if isinstance(mapping.get("fr"), str):
                yield f"{name}{where}", mapping["fr"]


def test_french_is_set_as_french():
    for where, text in french_texts():
        prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)|\|[-: |]+\|", " ", text, flags=re.S)
        assert not re.search(r"\w'\w", prose), f"{where}: straight apostrophe"
        assert not re.search(r"\w [:;!?»%€]", prose), f"{where}: a space that breaks before a mark"
        assert not re.search(r"« (?=\S)", prose), f"{where}: a space that breaks after «"
        assert not re.search(rf"(?<![{NO_BREAK_SPACE}\s])»", prose), f"{where}: no space before »"


def test_every_reference_leads_somewhere(demo):
    for language in LANGUAGES:
        with translation.override(language):
            for owner, html in written_in(language):
                for kind, key in sorted(references(html)):
                    if kind == "embed":
                        continue
                    known = Image.objects.filter(key=key) if kind == "image" else _link_resolvers[kind]({key})
                    assert known, f"{language} {owner}: {kind}:{key}"


def written_in(language):
    """`(whose, HTML)` of every text visitors read in the language."""
    for model, fields in (
        (Post, ["body"]),
        (Challenge, ["body"]),
        (Page, ["body"]),
        (Person, ["bio"]),
        (FAQEntry, ["answer"]),
    ):
        for item in model.objects.published(language):
            yield from ((item.key, getattr(item, f"{field}_html_{language}") or "") for field in fields)
    for call in Call.objects.all():
        for field in ("text_before", "text_open", "text_after"):
            yield call.key, getattr(call, f"{field}_html_{language}")
    for cohort in Cohort.objects.all():
        yield cohort.key, getattr(cohort, f"introduction_html_{language}")


def keys(images):
    return sorted(image.key for image in images)


def test_one_image_that_no_page_shows_lacks_its_english_words(demo):
    assert list(Image.objects.without_alt("fr")) == []
    assert keys(Image.objects.without_alt("en")) == ["premiere-neige"]
    assert keys(Image.objects.unused()) == ["atelier-notes", "premiere-neige", "salle-comble"]


def test_library_shows_every_state_of_rights(demo):
    states = {status: keys(Image.objects.in_rights(status)) for status in RightsStatus}

    assert states.pop(RightsStatus.EXPIRED) == ["pont-sous-la-pluie"]
    assert states.pop(RightsStatus.UNKNOWN) == ["premiere-neige"]
    assert states.pop(RightsStatus.CONSENT_MISSING) == ["atelier-notes"]
    assert states.pop(RightsStatus.EXPIRING) == ["salle-comble"]
    assert len(states.pop(RightsStatus.CLEAR)) == 95
    assert keys(Image.objects.to_withdraw()) == ["pont-sous-la-pluie"]
    assert [image.key for image in Image.objects.all() if image.is_withdrawn()] == []


def test_licences_are_as_varied_as_their_versions_are_told(demo):
    told = set(Image.objects.values_list("licence", "licence_version"))

    assert told == {
        ("etalab-2.0", ""),
        ("cc0", ""),
        ("cc-by", "4.0"),
        ("cc-by-sa", "4.0"),
        ("cc-by-nc", "4.0"),
        ("reserved", ""),
        ("unknown", ""),
    }
    assert "" not in Image.objects.filter(licence="reserved").values_list("licence_note", flat=True)


def test_people_agreed_to_be_in_their_picture_on_some_day(demo):
    given = Image.objects.filter(consent="given")

    assert len(given) == 54
    assert None not in given.values_list("consent_on", flat=True)


def test_file_of_unknown_credit_says_who_took_it(demo):
    assert {image.key: image.embedded for image in Image.objects.uncredited()} == {
        "premiere-neige": {"author": "Milan Fougeray"},
    }


def test_three_open_pictures_are_large_enough_to_print():
    records = [record for record in table("images")["scenes"] if record.get("larger")]

    assert [record["key"] for record in records] == ["promotion-eig-8", "phare", "relief"]
    assert {draw(record["key"], "lighthouse", scale=record["larger"]).width for record in records} == {2400}
    assert {Licence(record["licence"]) for record in records} <= FOR_PRESS


def test_only_the_regulation_is_in_french_alone(demo):
    shown = {
        language: set(Document.objects.published(language).values_list("key", flat=True)) for language in LANGUAGES
    }

    assert shown["fr"] - shown["en"] == {"reglement-projets-eig-9"}


def test_a_paragraph_is_one_line_and_lists_and_code_stay():
    text = "Un mot,\nun autre.\n\n- un\n  suite\n- deux\n\n| a | b |\n| - | - |\n\n```\nx\ny\n```"

    assert unwrapped(text) == "Un mot, un autre.\n\n- un suite\n- deux\n\n| a | b |\n| - | - |\n\n```\nx\ny\n```"

"""The demo's words: both languages everywhere, no dead reference, careful typography."""

import re

import pytest
import yaml
from django.utils import translation

from blog.models import Post
from challenges.models import Challenge
from community.models import Call, Cohort, Person
from eig.demo.reading import CONTENT, articles, table, unwrapped
from eig.images.models import Image
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
            if "fr" in mapping and not (path.name == "documents.yml" and where.startswith("/5/")):
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


def test_no_image_is_silent_in_a_language(demo):
    for language in LANGUAGES:
        assert list(Image.objects.without_alt(language)) == []


def test_one_picture_shows_what_an_unknown_credit_looks_like(demo):
    assert [image.key for image in Image.objects.uncredited()] == ["jardin"]


def test_only_the_regulation_is_in_french_alone(demo):
    shown = {
        language: set(Document.objects.published(language).values_list("key", flat=True)) for language in LANGUAGES
    }

    assert shown["fr"] - shown["en"] == {"reglement-projets-eig-9"}


def test_a_paragraph_is_one_line_and_lists_and_code_stay():
    text = "Un mot,\nun autre.\n\n- un\n  suite\n- deux\n\n| a | b |\n| - | - |\n\n```\nx\ny\n```"

    assert unwrapped(text) == "Un mot, un autre.\n\n- un suite\n- deux\n\n| a | b |\n| - | - |\n\n```\nx\ny\n```"

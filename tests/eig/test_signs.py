"""Nothing on a public page is said by colour, shape, size or place alone."""

import re

import pytest
from django.conf import settings
from django.utils.translation import gettext, ngettext, override
from django.utils.translation.template import templatize

ROOT = settings.BASE_DIR
OFFICE = {"admin", "auth", "notifications"}
MESSAGES = re.compile(
    r"""\b(?P<plural>n?gettext|n?pgettext)\((?P<words>(?:u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")[,\s]*)+)"""
)
LITERAL = re.compile(r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
WHERE = {
    "en": r"\b(?:below|above|on the (?:right|left)|opposite|top|bottom|in (?:red|green|blue|grey|bold)|round|square)\b",
    "fr": r"\b(?:ci-(?:dessous|dessus|contre|après)|à (?:droite|gauche)|en (?:haut|bas|rouge|vert|bleu|gris|gras)|"
    r"plus (?:haut|bas)|ronds?|carrés?)\b",
}

# Variants of our blocks that tell a state, with the template and the words that tell it too.
STATES = {
    "eig-call--open": [
        ("community/_call.html", "Open"),
        ("community/_call_line.html", "Open until"),
        ("challenges/_call.html", "Applications until"),
    ],
    "eig-call--upcoming": [("community/_call.html", "Opens soon")],
    "eig-credits--unknown": [("pages/credits.html", "Credit unknown")],
    "eig-now--upcoming": [("home/_call.html", "Opens on"), ("home/_call.html", "No call is open now")],
    "eig-timeline__stop--now": [("community/cohorts.html", "under way")],
}
# Those that tell nothing: where and how large a block stands.
LOOKS = {
    *("eig-beside__link--next", "eig-call--slim", "eig-card--flat", "eig-card--plain", "eig-card__media--logo"),
    *("eig-cohort--plain", "eig-columns--toc", "eig-find--page", "eig-grid--cards", "eig-grid--two"),
    *("eig-heading--h", "eig-hero--pictured", "eig-search--large", "eig-section--after", "eig-section--quiet"),
    *("eig-section--tint", "eig-story--aside", "eig-picture--", "eig-initials--"),
}


def public_templates():
    folder = ROOT / "templates"
    return [path for path in folder.rglob("*.html") if path.relative_to(folder).parts[0] not in OFFICE]


def messages():
    """`(template, singular, plural or "")` of all that public templates say."""
    for path in public_templates():
        for call in MESSAGES.finditer(templatize(path.read_text())):
            literals = [literal[1:-1] for literal in LITERAL.findall(call["words"])]
            is_plural = call["plural"].startswith("n")
            yield path.name, literals[0], literals[1] if is_plural else ""


def test_the_messages_of_public_pages_are_read():
    found = {singular for _name, singular, _plural in messages()}
    assert {"Take part", "Frequent questions", "Open until", "%(number)s challenge"} <= found


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_words_count_on_where_things_stand_or_how_they_look(language):
    with override(language):
        said = [
            (name, ngettext(singular, plural, number) if plural else gettext(singular))
            for name, singular, plural in messages()
            for number in (1, 2)
        ]
    assert [(name, words) for name, words in said if re.search(WHERE[language], words, re.IGNORECASE)] == []


def test_what_the_look_of_a_block_tells_is_told_in_words_too():
    imports = re.findall(r'@import url\("(?!\.\./)([^"]+)"\)', (ROOT / "static/eig/public.css").read_text())
    css = "".join((ROOT / "static/eig" / name).read_text() for name in imports)
    variants = set(re.findall(r"\.(eig-[a-z_-]+--[a-z]*)", css))
    assert {one for one in variants if not one.startswith(tuple(LOOKS))} == set(STATES)


@pytest.mark.parametrize(("template", "words"), [told for states in STATES.values() for told in states])
def test_the_words_stand_in_the_template(template, words):
    assert f'"{words}"' in (ROOT / "templates" / template).read_text()

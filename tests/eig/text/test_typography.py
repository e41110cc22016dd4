"""How texts are set on display: what editors typed, with the spaces and signs that each language prints."""

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from eig.text.folding import fold
from eig.text.markdown import render
from eig.text.typography import typeset, typeset_html

SIGNS = "ab1é \u00a0\u202f\n\"'’«»“”.,;:!?…()[]%€°nhkm-_&<>"
TEXTS = st.text(st.sampled_from(SIGNS), max_size=40) | st.text(max_size=40)
PIECES = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<em>", "</em>", '<a href="https://a.fr/?b:c" title="x !">', "</a>", "<br>"),
            *("<code>a ? b</code>", "&amp;", "&lt;", "&nbsp;", "mot", "1", " ", '"', "'", "?", "!", ":", ";", "«", "»"),
            *("...", "%"),
        ]
    ),
    max_size=20,
).map("".join)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Pourquoi ? Comment !", "Pourquoi\u202f? Comment\u202f!"),
        ("Pourquoi?! Vite; vite", "Pourquoi\u202f?! Vite\u202f; vite"),
        ("Le bilan : dix défis", "Le bilan\u00a0: dix défis"),
        ("Le bilan: dix défis", "Le bilan\u00a0: dix défis"),
        ("À 12:30, voir https://a.fr/?b=c et a:b", "À 12:30, voir https://a.fr/?b=c et a:b"),
        ("Écrire à jean@a.fr; merci", "Écrire à jean@a.fr\u202f; merci"),
        ('Elle dit "oui" puis "non".', "Elle dit «\u00a0oui\u00a0» puis «\u00a0non\u00a0»."),
        ("« oui » et «non»", "«\u00a0oui\u00a0» et «\u00a0non\u00a0»"),
        ('Un écran de 15" et un autre', 'Un écran de 15" et un autre'),
        ("l'État d'aujourd'hui, qu'«ici»", "l’État d’aujourd’hui, qu’«\u00a0ici\u00a0»"),
        ("Et puis...", "Et puis…"),
        ("Vraiment...?", "Vraiment…\u202f?"),
        ("n°5 et N° 6", "n°\u00a05 et N°\u00a06"),
        ("12% de 30 €, 10 km en 2 h 30", "12\u00a0% de 30\u00a0€, 10\u00a0km en 2\u00a0h\u00a030"),
        ("1 000 000 de francs", "1\u00a0000\u00a0000 de francs"),
        ("le 1er mai au XIXe siècle", "le 1er mai au XIXe siècle"),
        ("R&D et a<b", "R&D et a<b"),
        ("", ""),
    ],
)
def test_french_is_set_with_its_no_break_spaces_and_its_signs(typed, shown):
    assert typeset(typed, "fr") == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('She said "yes" - don\'t you?', "She said “yes” - don’t you?"),
        ("the 'best' of the '90s, the teams' work", "the ‘best’ of the ’90s, the teams’ work"),
        ("And then... 12% at 12:30!", "And then… 12% at 12:30!"),
        ("6' tall", "6' tall"),
    ],
)
def test_english_has_curly_quotes_and_no_space_before_its_signs(typed, shown):
    assert typeset(typed, "en") == shown


def test_a_language_nobody_described_is_left_as_it_is():
    assert typeset('¿"Qué" tal ?', "es") == '¿"Qué" tal ?'
    assert typeset_html('<p>¿"Qué" tal&nbsp;?</p>', "es") == '<p>¿"Qué" tal&nbsp;?</p>'
    assert typeset('"oui"', "") == '"oui"'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<p>Dit <em>"oui"</em> !</p>', "<p>Dit <em>«\u00a0oui\u00a0»</em>\u202f!</p>"),
        ('<p>Dit "<em>oui</em>" ?</p>', "<p>Dit «\u00a0<em>oui</em>\u00a0»\u202f?</p>"),
        ("<p><strong>Enfin :</strong> l'<em>art</em></p>", "<p><strong>Enfin\u00a0:</strong> l’<em>art</em></p>"),
        ("<p>Voici&nbsp;:</p><ul><li>un</li></ul>", "<p>Voici\u00a0:</p><ul><li>un</li></ul>"),
        ("<p>R&amp;D : a &lt; b</p>", "<p>R&amp;D\u00a0: a &lt; b</p>"),
        ("<p>La <code>f(\"a\") ? 'b'</code> !</p>", "<p>La <code>f(\"a\") ? 'b'</code>\u202f!</p>"),
        ("<pre><code>l'a : b ?\n</code></pre>", "<pre><code>l'a : b ?\n</code></pre>"),
        ('<p>"un</p><p>deux"</p>', '<p>"un</p><p>deux"</p>'),
        ('<p><a href="post:a" title="Quoi ?">Quoi ?</a></p>', '<p><a href="post:a" title="Quoi ?">Quoi\u202f?</a></p>'),
        (
            '<figure data-image="a" data-caption="L\'eau ?"></figure><p>Oui ?</p>',
            '<figure data-image="a" data-caption="L\'eau ?"></figure><p>Oui\u202f?</p>',
        ),
    ],
)
def test_tags_attributes_code_and_addresses_stay_as_they_are(html, shown):
    assert typeset_html(html, "fr") == shown


@given(TEXTS, st.sampled_from(["fr", "en"]))
def test_setting_a_text_twice_changes_nothing(text, language):
    once = typeset(text, language)
    assert typeset(once, language) == once


@given(PIECES, st.sampled_from(["fr", "en"]))
def test_setting_html_twice_changes_nothing(html, language):
    once = typeset_html(html, language)
    assert typeset_html(once, language) == once


@given(TEXTS, st.sampled_from(["fr", "en"]))
def test_no_letter_and_no_digit_is_lost_or_added(text, language):
    letters = [sign for sign in fold(typeset(text, language)) if sign.isalnum()]
    assert letters == [sign for sign in fold(text) if sign.isalnum()]


@given(TEXTS, st.sampled_from(["fr", "en"]))
def test_the_tags_of_a_rendered_text_come_through_unchanged(text, language):
    html = render(text)
    tags = [piece.split(">")[0] for piece in html.split("<")[1:]]
    assert [piece.split(">")[0] for piece in typeset_html(html, language).split("<")[1:]] == tags


def test_what_was_marked_safe_does_not_make_an_equal_text_safe():
    assert type(typeset(mark_safe("a <b> c"), "fr")) is str
    assert type(typeset("a <b> c", "fr")) is str
    assert type(typeset_html(mark_safe("<p>a</p>"), "fr")) is str


@pytest.mark.parametrize(
    "text", ["a" * 400_000, "a@" + "a-" * 200_000, "a" + " " * 400_000 + "b", '"(' * 100_000, "a.b+" * 100_000]
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_text_is_read_once_however_it_is_made(text, language):
    """Read again from each of its letters, it would take minutes."""
    assert typeset(text, language)
    assert typeset_html(text.replace('"', "&quot;"), language)

"""What of a text is structure: nothing is lost, and what a translator must not touch is a mark."""

import time

import pytest
from hypothesis import given, settings

from eig.exchange.structure import Mark, blocks, everything, pieces, put_together, words_of
from tests.eig.exchange.texts_of_any_kind import any_text


@settings(max_examples=400)
@given(any_text)
def test_any_text_taken_apart_and_put_together_is_the_same(text):
    assert "".join(gap + body for gap, body in blocks(text)) == text
    assert put_together(everything(text)) == text
    assert put_together(pieces(text, is_markdown=False)) == text
    for _gap, body in blocks(text):
        assert put_together(pieces(body)) == body


def bodies(text):
    return [body for _gap, body in blocks(text) if body]


def marks(text):
    return [part.text for part in pieces(text) if isinstance(part, Mark)]


def test_paragraphs_headings_and_entries_of_lists_are_blocks():
    text = "# Titre\n\nUn paragraphe\nsur deux lignes.\n\n- un\n- deux\n  1. trois\n\n> Une citation\n> qui dure."

    assert bodies(text) == [
        "Titre",
        "Un paragraphe\nsur deux lignes.",
        "un",
        "deux",
        "trois",
        "Une citation\n> qui dure.",
    ]


def test_code_rules_and_addresses_of_references_are_no_words():
    assert bodies("Avant\n\n```py\n# du code\n\nx = 1\n```\n\n---\n\n[a]: https://b.c\nAprès") == ["Avant", "Après"]


def test_rows_of_a_table_are_blocks():
    assert bodies("| a | b |\n|---|:-:|\n| c | d |") == ["| a | b |", "| c | d |"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voir [ce billet](post:un-billet) !", ["[", "](post:un-billet)"]),
        ('![Une photo](image:abc "La *légende*")', ["![", '](image:abc "', "*", "*", '")']),
        ("![Un film](embed:https://video.org/a?b=c)", ["![", "](embed:https://video.org/a?b=c)"]),
        ("[![logo](image:l)](https://a.b)", ["[", "![", "](image:l)", "](https://a.b)"]),
        ("Du **gras**, de l’*italique* et `du *code*`.", ["**", "**", "*", "*", "`du *code*`"]),
        ("Une note[^1] et https://a.b/c.", ["[^1]", "https://a.b/c"]),
        ("Écrire à <mailto:a@b.fr> ou a@b.fr", ["<mailto:a@b.fr>", "a@b.fr"]),
        ("Fin de ligne  \nforcée\\\net &nbsp; \\* échappé", ["  \n", "\\\n", "&nbsp;", "\\*"]),
        ("Des [crochets], une_variable et 5 * 3", ["*"]),
        ("Un caractère\x0b interdit", ["\x0b"]),
    ],
)
def test_what_a_translator_must_not_touch_is_a_mark(text, found):
    assert marks(text) == found


def test_the_words_of_links_and_pictures_are_to_be_translated():
    assert words_of(pieces('Voir [ce billet](post:b) et ![alt](image:i "légende")')).split() == [
        *("Voir", "ce", "billet", "et", "alt", "légende")
    ]


def test_a_quotation_mark_typed_in_a_caption_does_not_end_it():
    opening, words, title, caption, end = pieces('![alt](image:i "légende")')

    assert put_together([opening, words, title, 'the "good" one', end]) == '![alt](image:i "the \\"good\\" one")'
    assert (caption, put_together([opening, words, title, 'a \\"b\\"', end])) == (
        "légende",
        '![alt](image:i "a \\"b\\"")',
    )


HOSTILE = ["`", "` ", "[", "](a", "_", "a", " ", "<", "<a", "[^", '](a "', "]( ", "](<", "https://", "a@", "https://a("]
HOSTILE += ["&a", "\\", "| ", "> ", "- ", "{:", "](", "]('", "](a '", "a\n", "> a\n", "[^a]: ", "*", "~", "```\n", "|-"]


@pytest.mark.parametrize("begin", ["", "x", "\n"], ids=["first", "inside", "below"])
@pytest.mark.parametrize("sign", HOSTILE)
def test_reading_takes_as_long_as_the_text(sign, begin):
    text = begin + sign * (50_000 // len(sign)) + "x"
    begun = time.perf_counter()

    assert put_together(everything(text)) == text
    assert time.perf_counter() - begun < 2

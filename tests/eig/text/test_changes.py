"""Two texts as one: what went, what came, and as little of the rest as tells where one is."""

from bs4 import BeautifulSoup
from django.utils.translation import override

from eig.text.changes import marked_entries, marked_text, marked_words

LONG = " ".join(f"mot{number}" for number in range(60))


def plain(marked):
    """The text, with -what went- and +what came+; the parser leaves one line break of those between two marks."""
    html = BeautifulSoup(marked, "html.parser")
    for hidden in html.select(".visually-hidden"):
        hidden.extract()
    for tag, sign in (("del", "-"), ("ins", "+")):
        for mark in html.select(tag):
            mark.replace_with(f"{sign}{mark.text}{sign}")
    return html.text


def test_marks_the_words_that_changed():
    assert plain(marked_words("Un mot ici.", "Un autre mot ici.")) == "Un +autre+ mot ici."


def test_says_in_words_what_colour_shows():
    with override("en"):
        assert marked_words("Un", "Deux") == (
            '<del><span class="visually-hidden">removed: </span>Un</del> '
            '<ins><span class="visually-hidden">added: </span>Deux</ins>'
        )


def test_leaves_out_what_is_far_from_a_change():
    marked = plain(marked_words(f"{LONG} fin", f"{LONG} bout"))

    assert marked.startswith(" […] mot46 mot47")
    assert marked.endswith("mot59 -fin- +bout+")


def test_shows_the_paragraphs_that_changed_and_counts_the_others():
    before = "Un.\n\nDeux.\n\nTrois.\n\nQuatre.\n\nCinq mots en tout."
    with override("en"):
        marked = plain(marked_text(before, before.replace("Cinq", "Six")))

    assert marked == "(3 paragraphs unchanged)\n\nQuatre.\n\n-Cinq- +Six+ mots en tout."


def test_tells_a_paragraph_that_came_from_one_that_changed():
    assert plain(marked_text("Un.\n\nDeux.", "Un.\n\nNeuf et dix.\n\nDeux.")) == "Un.\n\n+Neuf et dix.+\n\nDeux."
    assert plain(marked_text("Un.\n\nDeux.", "Un.\n\nAutre chose.")) == "Un.\n\n-Deux.-\n+Autre chose.+"


def test_shows_a_text_where_there_was_none():
    assert plain(marked_text("", "Un.\n\nDeux.")) == "+Un.+\n+Deux.+"


def test_gives_up_on_words_in_a_paragraph_beyond_measure():
    before, after = ("a " * 3000).strip(), ("b " * 3000).strip()

    assert plain(marked_words(before, after)) == f"-{before}- +{after}+"


def test_gives_up_on_paragraphs_beyond_measure():
    before, after = ("a\n\nb\n\n" * 1500).strip(), ("b\n\na\n\n" * 1500).strip()

    assert "(" not in plain(marked_text(before, after))
    assert marked_text(before, after).count("<del>") == 1


def test_escapes_what_it_marks():
    assert "<b>" not in marked_text("<b>Un</b>\n\nDeux", "<b>Un</b>\n\n<b>Trois</b>")
    assert marked_entries(["<b>"], ["<b>"]) == "<span>&lt;b&gt;</span>"

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from eig.jekyll.conversion import convert
from eig.jekyll.liquid import render
from eig.jekyll.places import Place
from eig.jekyll.words import missing, source_words, visible_words, words

READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).use(footnote_plugin)


def page_words(result):
    """The words a reader of the converted text sees, captions and credits included."""
    counts = visible_words(READER.render(result.markdown))
    for use in result.images:
        counts += visible_words(READER.render(use.caption))
    for aside in result.set_aside:
        counts += words(aside.text)
    return counts


def test_only_what_a_reader_sees_is_counted():
    html = (
        "<title>non</title><p>Été <b>deux</b>mots&nbsp;l’été &eacute;</p><script>non</script><style>non</style>"
        "<input type=hidden value=non><img alt=non><div style='display: none'><p>non</div><p hidden>non</p>après<br>fin"
    )
    assert visible_words(html) == Counter({"ete": 2, "deuxmots": 1, "l": 1, "e": 1, "apres": 1, "fin": 1})


def test_missing_words_are_counted():
    assert missing(words("un deux deux trois"), words("deux"), words("trois")) == Counter({"un": 1, "deux": 1})


def test_no_word_of_the_site_is_lost(tree, resolve):
    for document in tree.documents:
        rendered = render(document, tree)
        result = convert(rendered.text, tree, Place.of(document), markup=document.markup, resolve=resolve)
        assert (document.source, missing(source_words(document, tree), page_words(result))) == (
            document.source,
            Counter(),
        )


def test_words_of_left_out_loops_are_not_asked_for(tree):
    page = next(page for page in tree.pages if page.source == "defis.html")
    assert source_words(page, tree, {"site.data.defis"}) == words("Tous les défis")


SIGNS = [
    "5_000",
    "*",
    "a*b",
    "_x_",
    "[ici]",
    "](",
    "![",
    "<b",
    "&amp;",
    "#",
    "1986.",
    "-",
    ">",
    "`",
    "~~",
    "|",
    "\\",
    "l'eau",
    "©",
    "!",
    "[^1]",
    "===",
    "---",
    "mer",
    "Ys",
]
TAG_NAMES = [
    "p",
    "div",
    "em",
    "strong",
    "b",
    "i",
    "span",
    "center",
    "ul",
    "li",
    "a",
    "h1",
    "h3",
    "blockquote",
    "td",
    "sup",
    "code",
    "u",
]
WORDS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8).map(" ".join)
TAGS = st.sampled_from(TAG_NAMES)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


@st.composite
def elements(draw, children):
    tag = draw(TAGS)
    inner = "".join(draw(st.lists(children, min_size=1, max_size=3)))
    attribute = ' href="https://ys.example/_a_(b)"' if tag == "a" else ""
    if tag == "td":
        return f"<table><tr><td>{inner}</td><td>fin</td></tr></table>"
    return f"<{tag}{attribute}>{inner}</{tag}>"


FRAGMENTS = st.recursive(WORDS.map(escaped) | st.just("<br>"), elements, max_leaves=8)


every_time_the_same = settings(
    max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@every_time_the_same
@given(st.lists(FRAGMENTS, min_size=1, max_size=4).map("".join))
def test_converting_html_never_loses_a_visible_word(converted, html):
    result = converted(html, "html")
    assert missing(visible_words(html), page_words(result)) == Counter()


@every_time_the_same
@given(st.lists(WORDS, min_size=1, max_size=5).map("\n".join))
def test_text_is_read_back_word_for_word(converted, text):
    result = converted(f"<p>{escaped(text)}</p>", "html")
    html = READER.render(result.markdown)
    assert visible_words(html) == words(text)
    assert html.startswith("<p>")


@pytest.mark.parametrize(
    "text", ["2 * 3 * 4", "a_b_c", "1) un", "+ un", "[x] fait", "un | deux\n--- | ---", "a\n===", ": a"]
)
def test_signs_at_the_edge_are_read_back(converted, text):
    result = converted(f"<p>{escaped(text)}</p>", "html")
    assert visible_words(READER.render(result.markdown)) == words(text)


def test_a_number_is_one_word_with_or_without_spaces_between_its_thousands():
    assert words("65000 objets") == words("65 000 objets") == words("65\u00a0000 objets")
    assert words("en 2019 200 objets") == Counter({"en": 1, "2019": 1, "200": 1, "objets": 1})

"""The visible words of a page, counted, to show that none was lost on the way.

Nothing of the conversion is used here, so that its mistakes show.
"""

import re
from collections import Counter
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from eig.jekyll.liquid import render
from eig.text.folding import fold

UNSEEN = {"script", "style", "template", "title", "head"}
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
}  # fmt: skip
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
}  # fmt: skip
GAPS = "[ \n\u00a0\u202f]"
THOUSANDS = re.compile(rf"(?<!\d)\d{{1,3}}(?:{GAPS}\d{{3}})+(?!\d)")
ATTRIBUTE_LIST = re.compile(r"\{:{1,2}[^}\n]*\}")


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.open = [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        style = (values.get("style") or "").replace(" ", "").lower()
        unseen = tag in UNSEEN or "hidden" in values or "display:none" in style or "visibility:hidden" in style
        if tag not in VOID:
            self.open.append((tag, unseen))
        if tag not in INLINE:
            self.text.append(" ")

    def handle_startendtag(self, tag, attrs):
        if tag not in INLINE:
            self.text.append(" ")

    def handle_endtag(self, tag):
        if tag not in INLINE:
            self.text.append(" ")
        for position in range(len(self.open) - 1, -1, -1):
            if self.open[position][0] == tag:
                del self.open[position:]
                return

    def handle_data(self, data):
        if not any(unseen for _tag, unseen in self.open):
            self.text.append(data)


def visible_text(html):
    """The text of a page that a reader sees."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.text)


def words(text):
    """The words of a plain text, folded, counted; a number is one word, with spaces between its thousands or not."""
    bare = text.translate({0xAD: None, 0x200B: None, 0xFEFF: None})
    whole = THOUSANDS.sub(lambda number: re.sub(GAPS, "", number[0]), bare)
    return Counter(re.findall(r"[^\W_]+", fold(whole)))


def visible_words(html):
    """The words of a page (or of a plain text) that a reader sees, folded, counted."""
    return words(visible_text(html))


def missing(source, *elsewhere):
    """The words counted in a source that no other count holds, counted."""
    left = Counter(source)
    for counts in elsewhere:
        left.subtract(counts)
    return +left


def source_words(document, tree, leave_out=()):
    """The visible words of a document as Jekyll would have shown it, loops over `leave_out` apart."""
    body = render(document, tree, leave_out=leave_out).text
    if document.markup == "markdown":
        body = markdown_html(ATTRIBUTE_LIST.sub("", body))
    return visible_words(body)


def markdown_html(text):
    """Markdown as plain HTML."""
    return MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin).render(text)

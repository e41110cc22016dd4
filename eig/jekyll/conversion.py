"""A body, kramdown or HTML, to the Markdown of our database, with everything it refers to."""

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Comment

from eig.jekyll import kramdown
from eig.jekyll.elements import BLOCKS
from eig.jekyll.embeds import Embed, place_embeds
from eig.jekyll.links import Link, place_links
from eig.jekyll.markdown import to_markdown
from eig.jekyll.nesting import mend_nesting
from eig.jekyll.outline import mend_outline
from eig.jekyll.pictures import ImageUse, place_pictures
from eig.jekyll.places import Place, body_line
from eig.jekyll.problems import Problem, SetAside

INVISIBLE = [
    "style",
    "template",
    "noscript",
    "svg",
    "canvas",
    "input",
    "select",
    "meta",
    "link",
    "title",
    "head",
    "map",
]


@dataclass
class Converted:
    """`images` are uses of the tree's pictures, `outside` of others; `set_aside`: visible words that left the text."""

    markdown: str = ""
    images: list[ImageUse] = field(default_factory=list)
    outside: list[ImageUse] = field(default_factory=list)
    embeds: list[Embed] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)


class Work:
    """What the steps of one conversion share: the tree, where the text comes from, what was found."""

    def __init__(self, tree, place, resolve, made):
        self.tree, self.place, self.resolve, self.made = tree, place, resolve, made
        self.images, self.outside, self.embeds, self.links = made.images, made.outside, made.embeds, made.links

    def line(self, node, needle):
        return self.place.line_of(needle, body_line(node))

    def tell(self, line, message, code, address=""):
        self.made.problems.append(Problem(self.place.source, line, message, code, address=address))

    def set_aside(self, line, text, reason):
        self.made.set_aside.append(SetAside(self.place.source, line, " ".join(text.split()), reason))


def nothing_known(_address):
    """A resolver for texts whose links lead nowhere in particular."""


def convert(body, tree, place, *, markup="markdown", resolve=nothing_known):
    """The Converted of a body, its Liquid already rendered.

    `resolve(address)` gets the path of a page of the site ("/a/b.html") and gives its reference ("post:KEY") or None.
    """
    made = Converted()
    work = Work(tree, place, resolve, made)
    html = body
    if markup == "markdown":
        read = kramdown.to_html(body)
        html = read.text
        for line, text in read.removed:
            work.tell(place.line + line - 1, f"kramdown's own mark was left out: {text}", "kramdown")
            work.set_aside(place.line + line - 1, text, "kramdown")
    soup = BeautifulSoup(html, "html.parser")
    _clear(soup, work)
    place_embeds(soup, work)
    place_links(soup, work)
    place_pictures(soup, work)
    mend_nesting(soup)
    mend_outline(soup)
    made.markdown = to_markdown(soup)
    return made


def _clear(soup, work):
    """Take out what shows nothing, and forms, which need a server of their own; say which words go with them."""
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for backlink in soup.find_all("a", class_="footnote-backref"):
        backlink.decompose()
    for rule in soup.find_all("hr", class_="footnotes-sep"):
        rule.decompose()
    for reference in soup.find_all("sup", class_="footnote-ref"):
        number = re.sub(r"\D.*", "", reference.get_text().strip("[]"))
        reference.replace_with(soup.new_tag("eig-note", attrs={"number": number}))
    for notes in soup.find_all("section", class_="footnotes"):
        notes.name = "eig-notes"
    for form in soup.find_all("form"):
        _leave_out(form, "form", "a form was left out", work)
    for hidden in soup.find_all(_is_hidden):
        if hidden.parent is not None:
            _leave_out(hidden, "hidden", "hidden text was left out", work)
    for node in soup.find_all(INVISIBLE):
        if node.parent is not None:
            node.replace_with(" ")


def _is_hidden(node):
    style = (node.get("style") or "").replace(" ", "").lower()
    return node.has_attr("hidden") or "display:none" in style or "visibility:hidden" in style


def _leave_out(node, reason, message, work):
    text = " ".join(node.get_text(" ").split())
    line = work.line(node, node.get("action") or node.get("id") or "")
    if text or reason == "form":
        work.tell(line, f"{message}: {text[:200]}", reason, address=node.get("action") or "")
        work.set_aside(line, text, reason)
    node.clear()
    node.name, node.attrs = ("div", {}) if node.name in BLOCKS or node.name == "form" else ("span", {})


__all__ = ["Converted", "Place", "convert"]

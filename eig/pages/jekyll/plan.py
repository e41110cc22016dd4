"""What each page of the tree becomes, told by its own data: address, what it loops over, form, heading."""

import posixpath
from dataclasses import dataclass, field
from functools import partial

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify

from eig.importing.move import Move, bare_key, free_key
from eig.jekyll import liquid
from eig.jekyll.documents import Document
from eig.jekyll.names import folded
from eig.jekyll.shapes import Shape, shape_of
from eig.languages.columns import codes
from eig.pages.places import Place, choices, routes
from eig.tags.jekyll import tag_pages
from eig.text.folding import fold

QUESTION, ANSWERS = "question", ("reponse", "answer", "reponse_html")
RELEASE = {"title", "date", "url"}
# Jekyll serves it for what is not found; the site has an error page of its own.
NOT_FOUND = ("/404.html", "/404/")


@dataclass
class Leaf:
    """A page of the tree in its languages: its `place` in the site or "", and the data it lists as `questions`."""

    key: str
    pages: dict[str, Document]
    shapes: dict[str, Shape]
    place: str = ""
    questions: dict[str, str] = field(default_factory=dict)

    def main(self, language):
        return self.pages.get(language) or next(iter(self.pages.values()))

    @property
    def loops(self):
        return [root for shape in self.shapes.values() for root in shape.loops]

    def release_keys(self, language):
        """The keys of front matter that list press releases."""
        front = self.pages[language].front
        return [key for key, rows in front.items() if _are_releases(rows)]


def make_plan(move: Move, owners):
    """The leaves of the tree, in the order of the files; `owners`: the place that shows what a page loops over."""
    tags = {page.source for page, _name in tag_pages(move.tree)}
    groups, taken, leaves = {}, set(), []
    for page in move.tree.pages:
        if page.source in tags:
            continue
        if page.address in NOT_FOUND:
            move.report.warn(page.source, 1, "the site has an error page of its own: left out", "error-page")
            continue
        groups.setdefault(page.lang_ref or page.address, []).append(page)
    for group in groups.values():
        pages = {}
        for page in group:
            pages.setdefault(page.language, page)
        for page in group:
            if pages[page.language] is not page:
                _alone(move, page, taken, leaves)
        leaves.append(_leaf(move, pages, taken))
    _place(move, leaves, owners)
    return leaves


def _alone(move, page, taken, leaves):
    message = "has the lang-ref of another page in the same language: taken for a page of its own"
    move.report.warn(page.source, page.line_of("lang-ref"), message, "lang-ref")
    leaves.append(_leaf(move, {page.language: page}, taken))


def _leaf(move, pages, taken):
    main = pages.get(move.source_language) or next(iter(pages.values()))
    stem = main.lang_ref or posixpath.splitext(main.source)[0].removeprefix(f"{main.language}/")
    key = free_key(bare_key(slugify(fold(stem.replace("/", "-")))), taken)
    leaf = Leaf(key, pages, {language: shape_of(page, move.tree) for language, page in pages.items()})
    files = question_files(move.tree)
    for language, shape in leaf.shapes.items():
        data = next(
            (root.removeprefix("site.data.") for root in shape.loops if root.removeprefix("site.data.") in files), None
        )
        if data:
            leaf.questions[language] = data
    return leaf


def question_files(tree):
    """Names of the data files that hold questions and answers."""
    return {
        name
        for name, file in tree.data_files.items()
        if isinstance(file.value, list)
        and file.value
        and all(isinstance(row, dict) and QUESTION in row for row in file.value)
    }


def _are_releases(rows):
    return (
        isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) and row.keys() >= RELEASE for row in rows)
    )


def _place(move, leaves, owners):
    """Give each place of the site the page that stands there: by its address, then by what it shows."""
    standing = {}
    by_heading = partial(_by_heading, tree=move.tree)
    for tell in (_by_address, lambda leaf: _by_loops(leaf, owners), _by_releases, _by_form, by_heading):
        for leaf in leaves:
            if leaf.place or leaf.questions:
                continue
            place = tell(leaf)
            if place and place not in standing:
                leaf.place, standing[place] = place, leaf


def _by_address(leaf):
    for language, page in leaf.pages.items():
        if language not in codes():
            continue
        with translation.override(language):
            for place, route in routes().items():
                if _bare(reverse(route)) == _bare(page.address):
                    return place
    return ""


def _by_heading(leaf, tree):
    """The place that calls itself what the page does in its heading of the first level."""
    for language, page in leaf.pages.items():
        heading = BeautifulSoup(liquid.render(page, tree).text, "html.parser").h1 if language in codes() else None
        if heading is None:
            continue
        with translation.override(language):
            places = {folded(label): place for place, label in choices()}
        if place := places.get(folded(heading.get_text())):
            return place
    return ""


def _bare(address):
    return address.removesuffix(".html").removesuffix("index").rstrip("/").casefold()


def _by_loops(leaf, owners):
    return next((owners[root] for root in leaf.loops if root in owners), "")


def _by_releases(leaf):
    return Place.PRESS if any(leaf.release_keys(language) for language in leaf.pages) else ""


def _by_form(leaf):
    return Place.CONTACT if any(shape.has_form for shape in leaf.shapes.values()) else ""


def references(leaves):
    """`{address: "page:KEY"}` of pages, "faq:KEY" for lists of questions."""
    return {
        page.address: f"{'faq' if leaf.questions else 'page'}:{leaf.key}"
        for leaf in leaves
        for page in leaf.pages.values()
        if page.published
    }

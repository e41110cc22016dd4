"""The words of the tree's pages: the title each one has, and the rest as its text."""

import re

from bs4 import BeautifulSoup
from django.utils.text import slugify

from eig.importing.records import Kind, Record, in_languages
from eig.jekyll import liquid
from eig.jekyll.names import folded
from eig.jekyll.outline import mended
from eig.jekyll.words import visible_text
from eig.pages.models import Page
from eig.text.folding import fold
from eig.text.markdown import render_inline

KIND = Kind("pages", Page)
# A longer heading is a sentence.
LONGEST_TITLE = 80
HEADING = re.compile(r"^#{2,6} (.+)$", re.M)
EMPTY_END = re.compile(r"(?:^|\n)(?:\n*#{2,6} [^\n]*)+\n*\Z")
KEYS = {
    *("title", "description", "image", "images", "permalink", "published", "locale", "lang", "lang-ref", "lang_ref"),
    *("pagination", "redirect_from"),
}
REASONS = {
    "layout": "the look of a page is the site's own",
    "section_id": "which entry of the old menu was lit",
    "robots": "whether engines list a page is decided by the site",
    "sitemap": "whether engines list a page is decided by the site",
}
LOOKS = re.compile(r"class|icon|animation|colou?r|style|^bg$|width|height", re.I)


def read_pages(move, leaves, leave_out, labels):
    """A record for each page that is no list of questions. `labels`: what menus call an old address."""
    return [_page(move, leaf, leave_out, labels) for leaf in leaves if not leaf.questions]


def _page(move, leaf, leave_out, labels):
    titles, bodies, standfirsts, slugs, editions = {}, {}, {}, {}, {}
    for language, page in leaf.pages.items():
        left_out = own_loops(leaf, language, leave_out)
        title = title_of(move, page, left_out, labels)
        body = move.markdown(page, left_out, controls=not leaf.place)
        titles[language], bodies[language] = title, without_title(body, title)
        if leaf.place:
            bodies[language] = without_empty_end(bodies[language])
            if bodies[language]:
                _note_lists(move, page, leaf.shapes[language], left_out)
        standfirsts[language] = move.text(
            page.front.get("description"), page.source, page.line_of("description"), "description"
        )
        slugs[language] = slug_of(page)
        editions[language] = (page.date or move.since) if page.published else None
        _note_front(move, page, left_out)
    main = leaf.main(move.source_language)
    cover = _cover(move, main)
    values = {"source_language": main.language, "place": leaf.place}
    values |= in_languages("title", titles) | in_languages("body", bodies) | in_languages("standfirst", standfirsts)
    values |= in_languages("slug", {} if leaf.place else slugs)
    adopt = {"place": leaf.place} if leaf.place else {}
    return Record(leaf.key, main.source, 1, values, {"cover": cover}, editions=editions, adopt=adopt)


def own_loops(leaf, language, leave_out):
    """What the site lists by itself on that page: loops over it are no words of the page."""
    return (*leave_out, *(f"page.{key}" for key in leaf.release_keys(language)))


def slug_of(page):
    """The end of the old address: "/en/program.html" → "program"."""
    stem = page.address.removesuffix("index.html").rstrip("/").rpartition("/")[2].removesuffix(".html")
    return slugify(fold(stem))[:120] or None


def title_of(move, page, leave_out, labels):
    """The page's title: as given, its heading of the first level, the heading it begins with, what menus call it."""
    given = move.text(page.front.get("title"), page.source, 1, "title")
    if given:
        return given
    soup = BeautifulSoup(liquid.render(page, move.tree, leave_out=leave_out).text, "html.parser")
    headings = [heading for heading in soup.find_all(re.compile("^h[1-6]$")) if heading.get_text(strip=True)]
    texts = [" ".join(heading.get_text(" ").split()) for heading in headings]
    first_level = next((text for heading, text in zip(headings, texts, strict=True) if heading.name == "h1"), "")
    begins = bool(texts) and visible_text(str(soup)).strip().startswith(headings[0].get_text().strip())
    opening = texts[0] if begins and len(texts[0]) <= LONGEST_TITLE else ""
    named = slug_of(page) or page.slug
    return (
        first_level
        or opening
        or labels.get(page.address)
        or (texts[0] if texts else named.replace("-", " ").capitalize())
    )


def without_title(body, title):
    """The text without the heading that became the page's title, the others in steps from the second level on."""
    for found in HEADING.finditer(body):
        if folded(visible_text(render_inline(found.group(1)))) == folded(title):
            rest = (body[: found.start()] + body[found.end() :]).strip("\n")
            return mended(f"{rest}\n") if rest else ""
    return body


def without_empty_end(body):
    """The text without headings at its end: the site writes the list that stood under them, and its heading."""
    rest = EMPTY_END.sub("\n", body)
    return rest if rest.strip() else ""


def _note_lists(move, page, shape, left_out):
    """Name a page whose lists the site now writes: what was written around them may say the same again."""
    if lists := [root for root in shape.loops if root in left_out]:
        message = f"the site writes the lists of {', '.join(lists)} by itself: read the words around them again"
        move.report.warn(page.source, 1, message, "around-lists")


def _cover(move, page):
    written = page.front.get("image") or next(
        iter(move.listed(page.front.get("images"), page.source, 1, "images")), None
    )
    return move.picture(written, page.source, page.line_of(str(written)), base=page.address, what="cover")


def _note_front(move, page, leave_out):
    """Name what the front matter holds and the page does not show."""
    html = liquid.render(page, move.tree, leave_out=leave_out).text
    shown = folded(visible_text(html))
    rest = {key: value for key, value in page.front.items() if key not in KEYS and f"page.{key}" not in leave_out}
    for key, value in rest.items():
        if key in REASONS:
            move.report.key_left_out("pages", key, REASONS[key], page.source)
            continue
        for name, leaf in _leaves(key, value):
            if isinstance(leaf, bool) or leaf in (None, ""):
                continue
            if LOOKS.search(name):
                move.report.key_left_out("pages", name, "the look of a page is the site's own", page.source)
            elif folded(visible_text(str(leaf))) not in shown and str(leaf) not in html:
                move.report.key_left_out("pages", name, f"the page does not show it: {leaf}", page.source)


def _leaves(name, value):
    """`(dotted name, value)` of everything in a value of front matter."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{name}.{key}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(name, inner)
    else:
        yield name, value

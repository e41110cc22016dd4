"""The audit sees what it is there to see."""

from types import SimpleNamespace

import pytest

from tests.audit import alternates, feeds, links
from tests.audit.serving import Site
from tests.audit.table import Row, as_text
from tests.audit.visit import Answer, Page, own_path

HOST = "127.0.0.1:1"
HTML = {"content-type": "text/html; charset=utf-8"}
HEAD = '<link rel="canonical" href="https://127.0.0.1:1{path}">'


def page(path, body, status=200, language="fr"):
    html = f'<html lang="{language}"><head></head><body>{body}</body></html>'
    return Page.read(Answer(path, status, HTML, html.encode()), HOST)


def visit(*pages, files=(), redirects=()):
    return SimpleNamespace(
        pages={one.path: one for one in pages},
        files={path: Answer(path, status, {"content-type": "image/png"}, b"") for path, status in files},
        redirects=dict(redirects),
        guessed={"/peut-être/"},
    )


def misses(rows):
    return [miss for row in rows for miss in row.misses]


def test_a_dead_link_a_lost_anchor_a_missing_picture_and_a_script_are_found():
    body = '<a href="/b/#ici">b</a><a href="/b/#perdu">b</a><a href="/parti/">c</a><a href="javascript:x()">d</a>'
    site = visit(
        page("/", f'{body}<img src="/media/x.png"><a href="/ancien/">e</a>'),
        page("/b/", '<p id="ici">'),
        page("/parti/", "", status=404),
        page("/peut-être/", '<a href="#">f</a>', status=404),
        files=[("/media/x.png", 404)],
        redirects=[("/ancien/", "/parti/")],
    )

    assert misses(links.check(Site("demo", ""), site)) == [
        "/: /b/#perdu has no such anchor",
        "/: /parti/ answers 404",
        "/: /ancien/ answers 404",
        "/: javascript:x() is no address",
        "/parti/: answers 404",
        "/: /media/x.png answers 404",
    ]


def test_what_the_importer_names_is_forgiven_and_nothing_that_looks_like_it():
    said = [
        {"code": "dead-link", "message": "the link /docs/R%C3%A8glement.pdf leads to nothing in the tree"},
        {"code": "menu", "message": "an entry leads to /docs/autre.pdf and more"},
    ]
    missed = ["/a/: /docs/Règlement.pdf answers 404", "/a/: /docs/R answers 404", "/a/: /docs/autre.pdf answers 404"]

    assert links.known(Site("corpus", "", said), missed) == (missed[1:], missed[:1])


def test_an_alternate_that_does_not_name_back_is_found():
    french = '<link rel="alternate" hreflang="{}" href="http://127.0.0.1:1{}">'
    both = french.format("fr", "/") + french.format("en", "/en/") + french.format("x-default", "/")
    alone = french.format("en", "/en/")
    one, other = page("/", both + HEAD.format(path="/")), page("/en/", alone, language="en")

    assert misses(alternates.check(Site("demo", ""), visit(one, other))) == [
        "/en/: canonical is missing",
        "/: /en/ does not name it back alike",
        "/en/: has no x-default",
    ]


@pytest.mark.parametrize(
    ("body", "kind", "found"),
    [
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><entry></feed>", "application/atom+xml", "is not well-formed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed>", "application/atom+xml", "an entry has no id"),
        (
            b"<feed xmlns='http://www.w3.org/2005/Atom'><title>a</title></feed>",
            "application/atom+xml",
            "holds no entry",
        ),
        (b'{"version": "1", "title": "a", "items": []}', "application/feed+json", "has no feed_url"),
        (b'{"version": "1", "title": "a", "feed_url": "/", "items": []}', "application/feed+json", "holds no item"),
        (
            b'{"version": "1", "title": "a", "feed_url": "/", "items": [{"id": "1", "title": "b"}]}',
            "application/feed+json",
            "an item has no url",
        ),
    ],
)
def test_a_feed_that_a_reader_would_have_to_forgive_is_found(body, kind, found):
    one = page("/", f'<link rel="alternate" type="{kind}" href="/feed">')
    site = visit(one)
    site.files["/feed"] = Answer("/feed", 200, {"content-type": kind}, body)

    assert misses(feeds.check(Site("demo", ""), site))[0].startswith(f"/feed: {found}")


def test_a_path_is_asked_for_as_a_browser_does():
    assert own_path(f"http://{HOST}/é/a b?q=é", HOST) == "/%C3%A9/a%20b?q=%C3%A9"
    assert own_path(f"webcal://{HOST}/a.ics", HOST) == "/a.ics"
    assert own_path("https://elsewhere.example/", HOST) is None


def test_the_table_says_what_missed_and_what_was_known():
    rows = [
        Row("links", "demo", 3, "1 broken", "0 broken", ["/: /b/ answers 404"]),
        Row("links", "corpus", 3, "1 broken", "0 broken", [], ["/: /c/ answers 404"]),
    ]

    assert as_text(rows).splitlines() == [
        "check  site    pages  result             bar",
        "-----  ------  -----  -----------------  --------  ----",
        "links  demo    3      1 broken           0 broken  MISS",
        "links  corpus  3      1 broken, 1 known  0 broken  OK",
        "",
        "links, demo: 1 missed",
        "  /: /b/ answers 404",
        "",
        "links, corpus: 1 named by the importer's report",
        "  /: /c/ answers 404",
    ]

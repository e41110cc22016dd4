"""What references lead to today: one query a kind, whatever the number of references in a text or on a page."""

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from html import escape, unescape

LINK = re.compile(r'<a href="([a-z_]+):([a-z0-9][a-z0-9._-]*)(#[^"]*)?"([^>]*)>(.*?)</a>', re.S)
FIGURE = re.compile(r"<figure ([^>]*)></figure>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')

_link_resolvers = {}
_link_models = {}
_figure_renderers = {}
_held_back = ContextVar("held_back", default=False)


@dataclass(frozen=True)
class Figure:
    """A picture or player as a text asks for it; alt and caption are those of this use, "" for the library's.

    `language` is that of the text when it is not the page's, else "".
    """

    kind: str
    key: str
    alt: str = ""
    caption: str = ""
    href: str = ""
    language: str = ""


def register_links(kind, resolver, model=None):
    """`resolver(keys)` → `{key: path}` for the items of that kind a visitor of the active language may read.

    `model` is what the items of that kind are rows of.
    """
    _link_resolvers[kind] = resolver
    if model is not None:
        _link_models[kind] = model


def link_models():
    """`{kind: model}` of the kinds of item that a text may link to."""
    return dict(_link_models)


def paths(kind, keys):
    """`{key: path}` of the items that visitors of the active language may read."""
    return _link_resolvers[kind](keys) if kind in _link_resolvers else {}


def link_kinds():
    """The kinds of item that a text may link to."""
    return set(_link_resolvers)


def register_figures(kind, renderer):
    """`renderer(figures)` → the HTML of each `Figure` of that kind ("image" or "embed"), in order."""
    _figure_renderers[kind] = renderer


@contextmanager
def held_back():
    """Inside, `resolve` leaves references as they are: the one who holds them back resolves all the texts at once."""
    token = _held_back.set(True)
    try:
        yield
    finally:
        _held_back.reset(token)


def in_language(html, language):
    """The HTML of a text in another language than the page's, which its figures are told."""
    return html.replace("<figure ", f'<figure data-language="{escape(language)}" ')


def resolve(html):
    """The HTML with today's addresses and pictures in place of references; a link to nothing leaves its words."""
    if _held_back.get():
        return html
    html = _resolve_figures(html)
    wanted = {}
    for kind, key, _anchor, _rest, _text in LINK.findall(html):
        wanted.setdefault(kind, set()).add(key)
    found = {kind: _link_resolvers[kind](keys) for kind, keys in wanted.items() if kind in _link_resolvers}

    def replaced(match):
        kind, key, anchor, rest, text = match.groups()
        if kind not in _link_resolvers:
            return match.group(0)
        path = found[kind].get(key)
        return f'<a href="{escape(path)}{anchor or ""}"{rest}>{text}</a>' if path else text

    return LINK.sub(replaced, html)


def _resolve_figures(html):
    figures = [_figure(match.group(1)) for match in FIGURE.finditer(html)]
    rendered = {}
    for kind, renderer in _figure_renderers.items():
        positions = [index for index, figure in enumerate(figures) if figure.kind == kind]
        parts = renderer([figures[index] for index in positions]) if positions else []
        rendered.update(zip(positions, parts, strict=True))
    order = iter(range(len(figures)))
    return FIGURE.sub(lambda _match: rendered.get(next(order), ""), html)


def _figure(attributes):
    found = {name: unescape(text) for name, text in ATTRIBUTE.findall(attributes)}
    kind = "image" if "data-image" in found else "embed"
    return Figure(
        kind,
        found.get(f"data-{kind}", ""),
        found.get("data-alt", ""),
        found.get("data-caption", ""),
        found.get("data-href", ""),
        found.get("data-language", ""),
    )


def references(html):
    """Every `(kind, key)` an HTML text refers to, pictures included."""
    links = {(kind, key) for kind, key, *_rest in LINK.findall(html) if kind in _link_resolvers}
    return links | {(figure.kind, figure.key) for match in FIGURE.finditer(html) if (figure := _figure(match.group(1)))}

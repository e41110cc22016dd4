"""Markdown to safe HTML in which pictures, players and internal links stay references.

`![alt](image:KEY "caption")` becomes `<figure data-image="KEY" …></figure>`, `![title](embed:ADDRESS)` becomes
`<figure data-embed="ADDRESS" …></figure>` and `[text](post:KEY)` keeps its reference as `href`. What they lead to is
looked up when the page is shown (`eig.text.references`), so a credit or an address changed later is right everywhere.
"""

import re
from functools import cache
from html import escape

import nh3
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from eig.text.folding import fold
from eig.text.references import link_kinds

TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br"),
    *("a", "em", "strong", "s", "sup", "figure", "section", "div"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title", "id", "class"},
    "figure": {"data-image", "data-embed", "data-alt", "data-caption", "data-href"},
    "ol": {"start", "class"},
    "li": {"id", "class"},
    "th": {"class", "scope"},
    "td": {"class"},
    "sup": {"class"},
    "section": {"class"},
    "hr": {"class"},
    "div": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
# A colon and a space, of any kind: staff may type or paste the one that does not break.
TITLE = re.compile(r":\s+(.*)", re.DOTALL)
SCHEMES = {"http", "https", "mailto", "tel"}


def render(source):
    """Safe HTML of a Markdown text; headings start at h2 and carry an id, raw HTML is shown as text."""
    if not source.strip():
        return ""
    html = _markdown().render(source)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=schemes(), link_rel=None)


def render_inline(source):
    """Safe HTML of a line of Markdown: emphasis and links, for captions and descriptions."""
    if not source.strip():
        return ""
    html = _markdown().renderInline(source)
    return nh3.clean(
        html, tags={"a", "em", "strong", "code", "br"}, attributes={"a": {"href"}}, url_schemes=schemes(), link_rel=None
    )


def schemes():
    """What an address in a text may begin with: the web, mail, the phone, and the kinds of item sections registered."""
    return SCHEMES | link_kinds()


@cache
def _markdown():
    """The parser, made once, for captions are rendered whenever a page is shown; it keeps nothing of a text."""
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin)
    parser.core.ruler.push("headings", _headings)
    parser.core.ruler.push("figures", _figures)
    parser.core.ruler.push("tables", _tables)
    parser.core.ruler.push("captions", _captions)
    parser.add_render_rule("figure", _render_figure)
    parser.add_render_rule("image", _render_figure)
    return parser


def _headings(state):
    """h1 becomes h2 and so on down, when the text has an h1; every heading gets an id of its own."""
    headings = [token for token in state.tokens if token.type in {"heading_open", "heading_close"}]
    shift = 1 if any(token.tag == "h1" for token in headings) else 0
    used = set()
    for index, token in enumerate(state.tokens):
        if token.type not in {"heading_open", "heading_close"}:
            continue
        token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
        if token.type == "heading_open":
            token.attrSet("id", _free_id(state.tokens[index + 1], used))


def _free_id(inline, used):
    text = "".join(child.content for child in inline.children if child.type in {"text", "code_inline"})
    base = slugify(fold(text).replace("'", "-"))[:60].strip("-") or "section"
    candidate, number = base, 2
    while candidate in used:
        candidate, number = f"{base}-{number}", number + 1
    used.add(candidate)
    return candidate


def _figures(state):
    """Pictures leave the line they stand in and follow it as figures; a paragraph left empty goes."""
    tokens = []
    pending = []
    for token in state.tokens:
        if token.type == "inline" and tokens and tokens[-1].type in {"paragraph_open", "heading_open"}:
            token.children, pending = _without_images(token.children)
            if pending and not _says_something(token.children):
                token.children = []
        tokens.append(token)
        if token.type in {"paragraph_close", "heading_close"} and pending:
            if not tokens[-2].children:
                del tokens[-3:]
            tokens += pending
            pending = []
    state.tokens = tokens


def _without_images(children):
    """`(the line without its pictures, a figure token for each)`; a link around a picture goes with it."""
    kept, figures, href = [], [], ""
    for child in children:
        if child.type == "link_open":
            href = child.attrGet("href")
        elif child.type == "link_close":
            href = ""
        if child.type != "image":
            kept.append(child)
            continue
        figure = Token("figure", "figure", 0, attrs=dict(child.attrs), children=child.children, block=True)
        if href:
            figure.attrSet("href", href)
        figures.append(figure)
    return kept, figures


def _says_something(children):
    return any(child.content.strip() for child in children)


def _render_figure(renderer, tokens, index, options, env):
    token = tokens[index]
    address = token.attrGet("src") or ""
    words = _plain(token.children or ())
    kind, _colon, key = address.partition(":")
    if kind == "embed":
        attributes = {"data-embed": key, "data-caption": words}
    elif kind == "image":
        attributes = {
            "data-image": key,
            "data-alt": words,
            "data-caption": token.attrGet("title") or "",
            "data-href": token.attrGet("href") or "",
        }
    else:
        # A picture elsewhere is never loaded: its words and its address stay, as a link.
        return f'<p><a href="{escape(address)}">{escape(words or address)}</a></p>'
    written = " ".join(f'{name}="{escape(str(text))}"' for name, text in attributes.items() if text)
    return f"<figure {written}></figure>\n"


def _plain(children):
    """The words between the brackets of a picture as they are read aloud: no sign of Markdown, no escape."""
    parts = []
    for child in children:
        if child.type == "image":
            parts.append(_plain(child.children or ()))
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        else:
            parts.append(child.content)
    return "".join(parts)


def _tables(state):
    """Column alignment as a class, for the CSP allows no style attribute; header cells say what they head."""
    for token in state.tokens:
        if token.type in {"th_open", "td_open"} and (style := token.attrGet("style")):
            del token.attrs["style"]
            token.attrSet("class", f"eig-{str(style).removeprefix('text-align:').strip()}")
        if token.type == "th_open":
            token.attrSet("scope", "col")


def _captions(state):
    """A paragraph that begins with a colon, right above a table, is its title: it goes inside."""
    tokens = []
    for token in state.tokens:
        tokens.append(token)
        if token.type == "table_open" and (title := _title_above(tokens)):
            del tokens[-4:-1]
            tokens += [_paired("caption_open", 1), title, _paired("caption_close", -1)]
    state.tokens = tokens


def _title_above(tokens):
    """The line that is the title of the table at the end, without its colon, or None."""
    if [token.type for token in tokens[-4:-1]] != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    line = tokens[-3]
    first = line.children[0] if line.children else None
    words = TITLE.fullmatch(first.content) if first and first.type == "text" else None
    if not words or not (words[1] or line.children[1:]):
        return None
    first.content = words[1]
    return line


def _paired(kind, nesting):
    return Token(kind, "caption", nesting, block=True)

"""Liquid rendered as Jekyll would: a page's loops over its own front matter, data, includes and filters."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakKeyDictionary

from liquid import CachingDictLoader, Environment, Mode
from liquid.ast import Node
from liquid.exceptions import LiquidError, ResourceLimitError, TemplateNotFoundError
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, TOKEN_TAG
from markdown_it import MarkdownIt

from eig.jekyll.permalinks import dated_name
from eig.jekyll.problems import Problem
from eig.jekyll.shapes import without_loops

HIGHLIGHT = re.compile(r"\{%-?\s*highlight\s+([\w+-]+)[^%]*?-?%\}(.*?)\{%-?\s*endhighlight\s*-?%\}", re.S)
LINK_TAG = re.compile(r"\{%-?\s*(?:post_url|link)\s+([^\s%]+)\s*-?%\}")
PARAMETER = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"']+)")
PATH_STEP = re.compile(r"\[?[\"']?([\w-]+)[\"']?\]?\.?")


@dataclass
class Rendered:
    """A text without Liquid, and what went wrong on the way."""

    text: str
    problems: list[Problem] = field(default_factory=list)


def render(document, tree, leave_out=()):
    """The document's body, Liquid rendered, loops over `leave_out` ("site.data.x", "site.posts", …) left out."""
    if "{%" not in document.body and "{{" not in document.body:
        return Rendered(document.body)
    if tree not in _sites:
        _sites[tree] = _site(tree)
    site = _sites[tree]
    source = without_loops(_own_tags(document.body, document, tree), leave_out, document.front)
    includes = {name: without_loops(text, leave_out, document.front) for name, text in tree.includes.items()}
    environment = _Environment(includes, tree)
    page = _page(document)
    try:
        template = environment.from_string(source)
        text = template.render(site=site, page=page, paginator=_paginator(document, tree, site), layout={})
    except LiquidError as error:
        environment.said.append(str(error))
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.S)
    said = dict.fromkeys(environment.said)
    return Rendered(text, [Problem(document.source, document.line, f"Liquid: {line}", "liquid") for line in said])


_sites = WeakKeyDictionary()


def _own_tags(source, document, tree):
    """Jekyll's tags that Liquid does not know, as what they stand for."""

    def code(found):
        language, text = found.group(1), found.group(2).strip("\n")
        if document.markup == "html":
            escaped = text.replace("&", "&amp;").replace("<", "&lt;")
            return f'<pre><code class="language-{language}">{escaped}</code></pre>'
        return f"```{language}\n{{% raw %}}{text}{{% endraw %}}\n```"

    def link(found):
        name = found.group(1).strip("/")
        for other in tree.documents:
            stem = other.source.rpartition(".")[0]
            if other.source == name or stem.rpartition("/")[2] == name or dated_name(name)[1] == other.slug:
                return other.address
        return ""

    return LINK_TAG.sub(link, HIGHLIGHT.sub(code, source))


def _page(document):
    return document.defaults | document.front | {
        "url": document.address,
        "path": document.source,
        "name": document.source.rpartition("/")[2],
        "slug": document.slug,
        "date": document.date,
        "content": document.body,
        "collection": document.collection,
        "id": document.address.rpartition(".")[0],
    }  # fmt: skip


def _site(tree):
    posts = [_page(post) for post in reversed(tree.posts) if post.published]
    collections = {
        label: [_page(item) for item in tree.collection(label) if item.published] for label in tree.config.collections
    }
    tags = {}
    for post in posts:
        for tag in _tags(post.get("tags")):
            tags.setdefault(tag, []).append(post)
    return tree.config.raw | collections | {
        "data": tree.data,
        "posts": posts,
        "pages": [_page(page) for page in tree.pages],
        "tags": tags,
        "time": max((post["date"] for post in posts if post["date"]), default=datetime(1970, 1, 1)),
        "collections": [{"label": label, "docs": items} for label, items in collections.items()],
    }  # fmt: skip


def _tags(value):
    """The words of a front matter's tags, however they are written."""
    return [str(tag) for tag in value] if isinstance(value, list) else str(value or "").split()


def _paginator(document, tree, site):
    found = next((pages for pages in tree.paginations if pages.document is document), None)
    if not found:
        return {}
    posts = [post for post in site["posts"] if post.get("locale", document.language) == document.language]
    return {
        "page": 1,
        "per_page": found.per_page,
        "posts": posts[: found.per_page],
        "total_posts": len(posts),
        "total_pages": len(found.addresses),
        "next_page": 2 if len(found.addresses) > 1 else None,
    }


class _Environment(Environment):
    """Forgiving, like Jekyll's; remembers what it forgave. No template goes on for ever, nor fills the memory."""

    loop_iteration_limit = 5_000_000
    output_stream_limit = local_namespace_limit = 20_000_000
    include_limit = 20_000

    def __init__(self, includes, tree):
        super().__init__(tolerance=Mode.LAX, loader=CachingDictLoader(includes), strict_filters=False)
        self.said, self.included = [], 0
        self.add_tag(_Include)
        self.tags["include_cached"] = self.tags["include_relative"] = self.tags["include"]
        url, base = tree.config.url, tree.config.baseurl
        self.filters |= FILTERS | {
            "relative_url": lambda value, *_args: base + "/" + str(value or "").lstrip("/"),
            "absolute_url": lambda value, *_args: url + base + "/" + str(value or "").lstrip("/"),
        }

    def error(self, exc, msg=None, token=None):
        self.said.append(str(msg or exc).splitlines()[0])


class _IncludeNode(Node):
    def __init__(self, token, name, parameters):
        super().__init__(token)
        self.name, self.parameters, self.blank = name, parameters, False

    def render_to_output(self, context, buffer):
        context.env.included += 1
        if context.env.included > context.env.include_limit:
            raise ResourceLimitError("include limit reached", token=self.token)
        try:
            template = context.env.get_template(self.name, context=context, tag="include")
        except TemplateNotFoundError:
            context.env.said.append(f"the include “{self.name}” is not in the tree")
            return 0
        values = {name: _value(text, context) for name, text in self.parameters}
        with context.extend({"include": values}, template=template):
            template.render_with_context(context, buffer, partial=True)
        return 1


class _Include(Tag):
    """Jekyll's include: a bare file name, then `name=value` pairs read as `include.name`."""

    name = "include"
    block = False

    def parse(self, stream):
        token = stream.eat(TOKEN_TAG)
        text = stream.current.value if stream.current.kind == TOKEN_EXPRESSION else ""
        name = text.split()[0].strip("\"'") if text.split() else ""
        return _IncludeNode(token, name, PARAMETER.findall(text))


def _value(text, context):
    if text[:1] in "\"'":
        return text[1:-1]
    if text.lstrip("-").isdigit():
        return int(text)
    steps = [int(step) if step.isdigit() else step for step in PATH_STEP.findall(text)]
    return {"true": True, "false": False}.get(text, context.get(steps, token=None, default="") if steps else "")


def _markdownify(value, *_args):
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(str(value or ""))


def _slugify(value, *_args):
    return re.sub(r"[^\w]+", "-", str(value or "").lower()).strip("-")


def _group_by(value, key="", *_args):
    groups = {}
    for item in value or []:
        groups.setdefault(item.get(key) if isinstance(item, dict) else None, []).append(item)
    return [{"name": name, "items": items, "size": len(items)} for name, items in groups.items()]


def _sentence(value, connector="and", *_args):
    names = [str(item) for item in value or []]
    return f"{', '.join(names[:-1])} {connector} {names[-1]}" if len(names) > 1 else "".join(names)


def _dated(pattern):
    return lambda value, *_args: value.strftime(pattern) if hasattr(value, "strftime") else str(value or "")


def _same(value, *_args):
    return value


FILTERS = {
    "markdownify": _markdownify,
    "slugify": _slugify,
    "group_by": _group_by,
    "array_to_sentence_string": _sentence,
    "jsonify": lambda value, *_args: json.dumps(value, ensure_ascii=False, default=str),
    "normalize_whitespace": lambda value, *_args: " ".join(str(value or "").split()),
    "number_of_words": lambda value, *_args: len(str(value or "").split()),
    "xml_escape": lambda value, *_args: str(value or "").replace("&", "&amp;").replace("<", "&lt;"),
    "date_to_string": _dated("%d %b %Y"),
    "date_to_long_string": _dated("%d %B %Y"),
    "date_to_xmlschema": _dated("%Y-%m-%dT%H:%M:%S%z"),
    "date_to_rfc822": _dated("%a, %d %b %Y %H:%M:%S %z"),
    "smartify": _same,
    "uri_escape": _same,
    "cgi_escape": _same,
    "where_exp": _same,
}

"""Feeds with whole texts, each in Atom, RSS and JSON: sections make the entries.

A feed lies under the page that it follows: `feed.xml`, `rss.xml` and `feed.json`.
"""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.http import HttpResponse
from django.urls import path
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from eig.text.references import in_language, resolve
from eig.text.typography import typeset, typeset_html

ENTRIES_IN_A_FEED = 20
# XML has no word for them; pasted texts do.
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The cleaner leaves no comment in a text, and templates escape what they print.
BETWEEN_TEXTS = "<!-- next text -->"
ADDRESSES = re.compile(r'\b(href|src|srcset)="([^"]*)"')
# A feed without an entry has not changed since then, whenever it is asked for.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """Something new on the site: a rendered text, its references as they are, and what is said of it.

    `name` is what its id is made of after the host, whatever its address: "2026-03-14:KEY".
    """

    name: str
    path: str
    title: str
    summary: str
    html: str
    language: str
    published: datetime
    updated: datetime
    author: str = ""
    categories: tuple[str, ...] = ()


class _Dated:
    """A feed that is the same as long as its entries are, an empty one too."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else NEVER


class AtomFeed(_Dated, Atom1Feed):
    file_name, label, end = "feed.xml", "Atom", ""

    def item_attributes(self, item):
        own = item["language"] != self.feed["language"]
        return {**super().item_attributes(item), **({"xml:lang": item["language"]} if own else {})}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


class RssFeed(_Dated, Rss201rev2Feed):
    file_name, label, end = "rss.xml", "RSS", "_rss"
    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self):
        return {**super().rss_attributes(), "xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])


class JsonFeed(_Dated, SyndicationFeed):
    """JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/"""

    file_name, label, end = "feed.json", "JSON Feed", "_json"
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "description": self.feed["description"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False).encode(encoding))

    def _item(self, item):
        told = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["content"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": [{"name": item["author_name"]}] if item["author_name"] else [],
            "tags": list(item["categories"]),
            "language": item["language"],
        }
        # What says nothing is left out, but a text, which an item owes.
        return {name: value for name, value in told.items() if value or name == "content_html"}


FORMATS = (AtomFeed, RssFeed, JsonFeed)


@dataclass(frozen=True)
class Followed:
    """What a feed follows: its name, what it is about, the path of its page and its entries, the newest first.

    `by_day`: entries bear a day, which does not tell when the feed last changed.
    """

    title: str
    description: str
    path: str
    entries: list
    by_day: bool = False


def routes(followed, name="feed"):
    """The addresses of a feed in each format, to be included under that of its page.

    `followed(**kwargs)` → Followed, of the kwargs that the address of the page holds; Http404 where there is none.
    """
    return [path(kind.file_name, _view(followed, kind), name=f"{name}{kind.end}") for kind in FORMATS]


def links(base):
    """`(media type, name of the format, path)` of the feed under the path of a page, in each format."""
    return [(kind.content_type.partition(";")[0], kind.label, f"{base}{kind.file_name}") for kind in FORMATS]


def _view(followed, kind):
    @require_safe
    @conditional_page
    def view(request, **kwargs):
        found = followed(**kwargs)
        absolute = request.build_absolute_uri
        feed = kind(
            title=plain(found.title),
            link=absolute(found.path),
            description=plain(found.description),
            subtitle=plain(found.description),
            language=get_language(),
            feed_url=absolute(request.path),
        )
        for entry in _whole(found.entries[:ENTRIES_IN_A_FEED], absolute("/")[:-1]):
            _add(feed, entry, request)
        response = HttpResponse(content_type=kind.content_type)
        if not found.by_day:
            response.headers["Last-Modified"] = http_date(feed.latest_post_date().timestamp())
        feed.write(response, "utf-8")
        return response

    return view


def _add(feed, entry, request):
    feed.add_item(
        title=plain(typeset(entry.title, entry.language)),
        link=request.build_absolute_uri(entry.path),
        description=plain(typeset(entry.summary, entry.language)),
        unique_id=f"tag:{request.get_host()},{entry.name}/{get_language()}",
        unique_id_is_permalink=False,
        pubdate=entry.published,
        updateddate=entry.updated,
        author_name=plain(entry.author) or None,
        categories=[plain(category) for category in entry.categories],
        content=entry.html,
        language=entry.language,
    )


def plain(text):
    """The text without what no feed can hold."""
    return CONTROL_CHARACTERS.sub("", str(text or ""))


def _whole(entries, site):
    """The entries, their texts with references resolved and whole addresses, for one query a kind in all."""
    if not entries:
        return []
    texts = resolve(BETWEEN_TEXTS.join(_set(entry) for entry in entries)).split(BETWEEN_TEXTS)
    return [
        replace(entry, html=_with_whole_addresses(plain(text), site))
        for entry, text in zip(entries, texts, strict=True)
    ]


def _set(entry):
    """The text as its language prints it, and said to be in that language where the feed is in another."""
    html = typeset_html(entry.html, entry.language)
    if not html or entry.language == get_language():
        return html
    return f'<div lang="{entry.language}">{in_language(html, entry.language)}</div>'


def _with_whole_addresses(html, site):
    def whole(match):
        parts = [f"{site}{part}" if re.match(r"/(?!/)", part) else part for part in match[2].split(", ")]
        return f'{match[1]}="{", ".join(parts)}"'

    return ADDRESSES.sub(whole, html)

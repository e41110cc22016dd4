"""A visitor over HTTP who follows every link of a site, and keeps what the checks look at."""

import http.client
import re
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, URLPattern, get_resolver, resolve, reverse
from django.utils.translation import get_language_from_path, override

from eig.languages.columns import codes

# The one parameter that leads on from a page that a query string made: each filter of each filter would be endless.
LEADS_ON = {"page"}
NOWHERE = "nothing-stands-here/"
FEEDS = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
# What a page names beside its links: all of it has to be there.
LOADED = {
    "img[src]": "src",
    "source[src]": "src",
    "script[src]": "src",
    "link[href]": "href",
    "meta[property='og:image']": "content",
    "meta[name='twitter:image']": "content",
}
OWN_SCHEMES = {"http", "https", "webcal"}
SAFE_SCHEMES = {*OWN_SCHEMES, "mailto", "tel"}
# What nobody can guess, and what has no page.
UNSEEN = {"document_file", "rendition", "shared_preview"}
# Pages that only a form makes, by view.
ASKED = {"search:results": ["?q=donnees", "?q=qwxzk"]}


@dataclass
class Answer:
    """What an address answered: a page when it is HTML."""

    path: str
    status: int
    headers: dict
    body: bytes

    @property
    def is_page(self):
        return self.headers.get("content-type", "").startswith("text/html")


@dataclass
class Page(Answer):
    """A page and what it says of itself: paths are those of this site, `outside` the addresses of others."""

    language: str = ""
    view: str = ""
    ids: set = field(default_factory=set)
    links: list = field(default_factory=list)  # (path, fragment)
    loaded: list = field(default_factory=list)
    outside: list = field(default_factory=list)
    alternates: dict = field(default_factory=dict)
    canonical: str = ""
    feeds: list = field(default_factory=list)

    @classmethod
    def read(cls, answer, host):
        """The page of an answer; `host` is the one whose absolute addresses are this site's."""
        page = cls(answer.path, answer.status, answer.headers, answer.body, view=view_of(answer.path))
        soup = BeautifulSoup(answer.body, "html.parser")
        page.language = soup.html.get("lang", "") if soup.html else ""
        page.ids = {element["id"] for element in soup.find_all(id=True)}
        for link in soup.find_all(["a", "area"], href=True):
            page._note_link(link["href"], host)
        for selector, attribute in LOADED.items():
            for element in soup.select(selector):
                page._note_loaded(element, element[attribute], host)
        return page

    def _note_link(self, href, host):
        address, fragment = urldefrag(urljoin(f"http://{host}{self.path}", href.strip()))
        if (path := own_path(address, host)) is None:
            self.outside.append(href)
        else:
            self.links.append((path, unquote(fragment)))

    def _note_loaded(self, element, href, host):
        path = own_path(urljoin(f"http://{host}{self.path}", href), host)
        rel = element.get("rel") or []
        if "canonical" in rel:
            self.canonical = href
        elif "alternate" in rel and element.get("hreflang"):
            self.alternates[element["hreflang"]] = path
        elif path is None:
            self.outside.append(href)
        else:
            self.loaded.append(path)
            if element.get("type") in FEEDS:
                self.feeds.append(path)


def own_path(address, host):
    """The path of an address of this site, as a request asks for it; None for that of another."""
    parts = urlsplit(address)
    if parts.scheme not in OWN_SCHEMES or parts.netloc != host:
        return None
    path, query = (quote(part, safe="/?%:@!$&'()*+,;=~-._") for part in (parts.path or "/", parts.query))
    return f"{path}?{query}" if query else path


def view_of(path):
    """The name of the view that answers at a path; "" for none."""
    path = unquote(path.partition("?")[0])
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE), suppress(Resolver404):
        return resolve(path).view_name
    return ""


class Visit:
    """All that a site answers: `pages` and `files` by path, `redirects` to the path they lead to."""

    def __init__(self, base):
        self.host = urlsplit(base).netloc
        self.pages, self.files, self.redirects = {}, {}, {}
        # Where a site may have a page without owing it: nothing is wrong when it has none.
        self.guessed = set()
        self._connection = http.client.HTTPConnection(self.host, timeout=120)

    def run(self):
        self.guessed = set(self._guesses())
        waiting = [*self.guessed, *self._sitemap(reverse("seo:sitemap"))]
        while waiting:
            path = waiting.pop()
            if path in self.pages or path in self.files or path in self.redirects:
                continue
            answer = self.get(path)
            if answer.status in {301, 302, 303, 307, 308}:
                self.redirects[path] = own_path(urljoin(f"http://{self.host}{path}", self._here(answer)), self.host)
                waiting += [self.redirects[path]] if self.redirects[path] else []
            elif answer.is_page:
                page = self.pages[path] = Page.read(answer, self.host)
                waiting += self._next(page)
            else:
                self.files[path] = answer
        return self

    def get(self, path, **headers):
        """The answer at a path; the connection is kept as a browser keeps it."""
        try:
            self._connection.request("GET", path, headers=headers)
            response = self._connection.getresponse()
        except (http.client.HTTPException, ConnectionError):
            self._connection.close()
            self._connection.request("GET", path, headers=headers)
            response = self._connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(path, response.status, found, response.read())

    def _here(self, answer):
        """Where a redirect leads, on the host that is asked."""
        return answer.headers["location"].replace(f"https://{self.host}", f"http://{self.host}")

    def _guesses(self):
        for code in codes():
            with override(code):
                yield reverse("home") + NOWHERE
                for view in public_views():
                    with suppress(NoReverseMatch):  # it needs to be told of what
                        path = reverse(view)
                        yield from (path, *(path + query for query in ASKED.get(view, ())))

    def _sitemap(self, path):
        """The paths that a sitemap names, and those that the sitemaps among them name."""
        text = self.get(path).body.decode()
        for address in re.findall(r"<loc>([^<]+)</loc>", text):
            found = own_path(address.replace("https://", "http://").replace("&amp;", "&"), self.host)
            yield found
            if "<sitemapindex" in text:
                yield from self._sitemap(found)

    def _next(self, page):
        asked = {name for name, _value in parse_qsl(page.path.partition("?")[2], keep_blank_values=True)}
        for path, _fragment in page.links:
            added = {name for name, _value in parse_qsl(path.partition("?")[2], keep_blank_values=True)}
            if not is_back_office(path) and (not asked or not added or added <= LEADS_ON):
                yield path
        yield from page.loaded
        yield from filter(None, page.alternates.values())


def is_back_office(path):
    for code in codes():
        with override(code):
            if path.startswith(reverse("admin:index")):
                return True
    return False


def public_views(patterns=None, namespace="", before=""):
    """The names of the public views, from the resolver."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = f"{before}{pattern.pattern}"
        if is_back_office(f"/{path}"):
            continue
        if isinstance(pattern, URLPattern):
            found.add(f"{namespace}{pattern.name}" if pattern.name else "")
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= public_views(pattern.url_patterns, inner, path)
    return {view for view in found if view and view not in UNSEEN}

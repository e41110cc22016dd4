"""Whatever is asked of whatever public address: an answer that was meant, never a failure.

A property of all the routes of `eig.urls`, found by walking the resolver: a page added tomorrow is asked too. The suite
asks a bounded number of requests, the same ones each time; `make audit-requests` many more, and others each time.
"""

import os
import re
from collections import defaultdict
from http import HTTPStatus
from urllib.parse import quote_from_bytes

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client, RequestFactory, override_settings
from django.test.client import FakePayload
from django.urls import URLPattern, get_resolver, resolve, reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from eig.languages.columns import codes
from eig.wsgi import application
from tests.browser.site import PAGES, build_site

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hostile_requests")]

MANY = int(os.environ.get("HOSTILE_REQUESTS") or 0)
# Enough for every route, method and odd text to come up; one round of them is some seconds.
EXAMPLES = MANY or 100
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"]
MEANT = {
    HTTPStatus.OK,
    HTTPStatus.NO_CONTENT,
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.NOT_MODIFIED,
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.GONE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.TOO_MANY_REQUESTS,
}
LONG = b"a" * 10_240
SCRIPT = b"'\"><script>"
# As they come over the wire, before anything decodes them.
ODD = [
    *[b"", b" ", b"abc", b"0", b"-1", b"1.5", b"1e9", b"99999999999", b"9" * 400, b"NaN", b"[]", b"None"],
    *[text.encode() for text in ("œuvre d’État", "١٢", "ﬃ İ ß \u202e \u2028", "\U0010ffff", "e\u0301" * 9)],
    # Latin-1, half a character, one in too many bytes, a surrogate, and what undoes an encoding twice.
    *["é".encode("latin-1"), b"\xff\xfe", b"\xc3", b"\xc0\xaf", b"\xed\xa0\x80", b"%", b"%zz", b"%25%30%30"],
    *[b"\0", b"a\0b", b"%00", b"\r\nA: b", b"../../etc/passwd", b"//example.org", b"\\", SCRIPT, b"' OR 1=1 --"],
    *[b"{{ 7*7 }}", b"%s%d", b"*", b"(", b"a & | !", LONG, "é".encode() * 5_000, b"a " * 5_000],
]
KEYS = [b"page", b"q", b"a[]", b"page[]", b"page[0][$gt]", b"unknown", b"utm_source", b"format", b"csrfmiddlewaretoken"]
TYPES = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=nothing",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "application/json",
    "text/plain; charset=utf-16",
    "\xff",
]
# What caches, browsers and nuisances send along.
HEADERS = {
    "HTTP_ACCEPT": ["", "*/*", "image/avif", "\xff"],
    "HTTP_ACCEPT_ENCODING": ["br", "gzip;q=abc", "*"],
    "HTTP_ACCEPT_LANGUAGE": ["en", "xx-" + "y" * 600, "\0"],
    "HTTP_COOKIE": ["sessionid=nobody; csrftoken=\xff", "django_language=en", "=;=", "a" * 9_000],
    "HTTP_HOST": ["testserver", "elsewhere.example", "a..b", "[::1", "testserver:abc", ""],
    "HTTP_IF_MODIFIED_SINCE": ["Sat, 01 Jan 2000 00:00:00 GMT", "yesterday", "Sat, 99 Jan 99999 00:00:00 GMT"],
    "HTTP_IF_NONE_MATCH": ["*", '"a"', 'W/"'],
    "HTTP_RANGE": ["bytes=0-1", "bytes=9-1", "lines=a"],
    "HTTP_REFERER": ["https://elsewhere.example/", "\xff"],
    "HTTP_X_FORWARDED_FOR": ["203.0.113.9", "nobody, \0", "1" * 9_000],
    "HTTP_X_REQUESTED_WITH": ["XMLHttpRequest"],
}
PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")


def routes(patterns=None, before=""):
    """Every public route as it is written in the active language: `/blog/<int:year>/`."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"/{route}"
        elif not f"/{route}".startswith(reverse("admin:index")):
            yield from routes(pattern.url_patterns, route)


def all_routes():
    found = []
    for code in codes():
        with override(code):
            found += [route for route in routes() if not route.startswith(f"{reverse('admin:index')}guide/")]
    return list(dict.fromkeys(found))


def paths_of_pages():
    """The paths of the site built for the browser tests, each once."""
    return list(dict.fromkeys(path.partition("?")[0] for pages in PAGES.values() for path in pages))


class Site:
    """What the site built for the browser tests answers to: the values in its addresses, the fields of its forms."""

    def __init__(self):
        self.values, self.fields = defaultdict(set), defaultdict(set)
        for language, path in [(language, path) for language, pages in PAGES.items() for path in pages]:
            page = BeautifulSoup(Client().get(path).content, "html.parser")
            with override(language):
                for name, value in resolve(path.partition("?")[0]).kwargs.items():
                    self.values[name].add(str(value))
            for field in page.select("form [name]"):
                options = [option.get("value", "") for option in field.select("option")]
                self.fields[field["name"]].update(options or [field.get("value", "")])
            for file in page.select("main img[src^='/media/renditions/']"):
                self.values |= {name: {value} for name, value in resolve(file["src"]).kwargs.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(autouse=True)
def _media(settings, folder):
    """The files of the one site that all these tests ask."""
    settings.MEDIA_ROOT = folder


@pytest.fixture(autouse=True)
def _connection():
    """The connection of the test, which holds the site, outlives each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def site(folder, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=folder), override(codes()[0]):
            build_site()
            found = Site()
        yield found
        transaction.set_rollback(True)


def encoded(value):
    """Text or bytes as a part of an address."""
    return value.encode() if isinstance(value, str) else value


odd_texts = st.sampled_from(ODD) | st.binary(max_size=40)


@st.composite
def paths(draw, site):
    """The bytes of a path: a route whose parts are right, odd or anything."""
    route = draw(st.sampled_from(all_routes()))
    pieces = PLACEHOLDER.split(route)
    made = pieces[0].encode()
    for name, after in zip(pieces[1::2], pieces[2::2], strict=True):
        right = st.sampled_from(sorted(site.values[name])).map(encoded) if site.values[name] else odd_texts
        made += draw(right | odd_texts) + after.encode()
    return made + draw(st.sampled_from([b"", b"", b"", b"", b".html", b"/", b"index.html", b"%00"]))


@st.composite
def pairs(draw, site):
    """Names and values as a form sends them, those of the site's own forms among them; raw or percent-encoded."""
    names = st.sampled_from([name.encode() for name in sorted(site.fields)] + KEYS)
    found = []
    for name in draw(st.lists(names | odd_texts, max_size=4)):
        known = sorted(site.fields.get(name.decode(errors="replace"), ()))
        value = draw((st.sampled_from(known).map(encoded) | odd_texts) if known else odd_texts)
        found += [(name, value)] * draw(st.sampled_from([1, 1, 1, 2, 1_500]))
    if draw(st.booleans()):
        found = [(quote_from_bytes(name).encode(), quote_from_bytes(value).encode()) for name, value in found]
    return draw(st.sampled_from([b"&", b"&", b"&", b";", b"&&"])).join(name + b"=" + value for name, value in found)


@st.composite
def requests(draw, site):
    method = draw(st.sampled_from(["GET", "GET", "GET", *METHODS]))
    asked = {"method": method, "path": draw(paths(site)), "query": draw(pairs(site)), "headers": {}}
    asked["forged"] = draw(st.booleans())
    for name in draw(st.lists(st.sampled_from(sorted(HEADERS)), max_size=2, unique=True)):
        asked["headers"][name] = draw(st.sampled_from(HEADERS[name]))
    if method not in {"GET", "HEAD"}:
        asked["body"] = draw(pairs(site) | st.binary(max_size=200))
        asked["content_type"] = draw(st.sampled_from([TYPES[0], TYPES[0], *TYPES]))
    return asked


class Answered:
    """What the application hands over to its server."""

    def __init__(self, environ):
        body = application(environ, self._begin)
        self.content = b"".join(body)
        body.close()

    def _begin(self, status, headers, exc_info=None):
        self.status_code = int(status.partition(" ")[0])
        self.headers = dict(headers)


def ask(method, path, query=b"", headers=None, body=b"", content_type="", forged=True):
    """The answer to a request as a server hands it over: bytes as latin-1, nothing decoded or refused on the way."""
    # As a server makes it: Django's own request would have decoded the path already.
    environ = RequestFactory()._base_environ(
        REQUEST_METHOD=method, PATH_INFO=path.decode("latin-1"), QUERY_STRING=query.decode("latin-1"), **(headers or {})
    )
    environ |= {"CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(body)), "wsgi.input": FakePayload(body)}
    if not forged:
        token = "a" * CSRF_SECRET_LENGTH
        environ |= {"HTTP_COOKIE": f"{settings.CSRF_COOKIE_NAME}={token}", "HTTP_X_CSRFTOKEN": token}
    return Answered(environ)


def faults(response, without_cookies=True):
    """What is wrong with the answer, whatever was asked."""
    if response.status_code not in MEANT:
        yield f"answers {response.status_code}"
    # A broken cookie that was sent may be taken back; who sent none leaves with none.
    if without_cookies and "Set-Cookie" in response.headers:
        yield f"leaves a cookie: {response.headers['Set-Cookie']}"
    if "default-src 'none'" not in response.headers.get("Content-Security-Policy", ""):
        yield "has no content security policy"
    if response.headers.get("Content-Type", "").startswith("text/html"):
        if b"Traceback" in response.content:
            yield "shows a traceback"
        if SCRIPT in response.content:
            yield "repeats a script that was sent"


def test_every_public_page_is_among_the_routes_that_are_asked():
    found = [re.compile(PLACEHOLDER.sub("[^/]+", re.escape(route).replace(r"\<", "<"))) for route in all_routes()]

    assert [path for path in paths_of_pages() if not any(one.fullmatch(path) for one in found)] == []
    assert [route for route in all_routes() if "/admin/" in route] == []


@hypothesis_settings(
    max_examples=EXAMPLES,
    derandomize=not MANY,
    database=None,
    # One site is asked everything: what a request writes stays in it, as it would.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_no_request_makes_the_site_fail(site, data):
    asked = data.draw(requests(site))
    without_cookies = asked["forged"] and "HTTP_COOKIE" not in asked["headers"]

    assert list(faults(ask(**asked), without_cookies)) == []


def test_each_page_answers_what_once_broke_such_sites_and_head_as_get(site):
    query = b"page=99999999999&page=-1&page=abc&a[]=1&a[]=2&q=%00&unknown=" + LONG
    found = {}
    for path in paths_of_pages():
        answers = {method: ask(method, path.encode(), query) for method in ("GET", "HEAD")}
        wrong = [f"{method} {fault}" for method, answer in answers.items() for fault in faults(answer)]
        got, told = answers["GET"], answers["HEAD"]
        if got.status_code != HTTPStatus.OK:
            wrong.append(f"GET answers {got.status_code}")
        # Its server leaves the body out.
        if (told.status_code, told.headers) != (got.status_code, got.headers):
            wrong.append(f"HEAD answers {told.status_code} {told.headers}")
        if wrong:
            found[path] = wrong

    assert found == {}


@pytest.mark.parametrize(
    ("content_type", "query"),
    [
        # Django reads the whole query, and finds too much in it, before it has a request that could be refused.
        ("text/plain; charset=utf-16", b"a=&" * 1_001),
        ("text/plain; charset*=nothing''a", b""),
        ("a" * 100_000, b""),
    ],
)
def test_what_is_refused_before_there_is_a_request_is_answered(site, content_type, query):
    answer = ask("POST", b"/defis/", query, body=b"a=b", content_type=content_type, forged=False)

    assert list(faults(answer, without_cookies=False)) == []

"""Pages that are kept: never stale, never for one visitor alone, never too many."""

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.models import Cohort
from eig.caching import middleware, requests
from eig.caching.clock import next_change
from eig.caching.middleware import PageCacheMiddleware
from tests.factories import (
    CallFactory,
    CohortFactory,
    ImageFactory,
    PageFactory,
    PostFactory,
    SiteIdentityFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]
PARIS, SECOND = ZoneInfo("Europe/Paris"), timedelta(seconds=1)


@pytest.fixture
def at(monkeypatch):
    """`at(instant)`: it is that instant."""
    return lambda instant: monkeypatch.setattr(timezone, "now", lambda: instant)


@pytest.fixture
def pages():
    """A site whose pages say how often it rendered: `pages("/a/")` is a response, `pages.rendered` the count."""
    return Pages()


class Pages:
    def __init__(self):
        self.rendered, self.headers, self.status, self.meanwhile = 0, {}, 200, lambda: None
        self.stands = PageCacheMiddleware(self._render)

    def _render(self, request):
        self.rendered += 1
        self.meanwhile()
        return HttpResponse(f"{request.path} {self.rendered}", headers=self.headers, status=self.status)

    def __call__(self, path, method="get", cookies=None, **headers):
        request = getattr(RequestFactory(), method)(path, **headers)
        request.COOKIES |= cookies or {}
        return self.stands(request)


def test_a_page_is_rendered_once_and_costs_one_query_then(site, client, content_types, django_assert_num_queries):
    for path in ("/", "/en/", "/defis/", "/en/challenges/", "/defis/eig-9/phare/", "/en/community/ana/"):
        first = client.get(path)
        assert first.status_code == 200
        with django_assert_num_queries(1):
            again = client.get(path)
        assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))
    assert first.headers["Cache-Control"] == "no-cache"
    assert (first.headers.get("Vary"), first.cookies) == (None, {})


def test_what_editors_change_is_on_the_next_page(site, client):
    PageFactory(title_fr="Avant", slug_fr="une-page", published=["fr"])
    assert "<h1>Avant</h1>" in client.get("/une-page/").content.decode()
    page = type(PageFactory.build()).objects.get(slug_fr="une-page")
    page.title_fr = "Après"
    page.save()
    assert "<h1>Après</h1>" in client.get("/une-page/").content.decode()
    page.editions.update(unpublished_at=timezone.now(), state="unpublished")
    assert client.get("/une-page/").status_code == 404


def test_the_clock_changes_kept_pages_to_the_second(client, at):
    opens = datetime(2027, 3, 1, 10, 0, tzinfo=PARIS)
    closes = datetime(2027, 3, 31, 18, 0, tzinfo=PARIS)
    CallFactory(cohort=CohortFactory(slug="eig-9"), opens=opens, closes=closes)
    post = PostFactory(title_fr="Demain", slug_fr="demain", date=opens.date(), published=["fr"])
    post.editions.update(published_at=opens)

    def seen(instant):
        at(instant)
        banner = client.get("/contact/").content.decode()
        return "eig-call-banner" in banner, "Demain" in client.get("/blog/").content.decode()

    assert [seen(opens - SECOND), seen(opens), seen(closes - SECOND), seen(closes)] == [
        (False, False),
        (True, True),
        (True, True),
        (False, True),
    ]

    def days(instant):
        at(instant)
        return "1 jour restant" in client.get("/presse/").content.decode().replace("\xa0", " ")

    midnight = datetime(2027, 3, 31, tzinfo=PARIS)
    assert [days(midnight - SECOND), days(midnight)] == [True, False]


def test_the_next_change_is_the_first_of_all(django_assert_num_queries):
    now = datetime(2027, 3, 27, 20, 0, tzinfo=PARIS)
    assert next_change(now) == datetime(2027, 3, 28, tzinfo=PARIS)
    assert next_change(next_change(now)).timestamp() - next_change(now).timestamp() == 23 * 3600  # summer time begins
    post = PostFactory(published=["fr"])
    post.editions.update(published_at=now - SECOND, unpublished_at=now + 3 * SECOND)
    ImageFactory(rights_until=now + 2 * SECOND)
    assert next_change(now) == now + 2 * SECOND
    assert next_change(now + 2 * SECOND) == now + 3 * SECOND
    CallFactory(opens=now + SECOND, closes=now + 9 * SECOND)
    with django_assert_num_queries(5):  # one for each kind of instant
        assert next_change(now) == now + SECOND


def test_a_page_during_which_content_changed_is_not_kept(pages):
    pages.meanwhile = CohortFactory
    assert [pages("/a/").content, pages("/a/").content] == [b"/a/ 1", b"/a/ 2"]
    pages.meanwhile = lambda: None
    assert [pages("/a/").content, pages("/a/").content] == [b"/a/ 3", b"/a/ 3"]


def test_a_page_during_which_the_clock_changed_something_is_not_kept(pages, at):
    midnight = datetime(2027, 3, 2, tzinfo=PARIS)
    at(midnight - SECOND)
    pages.meanwhile = lambda: at(midnight)
    assert [pages("/a/").content, pages("/a/").content, pages("/a/").content] == [b"/a/ 1", b"/a/ 2", b"/a/ 2"]


def test_whoever_has_the_page_gets_304_kept_or_not(pages):
    etag = pages("/a/").headers["ETag"]
    assert [pages("/a/", HTTP_IF_NONE_MATCH=etag).status_code, pages.rendered] == [304, 1]
    assert pages("/a/", HTTP_IF_NONE_MATCH='W/"other"').status_code == 200
    pages.stands.get_response = lambda request: HttpResponse("/a/ 1")
    CohortFactory()  # something else changed: the page is rendered again and says the same
    assert pages("/a/", HTTP_IF_NONE_MATCH=etag).status_code == 304


def test_head_says_what_get_says_without_the_page(client):
    said = client.get("/presse/")
    head = client.head("/presse/")
    assert (head.content, head.headers["Content-Length"]) == (b"", str(len(said.content)))
    assert {name: value for name, value in head.headers.items() if name != "Content-Length"} == {
        name: value for name, value in said.headers.items() if name != "Content-Length"
    }
    caches["pages"].clear()
    assert client.head("/presse/").headers["ETag"] == said.headers["ETag"]


@pytest.mark.parametrize(
    ("said", "headers", "status"),
    [
        ("a cookie", {"Set-Cookie": "a=b"}, 200),
        ("varies", {"Vary": "Cookie"}, 200),
        ("forbids", {"Cache-Control": "private, max-age=60"}, 200),
        ("no page", {}, 404),
        ("moved", {"Location": "/b/"}, 301),
    ],
)
def test_what_is_not_for_everybody_is_not_kept(pages, said, headers, status):
    pages.headers, pages.status = headers, status
    if "Set-Cookie" in headers:
        plain = pages._render

        def with_cookie(request):
            response = plain(request)
            response.set_cookie("a", "b")
            return response

        pages.headers, pages.stands.get_response = {}, with_cookie
    assert [pages("/a/").content, pages("/a/").content] == [b"/a/ 1", b"/a/ 2"]
    assert "ETag" not in pages("/a/").headers


def test_who_is_logged_in_neither_gets_nor_gives_what_is_kept(pages, client):
    pages("/a/")
    assert pages("/a/", cookies={"sessionid": "x"}).content == b"/a/ 2"
    assert pages("/b/", cookies={"sessionid": "x"}).content == b"/b/ 3"
    assert (pages("/a/").content, pages("/b/").content) == (b"/a/ 1", b"/b/ 4")
    assert pages("/a/", "post").content == b"/a/ 5"

    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    client.get("/admin/")
    client.get("/")
    assert all("/admin" not in kept.asked for kept in _kept_pages())


def test_the_page_of_the_form_is_never_kept(client):
    client.get("/contact/")
    client.get("/presse/")
    assert [kept.asked.split("\n")[3] for kept in _kept_pages()] == ["/presse/"]


def _kept_pages():
    memory = caches["pages"]
    names = [key.split(":", 2)[2] for key in memory._cache]
    return [kept for name in names if isinstance(kept := memory.get(name), middleware.Kept)]


def test_a_flood_of_queries_takes_a_bounded_place_and_leaves_pages_alone(pages, monkeypatch):
    monkeypatch.setattr(requests, "PLACES_WITH_QUERY", 8)
    pages("/a/")
    for number in range(60):
        assert pages(f"/a/?n={number}").content == f"/a/ {number + 2}".encode()
    assert len(_kept_pages()) <= 9
    assert pages("/a/").content == b"/a/ 1"
    # Two queries in one place are told apart; the order of fields is no difference, their values are.
    assert pages("/a/?x=1&y=2").content == pages("/a/?y=2&x=1").content != pages("/a/?x=2&y=1").content
    rendered = pages.rendered
    for query in ("q=" + "x" * 300, "&".join(f"f{number}=" for number in range(30)), "q=%ff%00"):
        assert pages(f"/a/?{query}").status_code == 200
    assert pages.rendered == rendered + 3


def test_hosts_schemes_and_languages_have_pages_of_their_own(pages, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example.org", ".example.net"]
    asked = [{}, {"HTTP_HOST": "other.example.org"}, {"secure": True, "SERVER_PORT": "443"}]
    asked.append({"HTTP_HOST": "a.example.net"})
    once = [pages("/a/", **headers).content for headers in asked]
    assert len(set(once)) == 4
    again = [pages("/a/", **headers).content for headers in asked]
    assert [a == b for a, b in zip(once, again, strict=True)] == [True, True, True, False]  # anybody invents such names
    assert pages("/a/", HTTP_HOST="evil.example.com").status_code == 200  # refused further in


def test_a_port_that_anybody_may_invent_takes_no_place_but_the_site_s_own_does(pages, settings):
    settings.SITE_ADDRESS = "http://testserver:8765"
    for host, kept in (("testserver:8765", True), ("testserver:8766", False)):
        first, second = (pages("/a/", HTTP_HOST=host).content for _time in range(2))
        assert (first == second) is kept


def test_a_cookie_that_somebody_made_up_does_not_end_the_keeping_of_a_page_for_others(client):
    before = client.get("/defis/").content
    stranger = Client(headers={"cookie": "csrftoken=a"})
    assert "csrftoken" in stranger.get("/defis/?x=1").cookies
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/defis/").content == before
    assert len(asked) == 1


def test_a_broken_cache_gives_pages_all_the_same(client, settings, monkeypatch, caplog):
    memory = type(caches["pages"])
    for name in ("get", "set"):
        monkeypatch.setattr(memory, name, lambda *args, **kwargs: 1 / 0)
    monkeypatch.setattr(middleware.store, "_failed_at", None)
    monkeypatch.setattr("eig.caching.store.LEFT_ALONE", 600)
    assert [client.get("/presse/").status_code, client.get("/presse/").status_code] == [200, 200]
    assert [record.message for record in caplog.records if record.name == "eig.caching.store"] == [
        "The cache of pages fails: pages are rendered for each visitor."
    ]
    monkeypatch.setattr(middleware.store, "_failed_at", None)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share no SQLite database in memory")
@pytest.mark.django_db(transaction=True)
def test_visitors_at_once_have_a_page_rendered_once(pages):
    go_on, answers = threading.Event(), []
    pages.meanwhile = lambda: go_on.wait(5)

    def visit():
        answers.append(pages("/a/").content)
        connection.close()

    visitors = [threading.Thread(target=visit) for _index in range(6)]
    for visitor in visitors:
        visitor.start()
    go_on.set()
    for visitor in visitors:
        visitor.join()
    assert (answers, pages.rendered) == ([b"/a/ 1"] * 6, 1)


def test_without_a_version_nothing_is_kept(client, monkeypatch):
    monkeypatch.setattr(middleware, "content_version", lambda: None)
    SiteIdentityFactory(service_name_fr="Un")
    client.get("/presse/")
    Cohort.objects.all().delete()
    assert _kept_pages() == []
    assert Client().get("/presse/").status_code == 200

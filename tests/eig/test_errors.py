from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.handlers.base import BaseHandler
from django.core.management import call_command
from django.core.signals import request_started
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from eig.errors import broken
from eig.refusals import refused
from eig.wsgi import application
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_not_found_is_for_readers_not_for_search_engines(client):
    response = client.get("/rien/")

    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, page.find("meta", attrs={"name": "robots"})["content"]) == (404, "noindex")
    assert (page.find("link", rel="canonical"), page.h1.text) == (None, "Page introuvable")


@pytest.mark.parametrize("path", ["blog/post/999/versions/fr/", "blog/rien/du/tout/", "rien/", "guide/rien/"])
def test_whoever_works_in_the_back_office_is_answered_inside_it(client, path):
    client.force_login(UserFactory(role="editor"))
    response = client.get(f"/admin/{path}")

    page = BeautifulSoup(response.content, "html.parser")
    ways = [link["href"] for link in page.select("#content-main a")]
    lists = ["/admin/blog/post/"] if path.startswith("blog/post/") else []
    assert (response.status_code, page.h1.text) == (404, "Il n’y a rien ici")
    assert ways == ["/admin/bin/", *lists, "/admin/search/", "/admin/"]
    assert page.select_one("#logout-form") is not None


def test_in_the_language_of_the_address_too(client):
    client.force_login(UserFactory(role="contributor"))
    page = BeautifulSoup(client.get("/en/admin/nothing/").content, "html.parser")

    assert (page.html["lang"], page.h1.text) == ("en", "Nothing is here")
    assert [link["href"] for link in page.select("#content-main .eig-actions a")] == ["/en/admin/search/", "/en/admin/"]


@pytest.mark.parametrize("path", ["/admin/rien/", "/admin/guide/rien/"])
def test_strangers_are_asked_to_log_in_there_as_ever(client, path):
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next={path}")


def test_someone_with_an_account_but_no_part_in_the_office_is_told_nothing_of_it(client):
    client.force_login(UserFactory(is_staff=False))

    assert b"/admin/bin/" not in client.get("/admin/rien/", follow=True).content


def test_the_public_site_keeps_its_own_page_for_staff_too(client):
    client.force_login(UserFactory(role="editor"))
    page = BeautifulSoup(client.get("/rien/").content, "html.parser")

    assert page.h1.text == "Page introuvable"


def test_broken_site_says_so_without_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = broken(rf.get("/"))

    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, page.html["lang"], page.find("a", class_="fr-btn")["href"]) == (500, "fr", "/")
    assert response["Cache-Control"] == "no-store"


def test_pages_of_errors_load_the_fonts_with_their_style_as_others_do(client, rf, settings):
    def fonts(response):
        page = BeautifulSoup(response.content, "html.parser")
        return [link.attrs for link in page.find_all("link", rel="preload")]

    usual = fonts(client.get("/"))
    settings.MAINTENANCE = True

    assert [font["href"].rpartition("/")[2] for font in usual] == ["Marianne-Regular.woff2", "Marianne-Bold.woff2"]
    assert fonts(broken(rf.get("/"))) == fonts(client.get("/")) == usual


def test_broken_site_speaks_the_language_of_the_address_whatever_was_shown_before(rf):
    with translation.override("fr"):
        response = broken(rf.get("/en/blog/"))

    page = BeautifulSoup(response.content, "html.parser")
    assert (page.html["lang"], page.find("a", class_="fr-btn")["href"]) == ("en", "/en/")


def test_error_inside_a_view_shows_that_page(monkeypatch):
    def broken():
        raise RuntimeError

    monkeypatch.setattr("eig.home._current_cohort", broken)

    response = Client(raise_request_exception=False).get("/")

    assert (response.status_code, b"fr-btn" in response.content) == (500, True)


def test_who_may_not_is_told_so_in_their_language(rf):
    request = rf.get("/en/")
    request.resolver_match = None
    with translation.override("en"):
        response = refused(request, PermissionDenied("Ask an editor."))

    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, page.h1.text, page.find(class_="eig-lead").text) == (
        403,
        "Not allowed",
        "Ask an editor.",
    )
    assert page.find("a", class_="fr-btn")["href"] == "/en/admin/"


def test_a_form_without_its_token_is_told_that_nothing_was_saved():
    response = Client(enforce_csrf_checks=True).post("/en/")

    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, page.h1.text, page.style) == (403, "Not allowed", None)
    assert "nothing was saved" in page.find(class_="eig-lead").text
    assert not response.cookies


def test_an_unknown_host_is_told_nothing_of_the_site(client):
    response = client.get("/en/", headers={"host": "evil.example"})

    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, page.h1.text) == (400, "Request not understood")
    assert "evil.example" not in response.text
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


def test_even_a_page_of_errors_that_breaks_is_an_answer(rf, monkeypatch):
    monkeypatch.setattr("eig.errors.render_to_string", lambda template: 1 / 0)

    response = broken(rf.get("/en/"))

    assert (response.status_code, "The site met a problem" in response.text) == (500, True)


def test_a_page_not_found_offers_to_search(client):
    page = BeautifulSoup(client.get("/en/nothing/").content, "html.parser")
    form = page.select_one(".eig-lost form")

    assert (form["method"], form["action"], form.find("input")["name"]) == ("get", reverse("search:results"), "q")


class TestMaintenance:
    def test_every_page_says_when_to_come_back_and_asks_nothing_of_the_database(
        self, client, settings, tmp_path, django_assert_num_queries
    ):
        settings.MAINTENANCE_FILE = tmp_path / "maintenance"
        settings.MAINTENANCE_FILE.write_text("25\n")

        for path, title in (("/", "Le site revient bientôt"), ("/en/admin/", "The site will soon be back")):
            with django_assert_num_queries(0):
                response = client.get(path)
            page = BeautifulSoup(response.content, "html.parser")
            assert (response.status_code, response["Retry-After"], page.h1.text) == (503, "1500", title)
            assert response["Content-Security-Policy"].startswith("default-src 'none'")
            assert response["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(("said", "seconds"), [("", "600"), ("soon", "600"), ("0", "600"), ("99999", "600")])
    def test_a_file_that_says_no_number_means_ten_minutes(self, client, settings, tmp_path, said, seconds):
        settings.MAINTENANCE_FILE = tmp_path / "maintenance"
        settings.MAINTENANCE_FILE.write_text(said)

        assert client.get("/")["Retry-After"] == seconds

    def test_the_setting_does_the_same(self, client, settings):
        settings.MAINTENANCE = True

        assert client.head("/en/").status_code == 503

    def test_a_proxy_gets_pages_of_its_own(self, tmp_path):
        call_command("write_error_pages", str(tmp_path / "errors"), stdout=StringIO())

        titles = {
            path.name: BeautifulSoup(path.read_text(), "html.parser").title.text
            for path in sorted((tmp_path / "errors").iterdir())
        }
        assert titles == {
            "500.en.html": "Unexpected error",
            "500.fr.html": "Erreur inattendue",
            "503.en.html": "Back soon",
            "503.fr.html": "De retour bientôt",
        }


@pytest.mark.parametrize("path", ["/d\u0100/", "/nulle-part-é/", "/media/documents/\u0100"])
def test_an_address_is_read_once_whatever_the_content_type(path, monkeypatch):
    answer, asked = BaseHandler.get_response, []

    def noted(handler, request):
        asked.append(request.path)
        return answer(handler, request)

    monkeypatch.setattr(BaseHandler, "get_response", noted)
    monkeypatch.setattr(request_started, "send", lambda *args, **kwargs: [])  # it would close the test's connection
    environ = RequestFactory()._base_environ(
        PATH_INFO=path.encode().decode("latin-1"),
        QUERY_STRING="&".join(["a=1"] * 1001),
        CONTENT_TYPE="text/plain; charset=utf-7",
    )

    application(environ, lambda status, _headers: asked.append(status))  # not closed, for the same reason

    assert asked[-1] in {"400 Bad Request", "404 Not Found"}
    assert set(asked[:-1]) == {path}

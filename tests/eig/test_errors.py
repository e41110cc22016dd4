import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.views.defaults import server_error

from tests.factories import ChallengeFactory, CohortFactory, PageFactory, PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


def nearest(client, path):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [(link.text, link["href"]) for link in page.select(".eig-lost li a")]


def test_not_found_offers_the_pages_with_the_nearest_address(client):
    PageFactory(title_fr="Le guide", slug_fr="guide", published=["fr"])
    PageFactory(title_fr="Brouillon", slug_fr="guides")
    PersonFactory(name="Amina Diallo", slug="amina-diallo", published=["fr"])

    assert nearest(client, "/guide.html") == [("Le guide", "/guide/")]
    assert nearest(client, "/gens/amina-dialo/") == [("Amina Diallo", "/communaute/amina-diallo/")]
    assert nearest(client, "/rien-de-tel/") == []


def test_not_found_offers_challenges_and_posts_too(client):
    challenge = ChallengeFactory(
        title_fr="Phare", slug_fr="phare-breton", cohort=CohortFactory(slug="eig-1"), published=["fr"]
    )
    post = PostFactory(title_fr="Bilan", slug_fr="bilan-annuel", published=["fr"])

    assert nearest(client, "/defis/phares-breton/") == [("Phare", challenge.get_absolute_url())]
    assert nearest(client, "/bilan-anuel/") == [("Bilan", post.get_absolute_url())]


def test_not_found_is_for_readers_not_for_search_engines(client):
    response = client.get("/rien/")

    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, page.find("meta", attrs={"name": "robots"})["content"]) == (404, "noindex")
    assert (page.find("link", rel="canonical"), page.h1.text) == (None, "Page introuvable")


def test_missing_picture_looks_for_no_page(client, content_types, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert client.get("/media/rien.jpg").status_code == 404


def test_long_addresses_are_answered(client):
    PageFactory(slug_fr="a" * 100, published=["fr"])

    assert client.get(f"/{'a' * 5000}/").status_code == 404


def test_number_of_queries_is_bounded(client, content_types, django_assert_max_num_queries):
    for number in range(5):
        PersonFactory(slug=f"amina-{number}", published=["fr"])

    with django_assert_max_num_queries(12):
        client.get("/amina/")


def test_broken_site_says_so_without_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))

    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, page.html["lang"], page.find("a", class_="fr-btn")["href"]) == (500, "fr", "/")


def test_broken_site_leads_to_the_home_page_of_the_same_language(rf):
    with translation.override("en"):
        response = server_error(rf.get("/en/"))

    page = BeautifulSoup(response.content, "html.parser")
    assert (page.html["lang"], page.find("a", class_="fr-btn")["href"]) == ("en", "/en/")


def test_error_inside_a_view_shows_that_page(monkeypatch):
    def broken():
        raise RuntimeError

    monkeypatch.setattr("eig.home._current_cohort", broken)

    response = Client(raise_request_exception=False).get("/")

    assert (response.status_code, b"fr-btn" in response.content) == (500, True)


def test_who_may_not_is_told_so_in_their_language(client):
    client.force_login(UserFactory())
    response = client.get("/en/admin/blog/post/")

    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, page.h1.text) == (403, "Not allowed")
    assert page.find("a", class_="fr-btn")["href"] == "/en/admin/"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


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

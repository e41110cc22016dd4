import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from eig.jobs import run
from eig.search import misses
from eig.search.models import Miss
from eig.search.words import parse
from tests.factories import ChallengeFactory, PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_results_say_their_number_their_kind_and_their_language(client):
    ChallengeFactory(title_fr="Le phare", tagline_fr="Une vigie", cohort__name_fr="Marées", published=["fr"])
    french = client.get("/recherche/", {"q": "vigie"}).content.decode()
    english = client.get("/en/search/", {"q": "vigie"}).content.decode()

    assert '<meta name="robots" content="noindex">' in french
    assert "1 résultat pour «\xa0vigie\xa0»" in french
    assert "Une <mark>vigie</mark>" in french
    assert '<span class="eig-found__language">in French</span>' in english
    assert '<h3><a href="/en/challenges/' in english
    assert 'lang="fr">Le phare</a></h3>' in english
    assert '<p class="eig-found__excerpt" lang="fr">Une <mark>vigie</mark></p>' in english


def test_a_piece_in_another_language_says_so(client):
    PersonFactory(name="Ana", profile_fr="Vigie", published=["fr"])
    ChallengeFactory(title_fr="Phare", title_en="Lighthouse", tagline_fr="Une vigie", published=["fr", "en"])
    page = client.get("/en/search/", {"q": "vigie"}).content.decode()

    assert (
        page.count('<span class="eig-found__language">in French</span>') == 1
    )  # the person; the challenge has its own
    assert page.count("This piece is in French.") == 1
    assert ">Lighthouse</a></h3>" in page


def test_the_language_menu_keeps_what_is_asked_and_addresses_of_machines_do_not(client):
    page = client.get("/recherche/", {"q": "vigie & mer"}).content.decode()

    assert 'href="/en/search/?q=vigie+%26+mer"' in page
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/search/">' in page


def test_nothing_found_proposes_what_was_meant_and_where_else(client):
    PostFactory(title_fr="La pérennisation", published=["fr"])
    PostFactory(title_fr="Goéland", title_en="Seagull", published=["en"])
    french = client.get("/recherche/", {"q": "perenisation"}).content.decode()
    other = client.get("/recherche/", {"q": "seagull"}).content.decode()

    assert '<a href="/recherche/?q=p%C3%A9rennisation">pérennisation</a>' in french
    assert '<a href="/en/search/?q=seagull" hreflang="en">1 résultat en anglais</a>' in other


def test_without_words_there_is_a_field_and_nothing_else(client):
    page = client.get("/recherche/", {"q": "  "}).content.decode()

    assert page.count('role="search"') == 1
    assert "eig-found__list" not in page
    assert client.get("/").content.decode().count('role="search"') == 2  # wide, and in the menu of a phone


def test_any_query_is_answered_without_a_cookie(client):
    queries = ["", "?q", "?q=%00", "?q=%ff%fe", "?q[]=a&q=b", "?q=a&kind=<b>&page=-1", "?q=a&page=9" + "9" * 20]
    for query in (*queries, "?q=" + "é" * 9000):
        for path in ("/recherche/", "/en/search/", "/recherche/suggestions/"):
            answer = client.get(path + query)
            assert (answer.status_code, len(answer.cookies)) == (200, 0), path + query
    assert client.post("/recherche/", {"q": "a"}).status_code == 405


def test_suggestions_are_names_that_begin_so(client, content_types, django_assert_max_num_queries):
    PersonFactory(name="Élodie Kerjean", published=["fr"])
    PostFactory(title_fr="Le kérosène", published=["fr"])
    PostFactory(title_fr="Hors sujet", body_fr="kerjean", published=["fr"])
    client.get("/recherche/suggestions/", {"q": "ker"})
    with django_assert_max_num_queries(6):
        answer = client.get("/recherche/suggestions/", {"q": "KER"})

    assert json.loads(answer.content)["suggestions"] == [
        {"name": "Élodie Kerjean", "language": "fr", "kind": "Personne", "address": "/communaute/elodie-kerjean/"},
        {"name": "Le kérosène", "language": "fr", "kind": "Article", "address": "/blog/2026/3/14/" + _slug() + "/"},
    ]
    assert json.loads(client.get("/recherche/suggestions/", {"q": "k"}).content) == {"suggestions": []}
    (person,) = json.loads(client.get("/en/search/suggestions/", {"q": "ker"}).content)["suggestions"]
    assert person["kind"] == "Person, in French"


def _slug():
    from blog.models import Post

    return Post.objects.get(title_fr="Le kérosène").slug_fr


def ask(client, text, times=1):
    for _time in range(times):
        client.get("/recherche/", {"q": text})


def test_what_nobody_finds_is_counted_and_named_only_when_several_asked(client, monkeypatch):
    PostFactory(title_fr="La mer", published=["fr"])
    ask(client, "mer")
    ask(client, "Télétravail", 5)
    ask(client, "teletravail")
    ask(client, "ana@example.org")
    ask(client, "06 12 34 56 78")
    client.head("/recherche/", {"q": "autre"})
    (miss,) = Miss.objects.all()
    assert (miss.words, miss.times, miss.days, miss.language) == ("", 6, 1, "fr")
    assert "teletravail" not in miss.digest

    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    ask(client, "télétravail ?")
    miss.refresh_from_db()
    assert (miss.words, miss.times, miss.days) == ("teletravail", 7, 2)


def test_searches_without_result_are_forgotten_by_the_jobs(monkeypatch):
    misses.count(parse("vigie"))
    misses.count(parse("phare"))
    Miss.objects.filter(pk=Miss.objects.first().pk).update(last_on=timezone.localdate() - timedelta(days=366))
    outcomes = [outcome.words for outcome in run()]
    assert "searches without result forgotten 1" in outcomes
    monkeypatch.setattr(misses, "MOST", 0)
    assert misses.purge() == 1


def test_staff_read_what_is_missing(client):
    Miss.objects.create(language="fr", digest="a", words="teletravail", times=12, days=4)
    Miss.objects.create(language="fr", digest="b", times=2)
    client.force_login(UserFactory(role="contributor"))
    page = client.get(reverse("admin:search_miss_changelist")).content.decode()

    assert "Recherches sans résultat" in page
    assert "teletravail" in page
    assert "2 autres recherches n’ont rien donné." in page
    assert client.get(reverse("admin:search_miss_add")).status_code == 403

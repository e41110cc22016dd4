"""Where texts are set: on what visitors read, in the language it is written in; nowhere else."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from eig.content_hash import content_hash
from eig.jekyll.words import visible_words
from eig.text.markdown import render
from eig.text.typography import typeset_html
from tests.factories import ChallengeFactory, CohortFactory, ImageFactory, PostFactory, UserFactory

BODY = """L'eau "vive" coule : pourquoi ?

## L'autre rive

![](image:phare "L'île : loin")

![L'eau ?](embed:https://vimeo.com/1)

`l'eau ?` et [l'autre](https://example.org/?a="b")
"""


@pytest.fixture
def page_of(client):
    return lambda address: BeautifulSoup(client.get(address).content, "html.parser")


@pytest.fixture
def challenge():
    ImageFactory(key="phare", credit="Ana")
    return ChallengeFactory(
        cohort=CohortFactory(slug="eig-9"),
        title_fr="L'eau <vive> ?",
        slug_fr="eau",
        tagline_fr='Dite "vive"',
        body_fr=BODY,
        published=["fr"],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/defis/eig-9/eau/", "/en/challenges/eig-9/eau/"])
def test_a_text_is_set_by_the_rules_of_its_own_language_wherever_it_is_shown(page_of, challenge, address):
    page = page_of(address)

    assert page.h1.text == "L’eau <vive>\u202f?"
    assert page.select_one(".eig-lead").text == "Dite «\u00a0vive\u00a0»"
    prose = page.select_one(".eig-prose")
    assert prose.p.text == "L’eau «\u00a0vive\u00a0» coule\u00a0: pourquoi\u202f?"
    assert prose.h2.text == "L’autre rive"
    assert prose.h2["id"] == "l-autre-rive"
    assert prose.select_one(".eig-picture__caption").text == "L’île\u00a0: loin"
    assert prose.select_one(".eig-embed__title").text == "L’eau\u202f?"
    assert prose.code.text == "l'eau ?"
    assert prose.select_one("a[href*=example]").text == "l’autre"


@pytest.mark.django_db
def test_what_machines_read_is_as_it_was_typed(page_of, challenge):
    page = page_of("/defis/eig-9/eau/")

    assert page.title.text.startswith("L'eau <vive> ?, ")
    assert page.select_one("meta[name=description]")["content"] == 'Dite "vive"'


@pytest.mark.django_db
def test_the_back_office_shows_what_was_typed_and_nothing_of_it_changes(client, page_of, challenge):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    before = content_hash()
    page_of("/defis/eig-9/eau/")

    form = page_of(f"/admin/challenges/challenge/{challenge.pk}/change/")

    assert form.select_one("#id_title_fr")["value"] == "L'eau <vive> ?"
    assert form.select_one("#id_body_fr").text.strip() == BODY.strip()
    challenge.refresh_from_db()
    assert (challenge.body_fr, challenge.body_html_fr) == (BODY, render(BODY))
    assert content_hash() == before


@pytest.mark.django_db
def test_readers_of_the_feed_read_it_as_those_of_the_page(client):
    PostFactory(title_fr="Qui ?", standfirst_fr="L'été", body_fr="Oui !", published=["fr"])

    feed = client.get("/blog/feed.xml").content.decode()

    assert "<title>Qui\u202f?</title>" in feed
    assert "L’été</summary>" in feed
    assert "Oui\u202f!" in feed


@given(st.text(max_size=60), st.sampled_from(["fr", "en"]))
def test_the_proof_of_an_import_counts_the_same_words(text, language):
    html = render(text)
    assert visible_words(typeset_html(html, language)) == visible_words(html)

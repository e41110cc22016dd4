"""Searching everything: by kind, what is named by the words first, for each what they may see."""

import pytest

from eig.notifications.models import OutgoingMail
from tests.admin_forms import soup
from tests.factories import (
    CallFactory,
    CohortFactory,
    ImageFactory,
    PersonFactory,
    PostFactory,
    TagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def search(client, words, language="en"):
    prefix = "" if language == "fr" else f"/{language}"
    return soup(client.get(f"{prefix}/admin/search/", {"q": words}))


def found(page):
    """`{kind: [titles]}`"""
    return {
        section.h2.find(string=True).strip(): [link.text for link in section.select("li > a")]
        for section in page.select("#content-main section")
    }


def test_everything_that_says_the_words_is_found_by_kind(client, lead):
    PostFactory(title_fr="Élise et la mer", published=["fr"])
    PersonFactory(name="Élise Cœur")
    ImageFactory(title="Portrait d’Élise")
    TagFactory(name_fr="Eliseé")
    CallFactory(cohort=CohortFactory(name_fr="Promotion Élise"))
    UserFactory(username="elise")

    assert found(search(client, "ELISE")) == {
        "Posts": ["Élise et la mer"],
        "Tags": ["Eliseé"],
        "People": ["Élise Cœur"],
        "Cohorts": ["Promotion Élise"],
        "Calls": ["Call for applications, Promotion Élise"],
        "Images": ["Portrait d’Élise"],
        "Users": ["elise"],
    }


def test_a_call_is_found_by_what_it_is_called(client, lead):
    CallFactory(kind="projects", cohort=CohortFactory(name_fr="EIG 9"))

    assert found(search(client, "call for projects EIG 9")) == {"Calls": ["Call for projects, EIG 9"]}


def test_what_has_nothing_to_search_is_not_found_by_everything(client, lead):
    OutgoingMail.objects.create(recipient=UserFactory(username="ana"))

    assert found(search(client, "xyzzy")) == {}


def test_names_come_before_what_only_mentions_the_words(client, lead):
    PostFactory(title_fr="Aaa", standfirst_fr="sur le phare")
    PostFactory(title_fr="Au pied du phare")
    PostFactory(title_fr="Phare, la suite")

    assert found(search(client, "phare"))["Posts"] == ["Phare, la suite", "Au pied du phare", "Aaa"]


def test_each_line_has_its_state_and_leads_to_its_screen(client, lead):
    post = PostFactory(title_fr="Phare", published=["fr"])
    line = search(client, "phare").select_one("#content-main section li")

    assert line.a["href"] == f"/en/admin/blog/post/{post.pk}/change/"
    assert [chip.text for chip in line.select(".eig-chip")] == ["FR published", "EN to translate"]


def test_many_of_a_kind_are_counted_and_lead_to_their_list(client, lead):
    for number in range(8):
        PostFactory(title_fr=f"Phare {number}")
    page = search(client, "phare")
    more = page.select_one("#content-main section .eig-all a")

    assert page.select_one("[role=status]").text == "8 results"
    assert len(found(page)["Posts"]) == 6
    assert len(soup(client.get(more["href"])).select("#result_list tbody tr")) == 8


def test_nothing_found_proposes_to_begin_it(client, lead):
    links = search(client, "Le phare d’Eckmühl").select(".eig-empty a")
    form = soup(client.get(links[0]["href"]))

    assert [link.text for link in links] == ["Write a post", "Add a challenge", "Add a person"]
    assert form.select_one("#id_title_fr")["value"] == "Le phare d’Eckmühl"


def test_what_one_may_not_see_is_not_found(client, person):
    UserFactory(username="phare")
    PostFactory(title_fr="Phare")
    client.force_login(person("contributor"))
    assert list(found(search(client, "phare"))) == ["Posts"]
    client.force_login(UserFactory())
    assert found(search(client, "phare")) == {}


@pytest.mark.parametrize("words", ["\x00", "%", "_", "''", "zz " * 3000, "é" * 10_000, "<script>", "\\", "١٢", " "])
def test_hostile_words_are_only_words(client, lead, words):
    PostFactory(title_fr="Titre")
    response = client.get("/en/admin/search/", {"q": words})

    assert response.status_code == 200
    assert "<script>" not in soup(response).h1.decode_contents()
    assert found(soup(response)) == {}


def test_the_field_stands_on_every_page(client, lead):
    for address in ("/admin/", "/admin/blog/post/", "/admin/blog/post/add/", "/admin/calendar/"):
        form = soup(client.get(address)).select_one("#header form[role=search]")
        assert form["action"] == "/admin/search/"
        assert form.select_one("input")["name"] == "q"


def test_as_many_questions_for_many_as_for_one(client, lead, content_types, django_assert_num_queries):
    def fill(number):
        PostFactory(title_fr="Phare")
        PersonFactory(name=f"Phare {number}")
        ImageFactory(title="Phare")
        CohortFactory(name_fr="Phare")

    fill(1)
    with django_assert_num_queries(QUERIES):
        search(client, "phare")
    fill(2)
    fill(3)
    with django_assert_num_queries(QUERIES):
        search(client, "phare")


QUERIES = 35

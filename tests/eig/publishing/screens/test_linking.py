"""Choosing what a text links to: among all kinds at once, by words or by the address of a page."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.urls import reverse

from eig.publishing.workflow import publish
from tests.factories import (
    AudienceFactory,
    ChallengeFactory,
    CohortFactory,
    DocumentFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
    TagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def targets(client, **query):
    """`[(reference, words)]` of what the dialog offers."""
    answer = client.get("/en/admin/links/", query)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    return [
        (label.input["value"], " ".join(label.get_text(" ").split())) for label in page.select(".eig-links__target")
    ]


def references(client, **query):
    return [reference for reference, _words in targets(client, **query)]


def shown_at(client, address, **query):
    return client.get("/en/admin/links/address/", {"address": address, **query}).json()


def test_all_kinds_are_searched_at_once_whatever_their_accents(client, editor):
    post = PostFactory(title_fr="Évaluer un défi")
    challenge = ChallengeFactory(title_fr="Évaluer les aides")
    page = PageFactory(title_fr="Comment évaluer")
    tag = TagFactory(name_fr="Évaluation")
    PersonFactory(name="Ana")

    assert references(client, q="EVALU", language="fr") == [
        f"challenge:{challenge.key}",
        f"post:{post.key}",
        f"tag:{tag.key}",
        f"page:{page.key}",
    ]


def test_what_was_worked_on_last_comes_first(client, editor):
    older, newer = PostFactory(), PostFactory()
    assert references(client, kind="post") == [f"post:{newer.key}", f"post:{older.key}"]

    older.save()

    assert references(client, kind="post") == [f"post:{older.key}", f"post:{newer.key}"]


def test_a_draft_says_that_visitors_see_no_link_yet(client, editor):
    post = PostFactory(title_fr="Le guide", title_en="The guide", slug_en="the-guide")
    warning = "Not on the site in this language ({}): visitors see the words without the link until it is published."

    assert targets(client, language="fr") == [(f"post:{post.key}", f"Le guide Post draft {warning.format('French')}")]

    publish(post, "fr")

    assert targets(client, language="fr") == [(f"post:{post.key}", "Le guide Post published")]
    assert targets(client, language="en") == [
        (f"post:{post.key}", f"The guide Post to translate {warning.format('English')}")
    ]


def test_a_challenge_shown_in_every_language_needs_no_warning(client, editor):
    challenge = ChallengeFactory(title_fr="Phare", published=["fr"])

    assert targets(client, language="en", kind="challenge") == [
        (f"challenge:{challenge.key}", "Phare Challenge published")
    ]


def test_the_item_linked_to_now_stands_first_and_chosen(client, editor):
    linked = PostFactory(title_fr="Zoé")
    PostFactory()

    answer = client.get("/en/admin/links/", {"reference": f"post:{linked.key}#suite"})
    page = BeautifulSoup(answer.content, "html.parser")

    assert page.select_one(".eig-links__target input")["value"] == f"post:{linked.key}"
    assert [box["value"] for box in page.select("input[checked]")] == [f"post:{linked.key}"]
    assert len(page.select(".eig-links__target")) == 2


def test_only_kinds_that_one_may_see_are_offered(client):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_person"))
    client.force_login(user)
    person = PersonFactory()
    PostFactory()

    assert references(client) == [f"person:{person.key}"]
    assert references(client, kind="post") == [f"person:{person.key}"]


def test_who_may_see_nothing_is_told_whom_to_ask(client):
    client.force_login(UserFactory(is_staff=True))
    PostFactory()

    answer = client.get("/en/admin/links/")

    assert answer.status_code == 403
    assert "Ask the programme lead" in answer.content.decode()
    assert "eig-links__target" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/en/admin/links/", "/en/admin/links/address/"])
def test_visitors_are_asked_to_log_in(client, address):
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_does_not_depend_on_what_there_is(
    client, editor, content_types, django_assert_num_queries, number
):
    for _index in range(number):
        ChallengeFactory(cohort=CohortFactory(), published=["fr"])
        PostFactory(published=["fr"])
        PersonFactory(published=["fr"])
        DocumentFactory()
        TagFactory()

    # The session and its user; each of the twelve kinds; the editions of the four that are published here.
    with django_assert_num_queries(18):
        targets(client)


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99999999999999999999", "\x00"])
def test_hostile_questions_are_answered(client, editor, number):
    post = PostFactory()

    assert references(client, kind="post", page=number) == [f"post:{post.key}"]
    assert references(client, kind=number, language=number, reference=f"post:{number}") == [f"post:{post.key}"]
    assert shown_at(client, f"http://testserver/{number}/") == {}
    assert shown_at(client, f"http://testserver/admin/blog/post/{number}/change/") == {}
    assert shown_at(client, number) == {}
    assert shown_at(client, "http://[") == {}


def test_the_address_of_a_page_of_the_site_gives_its_item(client, editor):
    post = PostFactory(
        title_fr="Un article", slug_fr="un", title_en="A post", slug_en="one", date=date(2026, 3, 14), published=["fr"]
    )
    person = PersonFactory(name="Ana Li", slug="ana-li")
    audience = AudienceFactory(name_fr="Candidats", slug_fr="candidats")
    PageFactory(slug_fr="un")

    found = {"reference": f"post:{post.key}", "name": "Un article"}
    assert shown_at(client, "http://testserver/blog/2026/3/14/un/", language="fr") == found
    assert shown_at(client, "http://testserver/en/blog/2026/3/14/one/", language="fr") == found
    assert shown_at(client, "http://testserver/communaute/ana-li/") == {
        "reference": f"person:{person.key}",
        "name": "Ana Li",
    }
    assert shown_at(client, "http://testserver/faq/candidats/#ou", language="fr") == {
        "reference": f"faq:{audience.key}#ou",
        "name": "Candidats",
    }


def test_the_address_of_a_screen_of_the_back_office_gives_the_item_it_edits(client, editor):
    post = PostFactory(title_fr="Un article")

    for address in (
        reverse("admin:blog_post_change", args=[post.pk]),
        reverse("admin:blog_post_in", args=[post.pk, "en"]),
    ):
        assert shown_at(client, f"http://testserver{address}", language="fr") == {
            "reference": f"post:{post.key}",
            "name": "Un article",
        }


def test_the_address_of_a_file_gives_its_document(client, editor):
    document = DocumentFactory(title_fr="Livret", url="", file=ContentFile(b"%PDF-1.7", "livret.pdf"))

    assert shown_at(client, f"http://testserver{document.file.url}", language="fr") == {
        "reference": f"document:{document.key}",
        "name": "Livret",
    }


@pytest.mark.parametrize(
    "address",
    ["https://example.org/blog/2026/3/14/un/", "http://testserver/", "http://testserver/blog/", "ftp://testserver/un/"],
)
def test_other_addresses_give_nothing(client, editor, address):
    PostFactory(slug_fr="un", date=date(2026, 3, 14))

    assert shown_at(client, address) == {}


def test_an_item_one_may_not_see_is_not_told_by_its_address(client):
    client.force_login(UserFactory(is_staff=True))
    PersonFactory(slug="ana-li")

    assert shown_at(client, "http://testserver/communaute/ana-li/") == {}

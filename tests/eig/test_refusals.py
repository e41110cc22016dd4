"""A refusal says what is missing, whom to ask, and how to go on."""

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from tests.admin_forms import soup
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


def said(page):
    body = soup(page).select_one(".eig-refusal")
    return (
        body.select_one(".eig-refusal__lead").text,
        [" ".join(line.text.split()) for line in body.select("li")],
        [(link.text, link["href"]) for link in body.select(".eig-actions a")],
    )


def test_names_who_may_publish(client):
    UserFactory(first_name="Ana", last_name="Silva", email="ana@example.org", role="publisher")
    UserFactory(first_name="Sans", last_name="Adresse", email="", role="publisher")
    UserFactory(first_name="Une", last_name="Autre", role="editor")
    client.force_login(UserFactory(role="editor"))
    post = PostFactory(title_fr="Rentrée")
    page = client.post(f"/en/admin/blog/post/{post.pk}/change/", {"_publish": "1"})

    assert page.status_code == 403
    assert said(page) == (
        "You may not publish or unpublish “Rentrée”: ask a publisher.",
        ["Sans Adresse", "Ana Silva – ana@example.org"],
        [("Back to the list: Posts", "/en/admin/blog/post/"), ("Home of the back office", "/en/admin/")],
    )
    assert soup(page).select_one("a[href='mailto:ana@example.org']") is not None
    assert soup(page).html["lang"] == "en"
    assert page["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("community/call/add/", "Your account may not add anything under “Calls”."),
        ("seo/redirect/add/", "Your account may not add anything under “Redirects”."),
        ("accounts/user/", "Your account may not look at what is under “Users”."),
    ],
)
def test_says_what_is_missing_where_no_item_is_spoken_of(client, address, words):
    client.force_login(UserFactory(role="contributor"))
    lead = UserFactory(first_name="Léa", last_name="Chef", role="programme_lead")
    page = client.get(f"/en/admin/{address}")

    assert (page.status_code, said(page)[0], said(page)[1]) == (403, words, [f"Léa Chef – {lead.email}"])


def test_someone_without_a_role_is_welcomed_and_told_whom_to_ask(client):
    lead = UserFactory(first_name="Léa", last_name="Chef", role="programme_lead")
    client.force_login(UserFactory(first_name="Ana"))
    page = client.get("/en/admin/")

    assert (page.status_code, soup(page).select_one("#content h1").text) == (200, "Welcome Ana")
    assert said(page)[1:] == ([f"Léa Chef – {lead.email}"], [("My account", "/en/admin/profile/")])


def test_nobody_to_ask_is_said_too(client):
    client.force_login(UserFactory(role="contributor"))
    page = client.get("/en/admin/community/call/add/")

    assert soup(page).select(".eig-refusal li") == []
    assert "nobody has it yet" in soup(page).select_one(".eig-refusal").text


def test_an_account_outside_the_team_is_asked_to_log_in(client):
    client.force_login(UserFactory(is_staff=False))

    assert client.get("/en/admin/blog/post/").url == "/en/admin/login/?next=/en/admin/blog/post/"


def addresses(patterns, prefix="/admin/"):
    """Every address of the back office, with something in the place of what it takes."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and pattern.name not in OPEN:
            yield filled(route)


def is_closed(answer):
    """Asked to log in, refused, or told that nothing answers such a request."""
    return answer.status_code in {401, 403, 405} or (answer.status_code == 302 and "/admin/login/?next=" in answer.url)


METHODS = ("get", "post")
OPEN = {"login", "logout", "log_in_again", "jsi18n"}


def filled(route):
    for taken, example in (
        ("<path:object_id>", "1"),
        ("<path:content_type_id>", "1"),
        ("<str:code>", "fr"),
        ("<str:verb>", "publish"),
        ("<slug:block>", "drafts"),
        ("<int:pk>", "1"),
        ("<id>", "1"),
    ):
        route = route.replace(taken, example)
    return route


def test_no_address_of_the_back_office_answers_a_stranger(client):
    """Whatever is added to the admin later is asked here too."""
    get_resolver()
    found = sorted({address for address in addresses(admin.site.get_urls()) if "(" not in address})
    assert len(found) > 150
    answers = {f"{method} {address}": getattr(client, method)(address) for address in found for method in METHODS}

    assert {line: answer.status_code for line, answer in answers.items() if not is_closed(answer)} == {}

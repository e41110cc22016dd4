"""The words of the back office's buttons and headings: those of a person, not of a machine."""

import json
import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from eig.accounts.roles import Role
from tests.admin_forms import soup
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db

MACHINES = re.compile(r"Ajouter :|Twitter de|étiquettes|\bGroupes?\b|#\d", re.IGNORECASE)


@pytest.fixture(autouse=True)
def lead(client):
    client.force_login(UserFactory(role="programme_lead"))


def addresses(kind):
    for model in admin.site._registry:
        yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}")


def words_of(page):
    """What the page says, and what its buttons that scripts make would say; its colons without their spaces."""
    rows = [json.loads(rows["data-inline-formset"]) for rows in soup(page).select("[data-inline-formset]")]
    made = [one["options"]["addText"] for one in rows]
    return " ".join([*soup(page).select_one("#container").text.split(), *made])


@pytest.mark.parametrize("kind", ["changelist", "add"])
def test_no_screen_speaks_like_a_machine(client, kind):
    found = {}
    for address in addresses(kind):
        page = client.get(f"{address}", follow=True)
        if machine := MACHINES.findall(words_of(page)):
            found[address] = machine

    assert found == {}


@pytest.mark.parametrize(("prefix", "words"), [("", "Ajouter un article"), ("/en", "Add a post")])
def test_what_begins_an_item_is_said_as_a_sentence(client, prefix, words):
    empty = client.get(f"{prefix}/admin/blog/post/")
    form = soup(client.get(f"{prefix}/admin/blog/post/add/"))
    PostFactory()
    filled = client.get(f"{prefix}/admin/blog/post/")

    assert soup(empty).select_one(".eig-empty a.eig-button").text.strip() == words
    assert soup(filled).select_one(".addlink").text.strip() == words
    assert form.select_one("h1").text.strip() == words


@pytest.mark.parametrize(("prefix", "words"), [("", "Ajouter un·e auteur·rice"), ("/en", "Add an author")])
def test_what_adds_a_row_too(client, prefix, words):
    rows = soup(client.get(f"{prefix}/admin/blog/post/add/")).select_one("#authorships-group")

    assert json.loads(rows["data-inline-formset"])["options"]["addText"] == words


def test_a_role_is_headed_by_what_it_is_called(client):
    group = Group.objects.get(name=Role.CONTRIBUTOR)
    page = client.get(reverse("admin:auth_group_change", args=[group.pk]))

    assert soup(page).select_one("h1").text.strip() == "Rédacteur·rice"
    assert soup(page).select_one(".breadcrumbs").text.split() == ["Accueil", "Rôles", "Rédacteur·rice"]

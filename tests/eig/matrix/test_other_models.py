"""Who sees, adds, changes and deletes what is of no edition, asked by direct request."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from eig.languages.forms import translated_fields
from eig.languages.models import Term
from eig.notifications.models import OutgoingMail
from eig.publishing.drafts.desk import undone
from eig.roles import RIGHTS
from eig.search.models import Miss
from eig.seo.models import Redirect
from tests import factories
from tests.eig.matrix.asking import KINDS, RANKS, ROLES, name_of
from tests.factories import ImageFactory, UserFactory

pytestmark = pytest.mark.django_db

# What is of no edition: the least role that may see the list, add, change and delete; L is the programme lead.
#                           see add change delete
MODELS = """
tags.Tag                     C   E   E      E
community.Administration     C   E   E      P
community.Skill              C   E   E      P
languages.Term               C   E   E      P
pages.Audience               C   E   E      P
images.Image                 C   C   E      P
community.Cohort             C   P   P      P
community.Call               C   P   P      P
pages.Testimonial            C   P   P      P
pages.PressRelease           C   P   P      P
pages.PressPicture           C   P   P      P
pages.MenuItem               C   P   P      P
pages.ProgrammeStep          C   P   P      P
pages.ProgrammeFigure        C   P   P      P
pages.SiteIdentity           C   L   L      -
seo.Redirect                 C   L   L      L
search.Miss                  C   -   -      E
contact.Message              E   -   E      E
contact.Subject              C   P   P      P
accounts.User                L   L   L      -
auth.Group                   L   -   -      -
notifications.OutgoingMail   L   -   -      -
"""
MADE_BY = {
    "auth.Group": lambda: Group.objects.create(name="Autre"),
    "notifications.OutgoingMail": lambda: OutgoingMail.objects.create(recipient=UserFactory()),
    "languages.Term": lambda: Term.objects.create(name_fr="défi"),
    "seo.Redirect": lambda: Redirect.objects.create(path="/a", path_key="/a", target_path="/b/"),
    "images.Image": lambda: ImageFactory(number=1),
    "search.Miss": lambda: Miss.objects.create(language="fr", digest="a", words="vigie", times=3, days=2),
}


def lines():
    return [line.split() for line in MODELS.strip().splitlines()]


def test_the_tables_know_every_kind_of_the_back_office():
    shown = {model._meta.label for model in admin.site._registry if not model._meta.proxy}
    published = {factory._meta.model._meta.label for factory in KINDS.values()}

    assert shown == published | {line[0] for line in lines()} == set(RIGHTS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("line", lines(), ids=lambda line: line[0])
def test_every_other_model(client, line, role):
    label, *cells = line
    model = apps.get_model(label)
    item = MADE_BY[label]() if label in MADE_BY else getattr(factories, f"{model.__name__}Factory")()
    client.force_login(UserFactory(role=role))
    if label == "pages.SiteIdentity":
        item.delete()  # there is only one: while it stands, nobody adds another
    found = {
        "see": client.get(reverse(name_of(item, "changelist"))),
        "add": client.get(reverse(name_of(item, "add"))),
    }
    if label == "pages.SiteIdentity":
        item = factories.SiteIdentityFactory()
    with undone():
        found["change"] = client.post(reverse(name_of(item, "change"), args=[item.pk]), {})
    with undone():
        found["delete"] = client.post(reverse(name_of(item, "delete"), args=[item.pk]), {"post": "yes"})
    ranks = {**RANKS, "L": 3}

    assert {act: answer.status_code != 403 for act, answer in found.items()} == {
        act: ROLES.index(role) >= ranks[least] for act, least in zip(found, cells, strict=True)
    }


@pytest.mark.parametrize("line", lines(), ids=lambda line: line[0])
def test_a_translator_of_every_other_model(client, line):
    """The list is there to be read, and the screen of a language of the account; nothing else is."""
    label, sees, *_cells = line
    model = apps.get_model(label)
    item = MADE_BY[label]() if label in MADE_BY else getattr(factories, f"{model.__name__}Factory")()
    client.force_login(UserFactory(role="translator", translates=["en"]))
    asked = {
        "see": lambda: client.get(reverse(name_of(item, "changelist"))),
        "add": lambda: client.post(reverse(name_of(item, "add")), {"name_fr": "Autre", "title_fr": "Autre"}),
        "change": lambda: client.post(reverse(name_of(item, "change"), args=[item.pk]), {}),
        "delete": lambda: client.post(reverse(name_of(item, "delete"), args=[item.pk]), {"post": "yes"}),
    }
    if translated_fields(model):
        asked["in en"] = lambda: client.post(reverse(name_of(item, "in"), args=[item.pk, "en"]), {"_continue": "1"})
    found = set()
    for act, request in asked.items():
        with undone():
            if request().status_code != 403:
                found.add(act)

    assert found == ({"see"} if sees == "C" else set()) | (asked.keys() & {"in en"})

"""What may be done to many items of a list: the same answers as the form gives of each of them, by direct request."""

import pytest
from django.contrib import admin
from django.urls import reverse

from eig.accounts.roles import Role
from eig.publishing.drafts.desk import undone
from eig.publishing.screens.bulk_acts import acts_for
from tests.eig.matrix.asking import KINDS, RANKS, ROLES, WHOLE, expected, in_state, name_of, traces
from tests.factories import TagFactory, UserFactory

pytestmark = pytest.mark.django_db

# What is sent with each act, and what the form calls the same.
ACTS = {
    "submit": ({}, "submit"),
    "publish": ({}, "publish"),
    "unpublish": ({"reason": "out_of_date"}, "unpublish"),
    "tag": ({"tag": "port"}, "save"),
    "untag": ({"tag": "quay"}, "save"),
    "review": ({"review_on": "2199-07-01"}, "reread"),
}
# The acts that would do something to an item in the state.
MEANT = {
    "draft": {"submit", "publish", "tag", "untag", "review"},
    "draft of another": {"submit", "publish", "tag", "untag", "review"},
    "in review": {"publish", "tag", "untag", "review"},
    "scheduled": {"unpublish", "tag", "untag", "review"},
    "live": {"unpublish", "tag", "untag", "review"},
    "live with changes": {"unpublish", "tag", "untag", "review"},
    "unpublished": {"publish", "tag", "untag", "review"},
    "in the bin": {"submit", "publish", "unpublish", "tag", "untag", "review"},
}
# The suite asks for these cells, `make test-matrix` for all.
SOME = {"draft of another", "live"}
CELLS = [(kind, state) for kind in KINDS for state in MEANT if WHOLE or kind == "post" or state in SOME]
ON_THE_SITE = {"scheduled", "live", "live with changes"}


def may(role, state, act):
    _sent, like = ACTS[act]
    # On the form a tag waits in the working draft; in the list it changes the site at once.
    least = "P" if act in {"tag", "untag"} and state in ON_THE_SITE else expected(state)[like]
    return ROLES.index(role) >= RANKS[least]


def do(client, item, act, tags):
    """Do the act as the page of its effect would, without having been shown one."""
    edition = item.edition("fr")
    sent = {name: str(tags[value].pk) if name == "tag" else value for name, value in ACTS[act][0].items()}
    shown = {f"shown_{name}": value for name, value in {"language": "fr", **sent}.items()}
    chosen = {"chosen": item.pk, "revisions": f"{item.pk}:{edition.revision if edition else 0}"}
    address = reverse(name_of(item, "bulk"), args=[act])
    return client.post(address, {"_do": "1", "language": "fr", **sent, **shown, **chosen}).status_code


def left(item):
    return (*traces(item), set(item.tags.values_list("pk", flat=True)) if hasattr(item, "tags") else None)


def check(client, item, user, tags, acts):
    """The acts that left something behind; those that did not were refused, or left the item out."""
    client.force_login(user)
    before, done = left(item), set()
    for act in acts:
        with undone():
            status = do(client, item, act, tags)
            assert status in {200, 302, 403}, f"{act}: {status}"
            if left(item) != before:
                done.add(act)
    return done


def made(kind, state, user):
    item = in_state(state, KINDS[kind], user)
    tags = {"port": TagFactory(), "quay": TagFactory()}
    if hasattr(item, "tags"):
        item.tags.add(tags["quay"])
    return item, tags


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("kind", "state"), CELLS)
def test_each_role(client, kind, state, role):
    user = UserFactory(role=role)
    item, tags = made(kind, state, user)
    acts = MEANT[state] & {act.verb for act in acts_for(type(item))}

    assert check(client, item, user, tags, acts) == {act for act in acts if may(role, state, act)}


@pytest.mark.parametrize(("kind", "state"), CELLS)
def test_a_translator_of_english_changes_nothing_of_the_french(client, kind, state):
    user = UserFactory(role=Role.TRANSLATOR, translates=["en"])
    item, tags = made(kind, state, UserFactory(role=Role.EDITOR))

    assert check(client, item, user, tags, {act.verb for act in acts_for(type(item))}) == set()


def test_every_act_of_every_list_is_asked_for():
    offered = {act.verb for factory in KINDS.values() for act in acts_for(factory._meta.model)}

    assert offered == ACTS.keys()
    assert {act for acts in MEANT.values() for act in acts} == offered
    assert all(hasattr(admin.site.get_model_admin(factory._meta.model), "bulk_view") for factory in KINDS.values())

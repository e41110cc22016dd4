"""Who may do what: role × action × kind of item × state, asked of the real screens by direct request."""

import pytest

from eig.accounts.roles import Role
from eig.publishing.drafts.desk import undone
from eig.publishing.models import Version
from eig.publishing.workflow import keep_version
from tests.eig.matrix.asking import (
    IN_FULL,
    KINDS,
    MAIN,
    RANKS,
    ROLES,
    STATES,
    WHOLE,
    ask,
    expected,
    in_state,
    payload,
    traces,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def check(client, kind, state, role, acts=None):
    """Ask for each act, undo it, and compare with the table; what is refused leaves no trace."""
    user = UserFactory(role=role)
    item = in_state(state, KINDS[kind], user)
    keep_version(item, "fr", payload(item), Version.Kind.SAVED, None, "Une")
    sent, before = payload(item), traces(item)
    client.force_login(user)
    wanted, found = {}, {}
    for act, least in expected(state, kind).items():
        if acts is not None and act not in acts:
            continue
        wanted[act] = "may" if ROLES.index(role) >= RANKS[least] else "may not"
        with undone():
            status = ask(client, item, act, sent)
            found[act] = "may" if status in {200, 302} else "may not" if status == 403 else f"is told {status}"
            if status == 403:
                assert traces(item) == before, f"{role} was refused to {act} a {kind} {state}, and changed it"
    assert found == wanted, f"{role}, {kind}, {state}"


@pytest.mark.parametrize("role", ROLES[:3])
@pytest.mark.parametrize("state", STATES)
def test_posts(client, role, state):
    check(client, "post", state, role, None if state in IN_FULL else MAIN)


@pytest.mark.parametrize("state", STATES if WHOLE else ["draft of another", "live", "in the bin"])
@pytest.mark.parametrize("kind", KINDS if WHOLE else ["post"])
def test_the_lead_may_what_a_publisher_may(client, kind, state):
    check(client, kind, state, Role.LEAD, None if WHOLE else MAIN)


@pytest.mark.parametrize("role", ROLES[:3])
@pytest.mark.parametrize("state", STATES if WHOLE else ["draft", "live", "in the bin"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "post"])
def test_every_other_kind(client, kind, state, role):
    check(client, kind, state, role, None if WHOLE else {"save", "approve", "publish", "delete", "erase"})

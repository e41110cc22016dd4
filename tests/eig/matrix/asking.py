"""What is asked, of which items in which states, and what the ladder of roles says to it.

A cell names the least role that may: C contributor, E editor, P publisher, - nobody at all; each wider role may too.
"""

import os
from datetime import timedelta

from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from eig.accounts.roles import Role
from eig.languages.forms import Screen
from eig.publishing.bin import put_into_bin
from eig.publishing.drafts.desk import Desk
from eig.publishing.workflow import approve, edition_of, keep_draft, send_back, submit
from tests.factories import (
    ChallengeFactory,
    DocumentFactory,
    FAQEntryFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

# `make test-matrix` asks for every cell of every kind; the suite asks for those where the kinds and states differ most.
WHOLE = bool(os.environ.get("WHOLE_MATRIX"))
KINDS = {
    "post": PostFactory,
    "challenge": ChallengeFactory,
    "person": PersonFactory,
    "page": PageFactory,
    "question": FAQEntryFactory,
    "document": DocumentFactory,
}
# What is asked of the form's address by its buttons.
BUTTONS = {
    "save": {"_continue": "1"},
    "submit": {"_submit": "1"},
    "take back": {"_take_back": "1"},
    "discard": {"_discard": "1"},
    "name": {"_name": "1", "version_name": "Avant"},
    "reread": {"_review_12": "1"},
    "approve": {"_approve": "1"},
    "return": {"_return": "1", "comment": "À revoir."},
    "publish": {"_publish": "1"},
    "schedule": {"_schedule": "1", "publish_at": "2199-07-01T09:30"},
    "both": {"_approve_publish": "1"},
    "unpublish": {"_unpublish": "1", "reason": "out_of_date"},
    "withdraw": {"_withdraw": "1", "withdraw_at": "2199-08-01T09:30", "reason": "out_of_date"},
    "keep": {"_keep_on_site": "1"},
    "warn": {"_warn": "1"},
    "trust": {"_stop_warning": "1"},
    "comment": {"_comment": "1", "note": "Bravo."},
    "confirm": {"_confirm": "everything"},
    "leave out": {"_leave_out": "1", "left_out_reason": "Un nom."},
}
# What is asked of an address of its own: the end of its name, whether it takes a language, and what is sent.
ADDRESSES = {
    "autosave": ("autosave", True, {}),
    "preview": ("preview", True, {}),
    "gate": ("gate", True, {}),
    "restore": ("versions", True, {"restore": "1"}),
    "share": ("links", True, {"label": "Ana", "days": "7"}),
    "copy": ("duplicate", False, {}),
    "delete": ("delete", False, {"post": "yes"}),
    "take out": ("take_out", False, {}),
    "erase": ("erase", False, {}),
}
WRITING = "save submit discard name reread autosave gate restore share"
REVIEWING = "approve return"
PUBLISHING = "publish schedule both unpublish withdraw keep warn trust"
READING = "read comment copy preview"

# The table: by state, the least role for each group of acts; the item is of the one who asks, but where it says so.
#                     reading writing reviewing publishing delete take-back take-out erase
TABLE = """
draft                    C       C        E         P        C       -         .       .
draft of another         C       E        E         P        P       -         .       .
in review                C       E        E         P        P       C         .       .
in review, of another    C       E        E         P        P       -         .       .
changes requested        C       C        E         P        C       -         .       .
approved                 C       E        E         P        P       -         .       .
scheduled                C       E        E         P        P       -         .       .
live                     C       E        E         P        P       -         .       .
live with changes        C       E        E         P        P       -         .       .
live and in review       C       E        E         P        P       -         .       .
unpublished              C       E        E         P        P       -         .       .
in the bin               C       -        -         -        .       -         P       P
binned by its author     C       -        -         -        .       -         C       P
"""
GROUPS = (READING, WRITING, REVIEWING, PUBLISHING, "delete", "take back", "take out", "erase")
NOT_IN_BIN = {"copy", "comment", "preview"}  # what one may do with what one sees, but not with what lies in the bin
WITHOUT_PAGE = {"document": {"preview", "share"}}  # its address is the file's
RANKS = {"C": 0, "E": 1, "P": 2, "-": 9}
ROLES = (Role.CONTRIBUTOR, Role.EDITOR, Role.PUBLISHER, Role.LEAD)


def expected(state, kind="post"):
    """`{act: the least role that may}` of a row of the table; acts that make no sense there are left out."""
    row = next(line for line in TABLE.strip().splitlines() if line.rsplit(None, 8)[0].strip() == state)
    cells = zip(GROUPS, row.rsplit(None, 8)[1:], strict=True)
    acts = {act: cell for group, cell in cells if cell != "." for act in _acts(group)}
    senseless = (NOT_IN_BIN if "bin" in state else set()) | WITHOUT_PAGE.get(kind, set())
    return {act: cell for act, cell in acts.items() if act not in senseless}


def _acts(group):
    return [group] if group in ADDRESSES or group in BUTTONS else group.split()


STATES = [line.rsplit(None, 8)[0].strip() for line in TABLE.strip().splitlines()]
# Every act is tried where the table changes most, the main ones in the other states and kinds.
IN_FULL = set(STATES) if WHOLE else {"draft", "in review", "live with changes", "in the bin"}
MAIN = {"save", "submit", "take back", "autosave", "approve", "publish", "unpublish", "delete", "take out", "erase"}


def in_state(state, factory, user, language="fr", **fields):
    """An item whose edition in the language is as the row of the table has it."""
    author = UserFactory(role="contributor") if state.endswith("of another") else user
    lead = UserFactory(role="programme_lead")
    publication = {"consent": True} if factory is PersonFactory else {}
    if state in {"live", "live with changes", "live and in review", "unpublished"}:
        publication |= {"published": ["fr", language], "published_at": timezone.now() - timedelta(days=1)}
    elif state == "scheduled":
        publication |= {"published": ["fr", language], "published_at": timezone.now() + timedelta(days=1)}
    item = factory(created_by=author, **publication, **fields)
    edition_of(item, "fr")
    if state in {"in review", "in review, of another", "live and in review", "changes requested", "approved"}:
        submit(item, language, lead)
    steps = {
        "changes requested": lambda: send_back(item, language, lead, "À revoir."),
        "approved": lambda: approve(item, language, lead),
        "live with changes": lambda: keep_draft(item, language, {**payload(item, language), "_x": ["1"]}, lead),
        "unpublished": lambda: item.editions.update(state="unpublished", unpublished_at=timezone.now()),
        "in the bin": lambda: put_into_bin(item, lead),
        "binned by its author": lambda: put_into_bin(item, user),
    }
    steps.get(state, lambda: None)()
    return type(item).objects.get(pk=item.pk)


def payload(item, language="fr"):
    """What a browser would send from the form as it stands."""
    request = RequestFactory().get("/")
    request.user, request.screen = UserFactory(is_superuser=True), Screen(language, item.source_language)
    model_admin = admin.site.get_model_admin(type(item))
    return Desk(model_admin, request, model_admin.get_object(request, str(item.pk))).live()


def name_of(item, end):
    return f"admin:{item._meta.app_label}_{item._meta.model_name}_{end}"


def ask(client, item, act, sent, language="fr"):
    """The status of the answer to the act."""
    edition = item.edition(language)
    revision = {"_revision": str(edition.revision if edition else 0)}
    screen = admin.site.get_model_admin(type(item)).screen_address(item, language)
    if act == "read":
        return client.get(screen).status_code
    if act in BUTTONS:
        return client.post(screen, {**sent, **revision, **BUTTONS[act]}).status_code
    end, takes_language, more = ADDRESSES[act]
    address = reverse(name_of(item, end), args=[item.pk, language] if takes_language else [item.pk])
    return client.post(address, {**sent, **revision, **more}).status_code


def traces(item):
    """All that an act could leave behind it."""
    row = type(item)._base_manager.filter(pk=item.pk).values().first()
    related = [list(getattr(item, name).order_by("pk").values()) for name in ("editions", "versions", "steps")]
    drafts = list(item.editions.defer(None).order_by("pk").values_list("draft", "revision"))
    return row, related, drafts, item.preview_links.count(), type(item)._base_manager.count()

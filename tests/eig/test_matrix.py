"""Who may do what: role × action × kind of item × state × language, asked of the real screens by direct request.

A cell names the least role that may: C contributor, E editor, P publisher, - nobody at all; each wider role may too.
A translator stands beside that ladder, and has a table of acts by language at the end.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from eig.accounts.roles import Role
from eig.languages.forms import Screen, translated_fields
from eig.languages.models import Term
from eig.notifications.models import OutgoingMail
from eig.publishing.bin import put_into_bin
from eig.publishing.drafts.desk import Desk, undone
from eig.publishing.models import Version
from eig.publishing.workflow import approve, edition_of, keep_draft, keep_version, send_back, submit
from eig.roles import RIGHTS
from eig.search.models import Miss
from eig.seo.models import Redirect
from tests import factories
from tests.factories import (
    ChallengeFactory,
    DocumentFactory,
    FAQEntryFactory,
    ImageFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

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
WRITING = "save submit discard name reread autosave preview gate restore share"
REVIEWING = "approve return"
PUBLISHING = "publish schedule both unpublish withdraw keep warn trust"
READING = "read comment copy"

# The table: by state, the least role for each group of acts; the item is of the one who asks, but where it says so.
#                     reading writing reviewing publishing delete take-out erase
TABLE = """
draft                    C       C        E         P        C       .       .
draft of another         C       E        E         P        P       .       .
in review                C       E        E         P        P       .       .
changes requested        C       C        E         P        C       .       .
approved                 C       E        E         P        P       .       .
scheduled                C       E        E         P        P       .       .
live                     C       E        E         P        P       .       .
live with changes        C       E        E         P        P       .       .
unpublished              C       E        E         P        P       .       .
in the bin               C       -        -         -        .       P       P
binned by its author     C       -        -         -        .       C       P
"""
GROUPS = (READING, WRITING, REVIEWING, PUBLISHING, "delete", "take out", "erase")
NOT_IN_BIN = {"copy", "comment"}  # what one may do with what one sees, but not with what lies in the bin
RANKS = {"C": 0, "E": 1, "P": 2, "-": 9}
ROLES = (Role.CONTRIBUTOR, Role.EDITOR, Role.PUBLISHER, Role.LEAD)


def expected(state):
    """`{act: the least role that may}` of a row of the table; acts that make no sense there are left out."""
    row = next(line for line in TABLE.strip().splitlines() if line.rsplit(None, 7)[0].strip() == state)
    cells = zip(GROUPS, row.rsplit(None, 7)[1:], strict=True)
    acts = {act: cell for group, cell in cells if cell != "." for act in _acts(group)}
    return {act: cell for act, cell in acts.items() if "bin" not in state or act not in NOT_IN_BIN}


def _acts(group):
    return [group] if group in ADDRESSES else group.split()


def in_state(state, factory, user, language="fr", **fields):
    """An item whose edition in the language is as the row of the table has it."""
    author = UserFactory(role="contributor") if state == "draft of another" else user
    lead = UserFactory(role="programme_lead")
    publication = {}
    if state in {"live", "live with changes", "unpublished"}:
        publication = {"published": ["fr", language], "published_at": timezone.now() - timedelta(days=1)}
    elif state == "scheduled":
        publication = {"published": ["fr", language], "published_at": timezone.now() + timedelta(days=1)}
    item = factory(created_by=author, **publication, **fields)
    edition_of(item, "fr")
    if state in {"in review", "changes requested", "approved"}:
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


def check(client, kind, state, role, acts=None):
    """Ask for each act, undo it, and compare with the table; what is refused leaves no trace."""
    user = UserFactory(role=role)
    item = in_state(state, KINDS[kind], user)
    keep_version(item, "fr", payload(item), Version.Kind.SAVED, None, "Une")
    sent, before = payload(item), traces(item)
    client.force_login(user)
    wanted, found = {}, {}
    for act, least in expected(state).items():
        if acts is not None and act not in acts:
            continue
        wanted[act] = "may" if ROLES.index(role) >= RANKS[least] else "may not"
        with undone():
            status = ask(client, item, act, sent)
            found[act] = "may" if status in {200, 302} else "may not" if status == 403 else f"is told {status}"
            if status == 403:
                assert traces(item) == before, f"{role} was refused to {act} a {kind} {state}, and changed it"
    assert found == wanted, f"{role}, {kind}, {state}"


STATES = [line.rsplit(None, 7)[0].strip() for line in TABLE.strip().splitlines()]


# Every act is tried where the table changes most, the main ones in the other states and kinds.
IN_FULL = {"draft", "in review", "live with changes", "in the bin"}
MAIN = {"save", "submit", "autosave", "approve", "publish", "unpublish", "delete", "take out", "erase"}


@pytest.mark.parametrize("role", ROLES[:3])
@pytest.mark.parametrize("state", STATES)
def test_posts(client, role, state):
    check(client, "post", state, role, None if state in IN_FULL else MAIN)


@pytest.mark.parametrize("state", ["draft of another", "live", "in the bin"])
def test_the_lead_may_what_a_publisher_may(client, state):
    check(client, "post", state, Role.LEAD, MAIN)


@pytest.mark.parametrize("role", ROLES[:3])
@pytest.mark.parametrize("state", ["draft", "live", "in the bin"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "post"])
def test_every_other_kind(client, kind, state, role):
    check(client, kind, state, role, {"save", "approve", "publish", "delete", "erase"})


ONLY_OF_TRANSLATIONS = {"confirm", "leave out"}
# A translator of English, of items written in French: on the screens of English, on those of French, on those of no
# language. The same acts are refused to a translator of another language, and where English is what was written first.
OF_TRANSLATORS = {
    "read": {"en", "fr"},
    "comment": {"en", "fr"},
    **{act: {"en"} for act in WRITING.split() if act != "reread"},
    **{act: {"en"} for act in ONLY_OF_TRANSLATIONS},
    **{act: set() for act in f"reread {REVIEWING} {PUBLISHING}".split()},
    **{act: set() for act in ("copy", "delete", "take out", "erase")},
}
STAYS_OPEN = {"read", "comment"}  # in the bin, too


def check_translator(client, kind, state, language, acts=None, translates=("en",), source="fr"):
    """Ask for each act in one language, undo it, and compare with the table; what is refused leaves no trace."""
    user = UserFactory(role="translator", translates=list(translates))
    written = {"source_language": source}
    if kind == "post":  # without words in a language it has no page there
        written |= {"title_en": "A title", "slug_en": f"by-{user.username}"}
    item = in_state(state, KINDS[kind], UserFactory(role="editor"), language, **written)
    keep_version(item, language, payload(item, language), Version.Kind.SAVED, None, "Une")
    sent, before = payload(item, language), traces(item)
    client.force_login(user)
    wanted, found = {}, {}
    for act, languages in OF_TRANSLATORS.items():
        if (acts is not None and act not in acts) or (language == source and act in ONLY_OF_TRANSLATIONS):
            continue
        if act == ("delete" if "bin" in state else "erase"):
            continue  # leads back to the screen, whoever asks
        may = language in languages and (act in STAYS_OPEN or (language in translates and "bin" not in state))
        if act not in STAYS_OPEN:
            may = may and language != source
        wanted[act] = "may" if may else "may not"
        with undone():
            status = ask(client, item, act, sent, language)
            found[act] = "may" if status in {200, 302} else "may not" if status == 403 else f"is told {status}"
            if status == 403:
                assert traces(item) == before, f"A translator was refused to {act} a {kind} {state}, and changed it"
    assert found == wanted, f"{kind}, {state}, in {language}"


def test_the_table_of_translators_knows_every_act():
    assert OF_TRANSLATORS.keys() == BUTTONS.keys() | ADDRESSES.keys() | {"read"}


@pytest.mark.parametrize("state", [state for state in STATES if "author" not in state and "another" not in state])
def test_a_translator_of_posts(client, state):
    check_translator(client, "post", state, "en", None if state in IN_FULL else MAIN)


@pytest.mark.parametrize("state", ["draft", "live with changes", "in the bin"])
def test_a_translator_has_no_part_in_the_source(client, state):
    check_translator(client, "post", state, "fr", MAIN | {"read", "comment", "share", "restore", "preview", "reread"})


def test_a_translator_has_no_part_in_a_language_that_was_not_given(client):
    check_translator(client, "post", "live", "en", translates=["fr"])
    check_translator(client, "post", "live", "en", translates=[])


def test_a_translator_of_english_does_not_write_what_was_written_in_english(client):
    check_translator(client, "post", "draft", "en", MAIN | {"read"}, source="en")
    check_translator(client, "post", "draft", "fr", MAIN | {"read"}, translates=["en"], source="en")


@pytest.mark.parametrize("state", ["draft", "live"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "post"])
def test_a_translator_of_every_other_kind(client, kind, state):
    check_translator(client, kind, state, "en", {"save", "autosave", "submit", "publish", "delete"})
    check_translator(client, kind, state, "fr", {"read", "save", "autosave", "submit", "publish"})


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

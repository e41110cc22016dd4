"""What a translator may do: stands beside the ladder, and has a table of acts by language."""

import pytest

from eig.publishing.drafts.desk import undone
from eig.publishing.models import Version
from eig.publishing.workflow import keep_version
from tests.eig.matrix.asking import (
    ADDRESSES,
    BUTTONS,
    IN_FULL,
    KINDS,
    MAIN,
    PUBLISHING,
    REVIEWING,
    STATES,
    WHOLE,
    WITHOUT_PAGE,
    WRITING,
    ask,
    in_state,
    payload,
    traces,
)
from tests.factories import AudienceFactory, UserFactory

pytestmark = pytest.mark.django_db

ONLY_OF_TRANSLATIONS = {"confirm", "leave out"}
# A translator of English, of items written in French: on the screens of English, on those of French, on those of no
# language. The same acts are refused to a translator of another language, and where English is what was written first.
OF_TRANSLATORS = {
    "read": {"en", "fr"},
    "comment": {"en", "fr"},
    "preview": {"en", "fr"},
    "take back": set(),  # what others submitted
    **{act: {"en"} for act in WRITING.split() if act != "reread"},
    **{act: {"en"} for act in ONLY_OF_TRANSLATIONS},
    **{act: set() for act in f"reread {REVIEWING} {PUBLISHING}".split()},
    **{act: set() for act in ("copy", "delete", "take out", "erase")},
}
NAMED_BY = {"post": "title", "page": "title", "question": "question"}
STAYS_OPEN = {"read", "comment"}  # in the bin, too
IN_ANY_LANGUAGE = STAYS_OPEN | {"preview"}


OF_ITEMS = [state for state in STATES if "author" not in state and "another" not in state]


def check_translator(client, kind, state, language, acts=None, translates=("en",), source="fr"):
    """Ask for each act in one language, undo it, and compare with the table; what is refused leaves no trace."""
    user = UserFactory(role="translator", translates=list(translates))
    written = {"source_language": source}
    if kind in NAMED_BY:  # without words in a language it has no page there
        written[f"{NAMED_BY[kind]}_en"] = "A title"
    if kind in {"post", "page"}:
        written["slug_en"] = f"by-{user.username}"
    if kind == "question":
        written["audience"] = AudienceFactory(name_en="Visitors", slug_en=f"by-{user.username}")
    item = in_state(state, KINDS[kind], UserFactory(role="editor"), language, **written)
    keep_version(item, language, payload(item, language), Version.Kind.SAVED, None, "Une")
    sent, before = payload(item, language), traces(item)
    client.force_login(user)
    wanted, found = {}, {}
    for act, languages in OF_TRANSLATORS.items():
        if (acts is not None and act not in acts) or act in WITHOUT_PAGE.get(kind, ()):
            continue
        if language == source and act in ONLY_OF_TRANSLATIONS:
            continue
        if act == ("delete" if "bin" in state else "erase"):
            continue  # leads back to the screen, whoever asks
        may = language in languages and (act in STAYS_OPEN or "bin" not in state)
        if act not in IN_ANY_LANGUAGE:
            may = may and language in translates and language != source
        wanted[act] = "may" if may else "may not"
        with undone():
            status = ask(client, item, act, sent, language)
            found[act] = "may" if status in {200, 302} else "may not" if status == 403 else f"is told {status}"
            if status == 403:
                assert traces(item) == before, f"A translator was refused to {act} a {kind} {state}, and changed it"
    assert found == wanted, f"{kind}, {state}, in {language}"


def test_the_table_of_translators_knows_every_act():
    assert OF_TRANSLATORS.keys() == BUTTONS.keys() | ADDRESSES.keys() | {"read"}


@pytest.mark.parametrize("state", OF_ITEMS)
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


@pytest.mark.parametrize("state", OF_ITEMS if WHOLE else ["draft", "live"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "post"])
def test_a_translator_of_every_other_kind(client, kind, state):
    check_translator(client, kind, state, "en", None if WHOLE else {"save", "autosave", "submit", "publish", "delete"})
    check_translator(client, kind, state, "fr", None if WHOLE else {"read", "save", "autosave", "submit", "publish"})

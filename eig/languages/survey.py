"""The state of each translated field: what is missing, out of date, current or left out.

Texts are compared by their prints, which the database makes: none leaves it, whatever the number of items.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import md5

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, Value, When
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modeltranslation.translator import NotRegistered, translator

from eig.languages.columns import codes, column
from eig.languages.models import LeftOut, Translation

# “EIG 1” and “30 %” read the same in every language: a text to be translated has a small letter.
A_WORD = "[a-zß-öø-ÿœ]"


class State(StrEnum):
    """Of a translated field in a language; the order is that in which they call for work."""

    STALE = "stale"
    MISSING = "missing"
    PROGRESS = "progress"
    CURRENT = "current"
    LEFT_OUT = "left-out"
    NOTHING = "nothing"  # the source says nothing there, or the language is the source

    @property
    def words(self):
        return WORDS[self]

    @property
    def look(self):
        """What its chip looks like."""
        return LOOKS[self]


WORDS = {
    State.STALE: _("to update"),
    State.MISSING: _("to translate"),
    State.PROGRESS: _("in progress"),
    State.CURRENT: pgettext_lazy("translation", "up to date"),
    State.LEFT_OUT: _("not to be translated"),
    State.NOTHING: _("nothing to translate"),
}
LOOKS = {
    State.STALE: "alert",
    State.MISSING: "none",
    State.PROGRESS: "changes",
    State.CURRENT: "live",
    State.LEFT_OUT: "draft",
    State.NOTHING: "none",
}
FEW = 500  # items whose notes are asked for one by one
OF_NOTHING = md5(b"", usedforsecurity=False).hexdigest()  # the print of an empty text
APART = "apart"  # said of what is left out, where a print would stand
TO_DO = (State.STALE, State.MISSING, State.PROGRESS)


def has_words(text):
    """Whether there is something to translate in a text."""
    return re.search(A_WORD, text or "") is not None


def fields_of(model):
    """Names of the fields whose words are translated, in the model's order: HTML and addresses follow from them."""
    try:
        names = translator.get_options_for_model(model).all_fields
    except NotRegistered:
        return []
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.name in names and not field.name.endswith("_html") and field.get_internal_type() != "SlugField"
    ]


@dataclass
class Cell:
    """An item in a language: the state of each field, `(field, None)` its own, `(field, row)` those of its rows."""

    states: dict = field(default_factory=dict)
    is_source: bool = False
    is_live: bool = False  # whether visitors read its own texts in the language

    @property
    def counts(self):
        """How many fields are in each state, those that have something to translate."""
        return Counter(state for state in self.states.values() if state != State.NOTHING)

    @property
    def state(self):
        """What the item as a whole is: out of date as soon as a field is, to be translated while none is begun."""
        counts = self.counts
        if not counts:
            return State.NOTHING
        if counts[State.STALE]:
            return State.STALE
        done = counts[State.PROGRESS] + counts[State.CURRENT]
        if counts[State.MISSING]:
            return State.PROGRESS if done else State.MISSING
        return next(state for state in (State.PROGRESS, State.CURRENT, State.LEFT_OUT) if counts[state])


def look(model, languages, items):
    """`{id: {language: Cell}}` of the items of one kind whose rows are not asked about: lists without editions."""
    found = read(model, languages, items)
    settle({model: found}, languages)
    return {pk: text.cells for pk, text in found.items()}


@dataclass
class Read:
    """What was read of an item: in which language it begins, and of each of its texts the prints by language."""

    begun: str
    cells: dict
    prints: dict = field(default_factory=dict)  # {(field, row): {language: (print of the text or None, has words)}}

    def settle(self, key, notes, left_out):
        """Say the state of each text; `key(row)` tells the model and id that notes are about."""
        for place, by_language in self.prints.items():
            name, row = place
            source, is_said = by_language[self.begun]
            for code, cell in self.cells.items():
                marks = {(*key(row), code, said) for said in ("", name)} | {(*key(None), code, "")}
                cell.states[place] = _state(
                    is_said and code != self.begun,
                    not marks.isdisjoint(left_out),
                    by_language[code][0],
                    notes.get((*key(row), code, name)) == source,
                )


def _state(is_asked, is_left_out, text, is_made_from_source):
    if not is_asked:
        return State.NOTHING
    if is_left_out:
        return State.LEFT_OUT
    if text is None:
        return State.MISSING
    return State.CURRENT if is_made_from_source else State.STALE


def read(model, languages, items, source=""):
    """`{id: Read}` of those items in one query; `source` names the field of their source language, if they have one."""
    names, asked = fields_of(model), prints(model)
    rows = items.order_by().annotate(**asked).values_list("pk", source or Value(codes()[0]), *asked)
    found = {}
    for pk, begun, *said in rows:
        found[pk] = one = Read(begun, {code: Cell(is_source=code == begun) for code in languages})
        for rank, name in enumerate(names):
            one.prints[name, None] = by_language(said[2 * rank * len(codes()) :])
    return found


def prints(model, names=None):
    """What is asked of each text, field by field and language by language: its print, and whether it has words.

    Texts themselves stay in the database.
    """
    asked = {}
    for name in names or fields_of(model):
        for code in codes():
            text = column(name, code)
            asked[f"print_of_{text}"] = MD5(F(text))
            asked[f"words_in_{text}"] = Case(When(**{f"{text}__regex": A_WORD}, then=Value(1)), default=Value(0))
    return asked


def by_language(said):
    """`{language: (print or None, has words)}` from what `prints` answered for one field."""
    pairs = {code: said[2 * rank : 2 * rank + 2] for rank, code in enumerate(codes())}
    return {code: (None if print_ == OF_NOTHING else print_, bool(words)) for code, (print_, words) in pairs.items()}


def settle(found, languages, rows=None):
    """Say the states of what was read, `{model: {id: Read}}`, in one query; `rows` names the kinds of rows read too."""
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in [*found, *(rows or ())]}
    about = {"content_type__in": kinds, "language__in": languages}
    keys = {pk for items in found.values() for pk in items}
    keys |= {row[1] for items in found.values() for one in items.values() for _name, row in one.prints if row}
    if len(keys) <= FEW:
        about["object_id__in"] = keys
    columns = ("content_type", "object_id", "language", "field", "print")
    made = Translation.objects.filter(**about).annotate(print=MD5("source__text")).values_list(*columns)
    apart = LeftOut.objects.filter(**about).annotate(print=Value(APART)).values_list(*columns)
    notes, left_out = {}, set()
    for kind, pk, code, name, said in made.union(apart, all=True):
        if said == APART:
            left_out.add((kinds[kind], pk, code, name))
        else:
            notes[kinds[kind], pk, code, name] = said
    for model, items in found.items():
        model = model._meta.concrete_model
        for pk, one in items.items():
            one.settle(lambda row, model=model, pk=pk: row or (model, pk), notes, left_out)

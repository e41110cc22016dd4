"""What goes out to translators: the texts to work on, chosen by language, state, kind and cohort."""

import re
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from blog.models import Post
from challenges.models import Challenge, Participation
from community.models import Call, Cohort, Person
from eig.exchange import xliff
from eig.exchange.layout import WHOLE
from eig.exchange.rights import may_change_some
from eig.exchange.texts import name_of, texts_of
from eig.languages.origins import digest
from eig.languages.survey import State
from eig.languages.translators import source_of
from eig.publishing.coverage import on_the_site, survey, translated_models
from eig.publishing.gate import rows_looked_at

# The states that a text may be sent out in, and those that call for work.
STATES = (State.MISSING, State.STALE, State.PROGRESS, State.CURRENT)
TO_DO = STATES[:-1]
# What tools of translators call them.
XLIFF_STATES = {State.STALE: "needs-adaptation", State.PROGRESS: "translated", State.CURRENT: "final"}
A_BATCH = 200
A_WORD = re.compile(r"\w+(?:['’·-]\w+)*")


@dataclass(frozen=True)
class Choice:
    """What is to go out: into a language, the texts in those states, of those kinds, of that cohort."""

    language: str
    states: tuple = TO_DO
    models: tuple | None = None
    cohort: Cohort | None = None


@dataclass
class Outgoing:
    """Items with the texts of each that go out, and how much that is."""

    items: list = field(default_factory=list)  # (item, [(Text, State), …])

    @property
    def number(self):
        return sum(len(texts) for _item, texts in self.items)

    @property
    def words(self):
        """How many words of the source there are to read."""
        parts = (part for _item, texts in self.items for text, _state in texts for part in text.layout.parts)
        return sum(len(A_WORD.findall(_spoken(part.source))) for part in parts)

    def as_file(self):
        """The bytes of the file."""
        return xliff.written([_file(item, texts) for item, texts in self.items])


def sent_models():
    """The kinds that have a screen of their own and something to translate, rows going with their item."""
    rows = {
        model._meta.get_field(accessor).related_model
        for model in translated_models()
        for accessor in rows_looked_at(model)
    }
    return [model for model in translated_models() if model not in rows]


def outgoing(choice, user=None):
    """What a choice sends out, of the kinds that the user may change; of all of them for nobody."""
    found = Outgoing()
    for model in sent_models():
        if (choice.models is None or model in choice.models) and may_change_some(user, model, choice.language):
            found.items += _of_kind(model, choice)
    return found


def _of_kind(model, choice):
    items = on_the_site(model)
    if choice.cohort is not None:
        items = _of_cohort(items, choice.cohort)
    wanted = {}
    for pk, cells in survey(model, [choice.language], items).items():
        states = {place: state for place, state in cells[choice.language].states.items() if state in choice.states}
        if states:
            wanted[pk] = states
    keys, found = sorted(wanted), []
    for start in range(0, len(keys), A_BATCH):
        chosen = sorted(items.filter(pk__in=keys[start : start + A_BATCH]), key=lambda item: item.pk)
        texts = texts_of(chosen, choice.language)
        for item in chosen:
            said = [(text, state) for text in texts.get(item.pk, ()) if (state := _state(text, wanted[item.pk]))]
            if said := [(text, state) for text, state in said if text.layout.parts]:
                found.append((item, said))
    return found


def _state(text, states):
    """The state in which the text is to go out, None when it is not."""
    row = None if text.place.row is None else (type(text.owner), text.owner.pk)
    return states.get((text.place.field, row))


def _of_cohort(items, cohort):
    """Those of the items that are of the cohort, or about it; none of the kinds that are of no cohort."""
    model = items.model
    if model is Post:
        return items.filter(pk__in=Post.objects.of_cohort(cohort).order_by().values("pk"))
    if model is Person:
        parts = Participation.objects.filter(Q(cohort=cohort) | Q(challenge__cohort=cohort), person=OuterRef("pk"))
        return items.filter(Exists(parts))
    if model in {Challenge, Call}:
        return items.filter(cohort=cohort)
    return items.filter(pk=cohort.pk) if model is Cohort else items.none()


def _file(item, texts):
    """An item as a file holds it."""
    title = f"{capfirst(item._meta.verbose_name)} – {item}"
    units = [unit for text, state in texts for unit in _units(text, state)]
    return xliff.File(name_of(item), source_of(item), texts[0][0].language, title, units)


def _units(text, state):
    for part in text.layout.parts:
        is_done = state == State.CURRENT or (state == State.STALE and text.made_from and part.before is None)
        yield xliff.Unit(
            text.id if part.name == WHOLE else f"{text.id}#{part.name}",
            list(part.source),
            None if part.target is None else list(part.target),
            XLIFF_STATES[State.CURRENT] if is_done else XLIFF_STATES.get(state, "new"),
            is_done and part.target is not None,
            _notes(text, state, part),
            text.longest if part.name == WHOLE else None,
            digest(text.source),
            digest(text.target),
        )


def _notes(text, state, part):
    """What a translator is told of a part."""
    notes = [f"{text.label} ({state.words})"]
    if text.longest:
        notes.append(_("%(count)d characters at most") % {"count": text.longest})
    if state == State.STALE and part.before is not None:
        words = _("It was translated from this text, which has changed since: %(text)s")
        notes.append(words % {"text": part.before})
    elif state == State.STALE and text.made_from is None:
        notes.append(_("Nobody knows from which text this was translated: compare the two."))
    return notes


def _spoken(parts):
    return "".join(part if isinstance(part, str) else " " for part in parts)

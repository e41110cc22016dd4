"""What stands beside each text of a translation: its source, what changed in it since, and the words agreed on."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType

from eig.languages.columns import column, value
from eig.languages.glossary import Glossary
from eig.languages.models import LeftOut, Translation
from eig.languages.survey import State, fields_of
from eig.text.changes import marked_text


@dataclass
class Beside:
    """The source of one text of a screen, as a translator needs it."""

    text: str
    language: str
    state: State = State.NOTHING
    marked: str = ""  # the source with the terms of the glossary marked
    terms: list = field(default_factory=list)
    changed: str = ""  # what changed in the source since the translation, as safe HTML
    made: Translation | None = None
    left_out: LeftOut | None = None

    @property
    def is_stale(self):
        return self.state == State.STALE


def put_beside(forms, cell, source, language):
    """Give each translated field of the forms its `beside`, in three queries; `forms` are `(form, row or None)`."""
    forms = list(forms)
    notes, left_out = _noted(Translation, forms, language), _noted(LeftOut, forms, language)
    glossary = Glossary(source, language)
    for form, row in forms:
        owner, model = form.instance, type(form.instance)
        for name in fields_of(model):
            form_field = form.fields.get(column(name, language))
            if form_field is None:
                continue
            text = value(owner, name, source)
            place = (name, None if row is None else (model, owner.pk))
            state = cell.states.get(place, State.NOTHING)
            marked, terms = glossary.mark(text)
            made = notes.get((model, owner.pk, name))
            form_field.beside = Beside(
                text,
                source,
                state,
                marked,
                terms,
                _changes(made, text) if state == State.STALE else "",
                made,
                left_out.get((model, owner.pk, name)),
            )


def _changes(made, text):
    """What the source said when the text was made, and what it says now; "" where nobody knows."""
    if made is None or made.source is None or made.source.text == text:
        return ""
    return marked_text(made.source.text, text)


def _noted(kind, forms, language):
    """`{(model, id, field): note}` of the items of the forms, in one query."""
    wanted = {}
    for form, _row in forms:
        if form.instance.pk:
            wanted.setdefault(type(form.instance), set()).add(form.instance.pk)
    types = {ContentType.objects.get_for_model(model).pk: model for model in wanted}
    rows = kind.objects.filter(
        language=language, content_type__in=types, object_id__in=set().union(*wanted.values()) if wanted else ()
    )
    related = ["by", "source"] if kind is Translation else ["by"]
    return {(types[row.content_type_id], row.object_id, row.field): row for row in rows.select_related(*related)}

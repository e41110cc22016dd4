"""From which source each text of a translation was made, as payloads carry it: drafts, versions, and what is restored.

The site notes it when a text changes: the source that the translator had beside it. A text that stays keeps its origin,
so that nothing is held to be up to date only because it was saved again.
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, IntegerField, Q, Value

from eig.languages.choices import is_id
from eig.languages.columns import column, value
from eig.languages.models import Translation
from eig.languages.origins import note, remember
from eig.languages.survey import fields_of
from eig.publishing.drafts.payloads import count_of, origin_name
from eig.publishing.gate import rows_looked_at


@dataclass(frozen=True)
class Place:
    """A translated text of an item: its field, and the row it is in as `(accessor, id)`, None for the item's own."""

    field: str
    row: tuple | None = None


def texts(payload, model, language):
    """Yield `(Place, name of its input, text, digest of its source or None)` of each text of the payload."""
    for name in fields_of(model):
        if (found := _text(payload, column(name, language))) is not None:
            yield Place(name), *found
    for accessor in rows_looked_at(model):
        names = fields_of(model._meta.get_field(accessor).related_model)
        for index in range(count_of(payload, accessor)):
            prefix = f"{accessor}-{index}"
            key = (payload.get(f"{prefix}-id") or [""])[0]
            for name in names if is_id(key) else ():
                if (found := _text(payload, f"{prefix}-{column(name, language)}")) is not None:
                    yield Place(name, (accessor, int(key))), *found


def _text(payload, name):
    if name not in payload:
        return None
    origin = payload.get(origin_name(name))
    return name, (payload[name] or [""])[0], origin[0] if origin else None


def of_payload(payload, model, language):
    """`{Place: (text, digest or None)}` of a payload."""
    return {place: (text, origin) for place, _name, text, origin in texts(payload, model, language)}


def of_columns(item, language):
    """The same of what stands in the columns: a query for each kind of rows, and one for what is noted."""
    found = {Place(name): value(item, name, language) for name in fields_of(type(item))}
    for accessor in rows_looked_at(item._meta.concrete_model):
        for row in getattr(item, accessor).all():
            found |= {Place(name, (accessor, row.pk)): value(row, name, language) for name in fields_of(type(row))}
    noted = _noted(item, language, found)
    return {place: (text, noted.get(place)) for place, text in found.items()}


def _noted(item, language, places):
    """`{Place: digest or None}` of those places of which something is noted, in one query."""
    model, owners = item._meta.concrete_model, {}
    for place in places:
        kind, pk = (model, item.pk) if place.row is None else (_kind(model, place.row[0]), place.row[1])
        owners.setdefault(kind, {})[pk] = place.row
    kinds = {ContentType.objects.get_for_model(kind).pk: kind for kind in owners}
    about = Q(pk__in=())
    for kind_pk, kind in kinds.items():
        about |= Q(content_type=kind_pk, object_id__in=owners[kind])
    rows = Translation.objects.filter(about, language=language)
    said = rows.values_list("content_type", "object_id", "field", "source__digest")
    return {Place(name, owners[kinds[kind]][pk]): origin for kind, pk, name, origin in said}


def _row_texts(item, language, places):
    """`{Place: text}` of what stands in the columns of those rows of the item, in one query."""
    model, parts, asked = item._meta.concrete_model, [], []
    for accessor in rows_looked_at(model):
        ids = {place.row[1] for place in places if place.row[0] == accessor}
        kind, owner = _kind(model, accessor), model._meta.get_field(accessor).field.name
        for name in fields_of(kind) if ids else ():
            rows = kind._base_manager.filter(pk__in=ids, **{owner: item}).order_by()
            number = Value(len(asked), output_field=IntegerField())
            asked.append((name, accessor))
            said = rows.annotate(number=number, said=F(column(name, language)))
            parts.append(said.values_list("pk", "number", "said"))
    rows = parts[0].union(*parts[1:], all=True).order_by() if parts else ()
    return {Place(asked[number][0], (asked[number][1], pk)): text or "" for pk, number, text in rows}


def _kind(model, accessor):
    return model._meta.get_field(accessor).related_model


def annotated(payload, standing, model, language):
    """The payload of what stands in the columns, with the origin of each text that is noted."""
    payload = dict(payload)
    for place, name, _said, _origin in list(texts(payload, model, language)):
        if (origin := standing.get(place, ("", None))[1]) is not None:
            payload[origin_name(name)] = [origin]
    return dict(sorted(payload.items()))


def stamped(payload, draft, beside, item, language):
    """The payload with the origin of each text: its own where it is that of the draft or stands in the columns already,
    else what stood `beside`; "" is noted where nobody knows.

    Words that were typed and taken back make no text a new one, however often they were kept meanwhile.
    """
    payload, model = dict(payload), item._meta.concrete_model
    drafted = of_payload(draft, model, language) if draft else {}
    found = [(place, name, text) for place, name, text, _origin in texts(payload, model, language) if text]
    new = {place: text for place, _name, text in found if text != drafted.get(place, ("",))[0]}
    standing = _standing(item, language, new)
    for place, name, _text in found:
        origin = drafted[place][1] if place not in new else standing.get(place, beside.get(name, ""))
        if origin is not None:
            payload[origin_name(name)] = [origin]
    return dict(sorted(payload.items()))


def _standing(item, language, said):
    """`{Place: digest or None}` of the texts, among `{Place: text}`, that stand in the columns as they are.

    A text of the item's own that is another one there, which is what someone types, asks nothing of the database.
    """
    rows = {place for place in said if place.row is not None}
    columns = {place: value(item, place.field, language) for place in said.keys() - rows}
    columns |= _row_texts(item, language, rows) if rows else {}
    same = {place for place, text in said.items() if columns.get(place) == text}
    noted = _noted(item, language, same) if same else {}
    return {place: noted.get(place) for place in same}


def renamed(payload, other, model, language):
    """`{name: its name in the other payload}` of each text: rows that vanished leave their numbers to those after."""
    names = {place: name for place, name, _text, _origin in texts(other, model, language)}
    return {name: names[place] for place, name, _text, _origin in texts(payload, model, language) if place in names}


def confirmed(payload, names, beside, model, language):
    """The payload with those of its texts held to say what stands beside them."""
    payload = dict(payload)
    for _place, name, text, _origin in list(texts(payload, model, language)):
        if name in names and text and name in beside:
            payload[origin_name(name)] = [beside[name]]
    return payload


def completed(payload, standing, model, language):
    """An old payload as one for today: where a text is not the one in the columns, it says from what, or nobody can."""
    payload = dict(payload)
    for place, name, text, origin in list(texts(payload, model, language)):
        if origin is None and text and text != standing.get(place, ("", None))[0]:
            payload[origin_name(name)] = [""]
    return payload


def note_saved(item, payload, language, by):
    """Note the origins that a payload carries, once its texts stand in the columns."""
    made_from = {}
    for place, _name, _said, origin in texts(payload, item._meta.concrete_model, language):
        if origin is not None:
            made_from.setdefault(place.row, {})[place.field] = origin
    for row, fields in made_from.items():
        owner = item if row is None else getattr(item, row[0]).filter(pk=row[1]).first()
        if owner is not None:
            note(owner, language, fields, item.source_language, by)


def remember_sources(bound, language):
    """Before texts of the source are replaced: keep those that were, for translators to see what changed."""
    changed = []
    for form in (bound.form, *(row for formset in bound.formsets for row in formset.forms)):
        names = {column(name, language) for name in fields_of(form._meta.model)}
        changed += [form.initial.get(name) for name in form.changed_data if name in names]
    remember(changed)

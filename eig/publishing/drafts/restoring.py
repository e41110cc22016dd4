"""An old payload as one for today: what was deleted meanwhile cannot be chosen again, and is named."""

from django import forms
from django.utils.translation import gettext as _

from eig.languages.choices import is_id
from eig.publishing.drafts.payloads import NOT_CONTENT, rows_of, with_rows


def without_lost(standing, payload):
    """`(payload, lost)`: the payload without choices of what is no more, and the labels of the fields they stood in.

    `standing` are the screen's forms, unbound. A row that is nothing without its choice goes with it.
    """
    kinds = [(rows, str(inline.verbose_name).capitalize()) for rows, inline in _with_inlines(standing)]
    choices = _choices(standing.form.fields)
    rows_by_kind = {rows.prefix: rows_of(payload, rows.prefix) for rows, _kind in kinds}
    there = _still_there(
        [(choices, payload)] + [(_choices_of(rows), row) for rows, _kind in kinds for row in rows_by_kind[rows.prefix]]
    )
    payload, lost = _kept(payload, choices, there)
    for rows, kind in kinds:
        fields, key, kept = _choices_of(rows), rows.model._meta.pk.name, []
        for place, row in enumerate(rows_by_kind[rows.prefix], 1):
            mended, labels = _kept(row, fields, there)
            lost += [
                _("%(kind)s %(place)s – %(field)s") % {"kind": kind, "place": place, "field": one} for one in labels
            ]
            if _stands(mended, fields):
                kept.append(mended)
            elif row.get(key, [""])[0]:
                kept.append({**mended, "DELETE": ["on"]})
        old = [row for row in kept if row.get(key, [""])[0]]
        new = [row for row in kept if not row.get(key, [""])[0]]
        payload = with_rows(payload, rows.prefix, old, new)
    return payload, lost


def _with_inlines(standing):
    return zip(standing.formsets, standing.inlines, strict=True)


def _choices(fields, key=""):
    return {
        name: field
        for name, field in fields.items()
        if isinstance(field, forms.ModelChoiceField) and name not in NOT_CONTENT | {key}
    }


def _choices_of(rows):
    return _choices(rows.empty_form.fields, rows.model._meta.pk.name)


def _still_there(said):
    """`{model: ids}` of the items chosen that may still be, in one query a model."""
    wanted, querysets = {}, {}
    for fields, payload in said:
        for name, field in fields.items():
            ids = {int(value) for value in payload.get(name, []) if is_id(value)}
            wanted.setdefault(field.queryset.model, set()).update(ids)
            querysets[field.queryset.model] = field.queryset
    return {
        model: set(querysets[model].filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
        for model, ids in wanted.items()
    }


def _kept(payload, fields, there):
    payload, lost = dict(payload), []
    for name, field in fields.items():
        values = payload.get(name, [])
        kept = [value for value in values if not is_id(value) or int(value) in there[field.queryset.model]]
        if len(kept) < len(values):
            payload[name] = kept or ([] if isinstance(field, forms.ModelMultipleChoiceField) else [""])
            lost.append(str(field.label))
    return payload, lost


def _stands(row, fields):
    """Whether the row still has what it cannot do without."""
    return all(any(row.get(name, [])) for name, field in fields.items() if field.required) or "DELETE" in row

"""What the form of an edition holds, as a browser would send it: `{name: [value, …]}`, ready for a JSON column.

One representation serves the working draft, the versions and the preview. Rows of inlines are told apart by the id
they carry, so a draft holds when rows moved, came or went meanwhile.
"""

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from eig.languages.choices import is_id
from eig.languages.columns import column
from eig.languages.forms import translated_fields

MANAGEMENT = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
# What a form carries for its own working, none of it content.
NOT_CONTENT = {"csrfmiddlewaretoken", "version_name", "action"}
NOT_CONTENT |= {
    "publish_at",
    "withdraw_at",
    "reason",
    "replaced_by",
    "comment",
    "unpublish_comment",
    "note",
    "review_on",
    "left_out_field",
    "left_out_reason",
}


# After the name of a translated text: the digest of the source it was made from. The site says it, never a browser.
ORIGIN = "-from"


def origin_name(name):
    """Where a payload says from which source the text under that name was made."""
    return f"{name}{ORIGIN}"


def sent(data):
    """The payload of a posted form: its content, without tokens, buttons and templates of rows."""
    lists = data.lists() if isinstance(data, MultiValueDict) else data.items()
    return {
        name: [_text(value) for value in values]
        for name, values in sorted(lists)
        if not name.startswith("_")
        and not name.endswith(ORIGIN)
        and "__prefix__" not in name
        and "\x00" not in name
        and name not in NOT_CONTENT
    }


def of_translation(payload, model, language):
    """The payload of a translation's screen without what does not stand on it, whoever sent it: that is no one's text.

    What stands on it are the item's texts in the language, and those of its rows with the ids that tell them apart.
    """
    inputs = _inputs_of(model, language)
    rows = {
        relation.get_accessor_name(): _inputs_of(relation.related_model, language)
        | {relation.related_model._meta.pk.name, relation.field.name}
        for relation in model._meta.related_objects
        if relation.one_to_many and translated_fields(relation.related_model)
    }

    def stands(name):
        prefix, _hyphen, place = name.removesuffix(ORIGIN).partition("-")
        if not place:
            return prefix in inputs
        number, _hyphen, field = place.partition("-")
        return prefix in rows and (number in MANAGEMENT if not field else is_id(number) and field in rows[prefix])

    return {name: values for name, values in payload.items() if stands(name)}


def _inputs_of(model, language):
    return {column(name, language) for name in translated_fields(model)}


def as_data(payload, posted=None):
    """The payload as the data that forms are bound to; `posted` says besides which button was pressed, and when."""
    data = QueryDict(mutable=True)
    for name, values in (posted or QueryDict()).lists():
        if name.startswith("_") or name in NOT_CONTENT:
            data.setlist(name, values)
    for name, values in payload.items():
        data.setlist(name, values)
    return data


def written(form, formsets):
    """The payload of unbound forms: what a browser would send if nobody touched them."""
    payload = _fields(form)
    for formset in formsets:
        counts = formset.management_form.initial
        payload |= {f"{formset.prefix}-{name}": [str(counts[name])] for name in MANAGEMENT if name in counts}
        for row in formset.forms:
            payload |= _fields(row)
    return dict(sorted(payload.items()))


def _fields(form):
    payload = {}
    for name, field in form.fields.items():
        if name not in NOT_CONTENT and not isinstance(field, forms.FileField):
            bound = form[name]
            payload |= _inputs(field.widget, bound.html_name, bound.value())
    return payload


def _inputs(widget, name, value):
    """What a widget that shows the value would send."""
    widget = getattr(widget, "widget", widget)  # the admin wraps those that offer to add an item
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, (list, tuple)) else widget.decompress(value)
        payload = {}
        for inner, suffix, part in zip(widget.widgets, widget.widgets_names, parts, strict=True):
            payload |= _inputs(inner, f"{name}{suffix}", part)
        return payload
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if widget.check_test(value) else {}
    shown = widget.format_value(value)
    if isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return {name: [str(entry) for entry in shown]} if shown else {}
    if isinstance(shown, (list, tuple)):
        shown = shown[0] if shown else ""
    return {name: ["" if shown is None else _text(shown)]}


def _text(value):
    # Browsers end lines their own way, and PostgreSQL keeps no text with a null character.
    return str(value).replace("\r\n", "\n").replace("\x00", "")


def settled(payload, formsets):
    """`(payload, dropped)`: the payload without rows that are no longer there, and how many each formset lost.

    `formsets` are unbound, of the item as it stands. New rows follow the kept ones.
    """
    payload, dropped = dict(payload), {}
    for formset in formsets:
        key, standing = formset.model._meta.pk.name, _standing(formset)
        rows = rows_of(payload, formset.prefix)
        old = [row for row in rows if row.get(key, [""])[0]]
        kept = [row for row in old if row[key][0] in standing]
        new = [row for row in rows if not row.get(key, [""])[0]]
        payload = with_rows(payload, formset.prefix, kept, new)
        if len(kept) < len(old):
            dropped[formset.prefix] = len(old) - len(kept)
    return payload, dropped


def revived(payload, formsets):
    """The payload of an old version as one for today: rows deleted since are new ones, later ones are to be deleted.

    `formsets` are unbound, of the item as it stands.
    """
    payload = dict(payload)
    for formset in formsets:
        key, standing = formset.model._meta.pk.name, _standing(formset)
        rows = rows_of(payload, formset.prefix)
        kept = [row for row in rows if row.get(key, [""])[0] in standing]
        new = [{**row, key: [""]} for row in rows if row.get(key, [""])[0] not in standing]
        known = {row[key][0] for row in kept}
        later = [row for row in formset.initial_forms if str(row.instance.pk) not in known]
        kept += [_without_prefix(_fields(row), row.prefix) | {"DELETE": ["on"]} for row in later]
        payload = with_rows(payload, formset.prefix, kept, new)
    return payload


def rows_of(payload, prefix):
    """The rows of a formset, each as `{field name: [value, …]}`; those that are only counted say nothing."""
    rows = (_without_prefix(payload, f"{prefix}-{index}") for index in range(count_of(payload, prefix)))
    return [row for row in rows if row]


def with_rows(payload, prefix, kept, new):
    """The payload with those rows of a formset instead of its own: the ones that have an id first."""
    payload = {name: values for name, values in payload.items() if not name.startswith(f"{prefix}-")}
    counts = (len(kept) + len(new), len(kept), 0, 1000)
    payload |= {f"{prefix}-{name}": [str(count)] for name, count in zip(MANAGEMENT, counts, strict=True)}
    for index, row in enumerate(kept + new):
        payload |= {f"{prefix}-{index}-{name}": values for name, values in row.items()}
    return dict(sorted(payload.items()))


def _standing(formset):
    return {str(row.instance.pk) for row in formset.initial_forms}


def count_of(payload, prefix):
    """How many rows of a formset the payload counts, those without a word too."""
    total = (payload.get(f"{prefix}-TOTAL_FORMS") or ["0"])[0]
    return min(int(total), 1000) if is_id(total) else 0


def _without_prefix(payload, prefix):
    start = f"{prefix}-"
    return {name.removeprefix(start): values for name, values in payload.items() if name.startswith(start)}

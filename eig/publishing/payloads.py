"""What the form of an edition holds, as a browser would send it: `{name: [value, …]}`, ready for a JSON column.

One representation serves the working draft, the versions and the preview. Rows of inlines are told apart by the id
they carry, so a draft holds when rows moved, came or went meanwhile.
"""

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

MANAGEMENT = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
# What a form carries for its own working, none of it content.
NOT_CONTENT = {"csrfmiddlewaretoken", "publish_at", "comment", "reason", "version_name", "action"}


def sent(data):
    """The payload of a posted form: its content, without tokens, buttons and templates of rows."""
    lists = data.lists() if isinstance(data, MultiValueDict) else data.items()
    return {
        name: [_text(value) for value in values]
        for name, values in sorted(lists)
        if not name.startswith("_") and "__prefix__" not in name and "\x00" not in name and name not in NOT_CONTENT
    }


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
        payload = _with_rows(payload, formset.prefix, kept, new)
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
        payload = _with_rows(payload, formset.prefix, kept, new)
    return payload


def rows_of(payload, prefix):
    """The rows of a formset, each as `{field name: [value, …]}`."""
    return [_without_prefix(payload, f"{prefix}-{index}") for index in range(_count(payload, prefix))]


def _with_rows(payload, prefix, kept, new):
    payload = {name: values for name, values in payload.items() if not name.startswith(f"{prefix}-")}
    counts = (len(kept) + len(new), len(kept), 0, 1000)
    payload |= {f"{prefix}-{name}": [str(count)] for name, count in zip(MANAGEMENT, counts, strict=True)}
    for index, row in enumerate(kept + new):
        payload |= {f"{prefix}-{index}-{name}": values for name, values in row.items()}
    return dict(sorted(payload.items()))


def _standing(formset):
    return {str(row.instance.pk) for row in formset.initial_forms}


def _count(payload, prefix):
    total = (payload.get(f"{prefix}-TOTAL_FORMS") or ["0"])[0]
    return min(int(total), 1000) if total.isascii() and total.isdigit() else 0


def _without_prefix(payload, prefix):
    start = f"{prefix}-"
    return {name.removeprefix(start): values for name, values in payload.items() if name.startswith(start)}

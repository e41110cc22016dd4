"""What two payloads of one screen say differently, field by field, in words that an editor reads."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from eig.publishing.payloads import NOT_CONTENT, rows_of

LAST = 10**9  # the place of a row without a position
CONTEXT = 14  # words left on each side of a change in a long text
WORDS = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Difference:
    """A field of which two payloads say something else; `marked` shows what went and what came."""

    label: str
    before: str
    after: str
    marked: str


@dataclass(frozen=True)
class _Said:
    label: str
    field: forms.Field
    values: list


def differences(standing, before, after):
    """The fields that differ, in the order of the form; `standing` are the screen's forms, unbound."""
    sides = [_said(standing, payload) for payload in (before, after)]
    known = _named(entry for side in sides for entry in side.values())
    places = {prefix: place for place, prefix in enumerate(["", *(rows.prefix for rows in standing.formsets)])}
    keys = sorted({**sides[0], **sides[1]}, key=lambda key: places[key[0]])
    return [
        _difference(one, other, known)
        for one, other in ([side.get(key) for side in sides] for key in keys)
        if (one.values if one else []) != (other.values if other else [])
    ]


def _said(standing, payload):
    """`{(prefix, row, field name): _Said}`; rows are told apart by their id, new ones by their order."""
    found = {}
    for name, field in standing.form.fields.items():
        if name not in NOT_CONTENT and not isinstance(field, forms.FileField):
            found["", "", name] = _Said(str(field.label), field, _values(payload, name, field))
    for formset, inline in zip(standing.formsets, standing.inlines, strict=True):
        key, fields = formset.model._meta.pk.name, formset.empty_form.fields
        kind = str(inline.verbose_name)
        rows = [row for row in rows_of(payload, formset.prefix) if "DELETE" not in row]
        if "position" in fields:
            _rank(rows)
        for place, row in enumerate(rows, 1):
            identity = row.get(key, [""])[0] or f"new {place}"
            for name, field in fields.items():
                if name in {key, "DELETE"} or isinstance(field, (InlineForeignKeyField, forms.FileField)):
                    continue
                label = f"{kind.capitalize()} {place} – {field.label}"
                found[formset.prefix, identity, name] = _Said(label, field, _values(row, name, field))
    return found


def _rank(rows):
    """Number the rows as saving will: other numbers in the same order say the same."""

    def position(row):
        said = row.get("position", [""])[0]
        return int(said) if said.isdecimal() else LAST

    for rank, row in enumerate(sorted(rows, key=position), 1):
        row["position"] = [str(rank)]


def _values(payload, name, field):
    if isinstance(getattr(field.widget, "widget", field.widget), forms.MultiWidget):
        count = len(field.widget.widgets)
        parts = [(payload.get(f"{name}_{index}") or [""])[0] for index in range(count)]
        return [" ".join(filter(None, parts))] if any(parts) else []
    values = [value for value in payload.get(name, []) if value]
    return sorted(values) if isinstance(field, forms.ModelMultipleChoiceField) else values  # of no order


def _named(entries):
    """`{model: {id: item}}` of the related items that the entries speak of, in one query a model."""
    wanted = {}
    for entry in entries:
        if isinstance(entry.field, forms.ModelChoiceField):
            ids = [value for value in entry.values if value.isascii() and value.isdigit() and len(value) < 19]
            wanted.setdefault(entry.field.queryset.model, set()).update(ids)
    return {model: model._base_manager.in_bulk([int(one) for one in ids]) for model, ids in wanted.items()}


def _difference(one, other, known):
    label = (other or one).label
    before, after = ([_words(entry, value, known) for value in entry.values] if entry else [] for entry in (one, other))
    if isinstance((other or one).field, forms.ModelChoiceField):
        marked = format_html("{}{}", marked_entries(before, after), _pictures(one, other, known))
    elif isinstance((other or one).field, (forms.ChoiceField, forms.BooleanField)):
        marked = marked_entries(before, after)
    else:
        marked = marked_words(", ".join(before), ", ".join(after))
    return Difference(label, ", ".join(before), ", ".join(after), marked)


def _words(entry, value, known):
    """What an editor reads for a value."""
    field = entry.field
    if isinstance(field, forms.ModelChoiceField):
        if not value.isdigit():
            return value  # a tag that is still to be made
        item = known[field.queryset.model].get(int(value))
        return str(item) if item is not None else _("(deleted since)")
    if isinstance(field, forms.BooleanField):
        return _("yes")
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    if isinstance(field, (forms.DateField, forms.DateTimeField)):
        try:
            return str(localize(field.to_python(value)))
        except ValidationError:
            return value
    return value


def _pictures(one, other, known):
    """The pictures that a choice of an image shows, the one before and the one after."""
    shown = []
    for tag, entry in (("del", one), ("ins", other)):
        widget = getattr(entry.field.widget, "widget", entry.field.widget) if entry else None
        if not hasattr(widget, "picture"):
            continue
        items = [known[entry.field.queryset.model].get(int(value)) for value in entry.values if value.isdigit()]
        shown += [(tag, widget.picture(item), tag) for item in items if item is not None]
    if not shown:
        return ""
    return format_html('<div class="eig-pictures">{}</div>', format_html_join("", "<{}>{}</{}>", shown))


def marked_entries(before, after):
    """Entries of a choice: those that went, those that came, and those that stayed."""
    lines = [("del" if entry not in after else "span", entry) for entry in before]
    lines += [("ins", entry) for entry in after if entry not in before]
    return format_html_join(", ", "<{}>{}</{}>", ((tag, entry, tag) for tag, entry in lines))


def marked_words(before, after):
    """One text: words that went in `<del>`, words that came in `<ins>`, without what is far from both."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = SequenceMatcher(None, *([word.rstrip() for word in side] for side in (old, new)), autojunk=False)
    steps, parts = matcher.get_opcodes(), []
    for rank, (kind, start, end, new_start, new_end) in enumerate(steps):
        if kind == "equal":
            kept = _shortened(new[new_start:new_end], rank == 0, rank == len(steps) - 1)
            parts.append(kept if rank == len(steps) - 1 or kept[-1:].isspace() else f"{kept} ")
            continue
        for tag, words in (("del", old[start:end]), ("ins", new[new_start:new_end])):
            if words:
                text = "".join(words)
                said = text.rstrip()
                gap = text[len(said) :] or (" " if tag == "del" and new_start < new_end else "")
                parts.append(format_html("<{}>{}</{}>{}", tag, said, tag, gap))
    return format_html_join("", "{}", ((part,) for part in parts))


def _shortened(words, first, last):
    if len(words) <= 3 * CONTEXT:
        return "".join(words)
    head = "" if first else "".join(words[:CONTEXT])
    tail = "" if last else "".join(words[-CONTEXT:])
    return f"{head} […] {tail}"

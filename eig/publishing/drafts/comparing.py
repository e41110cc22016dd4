"""What two payloads of one screen say differently, field by field, in words that an editor reads."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eig.languages.choices import is_id
from eig.publishing.drafts.payloads import NOT_CONTENT, rows_of
from eig.publishing.drafts.rows import Row, moved, paired
from eig.text.changes import mark, marked_entries, marked_text

LAST = 10**9  # the place of a row without a position


@dataclass(frozen=True)
class Difference:
    """A field of which two payloads say something else; `marked` shows what went and what came."""

    label: str
    before: str
    after: str
    marked: str


def differences(standing, before, after):
    """The fields that differ, in the order of the form; `standing` are the screen's forms, unbound."""
    return Comparison(standing, before, after).differences


class Comparison:
    """Two payloads of one screen: their `differences`, and the words for what is `unchanged`."""

    def __init__(self, standing, before, after):
        self.differences, self.unchanged = [], []
        self._fields = {
            name: field
            for name, field in standing.form.fields.items()
            if name not in NOT_CONTENT and not isinstance(field, forms.FileField)
        }
        self._kinds = [
            (str(inline.verbose_name), str(inline.verbose_name_plural), rows, _fields_of(rows))
            for rows, inline in zip(standing.formsets, standing.inlines, strict=True)
        ]
        sides = [_said(self._fields, payload) for payload in (before, after)]
        rows = [
            [_rows(payload, formset, fields) for payload in (before, after)]
            for _kind, _plural, formset, fields in self._kinds
        ]
        said = [(self._fields, side) for side in sides]
        for (_kind, _plural, _formset, fields), both in zip(self._kinds, rows, strict=True):
            said += [(fields, row.said) for side in both for row in side]
        self._known = _named(said)
        self._compare_fields(*sides)
        for (kind, plural, formset, fields), both in zip(self._kinds, rows, strict=True):
            self._compare_rows(kind, plural, fields, *both, in_order="position" in formset.empty_form.fields)

    def _compare_fields(self, before, after):
        for name, field in self._fields.items():
            if before[name] != after[name]:
                self.differences.append(self._difference(str(field.label), field, before[name], after[name]))
            elif before[name]:
                self.unchanged.append(str(field.label))

    def _compare_rows(self, kind, plural, fields, before, after, in_order):
        pairs, known = paired(before, after), len(self.differences)
        for one, other in pairs:
            if one is None or other is None:
                self.differences.append(self._whole(kind, fields, one, other))
                continue
            label = self._name(kind, fields, one, other.place)
            self.differences += [
                self._difference(
                    _("%(row)s – %(field)s") % {"row": label, "field": field.label},
                    field,
                    one.said[name],
                    other.said[name],
                )
                for name, field in fields.items()
                if one.said[name] != other.said[name]
            ]
        if in_order:
            self.differences += [
                Difference(
                    _("%(row)s – place") % {"row": self._name(kind, fields, one, other.place)},
                    str(one.place),
                    str(other.place),
                    marked_text(str(one.place), str(other.place)),
                )
                for one, other in moved(pairs)
            ]
        if pairs and len(self.differences) == known:
            words = ngettext("%(rows)s: %(count)d row", "%(rows)s: %(count)d rows", len(pairs))
            self.unchanged.append(words % {"rows": plural.capitalize(), "count": len(pairs)})

    def _name(self, kind, fields, row, place):
        """What a row is called: its kind and place, and the first words it says."""
        details = {"kind": kind.capitalize(), "place": place}
        for name, field in fields.items():
            if row.said[name] and _names_a_row(field):
                said = self._words(field, row.said[name][0])
                return _("%(kind)s %(place)s, “%(words)s”") % {**details, "words": _cut(said)}
        return _("%(kind)s %(place)s") % details

    def _whole(self, kind, fields, one, other):
        """A row that came or went, with all that it says."""
        row = one or other
        said = {name: [self._words(field, value) for value in row.said[name]] for name, field in fields.items()}
        lines = [
            _("%(field)s: %(words)s") % {"field": fields[name].label, "words": ", ".join(words)}
            for name, words in said.items()
            if words
        ]
        is_gone = other is None
        words = _("%(row)s – removed") if is_gone else _("%(row)s – added")
        text = "\n".join(lines)
        pictures = [
            self._pictures(field, *((row.said[name], []) if is_gone else ([], row.said[name])))
            for name, field in fields.items()
        ]
        return Difference(
            words % {"row": self._name(kind, fields, row, row.place)},
            text if is_gone else "",
            "" if is_gone else text,
            format_html(
                "{}{}",
                mark("del" if is_gone else "ins", text),
                format_html_join("", "{}", ((one,) for one in pictures)),
            ),
        )

    def _difference(self, label, field, before, after):
        said = [[self._words(field, value) for value in values] for values in (before, after)]
        if isinstance(field, forms.ModelChoiceField):
            marked = format_html("{}{}", marked_entries(*said), self._pictures(field, before, after))
        elif isinstance(field, (forms.ChoiceField, forms.BooleanField)):
            marked = marked_entries(*said)
        else:
            marked = marked_text(*(", ".join(side) for side in said))
        return Difference(label, *(", ".join(side) for side in said), marked)

    def _words(self, field, value):
        """What an editor reads for a value."""
        if isinstance(field, forms.ModelChoiceField):
            if not is_id(value):
                return value  # a tag that is still to be made
            item = self._known[field.queryset.model].get(int(value))
            return str(item) if item is not None else _("(deleted since)")
        if isinstance(field, forms.BooleanField):
            return _("yes")
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))
        if isinstance(field, (forms.DateField, forms.DateTimeField)):
            return _instant(field, value)
        return value

    def _pictures(self, field, before, after):
        """The pictures that a choice of an image shows, the one before and the one after."""
        widget = getattr(field.widget, "widget", field.widget)
        if not hasattr(widget, "picture"):
            return ""
        known = self._known[field.queryset.model]
        sides = [[known.get(int(value)) for value in values if is_id(value)] for values in (before, after)]
        shown = [
            mark(tag, widget.picture(item))
            for tag, items in zip(("del", "ins"), sides, strict=True)
            for item in items
            if item is not None
        ]
        if not shown:
            return ""
        return format_html('<div class="eig-pictures">{}</div>', format_html_join("", "{}", ((one,) for one in shown)))


def _named(said):
    """`{model: {id: item}}` of the related items that fields speak of, in one query a model."""
    wanted = {}
    for fields, values_of in said:
        for name, field in fields.items():
            if isinstance(field, forms.ModelChoiceField):
                ids = [int(value) for value in values_of[name] if is_id(value)]
                wanted.setdefault(field.queryset.model, set()).update(ids)
    return {model: model._base_manager.in_bulk(list(ids)) for model, ids in wanted.items()}


def _fields_of(formset):
    working = {formset.model._meta.pk.name, "DELETE", "position"}
    return {
        name: field
        for name, field in formset.empty_form.fields.items()
        if name not in working and not isinstance(field, (InlineForeignKeyField, forms.FileField))
    }


def _said(fields, payload):
    return {name: _values(payload, name, field) for name, field in fields.items()}


def _rows(payload, formset, fields):
    """The rows that stay, in the order of their positions, numbered as saving will: other numbers may say the same."""
    key = formset.model._meta.pk.name
    rows = [row for row in rows_of(payload, formset.prefix) if "DELETE" not in row and _says_something(row)]
    if "position" in formset.empty_form.fields:
        rows.sort(key=_position)
    return [Row(row.get(key, [""])[0], place, _said(fields, row)) for place, row in enumerate(rows, 1)]


def _says_something(row):
    return any(value for name, values in row.items() if name != "position" for value in values)


def _names_a_row(field):
    """Whether what the field says may stand for its row: “yes” and “mentor” do not."""
    return isinstance(field, forms.ModelChoiceField) or not isinstance(field, (forms.BooleanField, forms.ChoiceField))


def _position(row):
    said = row.get("position", [""])[0]
    return int(said) if said.isascii() and said.isdigit() else LAST


def _values(payload, name, field):
    if isinstance(getattr(field.widget, "widget", field.widget), forms.MultiWidget):
        count = len(field.widget.widgets)
        parts = [(payload.get(f"{name}_{index}") or [""])[0] for index in range(count)]
        return [" ".join(filter(None, parts))] if any(parts) else []
    values = [value for value in payload.get(name, []) if value]
    return sorted(values) if isinstance(field, forms.ModelMultipleChoiceField) else values  # of no order


def _instant(field, value):
    try:
        instant = field.to_python(value)
    except ValidationError:
        return value
    if isinstance(field, forms.DateTimeField):
        return date_format(localtime(instant) if is_aware(instant) else instant, "DATETIME_FORMAT")
    return date_format(instant, "DATE_FORMAT")


def _cut(words):
    first = words.split("\n", 1)[0]
    return first if len(first) <= 60 else f"{first[:59].rstrip()}…"

"""What the forms of a screen hold, for the gate to read: nothing is validated, nothing is written, nothing is asked."""

from copy import copy

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError

from eig.languages.choices import is_id
from eig.publishing.gate import Row, Sheet


def held(bound, language, at=None):
    """The sheet of what the forms hold; what cannot be read yet is as it stands in the columns."""
    item, changed = _with_values(bound.form)
    rows = {_accessor(formset): list(_rows(formset)) for formset in bound.formsets}
    return Sheet(item, language, at, rows, frozenset(changed))


def standing(item, formsets, language, at=None):
    """The sheet of what stands in the columns; `formsets` are unbound, of the item as it stands."""
    rows = {
        _accessor(formset): [
            Row(copy(form.instance), formset.prefix, index) for index, form in enumerate(formset.initial_forms)
        ]
        for formset in formsets
    }
    return Sheet(item, language, at, rows)


def _accessor(formset):
    return formset.fk.remote_field.get_accessor_name()


def _rows(formset):
    initial = len(formset.initial_forms)
    for index, form in enumerate(formset.forms):
        if formset.is_bound:
            taken_out = form.add_prefix("DELETE") in formset.data
            if taken_out or (index >= initial and not form.has_changed()):
                continue
        elif index >= initial:
            continue
        item, changed = _with_values(form)
        yield Row(item, formset.prefix, index, bool(changed))


def _with_values(form):
    """`(the form's item as a copy with what was typed, the columns that are no longer as they were)`."""
    item, changed = copy(form.instance), set()
    if not form.is_bound:
        return item, changed
    for name, field in form.fields.items():
        try:
            db_field = item._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, (forms.FileField, forms.ModelMultipleChoiceField)) or db_field.many_to_many:
            continue
        sent = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        value = _value(field, sent)
        if value is not _UNREADABLE and getattr(item, db_field.attname) != value:
            setattr(item, db_field.attname, value)
            changed.add(name)
    return item, changed


_UNREADABLE = object()


def _value(field, sent):
    if isinstance(field, forms.ModelChoiceField):
        if sent and not is_id(sent):
            return _UNREADABLE
        return int(sent) if sent else None
    required, field.required = field.required, False  # what is still empty is empty
    try:
        return field.clean(sent)
    except ValidationError:
        return _UNREADABLE
    finally:
        field.required = required

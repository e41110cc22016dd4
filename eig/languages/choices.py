"""Choosing related items in the admin: a form that names what no item could be called is refused in words."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

MOST_DIGITS = 18  # of a 64-bit id


def is_id(value):
    """Whether an item may have that id: databases stop at those too long to be one."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


class OfIds:
    """A choice that comes back with what was posted shows the items among it, and nothing for the rest."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [entry for entry in value if not entry or is_id(entry)], attr)


class ItemSelect(OfIds, AutocompleteSelect):
    pass


class ItemsSelect(OfIds, AutocompleteSelectMultiple):
    pass


class ItemsField(forms.ModelMultipleChoiceField):
    """Several items, each named by its id."""

    def clean(self, value):
        for entry in value or ():
            if not is_id(entry):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": entry}
                )
        return super().clean(value)

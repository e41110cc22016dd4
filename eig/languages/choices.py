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
    at_hand = None  # the item chosen now, where the form has it already

    def optgroups(self, name, value, attr=None):
        """Django's own; without a query for an item at hand, for rows would ask one each."""
        if self.at_hand is None or [str(entry) for entry in value] != [str(self.at_hand.pk)]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.at_hand)
        return [(None, [*options, self.create_option(name, self.at_hand.pk, label, True, len(options))], 0)]


class ItemsSelect(OfIds, AutocompleteSelectMultiple):
    pass


class ItemField(forms.ModelChoiceField):
    """One item; what was read with the row that names it is not asked for again."""

    def get_bound_field(self, form, field_name):
        state = getattr(getattr(form, "instance", None), "_state", None)
        widget = getattr(self.widget, "widget", self.widget)  # the admin wraps those that offer to add an item
        widget.at_hand = state and state.fields_cache.get(field_name)
        return super().get_bound_field(form, field_name)


class ItemsField(forms.ModelMultipleChoiceField):
    """Several items, each named by its id."""

    def clean(self, value):
        for entry in value or ():
            if not is_id(entry):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": entry}
                )
        return super().clean(value)

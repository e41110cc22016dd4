"""The point of interest of a picture as staff set it: by a click, by arrow keys, or as two numbers in percent."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

FIELDS = ("focal_x", "focal_y")


class PercentField(forms.FloatField):
    """A share between 0 and 1 that is shown and typed in whole percent."""

    default_error_messages = {"outside": _("Give a number between 0 and 100.")}

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "widget": forms.NumberInput(attrs={"min": 0, "max": 100, "step": 1})})

    def prepare_value(self, value):
        return round(value * 100) if isinstance(value, (int, float)) else value

    def to_python(self, value):
        percent = super().to_python(value)
        if percent is None:
            return None
        if not 0 <= percent <= 100:
            raise ValidationError(self.error_messages["outside"], code="outside")
        return percent / 100

    def has_changed(self, initial, data):
        # A share stored to more digits than are shown is not changed by showing it.
        return str(self.prepare_value(initial)) != str(data).strip()


LABELS = {
    "focal_x": _("Point of interest, from the left (%)"),
    "focal_y": _("Point of interest, from the top (%)"),
}


class FocalPointAdmin:
    """The screen of a picture on which its point of interest is set by a click, the two numbers beside it."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in FIELDS:
            kwargs |= {"form_class": PercentField, "label": LABELS[db_field.name], "help_text": ""}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def whole_picture(image, prefix="id_"):
    """HTML of the whole picture on which the point of interest is set, where fields of that prefix stand beside it."""
    return render_to_string("admin/images/focal_point.html", {"image": image, "prefix": prefix})

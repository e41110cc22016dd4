"""Days and hours in forms as people type them: “18 h 30” is an hour; what is not understood is told by an example."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import get_format
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

HOUR = re.compile(r"(\d{1,2})\s*(?:h|heures?|:)\s*(?:(\d{1,2})\s*(?:m|mn|min|minutes?)?)?", re.IGNORECASE)
DAY_AND_HOUR = re.compile(r"(\S+)(?:\s*,\s*|\s+(?:à|at)\s+|\s+|T)(.+)")
EXAMPLE = date(2026, 11, 21)


def as_hour(text):
    """What was typed, as “18:30” where it is an hour written in French or in figures, else as it was."""
    if isinstance(text, str) and (found := HOUR.fullmatch(text.strip())):
        hour, minute = found.groups()
        return f"{int(hour):02}:{int(minute or 0):02}"
    return text


def as_instant(text):
    """A day and an hour typed into one field, the hour as `as_hour` has it."""
    if isinstance(text, str) and (found := DAY_AND_HOUR.fullmatch(text.strip())):
        return f"{found[1]} {as_hour(found[2])}"
    return text


def _day():
    return EXAMPLE.strftime(get_format("DATE_INPUT_FORMATS")[0])


def _words_of_day():
    return gettext("Write the day like this: %(example)s.") % {"example": _day()}


def _words_of_instant():
    return gettext("Write the day and the hour like this: %(example)s 18:30.") % {"example": _day()}


DAY, INSTANT = (lazy(words, str)() for words in (_words_of_day, _words_of_instant))
TIME = _("Write the hour like this: 18:30.")


class DayField(forms.DateField):
    """A day; one that is not understood is answered by an example."""

    default_error_messages = {"invalid": DAY}


class InstantField(forms.SplitDateTimeField):
    """A day and an hour side by side; whichever is missing or not understood is answered by an example."""

    default_error_messages = {"invalid_date": DAY, "invalid_time": TIME, "invalid": INSTANT}

    def clean(self, value):
        value = _with_hour(value)
        if isinstance(value, list) and any(value) and not all(value):
            missing = "invalid_time" if value[0] else "invalid_date"
            raise ValidationError(self.error_messages[missing], code=missing)
        return super().clean(value)

    def has_changed(self, initial, data):
        return super().has_changed(initial, _with_hour(data))


def _with_hour(value):
    return [value[0], as_hour(value[1])] if isinstance(value, list) and len(value) == 2 else value


# For the `formfield_overrides` of an admin.
FIELDS = {models.DateField: {"form_class": DayField}, models.DateTimeField: {"form_class": InstantField}}

"""How a closing is told, wherever it is: what closes as a day begins is open for the whole of the day before."""

from datetime import time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def last_day(closing):
    """The last day, in Paris, before that instant."""
    return timezone.localdate(closing - timedelta(microseconds=1))


def is_midnight(closing):
    """Whether the last day is whole."""
    return timezone.localtime(closing).time() == time.min


def in_words(instant):
    """The day and the hour, in Paris."""
    instant = timezone.localtime(instant)
    return _("%(day)s at %(hour)s") % {
        "day": date_format(instant, "DATE_FORMAT"),
        "hour": date_format(instant, "TIME_FORMAT"),
    }


def closing_in_words(closing):
    """The same of a closing: midnight ends the day that it is told with."""
    if is_midnight(closing):
        return _("%(day)s at midnight") % {"day": date_format(last_day(closing), "DATE_FORMAT")}
    return in_words(closing)

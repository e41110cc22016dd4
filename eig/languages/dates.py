"""How a language writes the days of a month: of some the first is an ordinal, all others are bare numbers."""

from django.utils.dateformat import DateFormat
from django.utils.formats import get_format

djangos_suffix = DateFormat.S


def suffix(written):
    """What stands after the number of a day where a format says `S`: as the formats of the active language have it.

    Of a language whose formats name none, Django's. `ready()` puts it into Django's own writer of dates, through which
    templates, Python and the lists of the admin all go.
    """
    suffixes = get_format("DAY_SUFFIXES")  # where no module of formats has it, its name
    return suffixes.get(written.data.day, "") if isinstance(suffixes, dict) else djangos_suffix(written)

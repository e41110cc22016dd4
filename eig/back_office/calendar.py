"""The editorial calendar: what came out, what is planned, what is to be read again, when calls open and close."""

from calendar import MONDAY, Calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community.closing import is_midnight
from community.models import Call
from eig.back_office.charts import months_before
from eig.back_office.office import Line, Office
from eig.languages.columns import codes
from eig.languages.names import language_name

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_A_CELL, MOST_A_DAY = 4, 40
WORDS = {
    "published": _("published"),
    "scheduled": _("to be published"),
    "over": _("unpublished"),
    "withdrawal": _("to be unpublished"),
    "review": _("to be read again"),
    "opens": _("opens"),
    "closes": _("closes"),
}
LOOKS = {
    "published": "live",
    "scheduled": "scheduled",
    "over": "over",
    "withdrawal": "alert",
    "review": "review",
    "opens": "changes",
    "closes": "changes",
}


@dataclass
class Entry:
    """Something that happens at an instant, or on a day when `at` is a date."""

    what: str
    at: datetime | date
    title: str
    kind: str
    address: str
    languages: list = field(default_factory=list)
    until: datetime | None = None
    ends: date | None = None  # the day that ends at that instant, where it is told with that day

    @property
    def words(self):
        return WORDS[self.what]

    @property
    def look(self):
        return LOOKS[self.what]

    @property
    def hour(self):
        return timezone.localtime(self.at) if isinstance(self.at, datetime) else None

    @property
    def day(self):
        return self.ends or (self.hour.date() if self.hour else self.at)


@dataclass
class Day:
    """A day of the calendar, with what happens on it; `outside` the month asked for."""

    date: date
    outside: bool = False
    entries: list = field(default_factory=list)
    most: int = MOST_A_CELL

    @property
    def is_today(self):
        return self.date == timezone.localdate()

    @property
    def shown(self):
        return self.entries[: self.most]

    @property
    def left(self):
        return len(self.entries[self.most :])


@dataclass
class Asked:
    """What the address asks for: whatever it says, a month there is, a view and filters that exist."""

    month: date
    view: str
    kind: str
    language: str

    @classmethod
    def by(cls, request, kinds):
        asked = request.GET
        view, kind, language = asked.get("view"), asked.get("kind", ""), asked.get("language", "")
        return cls(
            month=_month(asked.get("month", "")),
            view="list" if view == "list" else "month",
            kind=kind if kind in kinds else "",
            language=language if language in codes() else "",
        )

    def address(self, **changes):
        """The address of the calendar with some of it changed; what is usual is not said."""
        said = {"month": self.month.strftime("%Y-%m"), "view": self.view, "kind": self.kind, "language": self.language}
        said |= changes
        if said["view"] == "month":
            del said["view"]
        said = {name: value for name, value in said.items() if value}
        return f"?{urlencode(said)}" if said else "?"


def _month(text):
    """The first of the month that `2026-11` means; of this month for what means none."""
    year, _dash, month = text.partition("-")
    digits = f"{year}{month}"
    if digits.isascii() and digits.isdigit() and (len(year), len(month)) == (4, 2):
        year, month = int(year), int(month)
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12:
            return date(year, month, 1)
    return timezone.localdate().replace(day=1)


def _midnight(day):
    return datetime.combine(day, time.min, timezone.get_current_timezone())


class CalendarScreen:
    """Of the admin site: the calendar, by month and as a list."""

    def calendar(self, request):
        office = Office(self, request)
        calls = self._registry[Call]
        kinds = {model._meta.label_lower: capfirst(model._meta.verbose_name_plural) for model in office.admins}
        if sees_calls := calls.has_view_or_change_permission(request):
            kinds[Call._meta.label_lower] = capfirst(Call._meta.verbose_name_plural)
        asked = Asked.by(request, kinds)
        weeks = Calendar(MONDAY).monthdatescalendar(asked.month.year, asked.month.month)
        entries = _entries(office, asked, weeks[0][0], weeks[-1][-1])
        if sees_calls and asked.kind in {"", Call._meta.label_lower}:
            entries += _calls(calls, weeks[0][0], weeks[-1][-1])
        days = _days(weeks, entries, asked)
        context = {
            **self.each_context(request),
            "title": _("Calendar"),
            "asked": asked,
            "weeks": [[days[day] for day in week] for week in weeks],
            "weekdays": weeks[0],
            "days": [day for day in days.values() if day.entries and not day.outside],
            **_ways(asked, kinds),
        }
        return TemplateResponse(request, "admin/calendar.html", context)


def _ways(asked, kinds):
    """Where one goes from there: other months, the other view, the filters."""
    last = months_before(asked.month, 2)[0]
    following = (asked.month + timedelta(days=32)).replace(day=1)
    return {
        "previous": (last, asked.address(month=last.strftime("%Y-%m"))),
        "following": (following, asked.address(month=following.strftime("%Y-%m"))),
        "this_month": asked.address(month=""),
        "list_address": asked.address(view="list"),
        "views": [
            (words, asked.address(view=view), view == asked.view)
            for view, words in (("month", _("Month")), ("list", _("List")))
        ],
        "kinds": _choices(asked.kind, _("All kinds"), kinds),
        "languages": _choices(
            asked.language, _("All languages"), {code: capfirst(language_name(code)) for code in codes()}
        ),
        "has_filters": bool(asked.kind or asked.language),
    }


def _choices(chosen, for_all, words):
    return [("", for_all, not chosen), *((key, said, key == chosen) for key, said in words.items())]


def _days(weeks, entries, asked):
    most = MOST_A_DAY if asked.view == "list" else MOST_A_CELL
    days = {day: Day(day, day.month != asked.month.month, most=most) for week in weeks for day in week}
    for entry in sorted(entries, key=lambda entry: (entry.hour is None, entry.at, entry.title)):
        days[entry.day].entries.append(entry)
    return days


def _entries(office, asked, first, last):
    """What happens to items between two days, both included; what happens to several languages at once is told once."""
    models = [model for model in office.admins if asked.kind in {"", model._meta.label_lower}]
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    found = {}
    lines = [*_published(office, asked, models, start, end), *_reviewed(office, asked, models, first, last)]
    for line in office.fill(lines, states=False):
        for what, at, until in _happenings(line, start, end):
            entry = Entry(what, at, str(line.item), line.kind, line.address, until=until)
            entry = found.setdefault((what, at, line.kind_id, line.item_id), entry)
            entry.until = entry.until or until  # whichever language comes first
            entry.languages.append(line.language)
            if line.language == line.item.source_language:
                entry.address = line.address
    for entry in found.values():
        entry.languages.sort(key=codes().index)
    return list(found.values())


def _published(office, asked, models, start, end):
    """Editions that come out or are withdrawn meanwhile."""
    out, over = Q(published_at__gte=start, published_at__lt=end), Q(unpublished_at__gte=start, unpublished_at__lt=end)
    editions = office.editions(models).filter(out | over)
    if asked.language:
        editions = editions.filter(language=asked.language)
    return [Line(edition.content_type_id, edition.object_id, edition.language, edition=edition) for edition in editions]


def _reviewed(office, asked, models, first, last):
    """Items that are to be read again meanwhile."""
    kinds = {office.kinds[model].pk for model in models}
    rows = office.rows("source_language", "review_on", among=lambda items: items.filter(review_on__range=(first, last)))
    lines = [Line(*row) for row in rows]
    return [line for line in lines if line.kind_id in kinds and asked.language in {"", line.language}]


def _happenings(line, start, end):
    """`(what, when, until when)` of a line, between two instants."""
    if line.edition is None:
        yield "review", line.at, None
        return
    now, published, unpublished = timezone.now(), line.edition.published_at, line.edition.unpublished_at
    if published and start <= published < end:
        until = unpublished if unpublished and unpublished > now else None
        yield ("scheduled" if published > now else "published"), published, until
    if unpublished and start <= unpublished < end:
        yield ("withdrawal" if unpublished > now else "over"), unpublished, None


def _calls(model_admin, first, last):
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    kind = capfirst(Call._meta.verbose_name)
    # What closes at midnight closes on the day before.
    calls = Call.objects.filter(Q(opens__gte=start, opens__lt=end) | Q(closes__gt=start, closes__lte=end))
    for call in calls.select_related("cohort"):
        address = model_admin.screen_address(call, model_admin.source_of(call))
        if start <= call.opens < end:
            yield Entry("opens", call.opens, str(call), kind, address)
        if first <= call.last_day <= last:
            ends = call.last_day if is_midnight(call.closes) else None
            yield Entry("closes", call.closes, str(call), kind, address, ends=ends)

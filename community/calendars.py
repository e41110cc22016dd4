"""Calls as calendars read them (RFC 5545): when each opens and closes, in the language of the address."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import TRANSP, Calendar, Event, Timezone

from community.closing import closing_in_words, in_words
from eig.languages.fallbacks import line
from eig.pages.models import SiteIdentity

# Calendars that follow ours ask again twice a day: calls are extended at the last moment.
ASKED_AGAIN = timedelta(hours=12)
MEDIA_TYPE = "text/calendar; charset=utf-8"


def address():
    """The whole address of the calendar of all calls, without its scheme: `webcal:` and `https:` both lead there."""
    return settings.SITE_ADDRESS.partition(":")[2] + reverse("community:calendar")


def answer(calls):
    """The calendar of all these calls, to follow."""
    return HttpResponse(calendar(calls), content_type=MEDIA_TYPE)


def file(call):
    """The calendar of one call as a file to keep."""
    sent = {"Content-Disposition": f'attachment; filename="{call.anchor}.ics"'}
    return HttpResponse(calendar([call], f"call-{call.key}"), content_type=MEDIA_TYPE, headers=sent)


def calendar(calls, name="calls"):
    """The calendar of these calls, as bytes: no alarm, the same identifiers in every language."""
    service = SiteIdentity.current().service_name
    made = Calendar.new(
        prodid=f"-//{_host()}//{service}//{get_language().upper()}",
        name=_("Calls of %(service)s") % {"service": service},
        language=get_language(),
        refresh_interval=ASKED_AGAIN,
        calscale="GREGORIAN",
        uid=f"{name}@{_host()}",
    )
    calls = list(calls)
    for call in calls:
        made.add_component(_event(call, "opens", call.opens))
        made.add_component(_event(call, "closes", call.closes))
    if calls:
        made.subcomponents.insert(0, _zone(calls))
    return made.to_ical()


def _event(call, name, instant):
    """An instant, which takes no time: the event of it begins and ends there."""
    return Event.new(
        uid=f"call-{call.key}-{name}@{_host()}",
        stamp=call.revised_at,
        last_modified=call.revised_at,
        sequence=call.revision,
        start=timezone.localtime(instant),
        summary=_summary(call, name),
        description=_description(call),
        url=settings.SITE_ADDRESS + call.get_absolute_url(),
        transparency=TRANSP.TRANSPARENT,
    )


def _zone(calls):
    """The zone of the site, with its changes of hour around these calls."""
    instants = [instant for call in calls for instant in (call.opens, call.closes)]
    zone = ZoneInfo(settings.TIME_ZONE)
    first, last = min(instants).year - 1, max(instants).year + 2
    return Timezone.from_tzinfo(zone, settings.TIME_ZONE, datetime(first, 1, 1).date(), datetime(last, 1, 1).date())


def _summary(call, name):
    details = {"call": call.get_kind_display(), "cohort": line(call.cohort, "name")}
    if name == "opens":
        return _("Opening of the %(call)s, %(cohort)s") % details
    return _("Closing of the %(call)s, %(cohort)s") % details


def _description(call):
    """The dates in words, and where to read more."""
    lines = [
        _("Opens on %(instant)s (Paris time).") % {"instant": in_words(call.opens)},
        _("Closes on %(instant)s (Paris time).") % {"instant": call.closes_in_words},
    ]
    if call.extended_from:
        instant = closing_in_words(call.extended_from)
        lines.append(_("Extended: it was to close on %(instant)s.") % {"instant": instant})
    return "\n".join([*lines, settings.SITE_ADDRESS + call.get_absolute_url()])


def _host():
    return urlsplit(settings.SITE_ADDRESS).hostname

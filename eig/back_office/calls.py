"""Calls that open or close soon, and how many days are left."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.closing import in_words
from community.models import Call

IN_SIGHT = timedelta(days=60)


def calls_in_sight(model_admin, request):
    """Calls that are open, or open within 60 days; None for who sees no call.

    `{"call", "address", "words", "is_open", "at", "instant"}`: `instant` is `at` in words.
    """
    if not model_admin.has_view_or_change_permission(request):
        return None
    now = timezone.now()
    found = Call.objects.filter(Q(opens__lte=now + IN_SIGHT), closes__gt=now).select_related("cohort")
    lines = []
    for call in found.order_by("opens", "pk"):
        is_open = call.opens <= now
        at = call.closes if is_open else call.opens
        lines.append(
            {
                "call": call,
                "address": model_admin.screen_address(call, model_admin.source_of(call)),
                "words": closing(call.days_left) if is_open else opening(_days_until(call.opens, now)),
                "is_open": is_open,
                "at": at,
                "instant": call.closes_in_words if is_open else in_words(at),
            }
        )
    return sorted(lines, key=lambda line: line["at"])


def _days_until(instant, now):
    return (timezone.localdate(instant) - timezone.localdate(now)).days


def closing(days):
    if days == 0:
        return _("open, closes today")
    return ngettext("open, %(count)d day left", "open, %(count)d days left", days) % {"count": days}


def opening(days):
    if days == 0:
        return _("opens today")
    return ngettext("opens in %(count)d day", "opens in %(count)d days", days) % {"count": days}

"""Calls that open or close soon, and how many days are left."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import Call

IN_SIGHT = timedelta(days=60)


def calls_in_sight(model_admin, request):
    """Calls that are open, or open within 60 days: `{"call", "address", "words", "at"}`; None for who sees no call."""
    if not model_admin.has_view_or_change_permission(request):
        return None
    now = timezone.now()
    found = Call.objects.filter(Q(opens__lte=now + IN_SIGHT), closes__gt=now).select_related("cohort")
    lines = []
    for call in found.order_by("opens", "pk"):
        is_open = call.opens <= now
        at = call.closes if is_open else call.opens
        left = (timezone.localdate(at) - timezone.localdate(now)).days
        lines.append(
            {
                "call": call,
                "address": model_admin.screen_address(call, model_admin.source_of(call)),
                "words": closing(left) if is_open else opening(left),
                "is_open": is_open,
                "at": at,
            }
        )
    return sorted(lines, key=lambda line: line["at"])


def closing(days):
    if days == 0:
        return _("open, closes today")
    return ngettext("open, %(count)d day left", "open, %(count)d days left", days) % {"count": days}


def opening(days):
    if days == 0:
        return _("opens today")
    return ngettext("opens in %(count)d day", "opens in %(count)d days", days) % {"count": days}

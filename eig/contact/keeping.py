"""How long messages are kept."""

from calendar import monthrange
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from eig.contact.models import Message, Sender

HOUR = timedelta(hours=1)


def purge(at=None):
    """Delete the messages received more than `CONTACT_KEPT_MONTHS` months ago, and return how many."""
    at = at or timezone.now()
    Sender.objects.filter(window__lt=at - HOUR).delete()
    return Message.objects.filter(created_at__lt=_months_before(at, settings.CONTACT_KEPT_MONTHS)).delete()[0]


def _months_before(at, months):
    """The same day that many months earlier, or the last of its month."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))

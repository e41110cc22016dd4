"""What is not kept for ever: notices that were read, mails that went out."""

from datetime import timedelta

from django.utils import timezone

from eig.notifications.models import Notification, OutgoingMail

KEPT = timedelta(days=90)


def purge(at=None):
    """Delete notices read and mails settled ninety days ago, and return how many rows went."""
    before = (at or timezone.now()) - KEPT
    notices, _by_kind = Notification.objects.filter(read_at__lt=before).delete()
    settled = OutgoingMail.objects.filter(next_try_at__isnull=True, created_at__lt=before)
    mails, _by_kind = settled.delete()
    return notices + mails

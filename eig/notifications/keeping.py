"""What is not kept for ever: notices that were read, mails that went out."""

from datetime import timedelta

from django.utils import timezone

from eig.notifications.models import Notification, OutgoingMail, PasswordLetter

KEPT = timedelta(days=90)
KEPT_LETTERS = timedelta(days=1)  # those that bring a link to set a password: nothing in them is to be read later


def purge(at=None):
    """Delete notices read and mails settled ninety days ago, letters settled a day ago: how many rows went."""
    now = at or timezone.now()
    gone = [
        Notification.objects.filter(read_at__lt=now - KEPT),
        OutgoingMail.objects.filter(next_try_at__isnull=True, created_at__lt=now - KEPT),
        PasswordLetter.objects.filter(next_try_at__isnull=True, created_at__lt=now - KEPT_LETTERS),
    ]
    return sum(rows.delete()[0] for rows in gone)

"""What is not kept for ever: notices that were read, mails that went out."""

from datetime import timedelta

from django.utils import timezone

from eig.notifications.models import Notification, OutgoingMail, PasswordLetter

KEPT = timedelta(days=90)


def purge(at=None):
    """Delete notices read and mails settled ninety days ago, and return how many rows went."""
    before = (at or timezone.now()) - KEPT
    notices, _by_kind = Notification.objects.filter(read_at__lt=before).delete()
    for model in (OutgoingMail, PasswordLetter):
        settled = model.objects.filter(next_try_at__isnull=True, created_at__lt=before)
        notices += settled.delete()[0]
    return notices

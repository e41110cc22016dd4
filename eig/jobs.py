"""All that waits for nobody: mail, reminders, purges. Safe to run at any time, twice at once, or never."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from eig.accounts import brake
from eig.contact import keeping as messages
from eig.languages.origins import forget_orphans
from eig.notifications import keeping, outbox
from eig.publishing.bin import purge_bin
from eig.publishing.inspection import inspect_when_due
from eig.publishing.models import PreviewLink
from eig.publishing.presence import purge_presences
from eig.publishing.review_dates import remind
from eig.search import misses
from eig.search.indexing import freshen
from eig.seo.drawn import forget_old

logger = logging.getLogger(__name__)

# How long a preview link that is closed is still listed beside its item.
CLOSED_LINKS_KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Outcome:
    """What came of one job: `words` to print; `failed` when it could not be done."""

    words: str
    failed: bool = False


def send_mail(now):
    """Send what is due, and say what is left."""
    sent = outbox.send_waiting(now)
    waiting, refused = outbox.counts()
    words = f"mail sent {sent}, waiting {waiting}"
    return f"{words}, refused {refused}" if refused else words


def purge_sessions(now):
    """Forget the sessions that are over, and return how many there were."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def purge_preview_links(now):
    """Delete the preview links that were closed ninety days ago, and return how many."""
    before = now - CLOSED_LINKS_KEPT
    links = PreviewLink.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before))
    _count, by_kind = links.delete()
    return by_kind.get(PreviewLink._meta.label, 0)


def inspect(now):
    """Look at all that visitors read when that was last done an hour ago, and say what was found."""
    found = inspect_when_due(now)
    return "inspection not due" if found is None else f"inspection: defects {found}"


# In this order: reminders make mails.
JOBS = (
    ("reminders", remind),
    ("mail", send_mail),
    ("bin emptied of", purge_bin),
    ("inspection", inspect),
    ("search: indexed again", lambda now: freshen()),
    ("presences forgotten", purge_presences),
    ("notes on translations forgotten", forget_orphans),
    ("sessions forgotten", purge_sessions),
    ("login attempts forgotten", brake.purge),
    ("preview links deleted", purge_preview_links),
    ("messages of visitors deleted", messages.purge),
    ("searches without result forgotten", misses.purge),
    ("old drawings deleted", forget_old),
    ("old notices and mails deleted", keeping.purge),
)


def run(now=None):
    """Do every job once, whatever becomes of the others, and return the outcome of each."""
    with outbox.left_to_job():
        return [_outcome(name, job, now or timezone.now()) for name, job in JOBS]


def _outcome(name, job, now):
    try:
        done = job(now)
    except Exception as error:
        logger.exception("the job “%s” failed", name)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        return Outcome(f"{name} FAILED ({error})", failed=True)
    return Outcome(done if isinstance(done, str) else f"{name} {done}")

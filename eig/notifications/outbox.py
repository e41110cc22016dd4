"""The outbox: mails are kept in the database until the server has taken them, whatever stops in between."""

import logging
import smtplib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from threading import Thread

from django.conf import settings
from django.core.mail import mailers
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import ngettext

from eig.notifications.models import REFUSED

logger = logging.getLogger(__name__)

# A sender that dies leaves its mail to the others after that time.
LEASE = timedelta(minutes=10)
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]
# What a server refuses five times over some five hours, it will refuse for ever; one that is down is asked for ever.
MOST_REFUSALS = 5
MOST_AT_ONCE = 500
# From the third failure on, or after an hour, staff are told that mails wait.
ATTEMPTS_BEFORE_ALARM = 3
TIME_BEFORE_ALARM = timedelta(hours=1)


# What goes out by mail: `{model: compose}`, each model a `Queued`.
_queues = {}


class _ServerDownError(Exception):
    """No mail will go through now, whichever it is."""


class _RefusedError(Exception):
    """The server answers that it does not take this mail."""


@dataclass(frozen=True)
class Waiting:
    """Mails in trouble: how many are still tried, how many were given up, and a sentence about them."""

    count: int
    refused: int
    words: str


_is_left_to_job = ContextVar("left to the job", default=False)


@contextmanager
def left_to_job():
    """Inside, no mail is tried at once: the job that is running sends them in their turn."""
    token = _is_left_to_job.set(True)
    try:
        yield
    finally:
        _is_left_to_job.reset(token)


def send_soon():
    """Try what is due without keeping the page waiting; what fails is left to `manage.py run_jobs`."""
    if settings.MAIL_AT_ONCE and not _is_left_to_job.get():
        # No daemon: a process that ends lets its last mail go out whole.
        Thread(target=_send_aside, name="outbox").start()


def register(model, compose):
    """Have the outbox send the rows of a `Queued` model: `compose(row)` → the message, None for nothing to tell."""
    _queues[model] = compose


def send_waiting(at=None):
    """Try each mail that is due, and return how many the server took."""
    sent = 0
    try:
        for model in _queues:
            for pk in list(model.objects.due(at).values_list("pk", flat=True)[:MOST_AT_ONCE]):
                sent += _try(model, pk, at or timezone.now())
    except _ServerDownError:
        pass  # the mail that met it is put off; the others stay due
    return sent


def _try(model, pk, now):
    """Send the mail unless another sender has it: 1 when the server took it; _ServerDownError when it takes none."""
    if not model.objects.claim(pk, now, now + LEASE):
        return 0
    mail = model.objects.filter(pk=pk).first()
    if mail is None:  # deleted meanwhile
        return 0
    try:
        return _send(mail, now)
    except _RefusedError as error:
        _put_off(mail, now, error, mail.attempts >= MOST_REFUSALS)
    except _ServerDownError as error:
        _put_off(mail, now, error)
        raise
    except ValueError as error:  # an address that is none
        _put_off(mail, now, error, is_hopeless=True)
    return 0


def counts():
    """`(waiting, refused)`: how many mails are still to be sent, how many the server will never take."""
    waiting, refused = (
        sum(getattr(model.objects, kind)().count() for model in _queues) for kind in ("waiting", "refused")
    )
    return waiting, refused


def _in_trouble(now):
    """`(the last error of each mail that waits for too long, number of those refused)`, in one query for all queues."""
    late = Q(attempts__gte=ATTEMPTS_BEFORE_ALARM) | Q(created_at__lte=now - TIME_BEFORE_ALARM)
    waits = Q(next_try_at__isnull=False)
    parts = [
        model.objects.filter(waits & late | REFUSED).order_by().values_list("last_error", "next_try_at")
        for model in _queues
    ]
    rows = list(parts[0].union(*parts[1:], all=True).order_by())
    errors = [error for error, next_try_at in rows if next_try_at]
    return errors, len(rows) - len(errors)


def waiting_mail(at=None):
    """What staff are to know of the outbox, or None when all is well."""
    errors, refused = _in_trouble(at or timezone.now())
    sentences = []
    if any(errors):
        words = ngettext(
            "%(count)d mail waits: the mail server does not answer.",
            "%(count)d mails wait: the mail server does not answer.",
            len(errors),
        )
        sentences.append(words % {"count": len(errors)})
    elif errors:
        words = ngettext(
            "%(count)d mail waits: nothing sends it. Ask the technical team whether run_jobs runs.",
            "%(count)d mails wait: nothing sends them. Ask the technical team whether run_jobs runs.",
            len(errors),
        )
        sentences.append(words % {"count": len(errors)})
    if refused:
        words = ngettext(
            "%(count)d mail was refused by the mail server.",
            "%(count)d mails were refused by the mail server.",
            refused,
        )
        sentences.append(words % {"count": refused})
    return Waiting(len(errors), refused, " ".join(sentences)) if sentences else None


def try_again(mails):
    """Have mails tried at once, those that were given up too, and return how many."""
    unsent = mails.filter(sent_at__isnull=True).filter(Q(next_try_at__isnull=False) | ~Q(last_error=""))
    return unsent.update(next_try_at=timezone.now(), attempts=0)


def _send_aside():
    try:
        send_waiting()
    except Exception:
        logger.exception("mails could not be sent; manage.py run_jobs will try again")
    finally:
        connection.close()


def _send(mail, now):
    """Hand the mail to the server: 1, or 0 when there is nothing left to tell."""
    message = _queues[type(mail)](mail)
    if message is None:
        _note(mail, next_try_at=None, last_error="")
        return 0
    written = mail.sent_words(message)
    try:
        mailers.default.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        raise _RefusedError(_said(*next(iter(error.recipients.values())))) from error
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise _RefusedError(_said(error.smtp_code, error.smtp_error)) from error
    except OSError as error:  # no connection, no login, hung up half-way
        raise _ServerDownError(str(error) or type(error).__name__) from error
    # A sender killed right here sends it once more after the lease, under the same Message-ID.
    _note(mail, **written, sent_at=now, next_try_at=None, last_error="")
    return 1


def _put_off(mail, now, error, is_hopeless=False):
    wait = DELAYS[min(mail.attempts, len(DELAYS)) - 1]
    logger.warning("mail %s was not sent: %s", mail.pk, error)
    _note(mail, last_error=str(error).replace("\x00", "")[:1000], next_try_at=None if is_hopeless else now + wait)


def _note(mail, **fields):
    type(mail).objects.filter(pk=mail.pk).update(**fields)


def _said(code, words):
    words = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {words}"

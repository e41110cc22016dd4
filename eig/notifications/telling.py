"""Telling people, in the back office and by mail: a notice each, and a mail in the outbox, in one transaction."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language, override

from eig.notifications.models import Notification, OutgoingMail, new_key
from eig.notifications.outbox import send_soon
from eig.notifications.readers import may_see
from eig.notifications.words import one_line

# How long the mail of an act upon many items waits for the last of them, should its process die meanwhile.
HELD = timedelta(minutes=2)


@dataclass
class Act:
    """One act upon many items: its mails are named after it, one a person."""

    key: str = field(default_factory=new_key)
    mails: set = field(default_factory=set)


_act = ContextVar("act", default=None)


@contextmanager
def together():
    """Inside, all that one person is told of goes out in one mail."""
    if _act.get() is not None:
        yield
        return
    act = Act()
    token = _act.set(act)
    try:
        yield
    finally:
        _act.reset(token)
    if act.mails:
        OutgoingMail.objects.waiting().filter(pk__in=act.mails).update(next_try_at=F("created_at"))
        transaction.on_commit(send_soon)


@transaction.atomic
def tell(what, item, to, *, language="", by=None, by_name="", comment="", once=None, at=None):
    """Tell each of the users what happened to the item, and return how many were told.

    Nobody is told of what they did themselves, of what they may not see, or twice of the same `once`.
    """
    at = at or timezone.now()
    about = {
        "what": what,
        "content_type": ContentType.objects.get_for_model(item),
        "object_id": item.pk,
        "language": language,
        "once": once,
    }
    words = {
        "item_name": _name_of(item, language),
        "actor": by,
        "actor_name": one_line(by_name, 150),
        "comment": comment.replace("\x00", ""),
        "created_at": at,
    }
    others = {user.pk: user for user in to if user != by}.values()
    told = [user for user in others if may_see(user, item) and _tell_one(user, about, words)]
    if told and _act.get() is None:
        transaction.on_commit(send_soon)
    return len(told)


def _name_of(item, language):
    """What the item is called in the language of the edition, whatever language the screen is in."""
    with override(language or getattr(item, "source_language", None) or get_language()):
        return one_line(item, 300)


def _tell_one(user, about, words):
    if about["once"] is None:
        notice, is_new = Notification(recipient=user, **about, **words), True
    else:
        notice, is_new = Notification.objects.get_or_create(recipient=user, **about, defaults=words)
    if is_new:
        if user.wants_mail and user.email:
            notice.mail = _mail_to(user, words["created_at"])
        notice.save()
    return is_new


def _mail_to(user, at):
    act = _act.get()
    if act is None:
        return OutgoingMail.objects.create(recipient=user, created_at=at, next_try_at=at)
    fields = {"recipient": user, "created_at": at, "next_try_at": at + HELD}
    mail, _created = OutgoingMail.objects.get_or_create(key=f"{act.key}-{user.pk}", defaults=fields)
    act.mails.add(mail.pk)
    return mail

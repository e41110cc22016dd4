"""A mail of the outbox as it goes out: in the reader's language, of what the reader may still see."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from eig.notifications.readers import may_see
from eig.notifications.words import one_line, sentence, subject

MOST_LETTERS_A_SUBJECT = 180


def compose(mail):
    """The message, or None when nothing is left to tell: the account closed, rights gone, mails unwanted."""
    reader = mail.recipient
    if not (reader.wants_mail and reader.email):
        return None
    notices = mail.notices.select_related("actor").prefetch_related("item").order_by("pk")
    notices = [notice for notice in notices if notice.item is not None and may_see(reader, notice.item)]
    if not notices:
        return None
    with translation.override(reader.language):
        message = _written(reader, notices)
    message.extra_headers = _headers(mail, reader)
    return message


def compose_link(letter):
    """The message with the link that sets a password; None once the account is closed or has no address."""
    reader = letter.recipient
    if not (reader.is_active and reader.is_staff and reader.email):
        return None
    with translation.override(reader.language):
        key = urlsafe_base64_encode(force_bytes(reader.pk)), default_token_generator.make_token(reader)
        context = {
            "reader": one_line(reader, 150),
            "user_name": reader.get_username(),
            "address": _absolute("new_password", *key),
            "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
        }
        return EmailMessage(
            subject=translation.gettext("Choose a new password"),
            body=render_to_string("notifications/forgotten.txt", context),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[reader.email],
            headers=_headers(letter, reader),
        )


def _headers(mail, reader):
    return {
        # The same at each attempt: a server or a reader that gets it twice can tell.
        "Message-ID": f"<{mail.key}@{urlsplit(settings.SITE_ADDRESS).hostname}>",
        "Date": localtime(mail.created_at),
        "Content-Language": reader.language,
        "Auto-Submitted": "auto-generated",
    }


def _written(reader, notices):
    context = {
        "reader": one_line(reader, 150),
        "language": reader.language,
        "lines": [
            {"words": sentence(notice), "comment": notice.comment, "address": _absolute("admin:notice", notice.pk)}
            for notice in notices
        ],
        "profile_address": _absolute("admin:profile"),
    }
    words = subject(notices[0])
    if len(notices) > 1:
        words = ngettext(
            "%(count)d notice from the back office", "%(count)d notices from the back office", len(notices)
        )
        words %= {"count": len(notices)}
    message = EmailMultiAlternatives(
        subject=one_line(words, MOST_LETTERS_A_SUBJECT),
        body=render_to_string("notifications/mail.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[reader.email],
    )
    message.attach_alternative(render_to_string("notifications/mail.html", context), "text/html")
    return message


def _absolute(name, *args):
    return settings.SITE_ADDRESS + reverse(name, args=args)

"""A message as it goes out to the team by mail."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime

from eig.notifications.words import one_line

MOST_LETTERS_A_SUBJECT = 180
_default_addresses = []


def register_default_address(lookup):
    """`lookup()` → the address that receives messages whose subject has none, "" for none."""
    _default_addresses.append(lookup)


def compose(message):
    """The mail, which the team answers by “Reply”; None when no address receives it: it waits in the back office."""
    to = (message.subject.email if message.subject else "") or _default_address()
    if not to:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        address = reverse("admin:contact_message_change", args=[message.pk])
        context = {"message": message, "address": settings.SITE_ADDRESS + address}
        about = message.subject or translation.gettext("Message from the site")
        return EmailMessage(
            subject=one_line(f"[{translation.gettext('Contact')}] {about} – {message.name}", MOST_LETTERS_A_SUBJECT),
            body=render_to_string("contact/mail.txt", context),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[to],
            reply_to=[message.email],
            headers={
                # The same at each attempt: a server or a reader that gets it twice can tell.
                "Message-ID": f"<{message.key}@{urlsplit(settings.SITE_ADDRESS).hostname}>",
                "Date": localtime(message.created_at),
                "Auto-Submitted": "auto-generated",
            },
        )


def _default_address():
    return next((address for lookup in _default_addresses if (address := lookup())), "")

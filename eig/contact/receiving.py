"""What becomes of a form that was sent: kept as a message, or shown again with what stands against it."""

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eig.contact.models import Message
from eig.contact.origin import comes_from_here
from eig.contact.senders import may_write
from eig.notifications.outbox import send_soon

TAKEN = 200


def receive(request, form):
    """200 when the message is kept; else the status of the refusal, whose reason the form says."""
    if not comes_from_here(request):
        form.add_error(
            None, _("We could not make sure that this message comes from this page. Read it again, then send it.")
        )
        return 403
    if not form.is_valid():
        return 400
    fields = {name: form.cleaned_data.get(name) for name in ("subject", "name", "email", "text")}
    fingerprint = _fingerprint(form.cleaned_data)
    if Message.objects.filter(fingerprint=fingerprint).exists():
        return TAKEN
    if not may_write(request):
        form.add_error(
            None,
            _("Many messages came from your network within the hour: we take no more for now. Please try again later."),
        )
        return 429
    with transaction.atomic():
        fields["language"] = get_language()
        _message, is_new = Message.objects.get_or_create(fingerprint=fingerprint, defaults=fields)
        if is_new:
            transaction.on_commit(send_soon)
    return TAKEN


def _fingerprint(cleaned):
    """The same for the same words sent from the same page: another page makes another message of them."""
    words = [str(cleaned.get(name)) for name in ("stamp", "subject", "name", "email", "text")]
    return salted_hmac("eig.contact.message", "\x00".join(words), algorithm="sha256").hexdigest()

"""Preview links: what an address given to someone outside opens, who makes and closes them, and what they may say."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from eig.publishing.models import Edition, PreviewLink
from eig.publishing.permissions import may_share, require
from eig.publishing.workflow import comment, endorse

LASTS = [(1, _("one day")), (7, _("one week")), (30, _("one month"))]  # in days
USUAL = 7
MOST_STEPS = 50  # what one link may say, so that a flood ends by itself
LONGEST_COMMENT = 5_000
# A full stop is told from the signature by every reader of mail; a colon ends the address for some.
_signer = Signer(salt="eig.publishing.preview_link", sep=".")


class ClosedError(Exception):
    """The item may not be shown outside: it is in the bin, or was taken off the site on request."""


class FullError(Exception):
    """As much was said by this link as it may."""


def token_of(link):
    """What stands in the link's address: its number and birth, signed.

    The birth, for a database brought back from a backup gives a number again to a link for someone else.
    """
    return _signer.sign(f"{link.pk}-{round(link.created_at.timestamp())}")


def address_of(link):
    """The link's path, in the language that it shows."""
    with override(link.language):
        return reverse("shared_preview", args=[token_of(link)])


def open_link(token, at=None):
    """The link of that token with its item if it may be read at that instant (now by default), else None."""
    try:
        number = _signer.unsign(token).partition("-")[0]
    except BadSignature:
        return None
    link = PreviewLink.objects.select_related("content_type").filter(pk=number).first()
    if link is None or token_of(link) != token or not link.is_open(at):
        return None
    return link if link.item is not None and not is_closed(link.item) else None


def is_closed(item):
    """Whether no link shows the item, whatever it says: what someone asked to take off the site is not handed round."""
    return item.binned_at is not None or any(
        edition.unpublish_reason == Edition.Reason.ON_REQUEST and not edition.is_out for edition in item.editions.all()
    )


@transaction.atomic
def share(item, language, label, by, days=USUAL):
    """A link to the item in one language, for that many days; ClosedError for what no link may show."""
    require(may_share, by, item, language)
    if is_closed(item):
        raise ClosedError
    now = timezone.now()
    return item.preview_links.create(
        language=language, label=label, created_by=by, created_at=now, expires_at=now + timedelta(days=days)
    )


@transaction.atomic
def revoke(link, by):
    """Close the link for good; one that is closed stays as it was."""
    require(may_share, by, link.item, link.language)
    PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())


@transaction.atomic
def say(link, by_name, text, agrees=False):
    """What someone outside says of the item; said twice in a row, it is kept once. FullError beyond what a link may."""
    # Held, so that many at once cannot count the same room twice.
    PreviewLink.objects.select_for_update().get(pk=link.pk)
    said = list(link.steps.values_list("verb", "by_name", "comment")[: MOST_STEPS + 1])
    verb = link.steps.model.Verb.ENDORSED if agrees else link.steps.model.Verb.COMMENTED
    if said and said[0] == (verb, by_name, text):
        return
    if len(said) >= MOST_STEPS:
        raise FullError
    if agrees:
        endorse(link.item, link.language, by_name, link, text)
    else:
        comment(link.item, link.language, text, by_name=by_name, via=link)

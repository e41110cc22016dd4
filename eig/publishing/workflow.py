"""What may happen to an edition. Each function checks the permission, then changes; no signal is involved."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eig.languages.columns import value
from eig.publishing.models import Edition


def _check(item, by):
    """`by` is None for commands, which act for nobody; a person needs the right to change such items."""
    permission = f"{item._meta.app_label}.change_{item._meta.model_name}"
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied(
            _("You may not publish “%(item)s”: ask the programme lead for the right.") % {"item": item}
        )


def source_digest(item):
    """SHA-256 of the item's translated texts in its source language, fields in alphabetical order."""
    from_fields = "\x1f".join(
        f"{field}\x1e{value(item, field, item.source_language)}" for field in sorted(item.translated_texts)
    )
    return hashlib.sha256(from_fields.encode()).hexdigest()


def save_draft(item, language):
    """The item's edition in the language, made as a draft if there is none."""
    edition, _created = Edition.objects.get_or_create(
        content_type=_content_type(item), object_id=item.pk, language=language
    )
    return edition


def _content_type(item):
    return item.editions.content_type


@transaction.atomic
def publish(item, language, by=None, at=None, until=None):
    """Make the item public in the language from `at` (now by default) until `until` (for good by default)."""
    _check(item, by)
    edition = save_draft(item, language)
    edition.state = Edition.State.PUBLISHED
    edition.published_at = at or timezone.now()
    edition.unpublished_at = until
    edition.source_digest = source_digest(item)
    edition.save()
    return edition


@transaction.atomic
def unpublish(item, language, by=None, at=None):
    """Take the item off the public site in the language at `at` (now by default); a scheduled one becomes a draft."""
    _check(item, by)
    at = at or timezone.now()
    edition = save_draft(item, language)
    if edition.published_at is None or edition.published_at >= at:
        edition.state, edition.published_at, edition.unpublished_at = Edition.State.DRAFT, None, None
    else:
        edition.state, edition.unpublished_at = Edition.State.UNPUBLISHED, at
    edition.save()
    return edition

"""What may happen to an edition: each function checks the permission, changes, and logs. No signal is involved."""

import hashlib

from django.db import transaction
from django.utils import timezone

from eig.languages.columns import value
from eig.publishing.models import Edition, Step
from eig.publishing.permissions import may_publish, may_review, may_submit, may_write, require

State = Edition.State
Review = Edition.Review
Verb = Step.Verb


class OvertakenError(Exception):
    """Someone else changed the edition after the form was opened; nothing is overwritten unasked."""


def source_digest(item):
    """SHA-256 of the item's translated texts in its source language, fields in alphabetical order."""
    from_fields = "\x1f".join(
        f"{field}\x1e{value(item, field, item.source_language)}" for field in sorted(item.translated_texts)
    )
    return hashlib.sha256(from_fields.encode()).hexdigest()


def edition_of(item, language):
    """The item's edition in the language, made as a draft if there is none."""
    edition, _created = Edition.objects.get_or_create(
        content_type=item.editions.content_type, object_id=item.pk, language=language
    )
    return edition


@transaction.atomic
def keep_draft(item, language, payload, by, revision=None):
    """Keep work that is not live as the edition's working draft; OvertakenError when `revision` is not today's."""
    require(may_write, by, item)
    edition = _locked(item, language, None)
    if edition.draft == payload:
        return edition  # sent twice
    _check_revision(edition, revision)
    edition.draft, edition.draft_at, edition.draft_by = payload, timezone.now(), by
    if edition.review == Review.APPROVED:
        edition.review = Review.NONE  # another text than the one approved
    edition.revision += 1
    edition.save()
    return edition


@transaction.atomic
def hold(item, language, revision):
    """Keep others from the edition until the transaction ends; OvertakenError when `revision` is not today's."""
    return _locked(item, language, revision)


@transaction.atomic
def drop_draft(item, language, by, revision=None):
    """Forget the working draft: the editors see again what is live, or what was last saved."""
    require(may_write, by, item)
    edition = _locked(item, language, revision)
    if edition.has_draft:
        _empty_draft(edition)
        edition.save()
        log(item, language, Verb.DISCARDED, by)
    return edition


@transaction.atomic
def note_saved(item, language, by=None, revision=None):
    """The columns now hold the last valid save of an edition that is not out."""
    require(may_write, by, item)
    edition = _locked(item, language, revision)
    _empty_draft(edition)
    edition.save()
    return edition


@transaction.atomic
def submit(item, language, by, comment=""):
    """Ask for a review."""
    require(may_submit, by, item)
    return _move(item, language, Review.ASKED, Verb.SUBMITTED, by, comment)


@transaction.atomic
def approve(item, language, by, comment=""):
    """Say that the text may be published; it stays to be published by whoever may."""
    require(may_review, by, item)
    return _move(item, language, Review.APPROVED, Verb.APPROVED, by, comment)


@transaction.atomic
def send_back(item, language, by, comment):
    """Return the text to its author with what is to be changed."""
    require(may_review, by, item)
    return _move(item, language, Review.CHANGES, Verb.RETURNED, by, comment)


@transaction.atomic
def publish(item, language, by=None, at=None, until=None, comment=""):
    """Make the item public in the language from `at` (now by default) until `until` (for good by default)."""
    require(may_publish, by, item)
    edition = edition_of(item, language)
    now = timezone.now()
    # What is live already stays dated from the day it came out.
    edition.published_at = at or (edition.published_at if edition.is_live(now) else now)
    edition.state, edition.unpublished_at, edition.unpublish_reason = State.PUBLISHED, until, ""
    edition.source_digest = source_digest(item)
    edition.review = Review.NONE
    _empty_draft(edition)
    edition.save()
    log(item, language, Verb.SCHEDULED if edition.published_at > now else Verb.PUBLISHED, by, comment)
    return edition


@transaction.atomic
def unpublish(item, language, by=None, at=None, reason="", comment=""):
    """Take the item off the public site in the language at `at` (now by default); a scheduled one becomes a draft."""
    require(may_publish, by, item)
    at = at or timezone.now()
    edition = edition_of(item, language)
    if edition.published_at is None or edition.published_at >= at:
        edition.state, edition.published_at, edition.unpublished_at = State.DRAFT, None, None
    else:
        edition.state, edition.unpublished_at, edition.unpublish_reason = State.UNPUBLISHED, at, reason
    edition.revision += 1
    edition.save()
    log(item, language, Verb.UNPUBLISHED, by, comment)
    return edition


@transaction.atomic
def keep_version(item, language, payload, kind, by=None, name=""):
    """Remember what the edition is: a version more, unless the last one says the same under no other name."""
    versions = item.versions.filter(language=language)
    last = versions.first()
    if last is not None and last.payload == payload and not name:
        return last
    number = last.number + 1 if last else 1
    return item.versions.create(language=language, number=number, kind=kind, name=name, payload=payload, made_by=by)


def log(item, language, verb, by=None, comment="", by_name=""):
    """A line in the item's history; commands, which act for nobody, leave none."""
    if by is not None or by_name:
        item.steps.create(language=language, verb=verb, by=by, by_name=by_name, comment=comment)


def _move(item, language, review, verb, by, comment):
    edition = edition_of(item, language)
    edition.review = review
    edition.save()
    log(item, language, verb, by, comment)
    return edition


def _locked(item, language, revision):
    edition_of(item, language)
    rows = Edition.objects.select_for_update().filter(content_type=item.editions.content_type)
    edition = rows.get(object_id=item.pk, language=language)
    _check_revision(edition, revision)
    return edition


def _check_revision(edition, revision):
    if revision is not None and str(edition.revision) != str(revision):
        raise OvertakenError


def _empty_draft(edition):
    edition.draft = edition.draft_at = edition.draft_by = None
    edition.revision += 1

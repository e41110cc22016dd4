"""What may happen to an edition: each function checks the permission, changes, and logs. No signal is involved."""

from django.db import transaction
from django.utils import timezone

from eig.publishing import replacements
from eig.publishing.inspection import forget
from eig.publishing.models import Edition, Step
from eig.publishing.permissions import (
    may_publish,
    may_read,
    may_review,
    may_submit,
    may_take_back,
    may_write,
    require,
)
from eig.publishing.telling import tell_of

State = Edition.State
Review = Edition.Review
Verb = Step.Verb
# The columns of an item that permissions look at.
RIGHTS_HANG_ON = {"id", "binned_at", "binned_by", "created_by", "source_language"}


class OvertakenError(Exception):
    """Someone else changed the edition after the form was opened; nothing is overwritten unasked."""


def edition_of(item, language):
    """The item's edition in the language, made as a draft if there is none."""
    edition, _created = Edition.objects.get_or_create(
        content_type=item.editions.content_type, object_id=item.pk, language=language
    )
    return edition


def keep_draft(item, language, payload, by, revision=None):
    """Keep work that is not live as the edition's working draft; OvertakenError when `revision` is not today's.

    One statement writes it, and only onto the revision that was read: of two that come at once, one is told.
    """
    require(may_write, by, item, language)
    edition = _with_draft(item, language)
    while edition.draft != payload:  # else it was sent twice
        _check_revision(edition, revision)
        known, now = edition.revision, timezone.now()
        changes = {"draft": payload, "draft_at": now, "draft_by": by, "updated_at": now, "revision": known + 1}
        changes["saved_by"] = by
        if edition.review == Review.APPROVED:
            changes["review"] = Review.NONE  # another text than the one approved
        if Edition.objects.filter(pk=edition.pk, revision=known, review=edition.review).update(**changes):
            for name, value_kept in changes.items():
                setattr(edition, name, value_kept)
            break
        edition = _with_draft(item, language)
        now = type(item)._base_manager.get(pk=item.pk)
        require(may_write, by, now, language)  # it may have been submitted meanwhile
    return edition


@transaction.atomic
def hold(item, language, revision):
    """Keep others from the edition until the transaction ends; OvertakenError when `revision` is not today's."""
    _read_again(item)
    return _locked(item, language, revision)


@transaction.atomic
def drop_draft(item, language, by, revision=None):
    """Forget the working draft: the editors see again what is live, or what was last saved."""
    require(may_write, by, _read_again(item), language)
    edition = _locked(item, language, revision)
    if edition.has_draft:
        _empty_draft(edition, by)
        edition.save()
        log(item, language, Verb.DISCARDED, by)
    return edition


@transaction.atomic
def note_saved(item, language, by=None, revision=None):
    """The columns now hold the last valid save of an edition that is not out; OvertakenError when it is by now."""
    require(may_write, by, _read_again(item), language)
    edition = _locked(item, language, revision)
    if edition.is_out:
        raise OvertakenError
    _empty_draft(edition, by)
    edition.save()
    return edition


@transaction.atomic
def submit(item, language, by, comment=""):
    """Ask for a review."""
    require(may_submit, by, _read_again(item), language)
    return _move(item, language, Review.ASKED, Verb.SUBMITTED, by, comment)


@transaction.atomic
def take_back(item, language, by, comment=""):
    """Write on at what waits for a review: it waits no longer."""
    require(may_take_back, by, _read_again(item), language)
    return _move(item, language, Review.NONE, Verb.TAKEN_BACK, by, comment)


@transaction.atomic
def approve(item, language, by, comment=""):
    """Say that the text may be published; it stays to be published by whoever may."""
    require(may_review, by, _read_again(item))
    return _move(item, language, Review.APPROVED, Verb.APPROVED, by, comment)


@transaction.atomic
def send_back(item, language, by, comment):
    """Return the text to its author with what is to be changed."""
    require(may_review, by, _read_again(item))
    return _move(item, language, Review.CHANGES, Verb.RETURNED, by, comment)


@transaction.atomic
def publish(item, language, by=None, at=None, until=None, comment="", reason=""):
    """Make the item public in the language from `at` (now by default) until `until` (for good by default).

    What is on the site, or on its way there, keeps the withdrawal that was planned, unless `at` or `until` is given.
    """
    require(may_publish, by, _read_again(item))
    edition, now = _locked(item, language), timezone.now()
    if not edition.is_out or at or until:
        _replace(item, edition, None)
        edition.unpublished_at, edition.unpublish_reason = until, reason if until else ""
    # What is live already stays dated from the day it came out.
    edition.published_at = at or (edition.published_at if edition.is_live(now) else now)
    edition.state = State.PUBLISHED
    edition.review, edition.outdated_since = Review.NONE, None
    _empty_draft(edition, by)
    edition.save()
    log(item, language, Verb.SCHEDULED if edition.published_at > now else Verb.PUBLISHED, by, comment)
    return edition


@transaction.atomic
def unpublish(item, language, by=None, at=None, reason="", comment="", replaced_by=None):
    """Take the item off the public site in the language at `at` (now by default); a scheduled one becomes a draft.

    From then on its addresses lead to what replaces it, where something does.
    """
    require(may_publish, by, _read_again(item))
    edition, now = _locked(item, language), timezone.now()
    is_planned = at is not None and at > now
    if edition.published_at is None or edition.published_at >= (at or now):
        _replace(item, edition, None)
        edition.state, edition.published_at, edition.unpublished_at = State.DRAFT, None, None
        edition.unpublish_reason = ""
    else:
        _replace(item, edition, replaced_by)
        edition.state = State.PUBLISHED if is_planned else State.UNPUBLISHED
        edition.unpublished_at, edition.unpublish_reason = at or now, reason
    if not is_planned:
        edition.outdated_since = None
    _revise(edition, by)
    edition.save()
    if not is_planned:
        forget(item, language)
    log(item, language, Verb.WITHDRAWAL if is_planned else Verb.UNPUBLISHED, by, comment)
    return edition


@transaction.atomic
def keep_on_site(item, language, by=None, comment=""):
    """Forget the withdrawal that was planned: the item stays on the site for good."""
    require(may_publish, by, _read_again(item))
    edition = _locked(item, language)
    if edition.is_out and edition.unpublished_at is not None:
        _replace(item, edition, None)
        edition.unpublished_at, edition.unpublish_reason = None, ""
        _revise(edition, by)
        edition.save()
        log(item, language, Verb.KEPT, by, comment)
    return edition


@transaction.atomic
def warn_readers(item, language, by=None, comment=""):
    """Tell whoever reads the translation that it may be out of date, from now until it is published again."""
    require(may_publish, by, _read_again(item))
    edition, now = _locked(item, language), timezone.now()
    if language != item.source_language and edition.is_live(now) and edition.outdated_since is None:
        edition.outdated_since = now
        edition.save()
        log(item, language, Verb.WARNED, by, comment)
    return edition


@transaction.atomic
def stop_warning(item, language, by=None, comment=""):
    """Tell readers no longer: the translation is right after all."""
    require(may_publish, by, _read_again(item))
    edition = _locked(item, language)
    if edition.outdated_since is not None:
        edition.outdated_since = None
        edition.save()
        log(item, language, Verb.TRUSTED, by, comment)
    return edition


@transaction.atomic
def comment(item, language, text, by=None, by_name="", via=None):
    """Say something about the text: by a member of the team who may read it, or by someone sent a preview link."""
    require(may_read, by, item)
    log(item, language, Verb.COMMENTED, by, text, by_name, via)


@transaction.atomic
def endorse(item, language, by_name, via, text=""):
    """Someone without an account agrees with the text: it is noted, and opens nothing by itself."""
    log(item, language, Verb.ENDORSED, None, text, by_name, via)


@transaction.atomic
def keep_version(item, language, payload, kind, by=None, name=""):
    """Remember what the edition is: a version more, unless the last one says the same under no other name."""
    versions = item.versions.filter(language=language)
    last = versions.first()
    if last is not None and last.payload == payload and not name:
        return last
    number = last.number + 1 if last else 1
    return item.versions.create(language=language, number=number, kind=kind, name=name, payload=payload, made_by=by)


def log(item, language, verb, by=None, comment="", by_name="", via=None):
    """A line in the item's history, told to those it concerns; commands, which act for nobody, leave none."""
    if by is not None or by_name:
        step = item.steps.create(language=language, verb=verb, by=by, by_name=by_name, comment=comment, via=via)
        tell_of(step, item)


def _move(item, language, review, verb, by, comment):
    edition = _locked(item, language)
    edition.review = review
    edition.save()
    log(item, language, verb, by, comment)
    return edition


def _read_again(item):
    """What rights hang on, as the database has it, and nobody changes its state or bins it until the end.

    Whoever takes a step holds the item first and then its edition: nobody waits in a circle.
    """
    rows = type(item)._base_manager.select_for_update(no_key=True)
    now = rows.defer(*(field.name for field in item._meta.concrete_fields if field.name not in RIGHTS_HANG_ON))
    item.binned_at = (found := now.get(pk=item.pk)).binned_at
    return found


def _with_draft(item, language):
    """The edition with the text of its working draft, which the manager leaves out."""
    rows = Edition.objects.defer(None).select_related("draft_by")
    wanted = {"content_type": item.editions.content_type, "object_id": item.pk, "language": language}
    edition = rows.filter(**wanted).first()
    return edition if edition is not None else rows.get(pk=edition_of(item, language).pk)


def _locked(item, language, revision=None):
    edition_of(item, language)
    rows = Edition.objects.select_for_update().filter(content_type=item.editions.content_type)
    edition = rows.get(object_id=item.pk, language=language)
    _check_revision(edition, revision)
    return edition


def _check_revision(edition, revision):
    if revision is not None and str(edition.revision) != str(revision):
        raise OvertakenError


def _empty_draft(edition, by):
    edition.draft = edition.draft_at = edition.draft_by = None
    _revise(edition, by)


def _revise(edition, by):
    edition.revision += 1
    edition.saved_by = by


def _replace(item, edition, other):
    """Note what stands in the edition's place; its addresses lead there, or are its own again."""
    was_replaced = edition.replaced_by_id is not None
    edition.replaced_by = other
    if other is not None:
        replacements.leave_addresses(item)
    elif was_replaced and not item.editions.exclude(pk=edition.pk).filter(replaced_by_id__isnull=False).exists():
        replacements.take_addresses_back(item)

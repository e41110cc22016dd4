"""The bin: what staff deleted waits there for thirty days, then goes for good."""

from datetime import timedelta

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from eig.publishing.inspection import forget
from eig.publishing.models import Edition, Presence, Step
from eig.publishing.permissions import may_delete, may_take_out, require
from eig.publishing.rights import publishable_models
from eig.publishing.workflow import log

DAYS = 30


def goes_on(item):
    """The instant from which a binned item may go for good."""
    return item.binned_at + timedelta(days=DAYS)


def days_left(item, now=None):
    """Whole days, begun ones counted, until a binned item may go for good."""
    return max(0, -(((now or timezone.now()) - goes_on(item)) // timedelta(days=1)))


@transaction.atomic
def put_into_bin(item, by=None):
    """Take the item off the site in every language and put it aside, to be taken out again or deleted for good."""
    require(may_delete, by, item)
    if not _move(item, timezone.now(), by):
        return  # it lies there already
    editions = Edition.objects.select_for_update().filter(content_type=item.editions.content_type, object_id=item.pk)
    for edition in editions:
        _take_off(edition, item.binned_at, by)
    forget(item)
    log(item, "", Step.Verb.BINNED, by)


@transaction.atomic
def take_out_of_bin(item, by=None):
    """Bring the item back as it was, but on no page: whoever may publish it decides."""
    require(may_take_out, by, item)
    if _move(item, None, None):
        log(item, "", Step.Verb.TAKEN_OUT, by)


def purge_bin(now=None):
    """Delete for good what has lain in the bin for thirty days and is in use nowhere; how many items that is."""
    before = (now or timezone.now()) - timedelta(days=DAYS)
    gone = 0
    for model in publishable_models():
        for pk in list(model._base_manager.filter(binned_at__lte=before).order_by("pk").values_list("pk", flat=True)):
            gone += _purge(model, pk, before)
    return gone


@transaction.atomic
def erase(item):
    """Delete an item for good, with its editions, versions, comments and links; ProtectedError when it is in use."""
    Presence.objects.filter(content_type=item.editions.content_type, object_id=item.pk).delete()
    item.delete()


def _move(item, at, by):
    """Note when and by whom the item was binned, None for not any more; False when it was so already."""
    moved = (
        type(item)._base_manager.filter(pk=item.pk, binned_at__isnull=at is not None).update(binned_at=at, binned_by=by)
    )
    if moved:
        item.binned_at, item.binned_by = at, by
    return bool(moved)


def _take_off(edition, now, by):
    """Off the site now, and out of every queue; what waits in it is kept."""
    if edition.published_at is None or edition.published_at > now:
        edition.state, edition.published_at, edition.unpublished_at = Edition.State.DRAFT, None, None
        edition.unpublish_reason = ""
    else:
        edition.state = Edition.State.UNPUBLISHED
        edition.unpublished_at = min(edition.unpublished_at or now, now)
    edition.review = Edition.Review.NONE
    edition.revision += 1  # a form that is open somewhere is no longer the last word
    edition.saved_by = by
    edition.save()


def _purge(model, pk, before):
    """Whether the item went: someone may have taken it out, or used it, meanwhile."""
    try:
        with transaction.atomic():
            item = model._base_manager.select_for_update().filter(pk=pk, binned_at__lte=before).first()
            if item is None:
                return False
            erase(item)
    except (ProtectedError, RestrictedError):
        return False
    return True

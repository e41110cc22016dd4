"""The blocks of the home: what needs the person, what is planned, what came out; each also has a page of its own."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eig.back_office.office import Line, Office
from eig.publishing.models import Edition, Step
from eig.publishing.permissions import Right

Review, Verb = Edition.Review, Step.Verb
LAST = "-updated_at"


class Block(NamedTuple):
    """`rows(office)` → what is listed, None where the person has no part in it; `nothing` teaches when it is empty."""

    name: str
    title: str
    rows: Callable[[Office], object]
    nothing: str = ""  # a block without it is absent when it is empty
    about: str = "updated_at"  # what its dates are
    more: str = ""  # what its lines add: the last step, or until when


def _returned(office):
    return office.own_editions.filter(review=Review.CHANGES).order_by(LAST)


def _drafts(office):
    if not office.may_write:
        return None
    begun = Q(published_at__isnull=True, state=Edition.State.DRAFT) | Q(draft_at__isnull=False)
    return office.own_editions.filter(begun, review=Review.NONE).order_by(LAST)


def _submitted(office):
    """Theirs, for who does not see it among the reviews."""
    if office.models_with(Right.REVIEW):
        return None
    return office.own_editions.filter(review=Review.ASKED).order_by(LAST)


def _to_review(office):
    models = office.models_with(Right.REVIEW)
    return office.editions(models).filter(review=Review.ASKED).order_by("updated_at") if models else None


def _approved(office):
    models = office.models_with(Right.PUBLISH)
    return office.editions(models).filter(review=Review.APPROVED).order_by("updated_at") if models else None


def _due(office):
    if not office.models_with("change"):
        return None
    return office.rows("source_language", "review_on", among=lambda items: items.due_for_review())


def _scheduled(office):
    return office.editions().scheduled().order_by("published_at", "content_type", "object_id")


def _withdrawals(office):
    return office.editions().to_be_withdrawn().order_by("unpublished_at")


def _published(office):
    return office.editions().live().order_by("-published_at", "content_type", "object_id")


NEEDS = (
    Block("returned", _("Returned to you"), _returned, more="step"),
    Block("review", _("Waiting for your review"), _to_review, _("No text waits for a review."), more="step"),
    Block("approved", _("Approved, to be published"), _approved, more="step"),
    Block(
        "drafts",
        _("Your drafts"),
        _drafts,
        _("What you begin is listed here until it is submitted or published."),
    ),
    Block("due", _("To be read again"), _due, about="review_on"),
)
PLANNED = (
    Block("submitted", _("With the editors"), _submitted, more="step"),
    Block(
        "scheduled",
        _("Scheduled"),
        _scheduled,
        _("Nothing is planned. On a draft’s screen, choose a date under “Schedule”."),
        about="published_at",
        more="until",
    ),
    Block("withdrawals", _("To be unpublished"), _withdrawals, about="unpublished_at"),
)
OUT = (Block("published", _("Recently published"), _published, _("Nothing is on the site yet."), about="published_at"),)
BLOCKS = {block.name: block for block in (*NEEDS, *PLANNED, *OUT)}
STEPS = (Verb.SUBMITTED, Verb.RETURNED, Verb.APPROVED)


def lines(block, rows):
    """The rows of a block as lines, without what stands in their items."""
    if block.about == "review_on":
        return [Line(kind, item, language, day) for kind, item, language, day in rows]
    return [
        Line(edition.content_type_id, edition.object_id, edition.language, getattr(edition, block.about))
        for edition in rows
    ]

"""The state of an item in each language, in words and as small labels for lists."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import codes
from eig.languages.survey import State
from eig.publishing.models import Edition

KINDS = {
    Edition.State.DRAFT: "draft",
    Edition.State.UNPUBLISHED: "over",
}


def state_of(item, code):
    """`(kind, words)` of the item in a language; the kind chooses the chip's look.

    Where the item's `cells` were looked at, what they say of its translation is said too.
    """
    edition, cell = item.edition(code), getattr(item, "cells", {}).get(code)
    if edition is None:
        if code == item.source_language:
            return ("draft", Edition.State.DRAFT.label)
        if cell is not None and cell.state in {State.LEFT_OUT, State.NOTHING}:
            return (cell.state.look, cell.state.words)
        return ("none", _("to translate"))
    if edition.is_live():
        if cell is not None and cell.state == State.STALE:
            return ("alert", _("published, to update"))
        if edition.has_draft:
            return ("changes", _("published, with changes in progress"))
        return ("live", Edition.State.PUBLISHED.label)
    if edition.is_scheduled:
        day = date_format(timezone.localtime(edition.published_at), "SHORT_DATE_FORMAT")
        return ("scheduled", gettext("scheduled %(day)s") % {"day": day})
    if edition.review:
        return ("review", edition.get_review_display())
    return (KINDS.get(edition.state, "over"), edition.label)


def chips(item, marks=None):
    """The item's state in each language as small labels: “FR published”, “EN to translate”.

    `marks` is `{code: HTML}` of what follows that of a language.
    """
    marks, states = marks or {}, [(code, *state_of(item, code)) for code in codes()]
    return format_html_join(
        " ",
        '<span class="eig-chip eig-chip--{}"><b>{}</b> {}</span>{}',
        ((kind, code.upper(), words, marks.get(code, "")) for code, kind, words in states),
    )

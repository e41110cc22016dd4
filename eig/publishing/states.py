"""The state of an item in each language, in words and as small labels for lists."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import codes
from eig.publishing.models import Edition

KINDS = {
    Edition.State.DRAFT: "draft",
    Edition.State.UNPUBLISHED: "over",
}


def state_of(item, code):
    """`(kind, words)` of the item in a language; the kind chooses the chip's look."""
    edition = item.edition(code)
    if edition is None:
        return ("draft", Edition.State.DRAFT.label) if code == item.source_language else ("none", _("to translate"))
    if edition.is_live():
        if edition.has_draft:
            return ("changes", _("published, with changes in progress"))
        return ("live", Edition.State.PUBLISHED.label)
    if edition.is_scheduled:
        day = date_format(timezone.localtime(edition.published_at), "SHORT_DATE_FORMAT")
        return ("scheduled", gettext("scheduled %(day)s") % {"day": day})
    if edition.review:
        return ("review", edition.get_review_display())
    return (KINDS.get(edition.state, "over"), edition.label)


def chips(item):
    """The item's state in each language as small labels: “FR published”, “EN to translate”."""
    states = [(code, *state_of(item, code)) for code in codes()]
    return format_html_join(
        " ",
        '<span class="eig-chip eig-chip--{}"><b>{}</b> {}</span>',
        ((kind, code.upper(), words) for code, kind, words in states),
    )

"""What the feed of the calls follows: each from the instant it opens, and once more when it closes."""

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from community.models import Call
from eig.languages.fallbacks import shown_text
from eig.pages.models import SiteIdentity
from eig.seo.feeds import ENTRIES_IN_A_FEED, Entry, Followed


def calls():
    """The calls that have opened, the latest first."""
    return Followed(
        _("%(service)s – calls") % {"service": SiteIdentity.current().service_name},
        _("The programme's calls: who may answer, until when, and how."),
        reverse("community:take_part"),
        entries(),
    )


def entries():
    """The latest calls that have opened as entries, in one query."""
    opened = Call.objects.announced().filter(opens__lte=timezone.now()).select_related("cohort")
    return [_entry(call) for call in opened.order_by("-opens", "key")[:ENTRIES_IN_A_FEED]]


def _entry(call):
    is_open = call.state() == Call.State.OPEN
    html, language = shown_text(call, f"{call.text_now_field}_html")
    said = _("Open until %(instant)s (Paris time).") if is_open else _("Closed since %(instant)s (Paris time).")
    return Entry(
        name=f"{call.cohort.year}:call/{call.key}",
        path=call.get_absolute_url(),
        title=f"{capfirst(call.get_kind_display())}, {shown_text(call.cohort, 'name')[0]}",
        summary=said % {"instant": call.closes_in_words},
        html=html,
        language=language,
        published=call.opens,
        updated=call.opens if is_open else call.closes,
        author="",
        categories=(str(call.get_kind_display()),),
    )

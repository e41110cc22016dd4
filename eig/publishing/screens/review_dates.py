"""The panel of an item's review date: the day on which it is to be read again."""

from datetime import date

from django.contrib import messages
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from eig.publishing import permissions, workflow
from eig.publishing.permissions import require
from eig.publishing.review_dates import in_months, set_review_date

LATEST = 20  # years from now: a later date is a slip of the keyboard


class ReviewDatesScreen:
    """What the form of an edition says of the review date; its buttons act at once, and touch no text."""

    acts = {
        "_review_on": "act_review_on",
        "_review_6": "act_review_in_six_months",
        "_review_12": "act_review_in_a_year",
        "_reread": "act_review_in_a_year",
    }

    def side_context(self, request, desk):
        item = desk.item
        is_due = item.review_on is not None and item.review_on <= localdate() and bool(item.live_languages())
        return {
            **super().side_context(request, desk),
            "review_on": item.review_on,
            "review_on_text": item.review_on.isoformat() if item.review_on else "",
            "review_is_due": is_due,
            "next_year": in_months(12),
        }

    def act_review_on(self, request, desk, extra_context):
        """Note the day that was written, or none."""
        text = request.POST.get("review_on", "").strip()
        day = None
        if text:
            day = _day(text)
            if day is None:
                messages.error(request, _("This review date cannot be read: choose a day of the calendar."))
            elif not localdate() < day <= in_months(12 * LATEST):
                messages.error(request, _("Choose a review date to come, within twenty years."))
                day = None
            if day is None:
                return self._keep_typed(request, desk, extra_context)
        return self._note(request, desk, day, extra_context)

    def act_review_in_six_months(self, request, desk, extra_context):
        return self._note(request, desk, in_months(6), extra_context)

    def act_review_in_a_year(self, request, desk, extra_context):
        return self._note(request, desk, in_months(12), extra_context)

    def _note(self, request, desk, day, extra_context):
        require(permissions.may_change, request.user, desk.item)
        if day != desk.item.review_on:
            set_review_date(desk.item, day, request.user)
            # A history is translated when it is read: it holds the name untranslated.
            with override(None):
                name = str(self.model._meta.get_field("review_on").verbose_name)
            self.log_change(request, desk.item, [{"changed": {"fields": [name]}}])
        if day is None:
            words = _("“%(item)s” has no review date any more.") % {"item": desk.item}
        else:
            details = {"item": desk.item, "day": date_format(day)}
            words = _("“%(item)s” is to be read again on %(day)s: editors will be reminded.") % details
        messages.success(request, words)
        return self._keep_typed(request, desk, extra_context)

    def _keep_typed(self, request, desk, extra_context):
        """What was typed besides is kept in the working draft, as it is."""
        bound = self._posted(request, desk)
        if bound.payload != desk.payload():
            try:
                workflow.keep_draft(desk.item, desk.language, bound.payload, request.user, self._revision(request))
            except workflow.OvertakenError:
                return self._show_overtaken(request, desk, bound, extra_context)
        return self._stay(request, desk.item)


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

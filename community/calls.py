"""What the page of the calls shows, by their state at this instant."""

from dataclasses import dataclass, field

from django.utils import timezone

from community.models import Call
from eig.pages.models import FAQEntry

QUESTIONS_SHOWN = 6


@dataclass
class Board:
    """The calls of the site: those told in full, open ones first, and those of which a line is enough."""

    open: list = field(default_factory=list)
    upcoming: list = field(default_factory=list)
    last: list = field(default_factory=list)
    past: list = field(default_factory=list)

    @property
    def in_full(self):
        """`(call, whether links to its kind lead to it)` of each call told in full."""
        seen = set()
        for call in (*self.open, *self.upcoming, *self.last):
            yield call, call.kind not in seen
            seen.add(call.kind)

    @property
    def current(self):
        """Those that are open, then those that open soon."""
        return [*self.open, *self.upcoming]


def board(calls, at=None):
    """The board of all calls at one instant (now by default), given with the last to close first.

    A closed call is told in full only where it is the latest of a kind that neither is open nor opens soon: visitors
    read there what comes next.
    """
    found, at = Board(), at or timezone.now()
    for call in calls:
        call.seen_at = at
        state = call.state()
        if state == Call.State.OPEN:
            found.open.append(call)
        elif state == Call.State.UPCOMING:
            found.upcoming.append(call)
        else:
            found.past.append(call)
    found.open.sort(key=lambda call: (call.closes, call.key))
    found.upcoming.sort(key=lambda call: (call.opens, call.key))
    kinds = {call.kind for call in (*found.open, *found.upcoming)}
    for call in list(found.past):
        if call.kind not in kinds:
            kinds.add(call.kind)
            found.past.remove(call)
            found.last.append(call)
    return found


def ask(calls):
    """Let each audience's first call know the questions most asked by it, in one query: `call.questions`."""
    asked = {}
    for call in calls:
        if call.audience_id and call.audience_id not in asked:
            asked[call.audience_id], call.questions = call, []
    if not asked:
        return
    entries = FAQEntry.objects.published().filter(audience__in=asked).select_related("audience").with_warning()
    for entry in entries.order_by("position", "key"):
        if len(questions := asked[entry.audience_id].questions) < QUESTIONS_SHOWN:
            questions.append(entry)

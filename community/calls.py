"""What the page of the calls shows, by their state at this instant."""

from dataclasses import dataclass, field

from community.models import Call


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


def board(calls):
    """The board of all calls, given with the last to close first.

    A closed call is told in full only where it is the latest of a kind that neither is open nor opens soon: visitors
    read there what comes next.
    """
    found = Board()
    for call in calls:
        state = call.state()
        if state == Call.State.OPEN:
            found.open.append(call)
        elif state == Call.State.UPCOMING:
            found.upcoming.append(call)
        else:
            found.past.append(call)
    found.open.sort(key=lambda call: call.closes)
    found.upcoming.sort(key=lambda call: call.opens)
    kinds = {call.kind for call in (*found.open, *found.upcoming)}
    for call in list(found.past):
        if call.kind not in kinds:
            kinds.add(call.kind)
            found.past.remove(call)
            found.last.append(call)
    return found

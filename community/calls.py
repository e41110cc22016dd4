"""What the page of the calls shows, by their state at this instant."""

from community.models import Call


def board(calls):
    """`open`, `upcoming`, `last` and `past` calls, from all calls with the last to close first.

    `last` are the latest closed ones of the kinds that neither are open nor open soon: a visitor reads there what
    comes next. `past` are the others.
    """
    by_state = {state: [] for state in Call.State}
    for call in calls:
        by_state[call.state()].append(call)
    current = [*by_state[Call.State.OPEN], *by_state[Call.State.UPCOMING]]
    kinds = {call.kind for call in current}
    last, past = [], []
    for call in by_state[Call.State.CLOSED]:
        (past if call.kind in kinds else last).append(call)
        kinds.add(call.kind)
    return {
        "open_calls": sorted(by_state[Call.State.OPEN], key=lambda call: call.closes),
        "upcoming_calls": sorted(by_state[Call.State.UPCOMING], key=lambda call: call.opens),
        "last_calls": last,
        "past_calls": past,
    }

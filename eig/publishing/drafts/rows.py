"""Rows under an item, of two payloads: which is which, which came, went, or changed places."""

from bisect import bisect_left
from dataclasses import dataclass

ALIKE = 0.5  # two rows of which one has no id yet are the same row when half of what they say is the same


@dataclass(frozen=True)
class Row:
    """A row of a payload: its id, "" while it is new; its place, from 1; what its fields say, position apart."""

    identity: str
    place: int
    said: dict  # {field name: [value, …]}

    def likeness(self, other):
        """The share of fields, of those that say something, that say the same; the same place tells two equals."""
        names = {name for row in (self, other) for name, values in row.said.items() if values}
        same = sum(self.said.get(name, []) == other.said.get(name, []) for name in names)
        return (same / len(names) if names else 1.0, -abs(self.place - other.place))


def paired(before, after):
    """`[(row before or None, row after or None)]`, in the order of `after`, those that went at the end.

    Rows are told by their id; those that have none on a side, or another one since, by what they say.
    """
    known = {row.identity: row for row in before if row.identity}
    partner = {row.place: known.pop(row.identity) for row in after if row.identity in known}
    left = [row for row in before if not row.identity or row.identity in known]
    come = [row for row in after if row.place not in partner]
    alike = [(row.likeness(other), row, other) for row in left for other in come]
    for (share, _near), row, other in sorted(alike, key=lambda found: found[0], reverse=True):
        is_one = share == 1 if row.identity and other.identity else share >= ALIKE
        if is_one and row in left and other.place not in partner:
            partner[other.place] = row
            left.remove(row)
    return [(partner.get(row.place), row) for row in after] + [(row, None) for row in left]


def moved(pairs):
    """The pairs whose row changed places among those that stayed: as few as tell the new order from the old."""
    kept = sorted((pair for pair in pairs if None not in pair), key=lambda pair: pair[0].place)
    tails, chains = [], []  # of the longest run of rows that still follow each other
    for _one, other in kept:
        length = bisect_left(tails, other.place)
        tails[length : length + 1] = [other.place]
        chain = (*(chains[length - 1] if length else ()), other.place)
        chains[length : length + 1] = [chain]
    still = set(chains[-1]) if chains else set()
    return [pair for pair in kept if pair[1].place not in still]

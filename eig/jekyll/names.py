"""Things referred to by their names: found exactly, then whatever the case, accents, spaces and punctuation."""

import re
from difflib import get_close_matches

from eig.text.folding import fold

SEPARATORS = re.compile(r"\s*,\s*|\s*;\s*|\s+&\s+|\s+(?:et|and|avec|with|y|und)\s+", re.I)
BRACKETS = re.compile(r"\(([^)]*)\)")
ROLE_BREAK = re.compile(r",|\(|\s[-–—]\s|\s(?:pour|for|from|chez|at)\s", re.I)


def folded(name):
    """A name to compare: "Karfu’R" → "karfur"."""
    return re.sub(r"[\W_]+", "", fold(str(name)))


class Names:
    """Things by name: `names["b@liseNAV"]` finds “B@LISE NAV” where only one thing is so called."""

    def __init__(self, things):
        """`things`: a mapping, or pairs, of names and what they name."""
        pairs = list(things.items()) if hasattr(things, "items") else list(things)
        self._exact, self._folded = {}, {}
        for name, thing in pairs:
            self._exact.setdefault(str(name), thing)
            self._folded.setdefault(folded(name), []).append(thing)

    def get(self, name, default=None):
        """What a name names; an ambiguous one names nothing."""
        if str(name) in self._exact:
            return self._exact[str(name)]
        found = self._folded.get(folded(name), [])
        first = found[0] if found else default
        return first if all(thing == first for thing in found) else default

    def __contains__(self, name):
        return self.get(name) is not None

    def __iter__(self):
        return iter(self._exact)

    def nearest(self, name, count=3):
        """The known names that look most like one, the likeliest first."""
        return nearest(name, self._exact, count)


def nearest(name, names, count=3):
    """The names that look most like one, the likeliest first."""
    by_fold = {}
    for known in names:
        by_fold.setdefault(folded(known), str(known))
    return [by_fold[key] for key in get_close_matches(folded(name), list(by_fold), n=count, cutoff=0.6)]


def people_in_byline(byline):
    """The names a byline may hold, in order, roles included as they cannot be told apart: look each up.

    "Ada Lovelace, équipe EIG" → ["Ada Lovelace", "équipe EIG"]; "The team (Ada and Alan)" → ["The team", "Ada", "Alan"].
    """
    text = " ".join(str(byline or "").split())
    outside = BRACKETS.sub(" ", text)
    inside = [part for group in BRACKETS.findall(text) for part in SEPARATORS.split(group)]
    found = []
    for part in [*SEPARATORS.split(outside), *inside]:
        name = part.strip(" .-–—")
        if name and name not in found:
            found.append(name)
    return found

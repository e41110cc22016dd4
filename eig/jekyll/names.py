"""Things referred to by their names: found exactly, then whatever the case, accents, spaces and punctuation."""

import re
from difflib import get_close_matches

from eig.text.folding import fold

SEPARATORS = re.compile(r"\s*,\s*|\s*;\s*|\s+&\s+|\s+(?:et|and|avec|with|y|und)\s+", re.I)
BRACKETS = re.compile(r"\(([^)]*)\)")
PARTICLES = {
    "de", "du", "des", "d", "la", "le", "von", "van", "der", "den", "di", "da", "dos", "del", "ter", "ten",
    "el", "al", "bin", "ben",
}  # fmt: skip


def folded(name):
    """A name to compare: "Vigi’R" → "vigir"."""
    return re.sub(r"[\W_]+", "", fold(str(name)))


class Names:
    """Things by name: `names["ph@reOuest"]` finds “PH@RE OUEST” where only one thing is so called."""

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
    """The people a byline names, in order, roles and teams cut.

    "Ada Lovelace, équipe EIG" → ["Ada Lovelace"]; "The team (Ada and Alan)" → ["Ada", "Alan"].
    """
    text = " ".join(str(byline or "").split())
    inside = [part for group in BRACKETS.findall(text) for part in SEPARATORS.split(group)]
    found = []
    for part in [*SEPARATORS.split(BRACKETS.sub(" ", text)), *inside]:
        name = re.split(r"\s+[-–—]\s+", part)[0].strip(" .-–—")
        if name and name not in found and _is_a_name(name):
            found.append(name)
    return found


def _is_a_name(text):
    """Whether every word has a capital, particles apart, and the first is no acronym before a plain word."""
    words = text.split()
    capital = all(word[0].isupper() or word.casefold().rstrip("'’") in PARTICLES for word in words)
    first = words[0]
    acronym = len(first) > 1 and first.isupper() and "." not in first
    whole_in_capitals = text.isupper() and len(words) > 1
    return capital and first[0].isupper() and "'" not in first[1:3] and (not acronym or whole_in_capitals)

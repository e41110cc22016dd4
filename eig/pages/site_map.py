"""The site map: branches that each section offers, one query each."""

from dataclasses import dataclass, field

_listers = []


@dataclass(frozen=True)
class Branch:
    """A section of the site and the pages under it, as `(label, path)`."""

    label: str
    path: str
    leaves: list = field(default_factory=list)


def register(lister):
    """`lister()` → a list of `Branch`; branches are shown in the order of registration."""
    _listers.append(lister)


def branches():
    """Every branch of the site in the active language."""
    return [branch for lister in _listers for branch in lister()]

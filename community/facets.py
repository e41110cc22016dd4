"""Narrowing a list by a GET form: what each choice would leave, and nothing a hostile address could break.

The list is read once, as filters see it; finding and counting happen here (ADR 48).
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from eig.text.folding import fold

WORDS = "q"
LONGEST = 100
WORD = re.compile(r"\w+")


def spelt(text):
    """The words of a text as they are compared: "L’État" → ["l", "etat"]."""
    return WORD.findall(fold(text))


@dataclass(frozen=True)
class Entry:
    """An item of a list as filters see it.

    `words` are those that visitors read of it, spelt. Each of `parts` maps names of facets to a set of values: an item
    is found when one of its parts has all that is asked.
    """

    pk: int
    words: list
    parts: list


@dataclass(frozen=True)
class Option:
    """A choice of a facet, and how many items it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Chosen:
    """A filter in use: the query string without it, and how many items would be left then."""

    label: str
    address_without: str
    count_without: int


class Facet:
    """One way to narrow a list: `choices` are `(value, label)` in order.

    `former` says what a value of an old address is called today.
    """

    def __init__(self, name, label, choices, former=None):
        self.name = name
        self.label = label
        self.labels = dict(choices)
        self.former = former or {}
        self.chosen = []
        self.options = []

    def read(self, asked):
        """Choose what is asked, in the order of the choices; False for what is not said as we would say it."""
        values = asked.getlist(self.name)
        today = {self.former.get(value, value) for value in values}
        self.chosen = [value for value in self.labels if value in today]
        return all(value and value not in self.former for value in values)


def words_found(entries, words):
    """The keys of the entries in which a word begins like each of the words asked for."""
    # "l'eau" asks for water: what an elision leaves counts only where there is nothing else.
    asked = [word for word in spelt(words) if len(word) > 1] or spelt(words)
    return {
        entry.pk for entry in entries if all(any(word.startswith(start) for word in entry.words) for start in asked)
    }


class Facets:
    """The facets of a list, set by a query string: a value that is no choice is ignored.

    `find(entries, words)` says which of the entries a text finds, by their keys.
    """

    def __init__(self, entries, facets, asked, find=words_found):
        self.entries = entries
        self.facets = [facet for facet in facets if facet.labels]
        said = [facet.read(asked) for facet in self.facets]
        typed = asked.get(WORDS)
        self.words = " ".join((typed or "").replace("\x00", "").split())[:LONGEST]
        self.is_canonical = all(said) and (typed is None or bool(typed.strip()))
        self.has_unknown = any(
            value not in facet.labels and value not in facet.former
            for facet in self.facets
            for value in filter(None, asked.getlist(facet.name))
        )
        self._worded = find(entries, self.words) if self.words else {entry.pk for entry in entries}
        for facet in self.facets:
            facet.options = self._options(facet)

    def __iter__(self):
        return iter(self.facets)

    @property
    def total(self):
        """How many items there are when nothing is asked."""
        return len(self.entries)

    @cached_property
    def found(self):
        """The keys of the items that match all that is asked, in the order of the list."""
        wanted = self._wanted()
        return [entry.pk for entry in self.entries if entry.pk in self._worded and _parts(entry, wanted)]

    @cached_property
    def chosen(self):
        """The filters in use, the text first."""
        chosen = []
        if self.words:
            without = sum(1 for entry in self.entries if _parts(entry, self._wanted()))
            chosen.append(Chosen(_("“%(words)s”") % {"words": self.words}, self.address(words=""), without))
        for facet in self.facets:
            for value in facet.chosen:
                rest = {facet.name: [other for other in facet.chosen if other != value]}
                wanted = {**self._wanted(), **rest}
                without = sum(entry.pk in self._worded and bool(_parts(entry, wanted)) for entry in self.entries)
                chosen.append(Chosen(facet.labels[value], self.address(**rest), without))
        return chosen

    @property
    def nearer(self):
        """The filters in use without which something is left, the one that leaves most first."""
        return sorted((one for one in self.chosen if one.count_without), key=lambda one: -one.count_without)

    @property
    def are_chosen(self):
        return bool(self.words) or any(facet.chosen for facet in self.facets)

    def address(self, words=None, **instead):
        """The query string of what is chosen, "?" and all; "" when nothing is."""
        query = QueryDict(mutable=True)
        if words := self.words if words is None else words:
            query[WORDS] = words
        for facet in self.facets:
            query.setlist(facet.name, instead.get(facet.name, facet.chosen))
        return f"?{said}" if (said := query.urlencode()) else ""

    def page(self, number, size, items):
        """That page of what is found; `items` are read for the page alone, in the order of the list."""
        page = Paginator(self.found, size).get_page(number)
        shown = {item.pk: item for item in items.filter(pk__in=page.object_list)}
        page.object_list = [shown[pk] for pk in page.object_list if pk in shown]
        return page

    def _wanted(self):
        return {facet.name: facet.chosen for facet in self.facets}

    def _options(self, facet):
        # What another choice of the same facet would leave does not hang on those already made in it.
        wanted = {**self._wanted(), facet.name: []}
        counts = Counter()
        for entry in self.entries:
            if entry.pk in self._worded:
                counts.update({value for part in _parts(entry, wanted) for value in part.get(facet.name, ())})
        return [
            Option(value, label, counts[value], value in facet.chosen)
            for value, label in facet.labels.items()
            if counts[value] or value in facet.chosen
        ]


def _parts(entry, wanted):
    """The parts of the entry that have one of the values wanted in each facet that wants any."""
    asked = [(name, values) for name, values in wanted.items() if values]
    return [part for part in entry.parts if all(not part.get(name, set()).isdisjoint(values) for name, values in asked)]


def by_label(choices):
    """Choices in the order of their labels."""
    return sorted(choices, key=lambda choice: fold(choice[1]))

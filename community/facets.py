"""Narrowing a list by a GET form: what each choice would leave, and nothing a hostile address could break."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import QueryDict


@dataclass(frozen=True)
class Option:
    """A choice of a facet, and how many items it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


class Facet:
    """One way to narrow a list: `choices` are `(value, label)`, `lookup` finds the rows of a value."""

    def __init__(self, name, label, any_label, lookup, choices):
        self.name = name
        self.label = label
        self.any_label = any_label
        self.lookup = lookup
        self.choices = list(choices)
        self.chosen = ""
        self.options = []
        self.address_without = ""

    @property
    def chosen_label(self):
        return dict(self.choices).get(self.chosen, "")


class Facets:
    """The facets of a list over `rows`, set by a query string: a value that is no choice is ignored.

    `counted` names the column whose distinct values are counted, where a row is not an item of the list.
    """

    def __init__(self, rows, facets, asked, counted="pk"):
        self.facets = facets
        self.rows = rows
        for facet in facets:
            value = asked.get(facet.name, "")
            facet.chosen = value if value in dict(facet.choices) else ""
        for facet in facets:
            facet.address_without = self.address(but=facet)
            facet.options = self._options(facet, counted)

    def __iter__(self):
        return iter(self.facets)

    @property
    def chosen(self):
        """The facets that narrow the list now."""
        return [facet for facet in self.facets if facet.chosen]

    def narrowed(self, but=None):
        """The rows that match what is chosen, one facet left out."""
        rows = self.rows
        for facet in self.chosen:
            if facet is not but:
                rows = rows.filter(**{facet.lookup: facet.chosen})
        return rows

    def address(self, but=None):
        """The query string of what is chosen, "?" and all; "" when nothing is."""
        query = QueryDict(mutable=True)
        query.update({facet.name: facet.chosen for facet in self.chosen if facet is not but})
        return f"?{query.urlencode()}" if query else ""

    def _options(self, facet, counted):
        rows = self.narrowed(but=facet).order_by().values_list(facet.lookup)
        counts = dict(rows.annotate(number=Count(counted, distinct=True)))
        return [
            Option(value, label, counts.get(value, 0), value == facet.chosen)
            for value, label in facet.choices
            if counts.get(value) or value == facet.chosen
        ]

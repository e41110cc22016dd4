"""The tables that match words: PostgreSQL's own text search, SQLite's own (FTS5). Both hold what `words.forms` gives.

An engine is a module: `create` and `drop` its table, `store` and `forget` the words of entries, `match` an expression.
"""

from dataclasses import dataclass

from django.db import connection

from eig.search.engines import postgresql, sqlite

SHORTEST_START = 2  # letters; of one letter too many words begin

_engines = {"postgresql": postgresql, "sqlite": sqlite}


def engine():
    """The module for the database in use."""
    return _engines[connection.vendor]


@dataclass(frozen=True)
class Expression:
    """Words to find, each by any of its forms: all of them or, `loosely`, some; `from_start`, words that begin so."""

    words: list
    loosely: bool = False
    from_start: bool = False

    def star(self, form):
        """What asks an engine for all words that begin with a form: "*", or "" where it is to be found as it is."""
        return "*" if self.from_start and len(form) >= SHORTEST_START else ""

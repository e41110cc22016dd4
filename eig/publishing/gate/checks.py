"""Which checks an item goes through, and going through them: one query a question, whatever the number of items."""

from collections import defaultdict

from eig.publishing.gate.findings import in_order
from eig.publishing.gate.sheets import Sheet

_checks = []
_rows = {}


def register(check, *models):
    """Have items go through `check(sheets)`, which yields `(sheet, Finding)`; of all models when none is named."""
    if (check, models) not in _checks:
        _checks.append((check, models))


def register_rows(model, *accessors):
    """Name the rows under items of the model whose words and pictures are looked at too."""
    _rows[model] = accessors


def rows_looked_at(model):
    return _rows.get(model, ())


def each(check):
    """A check of one sheet, `check(sheet)` → findings, for all of them."""

    def check_all(sheets):
        for sheet in sheets:
            for finding in check(sheet):
                yield sheet, finding

    check_all.__name__ = check.__name__
    return check_all


def examine(sheets):
    """`{sheet: [Finding, …]}` of what is wrong with each."""
    found = defaultdict(list)
    for check, models in _checks:
        chosen = [sheet for sheet in sheets if not models or sheet.model in models]
        for sheet, finding in check(chosen) if chosen else ():
            found[sheet].append(finding)
    return {sheet: in_order(found[sheet]) for sheet in sheets}


def findings(item, language, at=None):
    """What is wrong with what stands in the item's columns, in the language, at that instant: errors first."""
    sheet = Sheet(item, language, at)
    return examine([sheet])[sheet]

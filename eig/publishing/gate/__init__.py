"""The publication gate: what is wrong with an item in a language, in words; errors block, warnings inform."""

from eig.publishing.gate.audit import as_read, audit, kinds, public_sheets, register_content
from eig.publishing.gate.checks import each, examine, findings, register, register_rows, rows_looked_at
from eig.publishing.gate.findings import BlockedError, Finding, Level, compared, let_through
from eig.publishing.gate.lengths import Length, limits, register_lengths
from eig.publishing.gate.rules import Family, Rule, register_rules, rule_of, rules
from eig.publishing.gate.sheets import Row, Sheet, label, screen_address, translated

__all__ = [
    "BlockedError",
    "Family",
    "Finding",
    "Length",
    "Level",
    "Row",
    "Rule",
    "Sheet",
    "as_read",
    "audit",
    "compared",
    "each",
    "examine",
    "findings",
    "kinds",
    "label",
    "let_through",
    "limits",
    "public_sheets",
    "register",
    "register_content",
    "register_lengths",
    "register_rows",
    "register_rules",
    "rows_looked_at",
    "rule_of",
    "rules",
    "screen_address",
    "translated",
]

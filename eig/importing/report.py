"""What an import did: counted, warned about, left out, missing."""

from collections import Counter
from dataclasses import asdict, dataclass, field

OUTCOMES = ("created", "updated", "unchanged", "kept", "skipped")


@dataclass(frozen=True)
class Finding:
    """Something to tell about a file. An error: a file or item was left out; a warning: someone should look."""

    level: str
    source: str
    line: int
    message: str
    code: str = "other"

    def __str__(self):
        return f"{self.source}:{self.line}: {self.message}" if self.line else f"{self.source}: {self.message}"


@dataclass
class Report:
    """The account of a run. `keys` counts source keys that no field holds, with the reason, by (kind, key).

    `ledger` numbers the pictures of the source by what is known of their rights, as the library holds them now.
    """

    counts: dict[str, Counter] = field(default_factory=dict)
    found: dict[Finding, None] = field(default_factory=dict)
    keys: dict[tuple[str, str], dict] = field(default_factory=dict)
    missing: list[dict] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    ledger: dict[str, int] = field(default_factory=dict)
    verified: bool = False

    def count(self, kind, outcome):
        self.counts.setdefault(kind, Counter())[outcome] += 1

    def warn(self, source, line, message, code="other"):
        self._find("warning", source, line, message, code)

    def error(self, source, line, message, code="other"):
        self._find("error", source, line, message, code)

    def _find(self, level, source, line, message, code):
        self.found[Finding(level, source, line or 0, str(message), code)] = None

    def add_problems(self, problems):
        """Take over what the reader of the tree had to say."""
        for problem in problems:
            level = "error" if problem.fatal_for_item or problem.code == "outside-tree" else "warning"
            self._find(level, problem.source, problem.line, problem.message, problem.code)

    def key_left_out(self, kind, key, reason, source):
        """Note that a key of the source ends in no field, and why; repeated keys are counted."""
        entry = self.keys.setdefault((kind, key), {"reason": reason, "times": 0, "first": source})
        entry["times"] += 1

    def lost(self, source, address, words):
        """Note words of a source that the page at our address does not show."""
        self.missing.append({"source": source, "address": address, "words": words})

    @property
    def findings(self):
        """Each finding once, in the order of the run."""
        return list(self.found)

    @property
    def errors(self):
        return [finding for finding in self.found if finding.level == "error"]

    @property
    def missing_words(self):
        return sum(len(entry["words"]) for entry in self.missing)

    @property
    def failed(self):
        """Whether the caller should end with exit code 1."""
        return bool(self.errors or self.missing)

    def as_data(self):
        """The report as JSON can hold it."""
        return {
            "counts": {kind: {name: counter[name] for name in OUTCOMES} for kind, counter in self.counts.items()},
            "findings": [asdict(finding) for finding in self.found],
            "keys_left_out": [{"kind": kind, "key": key, **entry} for (kind, key), entry in sorted(self.keys.items())],
            "verified": self.verified,
            "missing_words": self.missing_words,
            "missing": self.missing,
            "addresses_unanswered": self.unanswered,
            "ledger": self.ledger,
        }

    def as_text(self):
        """The report as a terminal shows it: findings, keys left out, missing words, then the table."""
        parts = [f"{finding.level}: {finding}" for finding in sorted(self.found, key=_place)]
        parts += [
            f"key left out: {kind}.{key} ({entry['times']}, first in {entry['first']}): {entry['reason']}"
            for (kind, key), entry in sorted(self.keys.items())
        ]
        parts += [
            f"missing: {entry['source']} → {entry['address']}: {' '.join(entry['words'])}" for entry in self.missing
        ]
        parts += [f"not answered: {address}" for address in self.unanswered]
        if self.ledger:
            parts.append("pictures: " + ", ".join(f"{number} {what}" for what, number in self.ledger.items()))
        if self.verified:
            parts.append(f"verified: {self.missing_words} missing words")
        return "\n".join([*parts, *self._table()])

    def _table(self):
        width = max((len(kind) for kind in self.counts), default=4)
        rows = [f"{'':<{width}} " + " ".join(f"{name:>9}" for name in OUTCOMES)]
        for kind, counter in self.counts.items():
            rows.append(f"{kind:<{width}} " + " ".join(f"{counter[name]:>9}" for name in OUTCOMES))
        total = Counter()
        for counter in self.counts.values():
            total.update(counter)
        rows.append(f"{'total':<{width}} " + " ".join(f"{total[name]:>9}" for name in OUTCOMES))
        warnings = len(self.found) - len(self.errors)
        rows.append(f"{len(self.errors)} errors, {warnings} warnings")
        return rows


def _place(finding):
    return (finding.level, finding.source, finding.line, finding.message)

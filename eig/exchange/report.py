"""What an import of translations did, or would do: a line a field."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Outcome(StrEnum):
    """Of a field that came back."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"

    @property
    def words(self):
        return WORDS[self]

    def counted(self, number):
        """How many fields that is, in words."""
        return COUNTED[self] % {"count": number}


WORDS = {
    Outcome.CREATED: _("new"),
    Outcome.UPDATED: _("changed"),
    Outcome.UNCHANGED: _("unchanged"),
    Outcome.REFUSED: _("refused"),
}
COUNTED = {
    Outcome.CREATED: ngettext_lazy("%(count)d new text", "%(count)d new texts", "count"),
    Outcome.UPDATED: ngettext_lazy("%(count)d text changed", "%(count)d texts changed", "count"),
    Outcome.UNCHANGED: ngettext_lazy("%(count)d text unchanged", "%(count)d texts unchanged", "count"),
    Outcome.REFUSED: ngettext_lazy("%(count)d text refused", "%(count)d texts refused", "count"),
}


@dataclass
class Line:
    """What became of a field: `reason` says why it is refused."""

    name: str  # as the file calls it
    label: str
    outcome: Outcome
    reason: str = ""
    before: str = ""
    after: str = ""
    text: object = None


@dataclass
class Entry:
    """An item of a file in a language; `is_draft` where its new texts wait in a working draft."""

    name: str
    language: str
    item: object = None
    lines: list = field(default_factory=list)
    is_draft: bool = False

    @property
    def title(self):
        return str(self.item) if self.item is not None else self.name

    @property
    def refused(self):
        return [line for line in self.lines if line.outcome == Outcome.REFUSED]

    @property
    def written(self):
        return [line for line in self.lines if line.outcome in {Outcome.CREATED, Outcome.UPDATED}]


@dataclass
class Report:
    """The account of a file, item by item."""

    entries: list = field(default_factory=list)

    @property
    def counts(self):
        counted = Counter(line.outcome for entry in self.entries for line in entry.lines)
        return {outcome: counted[outcome] for outcome in Outcome}

    @property
    def is_refused(self):
        """Whether something was."""
        return self.counts[Outcome.REFUSED] > 0

    @property
    def writes(self):
        """The number of fields that are written."""
        return self.counts[Outcome.CREATED] + self.counts[Outcome.UPDATED]

    def as_text(self):
        """A line for each refused field, then the numbers."""
        refused = [
            f"refused: {line.name}: {entry.title} – {line.label}: {line.reason}"
            for entry in self.entries
            for line in entry.refused
        ]
        return "\n".join([*refused, ", ".join(f"{outcome} {number}" for outcome, number in self.counts.items())])

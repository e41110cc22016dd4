"""What a check finds, how grave it is, and what may go out all the same."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing to mend: `code` names the rule, `field` the input of the form it is about, `address` where to mend it.

    `field` is an input's name on the screen of the source language, or on that of the language itself for a text.
    """

    code: str
    level: Level
    words: str
    field: str = ""
    address: str = ""
    place: str = ""  # tells two findings of one rule apart: the picture, the link, the heading it is about
    known: bool = False  # what visitors read now has it already: to be mended, but no reason to hold the rest back

    @property
    def blocks(self):
        return self.level == Level.ERROR and not self.known

    @property
    def mark(self):
        """What is equal for one defect found twice."""
        return self.code, self.place


class BlockedError(Exception):
    """Publishing would put new defects on the site; `findings` are all that was found."""

    def __init__(self, findings):
        super().__init__()
        self.findings = findings


def in_order(findings):
    """Each defect once: what blocks first, then errors that are known, then warnings, as they were found."""
    once = {}
    for finding in findings:
        once.setdefault(finding.mark, finding)
    return sorted(once.values(), key=lambda finding: (not finding.blocks, finding.level != Level.ERROR))


def compared(before, after):
    """`after`, with what `before`, the findings of what is live, held too marked as known; what blocks first."""
    marks = {finding.mark for finding in before}
    return in_order(replace(finding, known=finding.mark in marks) for finding in after)


def let_through(before, after):
    """BlockedError where `after` holds an error that `before`, the findings of what is live, did not have."""
    found = compared(before, after)
    if any(finding.blocks for finding in found):
        raise BlockedError(found)

"""What went wrong, or was changed on purpose, while a tree was read or a text converted."""

from dataclasses import dataclass


class NotAJekyllTree(Exception):  # noqa: N818
    """The folder cannot be read as a Jekyll site at all; the message is one line for a person."""


@dataclass(frozen=True)
class Problem:
    """One thing to tell: where it stands, what it is, and whether its item was left out because of it."""

    source: str
    line: int
    message: str
    code: str = "other"
    fatal_for_item: bool = False
    address: str = ""

    def __str__(self):
        return f"{self.source}:{self.line}: {self.message}" if self.line else f"{self.source}: {self.message}"


@dataclass(frozen=True)
class SetAside:
    """Visible words of a source that the converted text does not carry, and the reason why."""

    source: str
    line: int
    text: str
    reason: str

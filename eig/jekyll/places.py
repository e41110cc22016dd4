"""Where a text comes from, so that whatever is told about it carries a file and a line."""

from dataclasses import dataclass, field
from html import escape


@dataclass
class Place:
    """A text's file, the line it begins at, the address its relative links start from, and the file's words."""

    source: str
    line: int = 1
    base: str = "/"
    text: str = ""
    _seen: dict = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, document):
        return cls(document.source, document.line, document.address, document.text)

    def line_of(self, needle, body_line=1):
        """The line where a piece of text stands, at or after a line of the body; its next occurrence at each call."""
        start_line = self.line + body_line - 1
        if not self.text or not needle:
            return start_line
        start = self._offset(start_line) if body_line > 1 else 0
        for spelling in dict.fromkeys((needle, escape(needle), needle.rpartition("/")[2])):
            position = self.text.find(spelling, max(start, self._seen.get(spelling, -1) + 1)) if spelling else -1
            if position < 0 and spelling:
                position = self.text.find(spelling, start)
            if position >= 0:
                self._seen[spelling] = position
                return self.text.count("\n", 0, position) + 1
        return start_line

    def nearest_line(self, line, *needles):
        """Where the first of the pieces of text that the file has stands, nearest to a line; else that line itself."""
        lines = self.text.split("\n")
        for needle in filter(None, needles):
            if found := [number for number, text in enumerate(lines, 1) if needle in text]:
                return min(found, key=lambda number: abs(number - line))
        return line

    def _offset(self, line):
        position = 0
        for _line in range(line - 1):
            position = self.text.find("\n", position) + 1
            if not position:
                return 0
        return position


def body_line(node):
    """The line of the body at which the block around a node begins; 1 where nobody knows."""
    while node is not None:
        if getattr(node, "attrs", None) and (number := node.attrs.get("data-line")):
            return int(number)
        node = node.parent
    return 1

"""Headings in steps: the body's highest are h2, none is more than one below the one before it."""

import re

HEADING = re.compile(r"^#{1,6}(?= )")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})")


class Steps:
    """New levels for headings in turn: order and relative depth stay, h1 and skipped levels go."""

    def __init__(self):
        self._open = []

    def level(self, written):
        while self._open and self._open[-1] >= written:
            self._open.pop()
        self._open.append(written)
        return min(len(self._open) + 1, 6)


def mend_outline(soup):
    """Renumber the headings of the soup."""
    steps = Steps()
    for heading in soup.find_all(re.compile(r"^h[1-6]$")):
        if not heading.get_text().strip() and not heading.find(["eig-image", "img", "a"]):
            # What stood around it stays apart.
            heading.name = "div"
            continue
        heading.name = f"h{steps.level(int(heading.name[1]))}"


def mended(markdown):
    """The Markdown with its headings renumbered; what code shows is left alone."""
    steps, fence, lines = Steps(), "", []
    for line in markdown.splitlines(keepends=True):
        if found := FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        elif not fence and (found := HEADING.match(line)):
            line = "#" * steps.level(len(found[0])) + line[found.end() :]
        lines.append(line)
    return "".join(lines)

"""Headings in steps: the body's highest are h2, none is more than one below the one before it."""

import re


def mend_outline(soup):
    """Renumber the soup's headings: order and relative depth stay, h1 and skipped levels go."""
    open_levels = []
    for heading in soup.find_all(re.compile(r"^h[1-6]$")):
        if not heading.get_text().strip() and not heading.find(["eig-image", "img", "a"]):
            # What stood around it stays apart.
            heading.name = "div"
            continue
        level = int(heading.name[1])
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        heading.name = f"h{min(len(open_levels) + 1, 6)}"

"""The table of contents of a text."""

import re

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

SECTION = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.S)
WORTH_CONTENTS = 4


def contents(html):
    """`(anchor, title)` of each section of a rendered text; none when it is short enough to be read at a glance."""
    found = [(anchor, mark_safe(strip_tags(title))) for anchor, title in SECTION.findall(html)]  # noqa: S308
    return found if len(found) >= WORTH_CONTENTS else []

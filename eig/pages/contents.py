"""The table of contents of a text."""

import re

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from eig.text.typography import typeset_html

SECTION = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.S)
WORTH_CONTENTS = 4


def contents(html):
    """`(anchor, title)` of each section of a rendered text; none when it is short enough to be read at a glance."""
    sections = SECTION.findall(typeset_html(html, get_language()))
    found = [(anchor, mark_safe(strip_tags(title))) for anchor, title in sections]  # noqa: S308
    return found if len(found) >= WORTH_CONTENTS else []

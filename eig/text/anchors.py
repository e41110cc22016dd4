"""A link to each section of a text, which readers can copy: beside its heading, and no part of its words."""

import re
from html import unescape

from django.utils.html import format_html, strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

HEADING = re.compile(r'<(h[23]) id="([^"]+)">(.*?)</\1>', re.S)


def with_section_links(html):
    """Safe HTML whose headings that have an anchor stand beside a link to it."""
    return HEADING.sub(_beside_its_link, html)


def _beside_its_link(match):
    level, anchor, words = match.groups()
    said = _("Link to the section “%(title)s”") % {"title": unescape(strip_tags(words))}
    link = '<a class="eig-heading__link" href="#{}" aria-label="{}">#</a>'
    return format_html(
        f'<div class="eig-heading eig-heading--{{}}">{{}}{link}</div>',
        level,
        mark_safe(match[0]),  # noqa: S308
        mark_safe(anchor),  # noqa: S308 - as it stands in an attribute of safe HTML
        said,
    )

"""What machines read of a page: things of schema.org, in one block of JSON-LD.

Each section describes its own in a module `structured`; a view puts them into its context as `things`. What several
pages speak of has an `@id`, the same on each of them.
"""

import json
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

# A block of data ends at the first "</script", and some parsers end a line at U+2028.
ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Site:
    """The site as a request sees it: where its addresses begin."""

    request: HttpRequest

    def absolute(self, path):
        """The whole address of a path; other addresses stay as they are, "" stays ""."""
        return self.request.build_absolute_uri(path) if path else ""

    @property
    def publisher(self):
        """Who publishes the site, told in full elsewhere in the block."""
        return {"@id": f"{self.request.build_absolute_uri('/')}#organization"}


def said(**properties):
    """A thing with what is known of it: `said(type="Person", name=…)`; `type` and `id` are JSON-LD's own."""
    named = {{"type": "@type", "id": "@id"}.get(name, name): value for name, value in properties.items()}
    return {name: value for name, value in named.items() if value not in (None, "", [], {})}


def instant(moment):
    """A day or an instant in ISO 8601, an instant in the time zone of the site; None stays None."""
    if moment is None:
        return None
    return (timezone.localtime(moment) if hasattr(moment, "utcoffset") else moment).isoformat()


def trail(crumbs, site):
    """The BreadcrumbList of a page that lies below the home page, None of another; the last crumb is the page."""
    if not crumbs:
        return None
    places = [(_("Home"), reverse("home")), *crumbs]
    steps = [
        said(type="ListItem", position=number, name=str(label), item=site.absolute(path))
        for number, (label, path) in enumerate(places, start=1)
    ]
    return said(type="BreadcrumbList", itemListElement=steps)


def as_json(things):
    """JSON-LD of the things, safe inside `<script>`; what several say of one `@id` is said once."""
    graph, known = [], {}
    for thing in filter(None, things):
        if (name := thing.get("@id")) in known:
            known[name] |= thing
            continue
        graph.append(dict(thing))
        if name:
            known[name] = graph[-1]
    linked = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(linked, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return text.translate(ESCAPES)

"""Canonical addresses and those of the same page in the other languages: each names itself and is named back."""

from urllib.parse import urlsplit

from tests.audit.table import Row

ANY = "x-default"


def check(site, visit):
    pages = [page for page in visit.pages.values() if page.status == 200 and "?" not in page.path]
    own = [f"{page.path}: canonical is {page.canonical or 'missing'}" for page in pages if not _is_canonical(page)]
    faults = [f"{page.path}: {fault}" for page in pages for fault in _faults(visit, page)]
    named = sum(bool(page.alternates) for page in pages)
    return [
        Row("canonical", site.name, len(pages), f"{len(own)} wrong", "its own, absolute", own),
        Row("hreflang", site.name, named, f"{len(faults)} wrong", "reciprocal, x-default", faults),
    ]


def _is_canonical(page):
    parts = urlsplit(page.canonical)
    return bool(parts.netloc) and parts.path == page.path


def _faults(visit, page):
    if not page.alternates:
        return
    if page.alternates.get(page.language) != page.path:
        yield f"does not name itself in {page.language}"
    if ANY not in page.alternates:
        yield "has no x-default"
    for code, path in page.alternates.items():
        other = visit.pages.get(path)
        if other is None or other.status != 200:
            yield f"{code} leads to {path}, which is not there"
        elif code != ANY and other.language != code:
            yield f"{code} leads to {path}, which is in {other.language}"
        elif other.alternates != page.alternates:
            yield f"{path} does not name it back alike"

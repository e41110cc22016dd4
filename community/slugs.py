"""Slugs that are made once, from what something is called, and stay."""

from itertools import count

from django.utils.text import slugify

from eig.text.folding import fold

LONGEST = 80


def free_slug(names, is_taken):
    """The first of the names whose slug is free; the last of them with a number if none is."""
    slugs = [slug for name in names if (slug := _slug(name))] or ["page"]
    for slug in slugs:
        if not is_taken(slug):
            return slug
    return next(slug for number in count(2) if not is_taken(slug := f"{slugs[-1][: LONGEST - 5]}-{number}"))


def slug_of(text):
    """The text as an address names it: “Voies d’eau” → “voies-d-eau”."""
    return slugify(fold(text).replace("'", " "))


def _slug(name):
    """At most LONGEST characters, cut between words."""
    slug = slug_of(name)
    return slug if len(slug) <= LONGEST else slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]

"""Who signs a post: the byline as written, or the authors' names, with a link on each name that has a page."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Some words of a signature, and the person they name where visitors may read that person's page."""

    words: str
    person: object = None


def signature(post):
    """The pieces of the post's signature in the active language, in order; none when nobody signs."""
    authors = {authorship.person.name: authorship for authorship in post.authorships.all()}
    byline = post.shown_text("byline")[0] or ", ".join(authors)
    if not authors:
        return [Piece(byline)] if byline else []
    # Longer names first, so that "Ana Lopez" does not hide "Ana Lopez Ruiz".
    names = "|".join(re.escape(name) for name in sorted(authors, key=len, reverse=True))
    return [_piece(words, authors) for words in re.split(rf"(?<!\w)({names})(?!\w)", byline) if words]


def _piece(words, authors):
    authorship = authors.get(words)
    return Piece(words, authorship.person if authorship and authorship.person_is_public else None)

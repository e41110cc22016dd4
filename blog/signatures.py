"""Who signs a post: the byline as written, or the authors' names, with a link on each name that has a page."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Some words of a signature, and the person they name where visitors may read that person's page."""

    words: str
    person: object = None


def signature(post):
    """The pieces of the signature of a post `for_page()`, in the active language; none when nobody signs."""
    authors = {person.name: person for person in post.its_authors}
    byline = post.shown_text("byline")[0] or ", ".join(authors)
    if not authors:
        return [Piece(byline)] if byline else []
    # Longer names first, so that "Ana Lopez" does not hide "Ana Lopez Ruiz".
    names = "|".join(re.escape(name) for name in sorted(authors, key=len, reverse=True))
    return [_piece(words, authors) for words in re.split(rf"(?<!\w)({names})(?!\w)", byline) if words]


def _piece(words, authors):
    author = authors.get(words)
    return Piece(words, author if author and author.is_public else None)

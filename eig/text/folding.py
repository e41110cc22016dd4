"""Comparing and sorting text without leaning on a database's collation."""

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"})


def fold(text):
    """The text without case, accents, ligatures or repeated space: "Élise  Cœur" → "elise coeur"."""
    plain = unicodedata.normalize("NFKD", (text or "").translate(LIGATURES))
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(bare.casefold().replace("’", "'").split())

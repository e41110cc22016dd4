"""The typeface of the State in light files, each with some of its letters: a page loads those it has letters of.

A font of the design system has some six hundred letters and signs, Vietnamese among them. A page in French or English
needs a third of those, and loads them first: 16 KB in place of 42. A Polish name asks for one more file a weight
(ADR 49).
"""

from io import BytesIO
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# By what the file's name ends with, the letters it has, as style sheets say it.
PARTS = {
    # French, English and their neighbours (Latin-1, œ, Ÿ), dashes, quotation marks, narrow spaces, €, ™, arrows, minus.
    "": "U+20-7E,U+A0-FF,U+152-153,U+178,U+2002-2015,U+2018-201E,U+2020-2022,U+2026,U+202F-203A,U+20AC,U+2122,"
    "U+2190-2193,U+2212",
    # The other letters of Europe.
    "-europe": "U+100-151,U+154-177,U+179-17F",
    # Accents by themselves, the letters of the rest of the world that the font has, signs of mathematics.
    "-rare": "U+180-36F,U+1E00-1EFF,U+2000-2001,U+2044,U+2060,U+2070-2089,U+2116,U+2196-2199,U+221A,U+222B,U+2248,"
    "U+2260,U+2264-2265,U+25CA,U+25CC,U+FEFF",
}
# What styles ask of a font, beside what any text does (kerning, ligatures): figures of one width.
FEATURES = [*Options().layout_features, "tnum"]


class Light(NamedTuple):
    """A light file: the static path of the font that it is a part of, and the letters it has."""

    whole: str
    range: str


LIGHT = {
    f"eig/fonts/Marianne-{weight}{end}.woff2": Light(f"dsfr/dist/fonts/Marianne-{weight}.woff2", letters)
    for weight in ("Regular", "Bold")
    for end, letters in PARTS.items()
}


def characters(letters):
    """The code points of a range as style sheets write it."""
    found = set()
    for one in letters.split(","):
        first, _sign, last = one.removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def lightened(path, letters):
    """The bytes of a font with the letters of a range alone, as WOFF2; the same for the same font."""
    # The dates that a font bears stay its own: a file is named by what it holds.
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=FEATURES))
    subsetter.populate(unicodes=characters(letters))
    subsetter.subset(font)
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    return written.getvalue()

"""The typeface of the State in light files: the letters of our languages come first, all others when a page has one.

A font of the design system has some six hundred letters and signs, Vietnamese among them. A page in French or English
needs a third of that; the light file has it, with its kerning, and a browser asks for the whole one only when it meets
a letter outside `RANGE`, in a name most often (ADR 49).
"""

from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# French, English and their neighbours (Latin-1, œ, Ÿ), dashes, quotation marks, narrow spaces, €, ™, arrows, minus.
RANGE = (
    "U+20-7E,U+A0-FF,U+152-153,U+178,U+2002-2015,U+2018-201E,U+2020-2022,U+2026,U+202F-203A,U+20AC,U+2122,"
    "U+2190-2193,U+2212"
)
LIGHT = {
    f"eig/fonts/Marianne-{weight}.woff2": f"dsfr/dist/fonts/Marianne-{weight}.woff2" for weight in ("Regular", "Bold")
}


def characters():
    """The code points of `RANGE`."""
    found = set()
    for one in RANGE.split(","):
        first, _sign, last = one.removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


# What styles ask of a font, beside what any text does (kerning, ligatures): figures of one width.
FEATURES = [*Options().layout_features, "tnum"]


def lightened(path):
    """The bytes of a font with the letters of `RANGE` alone, as WOFF2; the same for the same font."""
    # The dates that a font bears stay its own: a file is named by what it holds.
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=FEATURES))
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    return written.getvalue()

"""Words as pixels: prepared for a font that has no sign for everything, broken into lines, fitted into a box."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import dsfr
from PIL import ImageFont

FONTS = Path(dsfr.__file__).parent / "static" / "dsfr" / "dist" / "fonts"
LINE_HEIGHT = 1.16
# No font has a sign for it: what looks like this one is no sign at all.
NO_SIGN = "\uffff"
ELLIPSIS = "…"


@cache
def font(size, weight="Bold"):
    """The typeface of the State, which the pages are set in."""
    return ImageFont.truetype(FONTS / f"Marianne-{weight}.woff2", size)


@lru_cache(maxsize=4096)
def _has_sign(character):
    return character.isspace() or bytes(font(40).getmask(character)) != bytes(font(40).getmask(NO_SIGN))


def readable(text, longest):
    """One line of what the font can write: nothing that hides, turns round or piles up; cut after a word when long."""
    composed = unicodedata.normalize("NFC", text)
    seen = (character for character in composed if unicodedata.category(character)[0] not in "CM")
    words = " ".join("".join(character for character in seen if _has_sign(character)).split(" "))
    words = " ".join(part for part in words.split(" ") if part)
    if len(words) <= longest:
        return words
    cut = words[:longest]
    shorter = cut.rpartition(" ")[0] if words[longest] != " " else cut
    return f"{(shorter or cut).rstrip(' ,;:–-')}{ELLIPSIS}"


@dataclass(frozen=True)
class Setting:
    """Lines of a text at the size at which they fit."""

    size: int
    lines: list[str]

    @property
    def line_height(self):
        return round(self.size * LINE_HEIGHT)

    @property
    def height(self):
        return self.line_height * len(self.lines)


def fitted(text, width, height, sizes):
    """The text at the largest of the sizes at which it fits, its lines of like length; cut at the smallest."""
    for size in sizes:
        lines = _lines(text, size, width)
        setting = Setting(size, lines)
        if setting.height <= height and all(font(size).getlength(word) <= width for word in text.split(" ")):
            return Setting(size, _balanced(text, size, width, len(lines)))
    most = max(1, height // setting.line_height)
    if len(lines) <= most:
        return setting
    return Setting(size, [*lines[: most - 1], _cut(lines[most - 1], size, width)])


def _cut(line, size, width):
    """The line with an ellipsis for what comes after it: whole words, or what there is room for of a single one."""
    words = line.split(" ")
    while len(words) > 1 and font(size).getlength(" ".join(words) + ELLIPSIS) > width:
        words.pop()
    kept = " ".join(words)
    while kept and font(size).getlength(kept + ELLIPSIS) > width:
        kept = kept[:-1]
    return kept.rstrip(" ,;:–-") + ELLIPSIS


def _lines(text, size, width):
    """The words one after the other; one wider than a line goes on in the next."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if font(size).getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, size, width)
        lines += whole
    return [*lines, line] if line else lines


def _pieces(word, size, width):
    pieces = [""]
    for character in word:
        if font(size).getlength(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _balanced(text, size, width, number):
    """As many lines, as narrow as can be: no word is left alone in the last one."""
    narrow, wide = 0, width
    while wide - narrow > 4:
        middle = (narrow + wide) / 2
        if len(_lines(text, size, middle)) <= number and max(map(font(size).getlength, text.split(" "))) <= middle:
            wide = middle
        else:
            narrow = middle
    return _lines(text, size, wide)

"""What the name of a file becomes: a title that people read, and a name that every disk and address takes."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.text import slugify

from eig.text.folding import fold

LONGEST_TITLE, LONGEST_STEM = 200, 80
# Signs that turn the direction of writing, by which “gpj.exe” reads as “exe.jpg”.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def plain_text(text):
    """The text in composed letters, on one line, without what cannot be seen or stored."""
    text = "".join(" " if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in text)
    return " ".join(TURNING.sub("", unicodedata.normalize("NFC", text)).split())


def title_from(name):
    """“Équipe au travail” from “C:\\photos\\Équipe-au_travail.jpg”, whatever alphabet or pictograms it is in."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    return plain_text(stem.replace("-", " ").replace("_", " "))[:LONGEST_TITLE].strip()


def stored_name(name, extension):
    """A short name in plain letters for the disk, “picture” when it has none, with that extension."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    slug = slugify(fold(stem).replace("'", " "))[:LONGEST_STEM].strip("-_")
    return f"{slug or 'picture'}.{extension}"

"""What may enter the library: real pictures of a size that can be worked on."""

import struct
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MOST_BYTES = 25 * 1024 * 1024
MOST_CONSENT_BYTES = 10 * 1024 * 1024
PDF_START = b"%PDF-"
MOST_PIXELS = 60_000_000
ORIENTATION = 0x0112
# What decoders raise on damaged files, each in its own way.
UNREADABLE = (OSError, ValueError, SyntaxError, RuntimeError, EOFError, IndexError, TypeError, struct.error)
# EXIF orientations that lay the picture on its side.
SIDEWAYS = {5, 6, 7, 8}


@dataclass(frozen=True)
class Measures:
    """What a picture's header says: size in pixels as seen, and whether it has transparency."""

    width: int
    height: int
    transparent: bool


def opened(file):
    """The picture of a file, its pixels not read yet; ValidationError if it is none, or a too large one."""
    file.seek(0)
    try:
        with warnings.catch_warnings(action="ignore", category=Pillow.DecompressionBombWarning):
            picture = Pillow.open(file, formats=FORMATS)
    except Pillow.DecompressionBombError:
        raise _too_large() from None
    except UNREADABLE:
        raise ValidationError(
            _("This file is not a picture the site can read: choose a JPEG, PNG, WebP, AVIF or GIF file."),
            code="not_a_picture",
        ) from None
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large()
    return picture


def measure(file):
    """Measures of a file, left at its beginning; ValidationError if it is not a picture the site can read."""
    picture = opened(file)
    width, height = picture.size
    if picture.getexif().get(ORIENTATION) in SIDEWAYS:
        width, height = height, width
    file.seek(0)
    return Measures(width, height, picture.has_transparency_data)


def validate_picture(file):
    """Refuse what is too heavy, too large, not a raster picture, or cut short."""
    if file.size > MOST_BYTES:
        raise ValidationError(
            _("This file weighs %(size)s: the most is %(most)s. Export it again, 3,000 pixels wide."),
            code="too_heavy",
            params={"size": filesizeformat(file.size), "most": filesizeformat(MOST_BYTES)},
        )
    picture = opened(file)
    try:
        # A JPEG is read at an eighth of its size: enough to find out that its end is missing.
        picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))
        load(picture)
    finally:
        file.seek(0)


def load(picture):
    """Read the pixels; ValidationError if they are damaged."""
    try:
        picture.load()
    except UNREADABLE:
        raise ValidationError(_("This picture is damaged or cut short: export it again."), code="damaged") from None


def validate_consent_document(file):
    """Refuse what is no PDF or picture, or too heavy for a signed sheet."""
    if file.size > MOST_CONSENT_BYTES:
        raise ValidationError(
            _("This file weighs %(size)s: the most is %(most)s."),
            code="too_heavy",
            params={"size": filesizeformat(file.size), "most": filesizeformat(MOST_CONSENT_BYTES)},
        )
    file.seek(0)
    start = file.read(len(PDF_START))
    file.seek(0)
    if start != PDF_START:
        validate_picture(file)


def _too_large():
    return ValidationError(
        _("This picture has more than %(most)d million pixels: export it again, 3,000 pixels wide."),
        code="too_large",
        params={"most": MOST_PIXELS // 1_000_000},
    )

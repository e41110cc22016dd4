"""What may enter the library: real pictures, whole, of a size that can be worked on, and nothing hidden in them."""

import struct
import warnings
import zlib
from collections import deque
from dataclasses import dataclass
from math import ceil

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow

from eig.images.files import parts
from eig.images.files.signatures import EXTENSIONS, HEAD, OTHER_PICTURES, PDF_SIGN, hides_something, kind_of

MEGABYTE = 1024 * 1024
MOST_BYTES = 25 * MEGABYTE
MOST_CONSENT_BYTES = 10 * MEGABYTE
MOST_PIXELS = 60_000_000
MOST_FRAMES = 3000
# Each pass over the pixels of a JPEG costs as much as the whole; editors write a dozen.
MOST_PASSES = 100
# Texts and colour profiles of a PNG are packed: as much as Pillow takes of one, and of them all.
MOST_UNPACKED, MOST_UNPACKED_IN_ALL = MEGABYTE, 16 * MEGABYTE
# Above this much memory a picture is not decoded to find out whether it is whole: its parts are counted.
MOST_DECODED = 150_000_000
# Parts that say nothing, and words about the camera, cost time all the same: no picture needs that many.
MOST_PARTS = 50_000
MOST_EXIF_BYTES = MEGABYTE
ORIENTATION = 0x0112
# What decoders raise on damaged files, each in its own way.
UNREADABLE = (
    *(OSError, ValueError, SyntaxError, RuntimeError, EOFError, IndexError, TypeError, ArithmeticError),
    *(struct.error, zlib.error),
)
# EXIF orientations that lay the picture on its side.
SIDEWAYS = {5, 6, 7, 8}
# What a picture of an animation is called among the parts of its file; in a JPEG, a pass over its pixels.
FRAMES = {
    "gif": (b"frame", MOST_FRAMES),
    "webp": (b"ANMF", MOST_FRAMES),
    "png": (b"fcTL", MOST_FRAMES),
    "jpeg": (parts.JPEG_SCAN, MOST_PASSES),
}

# What the file is instead, and what to do: by code.
NOT_TAKEN = {
    "pdf": _("This file is a PDF, not a picture: open it, save the picture you need as JPEG or PNG, choose that file."),
    "svg": _("This file is a drawing (SVG), not a picture made of pixels: export it as PNG, 2,000 pixels wide."),
    "html": _("This file is a web page, not a picture: open the page, then save the picture itself."),
    "heic": _(
        "This photo is in a phone’s own format (HEIC): export or share it as JPEG. On an iPhone: Settings, Camera, "
        "Formats, Most Compatible."
    ),
    "video": _("This file is a video: save one of its pictures as JPEG."),
    "archive": _(
        "This file is an archive or an office document: take the picture out of it, choose the picture itself."
    ),
    "other_format": _(
        "This picture is in the %(format)s format: open it in a picture editor, export it as JPEG or PNG."
    ),
    "not_a_picture": _("This file is not a picture the site can read: choose a JPEG, PNG, WebP, AVIF or GIF file."),
}


@dataclass(frozen=True)
class Measures:
    """What a picture's header says: size in pixels as seen, and whether it has transparency."""

    width: int
    height: int
    transparent: bool


def file_kind(file):
    """The format of a file by its first bytes, as in `signatures`; the file left at its beginning."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return kind_of(head, str(getattr(file, "name", None) or ""))


def extension_of(file):
    """The extension under which a file is kept: that of what it is, "" for what the library does not take."""
    kind = file_kind(file)
    return "pdf" if kind == "pdf" else EXTENSIONS.get(kind, "")


def opened(file):
    """The picture of a file, its pixels not read yet; ValidationError if it is none, or a too large one."""
    kind = file_kind(file)
    if kind not in EXTENSIONS:
        raise _not_taken(kind)
    try:
        # Whatever Pillow finds odd in a file is no news for the log: it opens or it does not.
        with warnings.catch_warnings(action="ignore"):
            picture = Pillow.open(file, formats=(kind.upper(),))
    except Pillow.DecompressionBombError:
        raise _too_large() from None
    except UNREADABLE:
        raise _damaged() from None
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large()
    return picture


def measure(file):
    """Measures of a file, left at its beginning; ValidationError if it is not a picture the site can read."""
    picture = opened(file)
    width, height = picture.size
    if orientation_of(picture, file) in SIDEWAYS:
        width, height = height, width
    file.seek(0)
    return Measures(width, height, picture.has_transparency_data)


def orientation_of(picture, file):
    """How EXIF says the camera was held, from 1 (upright) to 8, 1 when it says nothing one can read."""
    try:
        # What is odd in it is no news for the log either.
        with warnings.catch_warnings(action="ignore"):
            found = _exif(picture, file).get(ORIENTATION)
    except UNREADABLE:
        return 1
    return found if found in range(1, 9) else 1


def _exif(picture, file):
    if picture.format != "PNG":
        return picture.getexif()
    # Pillow decodes a PNG to learn whether EXIF follows its pixels.
    at = file.tell()
    file.seek(0)
    found = (content for name, content in _parts_until_broken("png", file.read()) if name == b"eXIf")
    exif = Pillow.Exif()
    exif.load(bytes(next(found, b"")))
    file.seek(at)
    return exif


def validate_picture(file):
    """Refuse what is too heavy, too large, not a raster picture, cut short, or more than a picture."""
    _check_weight(
        file, MOST_BYTES, _("This file weighs %(size)s: the most is %(most)s. Export it again, 3,000 pixels wide.")
    )
    if not file.size:
        raise ValidationError(
            _("This file is empty: it was not copied to its end. Copy or download it again."), code="empty_file"
        )
    try:
        kind = file_kind(file)
        if kind not in EXTENSIONS:
            raise _not_taken(kind)
        data = file.read()
        _check_parts(kind, data)
        if kind == "png":
            _check_packed(data)
        picture = opened(file)
        if hides_something(data):
            raise ValidationError(
                _("Something else hides in this picture: open it in a picture editor, export it again."), code="hidden"
            )
        _check_frames(kind, data, picture)
        _check_whole(kind, data, picture)
    finally:
        file.seek(0)


def load(picture):
    """Read the pixels; ValidationError if they are damaged."""
    try:
        with warnings.catch_warnings(action="ignore"):
            picture.load()
    except UNREADABLE:
        raise _damaged() from None


def validate_consent_document(file):
    """Refuse what is no PDF or picture, or too heavy for a signed sheet."""
    _check_weight(
        file,
        MOST_CONSENT_BYTES,
        _("This file weighs %(size)s: the most is %(most)s. Scan it again in black and white."),
    )
    file.seek(0)
    start = file.read(len(PDF_SIGN))
    file.seek(0)
    if start != PDF_SIGN:
        validate_picture(file)


def _check_weight(file, most, message):
    if file.size > most:
        # Rounded up, or a byte too much would read “25 MB: the most is 25 MB”.
        weight = ceil(file.size * 10 / MEGABYTE) * MEGABYTE / 10
        params = {"size": filesizeformat(weight), "most": filesizeformat(most)}
        raise ValidationError(message, code="too_heavy", params=params)


def _check_parts(kind, data):
    """Refuse what is cut into parts without end, or says more of its camera than one can read: minutes and memory."""
    room = MOST_EXIF_BYTES
    for number, (name, content) in enumerate(_parts_until_broken(kind, data)):
        if parts.is_exif(name, content):
            room -= len(content)
        if number > MOST_PARTS or room < 0:
            raise _unpacks_to_too_much()


def _check_packed(data):
    """Refuse a PNG whose texts or colour profile unpack to more than a picture has to say."""
    room = MOST_UNPACKED_IN_ALL
    try:
        for name, content in parts.png_parts(data):
            if name in parts.PNG_TEXTS:
                size = len(parts.png_text(name, content, MOST_UNPACKED + 1)[1])
                room -= size
                if size > MOST_UNPACKED or room < 0:
                    raise _unpacks_to_too_much()
    except parts.BrokenError:
        # Whoever decodes the picture says so, where it matters.
        return


def _check_frames(kind, data, picture):
    """Refuse an animation without end, and a JPEG that is painted over without end."""
    name, most = FRAMES.get(kind, (None, MOST_FRAMES))
    count = getattr(picture, "n_frames", 1) if kind == "avif" else 0
    for found, _content in _parts_until_broken(kind, data) if name else ():
        count += found == name
    if count > most:
        raise (
            _unpacks_to_too_much()
            if kind == "jpeg"
            else ValidationError(
                _("This animation has more than %(most)d pictures: export it again as a single picture."),
                code="too_many_frames",
                params={"most": most},
            )
        )


def _parts_until_broken(kind, data):
    try:
        yield from parts.WALKS[kind](data)
    except parts.BrokenError:
        return


def _check_whole(kind, data, picture):
    """Refuse what is cut short or damaged: decoded when that fits in memory, else by counting its parts."""
    if _decoded_size(kind, picture) <= MOST_DECODED:
        # A JPEG is read at an eighth of its size: enough to find out that its end is missing.
        picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))
        load(picture)
        return
    walk = parts.WALKS[kind](data)
    try:
        if kind == "png":
            parts.check_png_pixels(walk)
        else:
            deque(walk, maxlen=0)
    except parts.BrokenError:
        raise _damaged() from None


def _decoded_size(kind, picture):
    """Bytes that decoding takes at its peak, as measured for each format."""
    if kind == "jpeg":
        # A progressive one keeps its coefficients until the last pass, whatever the size it is drawn at.
        each = 2 * len(picture.getbands()) if "progressive" in picture.info else 1 / 16
    elif kind == "png":
        each = 1 if picture.mode in {"1", "L", "P"} else 4
    else:
        each = {"gif": 1, "webp": 16, "avif": 10}[kind]
    return picture.width * picture.height * each


def _not_taken(kind):
    code = "other_format" if kind in OTHER_PICTURES else kind if kind in NOT_TAKEN else "not_a_picture"
    return ValidationError(NOT_TAKEN[code], code=code, params={"format": kind})


def _damaged():
    return ValidationError(_("This picture is damaged or cut short: copy or export it again."), code="damaged")


def _unpacks_to_too_much():
    return ValidationError(
        _("This picture unpacks to far more than it shows: open it in a picture editor, export it again."),
        code="unpacks_to_too_much",
    )


def _too_large():
    return ValidationError(
        _("This picture has more than %(most)d million pixels: export it again, 3,000 pixels wide."),
        code="too_large",
        params={"most": MOST_PIXELS // 1_000_000},
    )

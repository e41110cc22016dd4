"""Real picture files, drawn for the tests."""

import io
import struct
import zlib

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageCms, ImageDraw

from tests.factories import ImageFactory

RED, GREEN, BLUE = (220, 20, 20), (20, 180, 20), (20, 20, 220)
ORIENTATION, GPS, DESCRIPTION = 0x0112, 0x8825, 0x010E
ARTIST, COPYRIGHT, DETAILS, TAKEN = 0x013B, 0x8298, 0x8769, 0x9003


def encoded(picture, kind="PNG", **options):
    """The bytes of a picture in that format."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def thirds(width=900, height=300, mode="RGB"):
    """Red, green and blue bands from left to right."""
    picture = Pillow.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 3, 0, width * 2 // 3 - 1, height), GREEN)
    draw.rectangle((width * 2 // 3, 0, width, height), BLUE)
    return picture.convert(mode)


def library_image(content, name="photo.png", **fields):
    """An Image of the library with those bytes as its file."""
    return ImageFactory(file=ContentFile(content, name=name), **fields)


def exif_of_a_phone(orientation):
    """What a telephone writes: how it was held, where, and a comment."""
    exif = Pillow.Exif()
    exif[ORIENTATION] = orientation
    exif[DESCRIPTION] = "Bureau de Camille"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (48.0, 51.0, 24.0)
    return exif


def profile_that_swaps_nothing():
    """An embedded sRGB profile's bytes."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def is_near(pixel, colour, tolerance=24):
    """Whether a pixel is that colour, give or take what a lossy format changes."""
    return all(abs(found - wanted) <= tolerance for found, wanted in zip(pixel[:3], colour, strict=True))


def noise(width, height):
    """What no encoder can make small."""
    return Pillow.merge("RGB", [Pillow.effect_noise((width, height), 100) for _channel in "RGB"])


def print_profile(cyan):
    """An ICC profile for CMYK in which cyan is that colour, in CIELAB with 8 bits a channel; other inks are black."""
    straight = bytes(range(256))
    matrix = struct.pack(">9i", *(65_536 if index % 4 == 0 else 0 for index in range(9)))
    black = (0, 128, 128)
    colours = bytes((255, 128, 128, *black * 7, *cyan, *black * 7))
    table = b"mft1" + struct.pack(">4x4B", 4, 3, 2, 0) + matrix + straight * 4 + colours + straight * 3
    start = 128 + 4 + 12
    header = struct.pack(">I4xI4s4s4s", start + len(table), 0x02400000, b"prtr", b"CMYK", b"Lab ").ljust(36, b"\0")
    header = (header + b"acsp").ljust(68, b"\0") + struct.pack(">3i", 63_190, 65_536, 54_061)
    return header.ljust(128, b"\0") + struct.pack(">I4sII", 1, b"A2B0", start, len(table)) + table


def png(width, height, depth, colour_type, rows):
    """A PNG of those raw rows, each with its filter byte: Pillow does not write every kind that it reads."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def photograph():
    """A JPEG in which a photographer wrote who she is, for whom, what one sees and when it was taken."""
    exif = Pillow.Exif()
    exif[ARTIST], exif[COPYRIGHT], exif[DESCRIPTION] = "Ana Martin", "(c) 2019 Agence Phare", "Le phare de nuit"
    exif.get_ifd(DETAILS)[TAKEN] = "2019:05:03 10:20:30"
    return encoded(Pillow.new("RGB", (120, 80)), "JPEG", exif=exif)

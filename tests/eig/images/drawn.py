"""Real picture files, drawn for the tests."""

import io

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageCms, ImageDraw

from tests.factories import ImageFactory

RED, GREEN, BLUE = (220, 20, 20), (20, 180, 20), (20, 20, 220)
ORIENTATION, GPS, DESCRIPTION = 0x0112, 0x8825, 0x010E


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

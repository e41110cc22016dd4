"""Pixels: an original opened, cut around its focal point, brought to sRGB and written without metadata."""

import io
from contextlib import contextmanager
from math import ceil

from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from eig.images.validators import load, opened

SAVE_OPTIONS = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
SRGB = ImageCms.createProfile("sRGB")
WIDE_GRAYS = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")


class Drawing:
    """An original in memory, from which renditions are drawn that are at least `reduction` times smaller.

    `focal` is the point (x, y between 0 and 1) that crops keep as near to their middle as the edges allow.
    """

    def __init__(self, file, focal, reduction):
        picture = opened(file)
        profile = picture.info.get("icc_profile")
        if reduction > 2:
            # Decoded at a half, a quarter… of its size when that is still twice what is drawn: far quicker.
            picture.draft(None, (ceil(picture.width * 2 / reduction), ceil(picture.height * 2 / reduction)))
        load(picture)
        picture = ImageOps.exif_transpose(picture)
        self.pixels = _plain(picture)
        self.to_srgb = _transform(profile, self.pixels.mode)
        self.focal = focal
        self.drawn = {}

    def rendition(self, rendition):
        """The bytes of a rendition."""
        drawn = self._cut(rendition.spec, (rendition.width, rendition.height))
        if rendition.extension == "jpg" and drawn.mode == "RGBA":
            ground = Pillow.new("RGBA", drawn.size, "white")
            drawn = Pillow.alpha_composite(ground, drawn).convert("RGB")
        written = io.BytesIO()
        drawn.save(written, **SAVE_OPTIONS[rendition.extension])
        return written.getvalue()

    def _cut(self, spec, size):
        """The pixels of that size in sRGB, drawn once for all formats."""
        if (spec, size) not in self.drawn:
            box = _box(self.pixels.size, spec.ratio, self.focal)
            drawn = self.pixels.resize(size, Pillow.Resampling.LANCZOS, box=box, reducing_gap=3)
            drawn = _in_srgb(drawn, self.to_srgb)
            # Encoders copy what they find here: profile, comment, place and date of the shot.
            drawn.info.clear()
            self.drawn[spec, size] = drawn
        return self.drawn[spec, size]


@contextmanager
def drawing(image, reduction):
    """The Drawing of a library image; OSError or ValidationError when its file is missing or damaged."""
    with image.file.storage.open(image.file.name) as file:
        yield Drawing(file, (image.focal_x, image.focal_y), reduction)


def _plain(picture):
    """The picture in a mode that can be resized without loss: L, RGB, RGBA or CMYK."""
    if picture.mode in WIDE_GRAYS:
        return picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in {"L", "RGB", "CMYK"} else picture.convert("RGB")


def _transform(profile, mode):
    """From the embedded profile to sRGB; None without a profile, or with one made for other colours."""
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.buildTransform(source, SRGB, mode, "RGBA" if mode == "RGBA" else "RGB")
    except (ImageCms.PyCMSError, OSError):
        return None


def _in_srgb(picture, to_srgb):
    if to_srgb is not None:
        return ImageCms.applyTransform(picture, to_srgb)
    return picture if picture.mode in {"RGB", "RGBA"} else picture.convert("RGB")


def _box(size, ratio, focal):
    """`(left, top, right, bottom)` of the largest cut of that ratio, centred on the focal point where it can be."""
    width, height = size
    if ratio is None:
        return (0, 0, width, height)
    cut_width, cut_height = min(width, height * ratio), min(height, width / ratio)
    left = min(max(focal[0] * width - cut_width / 2, 0), width - cut_width)
    top = min(max(focal[1] * height - cut_height / 2, 0), height - cut_height)
    return (left, top, left + cut_width, top + cut_height)

"""Pixels: an original opened, cut around its focal point and brought to sRGB, nothing of its metadata left."""

import io
from contextlib import contextmanager
from math import ceil

from PIL import Image as Pillow
from PIL import ImageCms

from eig.images.files.validators import load, opened, orientation_of

SRGB = ImageCms.createProfile("sRGB")
WIDE_GRAYS = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
# By EXIF orientation, what puts the picture upright.
UPRIGHT = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
SIXTEEN_TO_EIGHT_BITS = [level >> 8 for level in range(65_536)]


class Drawing:
    """An original in memory, from which renditions are drawn that are at least `reduction` times smaller.

    `focal` is the point (x, y between 0 and 1) that crops keep as near to their middle as the edges allow.
    """

    def __init__(self, file, focal, reduction):
        picture = opened(file)
        profile = picture.info.get("icc_profile")
        # A JPEG is decoded at a half, a quarter… of its size when no more is drawn: in a quarter of the room and time.
        picture.draft(None, (ceil(picture.width / reduction), ceil(picture.height / reduction)))
        # Asked as the library measures it, or a picture would be drawn in proportions that are not its own.
        turn = UPRIGHT.get(orientation_of(picture, file))
        load(picture)
        if turn is not None:
            picture = picture.transpose(turn)
        self.pixels = _plain(picture)
        self.to_srgb = _transform(profile, self.pixels.mode)
        self.focal = focal

    def cut(self, ratio, size):
        """The part of that ratio (None: all) at that size: a picture in sRGB, RGB or RGBA."""
        box = _box(self.pixels.size, ratio, self.focal)
        drawn = self.pixels.resize(size, Pillow.Resampling.LANCZOS, box=box, reducing_gap=3)
        drawn = _in_srgb(drawn.convert("RGBA") if drawn.mode == "RGBa" else drawn, self.to_srgb)
        # Encoders copy what they find here: profile, comment, place and date of the shot.
        drawn.info.clear()
        return drawn


def on_white(picture):
    """The picture without transparency."""
    if picture.mode != "RGBA":
        return picture
    return Pillow.alpha_composite(Pillow.new("RGBA", picture.size, "white"), picture).convert("RGB")


@contextmanager
def drawing(image, reduction):
    """The Drawing of a library image; OSError or ValidationError when its file is missing or damaged."""
    with image.file.storage.open(image.file.name) as file:
        yield Drawing(file, (image.focal_x, image.focal_y), reduction)


def _plain(picture):
    """The picture in a mode that can be resized without loss: L, RGB, RGBa or CMYK."""
    if picture.mode in WIDE_GRAYS:
        return picture.convert("I").point(SIXTEEN_TO_EIGHT_BITS, "L")
    if picture.has_transparency_data:
        # Colours weighed by their opacity, once for all cuts: what is transparent does not bleed into what is not.
        return picture.convert("RGBA").convert("RGBa")
    return picture if picture.mode in {"L", "RGB", "CMYK"} else picture.convert("RGB")


def _transform(profile, mode):
    """From the embedded profile to sRGB; None without a profile, or with one made for other colours."""
    if not profile:
        return None
    source_mode, target_mode = ("RGBA", "RGBA") if mode == "RGBa" else (mode, "RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.buildTransform(source, SRGB, source_mode, target_mode)
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

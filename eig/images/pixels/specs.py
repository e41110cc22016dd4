"""The fixed table of renditions: which sizes of a picture exist, and how they are named."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from eig.images.pixels import stamps

MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
NAME = re.compile(r"(?P<spec>[a-z]{1,20})-(?P<width>[1-9][0-9]{0,3})\.(?P<extension>avif|webp|jpg)")
FOLDER = re.compile(r"(?P<digest>[0-9a-f]{16})-(?P<stamp>[0-9a-f]{8})")
# An original a little wider than a step of the table is not worth a file of its own.
WORTH_A_STEP = 1.15
# What a page may make a visitor on a slow line wait for; a newspaper waits for more.
MOST_BYTES_SERVED = 300_000
MOST_BYTES_FOR_PRESS = 3_000_000
# A picture shown whole may be very tall: at the full width of the text it would weigh too much, or not fit a WebP.
MOST_PIXELS, MOST_PIXELS_FOR_PRESS = 3_000_000, 12_000_000
MOST_HEIGHT = 16_383


@dataclass(frozen=True)
class Spec:
    """How a picture is cut for one kind of place: widths in pixels, ratio (None: no crop), default `sizes`.

    `room` is the widest it is shown, in CSS pixels; a smaller original that is not cropped is not blown up to it.
    `enlarged_from` is how wide a cut must be to be drawn at the narrowest width all the same, where only one will do;
    None: nothing is enlarged.
    """

    name: str
    widths: tuple[int, ...]
    ratio: float | None
    sizes: str
    room: int = 0
    enlarged_from: int | None = None
    credit_shown: bool = True
    extensions: tuple[str, ...] = ()
    for_press: bool = False
    most_bytes: int = MOST_BYTES_SERVED
    most_pixels: int = MOST_PIXELS


SPECS = {
    spec.name: spec
    for spec in (
        Spec("card", (320, 720, 960), 16 / 9, "(min-width: 78em) 384px, (min-width: 36em) 50vw, calc(100vw - 2rem)"),
        Spec("cover", (768, 1280, 1920), 16 / 9, "(min-width: 78em) 1200px, 100vw"),
        Spec("hero", (768, 1280, 1920), 21 / 9, "100vw"),
        Spec("portrait", (120, 240, 480), 1, "(min-width: 48em) 180px, 40vw", credit_shown=False),
        Spec("content", (480, 960, 1440, 1920), None, "(min-width: 62em) 792px, 100vw", room=792),
        Spec("logo", (160, 320, 640), None, "160px", room=160, credit_shown=False),
        Spec("thumb", (80, 160), 1, "80px", credit_shown=False),
        Spec("social", (1200,), 1200 / 630, "1200px", enlarged_from=600, extensions=("jpg",)),
        Spec(
            "press",
            (2400,),
            None,
            "2400px",
            extensions=("jpg",),
            for_press=True,
            most_bytes=MOST_BYTES_FOR_PRESS,
            most_pixels=MOST_PIXELS_FOR_PRESS,
        ),
    )
}


class Rendition(NamedTuple):
    """One file of a picture: its spec, size in pixels and format."""

    spec: Spec
    width: int
    height: int
    extension: str

    @property
    def name(self):
        return f"{self.spec.name}-{self.width}.{self.extension}"


def folder(image):
    """The folder of an image's renditions, named by its content and stamp: a new one when what they show changes."""
    return f"{image.digest[:16]}-{_stamp(image.focal_x, image.focal_y, stamps.words_of(image), is_limited(image))}"


def is_limited(image):
    """Whether visitors may have the image only until its rights end."""
    return bool(image.withdrawn_at_end and image.rights_until)


# A page asks for the folder of each picture once a size.
@lru_cache(maxsize=4096)
def _stamp(focal_x, focal_y, words, limited):
    """What the files show and say besides the original, in eight hexadecimal digits."""
    said = [round(focal_x * 10_000), round(focal_y * 10_000), stamps.xmp(words).decode() if words else "", limited]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:8]


def extensions(image, spec):
    """Formats of a spec, the smallest file first; the last one is what every browser reads."""
    return spec.extensions or ("avif", "webp" if image.transparent else "jpg")


def cut_width(image, spec):
    """Pixels of the original that a rendition of the spec shows, from left to right."""
    return image.width if spec.ratio is None else max(1, min(image.width, round(image.height * spec.ratio)))


def _most_width(image, spec):
    """Pixels a rendition of the spec may be wide: what is cut, more where the spec enlarges it, less for a very tall
    picture that is shown whole.
    """
    most = cut_width(image, spec)
    if spec.enlarged_from is not None and most >= spec.enlarged_from:
        return max(most, spec.widths[0])
    if spec.ratio is not None:
        return most
    tallness = image.height / image.width
    return max(1, min(most, int((spec.most_pixels / tallness) ** 0.5), int(MOST_HEIGHT / tallness)))


def widths(image, spec):
    """The spec's widths in pixels that the original can fill, narrowest first; its own width when it is smaller, unless
    the spec enlarges it.
    """
    most = _most_width(image, spec)
    filled = [width for width in spec.widths if width <= most]
    if most < spec.widths[-1] and (not filled or most > filled[-1] * WORTH_A_STEP):
        filled.append(most)
    return filled


def height(image, spec, width):
    """Pixels high, for a rendition of that width."""
    return min(MOST_HEIGHT, max(1, round(width / (spec.ratio or image.width / image.height))))


def renditions(image, spec):
    """Every rendition of the image for the spec."""
    return [
        Rendition(spec, width, height(image, spec, width), extension)
        for extension in extensions(image, spec)
        for width in widths(image, spec)
    ]


def all_renditions(image):
    """Every rendition of the image that a page may show: in all specs but that of the press."""
    return [rendition for spec in SPECS.values() if not spec.for_press for rendition in renditions(image, spec)]


def named(image, name):
    """The image's rendition of that file name, None when the table has no such one."""
    match = NAME.fullmatch(name)
    if not match or match["spec"] not in SPECS:
        return None
    found = (rendition for rendition in renditions(image, SPECS[match["spec"]]) if rendition.name == name)
    return next(found, None)

"""Pixels to bytes: the usual quality, or as much of it as the weight allowed leaves."""

import io

from PIL import Image as Pillow

from eig.images.pixels import stamps

FORMATS = {
    # One thread each: renditions are drawn two at a time, and an encoder's own threads wait more than they work.
    "avif": {"format": "AVIF", "speed": 9, "max_threads": 1},
    "webp": {"format": "WEBP", "method": 4},
    "jpg": {"format": "JPEG", "progressive": True, "optimize": True},
}
# What else is lowered with the quality: a WebP keeps its transparency without loss otherwise.
LESS = {"webp": {"alpha_quality": 40}}
# Qualities, the usual one first, each with the share of its weight that a photo has at that quality.
QUALITIES = {
    "avif": ((60, 1), (52, 0.75), (44, 0.55), (36, 0.4), (28, 0.28)),
    "webp": ((80, 1), (70, 0.75), (58, 0.6), (45, 0.5), (30, 0.4)),
    "jpg": ((80, 1), (72, 0.8), (62, 0.65), (50, 0.53), (38, 0.43)),
}


def encode(picture, extension, most_bytes, words):
    """The picture as a file of at most that many bytes, with the credit in it."""
    options = FORMATS[extension] | stamps.save_options(words, extension)
    (usual, _all), *lower = QUALITIES[extension]
    content = _written(picture, options, usual)
    if (weight := len(content)) <= most_bytes:
        return content
    # Shares are of photos: a try that would not do for one is spared, but for the last.
    likely = [quality for quality, share in lower if weight * share <= most_bytes]
    last = lower[-1][0]
    for quality in likely or [last]:
        content = _written(picture, options | LESS.get(extension, {}), quality)
        if len(content) <= most_bytes:
            return content
    return _softened(picture, options | LESS.get(extension, {}), last, most_bytes)


def _softened(picture, options, quality, most_bytes):
    """The last resort, for noise and very fine patterns: details are given up, twice as many each time."""
    factor = 2
    while True:
        soft = picture.reduce(factor).resize(picture.size, Pillow.Resampling.BICUBIC)
        content = _written(soft, options, quality)
        if len(content) <= most_bytes or factor >= max(picture.size):
            return content
        factor *= 2


def _written(picture, options, quality):
    file = io.BytesIO()
    picture.save(file, quality=quality, **options)
    return file.getvalue()

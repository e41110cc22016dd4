"""Renditions on disk: made once, named by what they show and say, never changed."""

import os
import shutil
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import locks

from eig.images.pixels import stamps
from eig.images.pixels.drawing import drawing, on_white
from eig.images.pixels.encoding import encode
from eig.images.pixels.specs import all_renditions, cut_width, folder, is_limited

PARTIAL = ".part"
# Threads serve: Pillow frees the interpreter while it draws and encodes.
WORKERS = 2


def public_root():
    """Where the proxy may serve from."""
    return Path(settings.MEDIA_ROOT) / "renditions"


def limited_root():
    """Where only the application serves from, which looks at the clock and at the rights first."""
    return Path(settings.MEDIA_ROOT) / "limited"


def roots():
    return public_root(), limited_root()


def root_of(image, rendition):
    """Which of the two a rendition is kept under."""
    return limited_root() if rendition.spec.for_press or is_limited(image) else public_root()


def path_of(image, rendition):
    """Where a rendition is kept."""
    return root_of(image, rendition) / folder(image) / rendition.name


def missing(image):
    """Renditions of the image that pages show and that are not on disk."""
    return [rendition for rendition in all_renditions(image) if not path_of(image, rendition).exists()]


def make(image, renditions):
    """Draw the renditions and keep them; OSError or ValidationError when the original cannot be read."""
    words = stamps.words_of(image)
    paths = {rendition: path_of(image, rendition) for rendition in renditions}
    reduction = max(1, min(cut_width(image, rendition.spec) / rendition.width for rendition in renditions))
    with drawing(image, reduction) as drawn, ThreadPoolExecutor(WORKERS) as pool:
        jobs = [pool.submit(_make_alike, drawn, alike, paths, words) for alike in _alike(renditions)]
        for job in jobs:
            job.result()


def make_once(image, rendition):
    """Draw the rendition unless someone else has by now: of many who ask at once one draws, the others wait for it."""
    path = path_of(image, rendition)
    with _alone_in(path.parent):
        if not path.is_file():
            make(image, [rendition])


@contextmanager
def _alone_in(place):
    """Inside, no other thread or process of this machine is inside for that folder."""
    place.mkdir(parents=True, exist_ok=True)
    handle = os.open(place, os.O_RDONLY)
    try:
        locks.lock(handle, locks.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _alike(renditions):
    """The renditions in lists of those that show the same pixels, the largest first."""
    lists = defaultdict(list)
    for rendition in renditions:
        lists[rendition.spec.ratio, rendition.width, rendition.height].append(rendition)
    return [lists[key] for key in sorted(lists, key=lambda key: key[1] * key[2], reverse=True)]


def _make_alike(drawn, alike, paths, words):
    """Draw and keep renditions that differ by their format, or by their name only."""
    spec = alike[0].spec
    picture = drawn.cut(spec.ratio, (alike[0].width, alike[0].height))
    contents = {}
    for rendition in alike:
        if (key := (rendition.extension, rendition.spec.most_bytes)) not in contents:
            flat = on_white(picture) if rendition.extension == "jpg" else picture
            contents[key] = encode(flat, *key, words)
        write(paths[rendition], contents[key])


def write(path, content):
    """Put the content there at once: whoever reads finds nothing or the whole, even after a kill."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, suffix=PARTIAL)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(partial, settings.FILE_UPLOAD_PERMISSIONS)
        os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


def forget(digest):
    """Remove every rendition of the picture of that digest."""
    _remove(f"{digest[:16]}-*")


def forget_outdated(image):
    """Remove the renditions that show or say what the image no longer does: another credit, another focal point."""
    _remove(f"{image.digest[:16]}-*", but=folder(image))


def still_stand(image, current):
    """Whether what was just made of the image is still right; it is removed if not.

    `current` is the image as the database has it now, None if it has gone: its rights or its words may have changed
    while it was drawn, and its files would then lie where nobody watches the clock.
    """
    if current is None or current.digest != image.digest:
        forget(image.digest)
        return False
    if folder(current) != folder(image):
        forget_outdated(current)
        return False
    return True


def _remove(pattern, but=""):
    for root in roots():
        for place in root.glob(pattern):
            if place.name != but:
                shutil.rmtree(place, ignore_errors=True)

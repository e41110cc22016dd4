"""Renditions on disk: made once, named by what they show, never changed."""

import os
import shutil
import tempfile
import time
from pathlib import Path

from django.conf import settings

from eig.images.drawing import drawing
from eig.images.specs import all_renditions, cut_width, folder

PARTIAL = ".part"
# A write takes seconds; a partial file this old was left by a process that died.
STALE_SECONDS = 3600


def root():
    return Path(settings.MEDIA_ROOT) / "renditions"


def path_of(image, rendition):
    """Where a rendition is kept."""
    return root() / folder(image) / rendition.name


def missing(image):
    """Renditions of the image that are not on disk."""
    return [rendition for rendition in all_renditions(image) if not path_of(image, rendition).exists()]


def make(image, renditions):
    """Draw the renditions and keep them; OSError or ValidationError when the original cannot be read."""
    reduction = min(cut_width(image, rendition.spec) / rendition.width for rendition in renditions)
    with drawing(image, reduction) as drawn:
        for rendition in renditions:
            write(path_of(image, rendition), drawn.rendition(rendition))


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
    for place in root().glob(f"{digest[:16]}-*"):
        shutil.rmtree(place, ignore_errors=True)


def prune(images):
    """Remove what belongs to none of the images as they are now: the number of files removed."""
    wanted = {folder(image): {rendition.name for rendition in all_renditions(image)} for image in images}
    removed = 0
    for place in sorted(path for path in root().glob("*") if path.is_dir()):
        files = [path for path in place.iterdir() if _unwanted(path, wanted.get(place.name, set()))]
        removed += len(files)
        for path in files:
            path.unlink(missing_ok=True)
        if not any(place.iterdir()):
            place.rmdir()
    return removed


def _unwanted(path, names):
    if path.suffix == PARTIAL:
        return time.time() - path.stat().st_mtime > STALE_SECONDS
    return path.name not in names

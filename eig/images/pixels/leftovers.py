"""Files that no image wants any more, and how they are told from files being written right now."""

import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from eig.images.pixels import renditions
from eig.images.pixels.specs import SPECS, all_renditions, folder
from eig.images.pixels.specs import renditions as renditions_of

# A write takes seconds; a partial file this old was left by a process that died.
STALE_SECONDS = 3600
# An upload keeps its file before the database has its row.
DAY_SECONDS = 24 * 3600


@dataclass
class Removed:
    """How many files were removed, by kind; `foreign`: none of the originals belongs to an image, none was touched."""

    renditions: int = 0
    partial_files: int = 0
    originals: int = 0
    consents: int = 0
    foreign: bool = False


def prune(images):
    """Remove what belongs to none of the images as they are now; returns what was Removed."""
    removed = Removed()
    _prune_renditions(images, removed)
    _prune_kept_files(images, removed)
    return removed


def _prune_renditions(images, removed):
    wanted = _wanted(images)
    for root in renditions.roots():
        for place in sorted(path for path in root.glob("*") if path.is_dir()):
            for path in _inside(place):
                if path.suffix == renditions.PARTIAL:
                    if _is_older(path, STALE_SECONDS):
                        path.unlink(missing_ok=True)
                        removed.partial_files += 1
                elif path.name not in wanted[place]:
                    path.unlink(missing_ok=True)
                    removed.renditions += 1
            _remove_empty(place)


def _wanted(images):
    """`{folder: names}` of the renditions that may be asked for today."""
    wanted = defaultdict(set)
    for image in images:
        if image.is_withdrawn():
            continue
        name, files = folder(image), all_renditions(image)
        if image.is_for_press():
            files += [one for spec in SPECS.values() if spec.for_press for one in renditions_of(image, spec)]
        for rendition in files:
            wanted[renditions.root_of(image, rendition) / name].add(rendition.name)
    return wanted


def _prune_kept_files(images, removed):
    root = Path(settings.MEDIA_ROOT)
    originals = {root / image.file.name for image in images}
    consents = {root / image.consent_document.name for image in images if image.consent_document}
    found = [path for path in (root / "originals").rglob("*") if path.is_file()]
    # A folder of pictures beside an empty database, or another's: nothing there can be told to be left over.
    removed.foreign = bool(found) and not originals.intersection(found)
    if removed.foreign:
        return
    removed.originals = _remove_old(set(found) - originals)
    found = {path for path in (root / "consents").rglob("*") if path.is_file()}
    removed.consents = _remove_old(found - consents)


def _remove_old(paths):
    old = [path for path in paths if _is_older(path, DAY_SECONDS)]
    for path in old:
        path.unlink(missing_ok=True)
        _remove_empty(path.parent)
    return len(old)


# Others write and remove files meanwhile: what has just gone is no failure.
def _inside(place):
    with suppress(FileNotFoundError):
        return list(place.iterdir())
    return []


def _remove_empty(place):
    with suppress(OSError):
        place.rmdir()


def _is_older(path, seconds):
    with suppress(FileNotFoundError):
        return time.time() - path.stat().st_mtime > seconds
    return False

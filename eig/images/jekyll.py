"""The pictures of a Jekyll tree into the library: one row a picture, whatever the number of its copies and uses."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File

from eig.images.models import Image
from eig.images.validators import Measures, measure, validate_picture
from eig.importing.errors import said
from eig.importing.records import Kind, Record, in_languages

KIND = Kind("images", Image)
# Formats a browser shows but the library does not take: reported, not a fault of the file.
NOT_TAKEN = (".svg", ".ico", ".bmp", ".tif", ".tiff")


@dataclass
class Original:
    """A picture file of the tree as the library will hold it."""

    path: str
    key: str
    digest: str
    size: int
    measures: Measures
    name: str
    standing: bool


def find_originals(move):
    """The originals of the tree, one a content; pictures that cannot be shown leave the tree, copies share a key.

    A picture the library holds already is recognised by its digest, without opening it.
    """
    known = {image.digest: image for image in Image.objects.all()}
    originals = {}
    pictures = move.tree.pictures
    for path, picture in list(pictures.items()):
        try:
            original = _original(move, path, picture.key, known)
        except (OSError, ValueError, ValidationError) as error:
            _refuse(move, path, error)
            del pictures[path]
            continue
        first = originals.setdefault(original.digest, original)
        pictures[path] = replace(picture, key=first.key)
    return list(originals.values())


def _original(move, path, key, known):
    file_path = move.tree.path_of(path)
    with file_path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file_path.stat().st_size
        if image := known.get(digest):
            measures = Measures(image.width, image.height, image.transparent)
            return Original(path, image.key, digest, size, measures, image.file.name, True)
        opened = File(file, name=file_path.name)
        validate_picture(opened)
        measures = measure(opened)
    image = Image(digest=digest)
    name = Image._meta.get_field("file").generate_filename(image, file_path.name)
    return Original(path, key, digest, size, measures, name, False)


def _refuse(move, path, error):
    reason = said(error) if isinstance(error, ValidationError) else str(error)
    if path.lower().endswith(NOT_TAKEN):
        move.report.warn(path, 0, f"the library takes no picture of this format: {reason}", "image-format")
    else:
        move.report.error(path, 0, f"unreadable image: {reason}", "image-unreadable")


def store_files(originals, progress):
    """Put the originals where the site keeps its files; what an interrupted run left half written is written again."""
    storage = Image._meta.get_field("file").storage
    for done, (original, source) in enumerate(originals, 1):
        if not _is_stored(storage, original):
            with source.open("rb") as file:
                storage.save(original.name, File(file))
        progress("files", done, len(originals))


def _is_stored(storage, original):
    if not storage.exists(original.name):
        return False
    if storage.size(original.name) == original.size:
        return True
    storage.delete(original.name)
    return False


def write_images(move, originals):
    """The library's rows: caption, credit and licence of the first use that has them, an alternative a language."""
    uses = {}
    for use in move.uses:
        uses.setdefault(use.key, []).append(use)
    move.writer.write(KIND, [_record(original, uses.get(original.key, [])) for original in originals])


def _record(original, uses):
    credit = next((use.credit for use in uses if use.credit and (use.credit.line or use.credit.author)), None)
    line = (credit.line or credit.author) if credit else ""
    values = {
        "title": Path(original.path).stem.replace("-", " ").replace("_", " ").strip() or original.key,
        "file": original.name,
        "digest": original.digest,
        "size": original.size,
        "width": original.measures.width,
        "height": original.measures.height,
        "transparent": original.measures.transparent,
        "author": credit.author if credit else "",
        "credit": line,
        "licence": credit.licence if credit else Image.Licence.UNKNOWN.value,
        "source_url": (credit.source or "") if credit else "",
    }
    values |= in_languages("alt", _first_by_language(uses, "alt"))
    values |= in_languages("caption", _first_by_language(uses, "caption"))
    return Record(original.key, original.path, values=values, adopt={"digest": original.digest})


def _first_by_language(uses, name):
    found = {}
    for use in uses:
        if text := getattr(use, name):
            found.setdefault(use.language, text)
    return found

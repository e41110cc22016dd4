"""The pictures of a Jekyll tree into the library: one row a picture, whatever the number of its copies and uses."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File

from eig.images.files.embedded import read
from eig.images.files.validators import Measures, measure, validate_picture
from eig.images.models import Image
from eig.importing.errors import said
from eig.importing.records import Kind, Record, in_languages
from eig.jekyll.licences import UNKNOWN
from eig.publishing.models import ImportedItem

KIND = Kind("images", Image, together=(("licence", "licence_version"), ("consent", "consent_on")))
# Formats a browser shows but the library does not take: reported, not a fault of the file.
NOT_TAKEN = (".svg", ".ico", ".bmp", ".tif", ".tiff")
PORTRAIT = "portrait"
# Uses in which nobody is pictured.
NOBODY = {"logo"}


@dataclass
class Original:
    """A picture file of the tree as the library will hold it."""

    path: str
    key: str
    digest: str
    size: int
    measures: Measures
    name: str
    embedded: dict


def find_originals(move):
    """The originals of the tree, one a content; pictures that cannot be shown leave the tree, copies share a key.

    A picture that an earlier import brought is recognised by its digest, without opening it.
    """
    read_before = {item.key for item in ImportedItem.objects.filter(kind=KIND.name) if "embedded" in item.digests}
    known = {image.digest: (image, image.key in read_before) for image in Image.objects.all()}
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
        opened = File(file, name=file_path.name)
        if digest in known:
            image, is_read = known[digest]
            measures = Measures(image.width, image.height, image.transparent)
            embedded = image.embedded if is_read else read(opened)
            return Original(path, image.key, digest, size, measures, image.file.name, embedded)
        validate_picture(opened)
        measures, embedded = measure(opened), read(opened)
        image = Image(digest=digest, file=opened)
        name = Image._meta.get_field("file").generate_filename(image, file_path.name)
    return Original(path, key, digest, size, measures, name, embedded)


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


def write_images(move, originals, consents):
    """The library's rows: caption, credit and licence of the first use that has them, an alternative a language.

    `consents` are the days on which people agreed to their portraits, by key of image.
    """
    uses = {}
    for use in move.uses:
        uses.setdefault(use.key, []).append(use)
    records = []
    for original in originals:
        of_image = uses.get(original.key, [])
        credit = _credit(move, original.key, of_image)
        records.append(_record(original, of_image, credit, consents.get(original.key)))
    move.writer.write(KIND, records)
    _take_stock(move, originals)


def _credit(move, key, uses):
    """The Credit of the first use that has one, or None; those that say something else are reported."""
    credited = [use for use in uses if use.credit and use.credit.line]
    if not credited:
        return None
    kept = credited[0].credit
    for use in credited[1:]:
        if not _agrees(use.credit, kept):
            message = f"“{key}” is credited in two ways: kept “{kept.as_written}”, left out “{use.credit.as_written}”"
            move.report.warn(use.source, use.line, message, "credit-other")
    return kept


def _agrees(credit, kept):
    """Whether a credit says nothing that the one kept does not."""
    same = credit.line.casefold() == kept.line.casefold()
    return same and credit.licence in {kept.licence, UNKNOWN} and credit.version in {kept.version, ""}


def _record(original, uses, credit, agreed_on):
    values = {
        "title": Path(original.path).stem.replace("-", " ").replace("_", " ").strip() or original.key,
        "file": original.name,
        "digest": original.digest,
        "size": original.size,
        "width": original.measures.width,
        "height": original.measures.height,
        "transparent": original.measures.transparent,
        "embedded": original.embedded,
        "author": credit.author if credit else "",
        "credit": credit.line if credit else "",
        "licence": credit.licence if credit else UNKNOWN,
        "licence_version": credit.version if credit else "",
        "source_url": credit.source if credit else "",
    }
    if credit and credit.note:
        values["licence_note"] = credit.note
    values |= _consent({use.what for use in uses}, agreed_on)
    values |= in_languages("alt", _first_by_language(uses, "alt"))
    values |= in_languages("caption", _first_by_language(uses, "caption"))
    return Record(original.key, original.path, values=values, adopt={"digest": original.digest})


def _consent(kinds, agreed_on):
    """What the uses of a picture tell about the people in it; nothing of a picture that may show anyone."""
    if kinds and kinds <= NOBODY:
        return {"consent": Image.Consent.NOT_NEEDED.value}
    if kinds == {PORTRAIT}:
        consent = Image.Consent.GIVEN if agreed_on else Image.Consent.MISSING
        return {"consent": consent.value, "consent_on": agreed_on}
    return {}


def _take_stock(move, originals):
    """Number the tree's pictures by what the library knows of their rights now."""
    images = Image.objects.filter(digest__in=[original.digest for original in originals])
    rows = list(images.values_list("credit", "consent"))
    credited = sum(bool(credit) for credit, _consent in rows)
    move.report.ledger = {"credited": credited, "of unknown credit": len(rows) - credited}
    for value in Image.Consent.values:
        number = sum(consent == value for _credit, consent in rows)
        move.report.ledger[f"with consent {value.replace('_', ' ')}"] = number
    move.report.ledger["whose file names an author"] = sum("author" in original.embedded for original in originals)


def _first_by_language(uses, name):
    found = {}
    for use in uses:
        if text := getattr(use, name):
            found.setdefault(use.language, text)
    return found

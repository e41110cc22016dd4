"""What a picture file says of itself, in XMP, IPTC, EXIF or the texts of a PNG. Where it was taken is never read."""

import io
import re
import warnings
from datetime import date, timedelta

from defusedxml import ElementTree
from django.conf import settings
from django.utils import timezone
from PIL import Image as Pillow

from eig.images.files import parts
from eig.images.files.names import plain_text
from eig.images.files.signatures import HEAD, kind_of
from eig.images.files.validators import MOST_BYTES
from eig.text.folding import fold

# As long as the columns of Image that they may fill.
LONGEST = {"author": 200, "credit": 300, "copyright": 300, "description": 500}
MOST_XML = 1024 * 1024
MOST_IN_ALL = 2 * MOST_XML
MOST_TEXT = 2000

XMP_SIGN, EXIF_SIGN, PHOTOSHOP_SIGN = b"http://ns.adobe.com/xap/1.0/\0", b"Exif\0\0", b"Photoshop 3.0\0"
APP1, APP13 = 0xE1, 0xED
IPTC_RESOURCE = 0x0404
# After the packet of a GIF, one byte of each value leads whoever walks its blocks to the end.
GIF_XMP_END = 258
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
TIFF = "{http://ns.adobe.com/tiff/1.0/}"
# The first property that says something wins. `made` is the day of the file, which may be years after the photo's.
XMP_NAMES = {
    "author": (f"{DC}creator", f"{TIFF}Artist"),
    "credit": (f"{PHOTOSHOP}Credit",),
    "copyright": (f"{DC}rights", f"{TIFF}Copyright", f"{RIGHTS}Owner", f"{RIGHTS}UsageTerms"),
    "description": (f"{DC}description", f"{PHOTOSHOP}Headline"),
    "date": (f"{PHOTOSHOP}DateCreated", "{http://ns.adobe.com/exif/1.0/}DateTimeOriginal"),
    "made": ("{http://ns.adobe.com/xap/1.0/}CreateDate",),
}
IPTC_NAMES = {"author": (80,), "credit": (110,), "copyright": (116,), "description": (120, 105), "date": (55,)}
EXIF_NAMES = {"author": (0x013B, 0x9C9D), "copyright": (0x8298,), "description": (0x010E, 0x9C9C, 0x9C9B)}
EXIF_DETAILS, EXIF_TAKEN = 0x8769, 0x9003
PNG_NAMES = {b"Author": "author", b"Copyright": "copyright", b"Description": "description"}
RAW_PROFILE = b"Raw profile type "

# What cameras, scanners and programs write where nobody wrote anything.
NOISE = re.compile(
    r"""(?:
      unknown(?:\ author|\ photographer)? | inconnue? | auteur\ inconnu | none | null | undefined | untitled
    | sans\ titre | n/?a | default | user | admin(?:istrator)? | owner | author | auteur | photographe?r? | picasa
    | copyright | credit | camera | digital\ camera | image | photo | picture
    | jpeg(?:\ image)? | (?:exif_)?jpeg_picture
    | (?:olympus|sony|minolta|konica\ minolta|kodak|samsung|ricoh|pentax|epson|casio|fujifilm|panasonic|nikon|canon|hp)?
      \ *(?:dsc|digital(?:\ still)?\ camera|dcf)
    | olympus | sony | nikon | canon | samsung | fujifilm | panasonic | kodak | gimp | photoshop
    | (?:screen\ ?shot|capture\ d['’]\ ?[ée]cran)(?:\ (?:from\ |du\ |le\ )?\d.*)?
    | (?:created|made|edited)\ (?:with|by)\ (?:the\ )?(?:gimp|picasa|paint|photoshop|canva|snapseed|instagram).*
    | file\ (?:written|source)\ .* | processed\ with\ .*
    | (?:dscn?|dscf|img|pict?|p|photo|image|pxl)[\ _-]?\d{3}[\d\ _-]*(?:\.\w{2,4})?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Addresses by which strangers would write to a photographer, who signed with them years ago.
MAIL = re.compile(r"<?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b>?")
# The first days of a clock that nobody set.
UNSET_CLOCKS = {(1904, 1, 1), (1970, 1, 1), (1980, 1, 1), (2000, 1, 1)}
FIRST_PHOTOGRAPH = 1826
DAY = re.compile(r"(\d{4})[:/.-]?(\d{2})[:/.-]?(\d{2})(?!\d)")
# Accented letters as Mac OS wrote them before Unicode; as Windows writes, these bytes mean nothing or nothing usual.
MAC_LETTERS = frozenset(b"\x81\x83\x87\x88\x89\x8b\x8d\x8e\x8f\x90\x98\x9d\x9f")
# What tells a name from initials and particles.
WORD = re.compile(r"\w{4,}")
NOT_A_NAME = re.compile(
    r"©|\(c\)|\bcopyright\b:?|\b(?:19|20)\d\d(?:\s*[-–/,]\s*(?:19|20)?\d\d)?\b"
    r"|\ball rights reserved\b|\btous droits réservés\b",
    re.IGNORECASE,
)


def read(file):
    """`{author, credit, copyright, description, date}`, only those the file says; the file left at its beginning.

    XMP goes before IPTC, IPTC before EXIF. Damaged metadata are as good as none.
    """
    file.seek(0)
    data = file.read(MOST_BYTES)
    file.seek(0)
    room = MOST_IN_ALL
    said = {"xmp": {}, "iptc": {}, "exif": {}, "png": {}}
    readers = {"xmp": _read_xmp, "iptc": _read_iptc, "exif": _read_exif, "png": _read_png_text}
    with warnings.catch_warnings(action="ignore"):
        for kind, content in _until_damaged(_blocks, data):
            # A file has one packet of XMP or two: to read hundreds takes minutes.
            room -= len(content)
            if room < 0:
                break
            for key, text in _until_damaged(readers[kind], content):
                said[kind].setdefault(key, text)
    values = {key: _first(source.get(key) for source in said.values()) for key in LONGEST}
    values["date"] = _first(day(source.get(key, "")) for key in ("date", "made") for source in said.values())
    return {key: value for key, value in values.items() if value}


def suggested(embedded):
    """Values of an Image's fields that are worth filling while they are empty: author, credit, taken_on.

    The credit names the author before the agency, as newspapers do. Without an agency it is the holder of the
    copyright, for the line has its own words around the name; else the author alone. The description is no such value:
    it speaks of the photo, and a person chooses whether it becomes an alternative text or a caption.
    """
    author = embedded.get("author", "")
    credit = embedded.get("credit") or _holder(embedded.get("copyright", "")) or author
    if fold(credit) in fold(author):
        credit = author
    elif not set(WORD.findall(fold(author))) & set(WORD.findall(fold(credit))):
        credit = f"{author} / {credit}" if author else credit
    values = {"author": author, "credit": credit[: LONGEST["credit"]]}
    if "date" in embedded:
        values["taken_on"] = date.fromisoformat(embedded["date"])
    return {name: value for name, value in values.items() if value}


def clean(text, key):
    """The text as a person would have written it, "" for what no person wrote."""
    text = plain_text(MAIL.sub(" ", text[:MOST_TEXT]))
    bare = text.strip(" .,;:-–—_*?/\\|\"'()[]©")
    if not any(sign.isalnum() for sign in bare) or NOISE.fullmatch(bare):
        return ""
    return text[: LONGEST[key]].strip()


def day(text):
    """“2019-05-03” from any way of writing a full date and time, "" for what is no day a photo was taken."""
    match = DAY.match(text.strip())
    if not match:
        return ""
    numbers = tuple(map(int, match.groups()))
    if numbers in UNSET_CLOCKS or numbers[0] < FIRST_PHOTOGRAPH:
        return ""
    try:
        found = date(*numbers)
    except ValueError:
        return ""
    # Tomorrow is today on the other side of the world.
    return found.isoformat() if found <= timezone.localdate() + timedelta(days=1) else ""


def _first(values):
    """The first value that says something, "" for none."""
    return next((value for value in values if value), "")


def _until_damaged(generate, *args):
    """What a reader yields before it stumbles."""
    try:
        yield from generate(*args)
    except Exception:
        # Every parser fails on damaged metadata in a way of its own.
        return


def _holder(copyright_words):
    """Who holds the copyright: “© 2019 Ana Martin. All rights reserved.” → “Ana Martin”."""
    return clean(NOT_A_NAME.sub(" ", copyright_words), "credit").strip(" .,;:-–—/")


def _blocks(data):
    """`("xmp", bytes)`, `("iptc", bytes)`, `("exif", bytes)` and `("png", {key: text})` of a file."""
    kind = kind_of(data[:HEAD])
    if kind == "jpeg":
        yield from _jpeg_blocks(data)
    elif kind == "png":
        yield from _png_blocks(data)
    elif kind == "gif":
        for name, content in parts.gif_parts(data):
            if name == b"XMP DataXMP":
                yield "xmp", bytes(content[:-GIF_XMP_END])
    elif kind == "webp":
        for name, content in parts.webp_parts(data):
            if name in {b"XMP ", b"EXIF"}:
                yield name.decode().strip().lower(), bytes(content)
    elif kind == "avif":
        with Pillow.open(io.BytesIO(data), formats=("AVIF",)) as picture:
            yield from ((name, picture.info[name]) for name in ("xmp", "exif") if name in picture.info)


def _jpeg_blocks(data):
    resources = b""
    for marker, content in parts.jpeg_parts(data):
        if marker == parts.JPEG_SCAN:
            break
        if marker == APP1 and bytes(content[: len(XMP_SIGN)]) == XMP_SIGN:
            yield "xmp", bytes(content[len(XMP_SIGN) :])
        elif marker == APP1 and bytes(content[: len(EXIF_SIGN)]) == EXIF_SIGN:
            yield "exif", bytes(content)
        elif marker == APP13 and bytes(content[: len(PHOTOSHOP_SIGN)]) == PHOTOSHOP_SIGN:
            resources += content[len(PHOTOSHOP_SIGN) :]
    yield from (("iptc", content) for number, content in _photoshop_resources(resources) if number == IPTC_RESOURCE)


def _photoshop_resources(data):
    """`(number, content)` of what Photoshop files beside the pixels."""
    at = 0
    while data[at : at + 4] == b"8BIM":
        number, name_length = int.from_bytes(data[at + 4 : at + 6]), data[at + 6]
        at += 7 + name_length + (name_length + 1) % 2
        length = int.from_bytes(data[at : at + 4])
        yield number, data[at + 4 : at + 4 + length]
        at += 4 + length + length % 2


def _png_blocks(data):
    for name, content in parts.png_parts(data):
        if name == b"eXIf":
            yield "exif", bytes(content)
        elif name in parts.PNG_TEXTS:
            keyword, text = parts.png_text(name, content, MOST_XML)
            if keyword == b"XML:com.adobe.xmp":
                yield "xmp", text
            elif keyword.startswith(RAW_PROFILE):
                yield from _raw_profile(keyword.removeprefix(RAW_PROFILE).decode(), text)
            elif keyword in PNG_NAMES:
                yield "png", {PNG_NAMES[keyword]: _decoded(text, in_unicode=name == b"iTXt")}


def _raw_profile(kind, text):
    """The metadata that ImageMagick writes in hexadecimal, after a name and a length on lines of their own."""
    content = bytes.fromhex(b"".join(text.split()[2:]).decode())
    if kind in {"exif", "xmp"} or (kind == "APP1" and content.startswith(EXIF_SIGN)):
        yield "xmp" if kind == "xmp" else "exif", content
    elif kind == "iptc":
        yield from (("iptc", found) for number, found in _photoshop_resources(content) if number == IPTC_RESOURCE)


def _read_xmp(content):
    content = content.strip(b"\0 \r\n\t")
    if len(content) > MOST_XML:
        return
    root = ElementTree.fromstring(content, forbid_dtd=True)
    values = {}
    for description in root if root.tag == f"{RDF}RDF" else root.iterfind(f".//{RDF}RDF/{RDF}Description"):
        values |= description.attrib
        values |= {child.tag: text for child in description if (text := _xmp_text(child))}
    yield from _named(values.get, XMP_NAMES)


def _xmp_text(element):
    """The text of a property: of a list all items, of language alternatives the one for this site."""
    items = list(element.iterfind(f"./*/{RDF}li"))
    if not items:
        return (element.text or "").strip()
    texts = ["".join(item.itertext()).strip() for item in items]
    if element.find(f"./{RDF}Alt") is None:
        return ", ".join(text for text in texts if text)
    by_language = {item.get(LANGUAGE, ""): text for item, text in zip(items, texts, strict=True) if text}
    ours = settings.LANGUAGE_CODE.partition("-")[0]
    wanted = [code for code in by_language if code.lower().partition("-")[0] == ours]
    return next((by_language[code] for code in (*wanted, "x-default", *by_language) if code in by_language), "")


def _read_iptc(content):
    """Texts of record 2; authors may be several."""
    values, in_unicode, at = {}, False, 0
    while at + 5 <= len(content) and content[at] == 0x1C:
        record, number, length = content[at + 1], content[at + 2], int.from_bytes(content[at + 3 : at + 5])
        text = content[at + 5 : at + 5 + length]
        if (record, number) == (1, 90):
            in_unicode = text == b"\x1b%G"
        elif record == 2:
            values.setdefault(number, []).append(text)
        at += 5 + length
    texts = {number: ", ".join(_decoded(text, in_unicode) for text in found) for number, found in values.items()}
    yield from _named(texts.get, IPTC_NAMES)


def _decoded(content, in_unicode=False):
    """Text of bytes whose encoding nobody, or not everybody, wrote down."""
    try:
        return content.decode("utf-8", "replace" if in_unicode else "strict")
    except UnicodeDecodeError:
        return content.decode("mac-roman" if MAC_LETTERS & set(content) else "cp1252", "replace")


def _read_exif(content):
    exif = Pillow.Exif()
    exif.load(content)
    yield from _named(lambda tag: _exif_text(exif.get(tag, "")), EXIF_NAMES)
    yield "date", str(exif.get_ifd(EXIF_DETAILS).get(EXIF_TAKEN, ""))


def _exif_text(value):
    if isinstance(value, bytes):
        # Windows writes its own fields in UTF-16, names separated by semicolons.
        return value.decode("utf-16-le", "replace").rstrip("\0").replace(";", ", ")
    # Pillow reads letters as Latin-1; the copyright is the photographer's, then the editor's after a zero.
    text = _decoded(str(value).encode("latin-1", "replace"))
    return ", ".join(piece.strip() for piece in text.split("\0") if piece.strip())


def _read_png_text(texts):
    yield from _named(texts.get, {key: (key,) for key in texts})


def _named(get, names):
    """By our keys, for each the first of its names that says something."""
    for key, wanted in names.items():
        texts = (get(name) or "" for name in wanted)
        if text := _first(clean(text, key) if key in LONGEST else text.strip() for text in texts):
            yield key, text

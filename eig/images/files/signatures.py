"""What a file really is, by its bytes and never by its name; and what else hides in a picture."""

import re

# Enough to tell formats apart: PDF readers look for its sign in as many bytes, pages open with long comments.
HEAD = 4096
PDF_SIGN, PDF_WITHIN = b"%PDF-", 1024
# The formats the library takes, and the extension each is filed under.
EXTENSIONS = {"jpeg": "jpg", "png": "png", "gif": "gif", "webp": "webp", "avif": "avif"}
STARTS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00\x10\x00\x00\x00CR", "RAW"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"IIU\x00", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"8BPS", "Photoshop (PSD)"),
    (b"gimp xcf", "GIMP (XCF)"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"%!PS", "PostScript (EPS)"),
    (b"\xc5\xd0\xd3\xc6", "PostScript (EPS)"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"PK\x03\x04", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "archive"),
    (b"\x1aE\xdf\xa3", "video"),
)
OTHER_PICTURES = {kind for _start, kind in STARTS if kind[0].isupper()} | {"BMP"}
RAW_NAMES = (".arw", ".cr2", ".cr3", ".dng", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2", ".srw")
# A box "ftyp" says by its brands whether a photo or a film follows.
AVIF_BRANDS = {b"avif", b"avis"}
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1", b"avci"}
RAW_BRAND = b"crx "
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|script|meta|title)[\s>]")
DRAWING = re.compile(r"<(?:\w+:)?svg[\s>]|<!doctype\s+svg")

# No camera or editor writes these into a picture: in XMP, the one text with angle brackets, words are escaped.
CODE = re.compile(rb"<(?:script|html|!doctype[ \t\r\n]+html|\?php)(?:[\s/>])", re.IGNORECASE)
# A first segment, or a width, that opens a comment in JavaScript.
SCRIPT = re.compile(rb"(?:\xff\xd8\xff\xe0|GIF8[79]a)/\*")
PDF = re.compile(rb"%PDF-[12]\.[0-9]")
ZIP_SIGNS = (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06")
OTHER_ARCHIVES = (b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c\x00")


def kind_of(head, name=""):
    """The format that a file's first bytes say, "" for none known; the name only tells raw photos from TIFF."""
    if kind := next((kind for start, kind in STARTS if head.startswith(start)), ""):
        return "RAW" if kind == "TIFF" and name.lower().endswith(RAW_NAMES) else kind
    if head.startswith(b"RIFF"):
        return {b"WEBP": "webp", b"AVI ": "video"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _kind_of_boxes(head)
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "BMP"
    if PDF_SIGN in head[:PDF_WITHIN]:
        return "pdf"
    return _kind_of_text(head)


def _kind_of_boxes(head):
    length = min(int.from_bytes(head[:4]), len(head))
    major, brands = head[8:12], {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
    if brands & AVIF_BRANDS:
        return "avif"
    if brands & HEIC_BRANDS:
        return "heic"
    return "RAW" if major == RAW_BRAND else "video"


def _kind_of_text(head):
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)), "utf-8")
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n").lower()
    if not text.startswith("<"):
        return ""
    found = [
        (match.start(), kind) for pattern, kind in ((PAGE, "html"), (DRAWING, "svg")) if (match := pattern.search(text))
    ]
    return min(found)[1] if found else ""


def hides_something(data):
    """Whether the bytes of a picture are also a page, a program, a PDF or an archive.

    A second picture or a film after the first one is none of these: phones write them.
    """
    if CODE.search(data) or SCRIPT.match(data) or any(sign in data for sign in OTHER_ARCHIVES):
        return True
    if (pdf := PDF.search(data)) and (pdf.start() < PDF_WITHIN or data.find(b"%%EOF", pdf.end()) >= 0):
        return True
    at = 0
    for sign in ZIP_SIGNS:
        at = data.find(sign, at)
        if at < 0:
            return False
    return True

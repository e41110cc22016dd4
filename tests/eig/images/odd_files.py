"""Hostile and odd files, made by hand: what the library refuses, with its words, and what it takes all the same."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext, override
from PIL import Image as Pillow

from tests.eig.images.drawn import BLUE, RED, encoded, exif_of_a_phone, png, thirds

MEGABYTE = 1024 * 1024
# Translated when it is read, as the messages are.
weight = lazy(filesizeformat, str)
MESSAGES = {
    "empty_file": "This file is empty: it was not copied to its end. Copy or download it again.",
    "too_heavy": "This file weighs %(size)s: the most is %(most)s. Export it again, 3,000 pixels wide.",
    "too_large": "This picture has more than %(most)d million pixels: export it again, 3,000 pixels wide.",
    "too_many_frames": "This animation has more than %(most)d pictures: export it again as a single picture.",
    "damaged": "This picture is damaged or cut short: copy or export it again.",
    "hidden": "Something else hides in this picture: open it in a picture editor, export it again.",
    "unpacks_to_too_much": (
        "This picture unpacks to far more than it shows: open it in a picture editor, export it again."
    ),
    "pdf": "This file is a PDF, not a picture: open it, save the picture you need as JPEG or PNG, choose that file.",
    "svg": "This file is a drawing (SVG), not a picture made of pixels: export it as PNG, 2,000 pixels wide.",
    "html": "This file is a web page, not a picture: open the page, then save the picture itself.",
    "heic": (
        "This photo is in a phone’s own format (HEIC): export or share it as JPEG. On an iPhone: Settings, Camera, "
        "Formats, Most Compatible."
    ),
    "video": "This file is a video: save one of its pictures as JPEG.",
    "archive": "This file is an archive or an office document: take the picture out of it, choose the picture itself.",
    "other_format": "This picture is in the %(format)s format: open it in a picture editor, export it as JPEG or PNG.",
    "not_a_picture": "This file is not a picture the site can read: choose a JPEG, PNG, WebP, AVIF or GIF file.",
}


@dataclass(frozen=True)
class Refused:
    """A file the library does not take: how it is made, the code of the refusal, and what its words tell."""

    oddity: str
    make: Callable[[], bytes]
    code: str
    params: dict = field(default_factory=dict)
    name: str = "photo.jpg"

    def words(self, language):
        with override(language):
            return gettext(MESSAGES[self.code]) % self.params


@dataclass(frozen=True)
class Accepted:
    """A file the library takes: its size in pixels and transparency, under which extension it is kept."""

    oddity: str
    make: Callable[[], bytes]
    size: tuple[int, int]
    extension: str
    name: str
    transparent: bool = False


@dataclass(frozen=True)
class Named:
    """A name that a sound file comes with, and what becomes of it on the disk and in the library."""

    name: str
    stored: str
    title: str


def photo(**options):
    """A JPEG that does not shrink to nothing."""
    return encoded(Pillow.effect_noise((300, 200), 90).convert("RGB"), "JPEG", **options)


def segment(marker, content):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def with_segment(content, marker=0xFE, at=2):
    """A JPEG with one more segment at its beginning, a comment by default."""
    jpeg = photo()
    return jpeg[:at] + segment(marker, content) + jpeg[at:]


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_with(*chunks, content=None, last=False):
    """A PNG with those chunks after its header, or before its end."""
    content = content or encoded(thirds())
    at = len(content) - 12 if last else 33
    return content[:at] + b"".join(chunk(*one) for one in chunks) + content[at:]


def damaged_png(length=100):
    """A PNG whose pixels are damaged in the middle, its checksums right."""
    content = encoded(Pillow.effect_noise((300, 200), 90))
    start = content.index(b"IDAT") - 4
    size = struct.unpack_from(">I", content, start)[0]
    pixels = bytearray(content[start + 8 : start + 8 + size])
    pixels[size // 2 : size // 2 + length] = bytes(length)
    return content[:start] + chunk(b"IDAT", bytes(pixels)) + chunk(b"IEND", b"")


def huge_png(width, height):
    """A PNG that says it is that large and holds no pixel."""
    return png(width, height, 8, 2, b"")


def huge_jpeg():
    """A JPEG that says it is 65,000 pixels wide and high."""
    content = bytearray(photo())
    struct.pack_into(">HH", content, content.index(b"\xff\xc0") + 5, 65_000, 65_000)
    return bytes(content)


def huge_webp():
    """A WebP whose canvas is the largest there can be."""
    canvas = b"VP8X" + struct.pack("<IB3x", 10, 0x02) + b"\xff\xff\xff" * 2
    return b"RIFF" + struct.pack("<I", len(canvas) + 4) + b"WEBP" + canvas


def huge_gif():
    """A small GIF whose first picture is larger than the screen it is drawn on."""
    content = bytearray(encoded(Pillow.new("P", (10, 10)), "GIF"))
    struct.pack_into("<HH", content, content.index(b",\0\0\0\0\x0a\0\x0a\0") + 5, 65_000, 65_000)
    return bytes(content)


def zipped(name="word/document.xml"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "Bonjour")
    return file.getvalue()


def boxes(brand, *others):
    """The first box of a film or of a phone's photo."""
    content = b"ftyp" + brand + bytes(4) + b"".join(others)
    return struct.pack(">I", len(content) + 4) + content + struct.pack(">I4s", 16, b"mdat") + bytes(8)


def packed(size):
    return zlib.compress(bytes(size), 9)


def many_passes():
    """A JPEG painted over two hundred times."""
    content = photo()
    scan = content.index(b"\xff\xda")
    return content[:-2] + content[scan:-2] * 200 + content[-2:]


def many_frames():
    content = encoded(Pillow.new("P", (4, 4)), "GIF")
    frame = content[content.index(b",\0\0\0\0") : -1]
    return content[:-1] + frame * 3000 + b";"


def png_of_many_frames():
    frames = [(b"fcTL", struct.pack(">5I2H2B", number, 1, 1, 0, 0, 1, 25, 0, 0)) for number in range(3001)]
    return png_with((b"acTL", struct.pack(">II", 3001, 0)), *frames)


def animated(kind, **options):
    frames = [Pillow.new("RGB", (120, 80), colour) for colour in (RED, BLUE)]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], **options)


def exif_bomb():
    """EXIF of 2 MB that says in 250,000 fractions how the camera was held."""
    fractions = struct.pack("<LL", 1, 1) * 250_000
    return b"II*\0\x08\0\0\0" + struct.pack("<HHHLLL", 1, 0x0112, 5, 250_000, 26, 0) + fractions


def jpeg_of_much_exif():
    """A JPEG with that EXIF in as many segments as it takes."""
    jpeg, exif = photo(), exif_bomb()
    pieces = [segment(0xE1, b"Exif\0\0" + exif[at : at + 65_000]) for at in range(0, len(exif), 65_000)]
    return jpeg[:2] + b"".join(pieces) + jpeg[2:]


def webp_of_much_exif():
    webp = encoded(thirds(30, 10), "WEBP", exif=b"Exif\0\0MM")
    start = webp.index(b"EXIF")
    webp = webp[:start] + b"EXIF" + struct.pack("<I", len(exif_bomb())) + exif_bomb()
    return webp[:4] + struct.pack("<I", len(webp) - 8) + webp[8:]


def jpeg_between(filling):
    """A JPEG with those bytes between the last segment and the pixels."""
    jpeg = photo()
    scan = jpeg.index(b"\xff\xda")
    return jpeg[:scan] + filling + jpeg[scan:]


def script_jpeg():
    """A JPEG whose first segment is as long as the signs that open a comment in a script."""
    jpeg = photo()
    return jpeg[:2] + segment(0xE0, b"*/=alert(1)/*".ljust(0x2F2A - 2, b"\0")) + jpeg[2:]


def script_gif():
    gif = bytearray(encoded(Pillow.new("P", (4, 4)), "GIF"))
    gif[6:8] = b"/*"
    return bytes(gif) + b"*/=alert(1)"


def photo_with_gain_map():
    """As phones write high dynamic range: the photo, then a second JPEG that says where it shines."""
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><hdrgm Version='1.0'/></x:xmpmeta>"
    return photo(xmp=xmp) + encoded(Pillow.new("L", (75, 50)), "JPEG")


def several_in_one():
    """What cameras with two lenses write."""
    views = [thirds(300, 200), Pillow.new("RGB", (150, 100), BLUE)]
    return encoded(views[0], "MPO", save_all=True, append_images=views[1:])


def palette_with_a_hole():
    palette = thirds(300, 150).quantize(8)
    return encoded(palette, transparency=palette.getpixel((10, 10)))


def sixteen_bits():
    return png(300, 150, 16, 2, b"".join(b"\0" + b"\xdc\x14\x14\x14\x14\x14" * 300 for _row in range(150)))


PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
XMP_HELD = b"XML:com.adobe.xmp\0\0\0\0\0" + b'<rdf:Description tiff:Orientation="6"/>'
PAGE = b"<!DOCTYPE html>\n<html><body><script>alert(1)</script></body></html>"
PHP = b"<?php system($_GET['c']); ?>"

SOMETHING_ELSE = (
    Refused("SVG", lambda: SVG, "svg"),
    Refused("SVG after a declaration", lambda: b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- - -->' + SVG, "svg"),
    Refused("SVG in UTF-16", lambda: SVG.decode().encode("utf-16"), "svg"),
    Refused("PDF", lambda: PDF, "pdf"),
    Refused("PDF after a line of junk", lambda: b"From: scanner\r\n\r\n" + PDF, "pdf", name="scan.png"),
    Refused("HTML", lambda: PAGE, "html"),
    Refused("HTML that holds a drawing", lambda: b"<html><body>" + SVG, "html"),
    Refused("HTML in a fragment", lambda: b"\n\n<!-- 1 --><script>alert(1)</script>", "html"),
    Refused("HEIC", lambda: boxes(b"heic", b"mif1", b"heic"), "heic", name="IMG_0042.HEIC"),
    Refused("HEIC named JPEG", lambda: boxes(b"mif1", b"mif1", b"heic"), "heic"),
    Refused("HEIC as a sequence", lambda: boxes(b"hevc", b"msf1"), "heic"),
    Refused("TIFF", lambda: encoded(thirds(30, 10), "TIFF"), "other_format", {"format": "TIFF"}),
    Refused("BMP", lambda: encoded(thirds(30, 10), "BMP"), "other_format", {"format": "BMP"}),
    Refused("ICO", lambda: encoded(thirds(30, 10), "ICO"), "other_format", {"format": "ICO"}),
    Refused("JPEG 2000", lambda: encoded(thirds(30, 30), "JPEG2000"), "other_format", {"format": "JPEG 2000"}),
    Refused("JPEG XL", lambda: b"\xff\x0a\xfa\x1f", "other_format", {"format": "JPEG XL"}),
    Refused("Photoshop", lambda: b"8BPS\0\1", "other_format", {"format": "Photoshop (PSD)"}),
    Refused("EPS", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", "other_format", {"format": "PostScript (EPS)"}),
    Refused("raw of one maker", lambda: b"II*\0\x10\0\0\0CR\2\0", "other_format", {"format": "RAW"}),
    Refused("raw of another", lambda: b"MM\0*\0\0\0\x08", "other_format", {"format": "RAW"}, "DSC_0042.NEF"),
    Refused("raw in boxes", lambda: boxes(b"crx ", b"isom"), "other_format", {"format": "RAW"}),
    Refused("MP4", lambda: boxes(b"isom", b"mp41"), "video"),
    Refused("WebM", lambda: b"\x1aE\xdf\xa3\x01\0\0\0", "video"),
    Refused("AVI", lambda: b"RIFF\0\1\0\0AVI LIST", "video"),
    Refused("ZIP", zipped, "archive"),
    Refused("old office document", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "archive"),
    Refused("gzip", lambda: b"\x1f\x8b\x08\0", "archive", name="photo.svgz"),
    Refused("text", lambda: b"not a picture", "not_a_picture"),
    Refused("program", lambda: PHP, "not_a_picture", name="photo.php.jpg"),
    Refused("sound", lambda: b"RIFF\0\1\0\0WAVEfmt ", "not_a_picture"),
)
TOO_MUCH = (
    Refused(
        "25 MB and a byte",
        lambda: photo().ljust(25 * MEGABYTE + 1, b"\0"),
        "too_heavy",
        {"size": weight(25.1 * MEGABYTE), "most": weight(25 * MEGABYTE)},
    ),
    Refused("60 million pixels and some", lambda: huge_png(7746, 7746), "too_large", {"most": 60}),
    Refused("3.6 billion pixels", lambda: huge_png(60_000, 60_000), "too_large", {"most": 60}),
    Refused("JPEG of 65,000 by 65,000", huge_jpeg, "too_large", {"most": 60}),
    Refused("WebP of 16,777,216 by 16,777,216", huge_webp, "too_large", {"most": 60}),
    Refused("GIF larger than its screen", huge_gif, "too_large", {"most": 60}),
    Refused("GIF of 3,001 pictures", many_frames, "too_many_frames", {"most": 3000}),
    Refused("APNG of 3,001 pictures", png_of_many_frames, "too_many_frames", {"most": 3000}),
    Refused("JPEG of 201 passes", many_passes, "unpacks_to_too_much"),
    Refused("JPEG of empty comments", lambda: jpeg_between(segment(0xFE, b"") * 50_000), "unpacks_to_too_much"),
    Refused("JPEG of markers alone", lambda: jpeg_between(b"\xff\xd0" * 50_000), "unpacks_to_too_much"),
    Refused("JPEG of escaped bytes", lambda: jpeg_between(b"\xff\x00" * 50_000), "unpacks_to_too_much"),
    Refused("JPEG filled up", lambda: jpeg_between(b"\xff" * 50_000), "unpacks_to_too_much"),
    Refused("PNG of empty chunks", lambda: png_with(*[(b"teSt", b"")] * 50_000), "unpacks_to_too_much"),
    Refused("JPEG of much EXIF", jpeg_of_much_exif, "unpacks_to_too_much"),
    Refused("PNG of much EXIF", lambda: png_with((b"eXIf", exif_bomb())), "unpacks_to_too_much"),
    Refused("WebP of much EXIF", webp_of_much_exif, "unpacks_to_too_much"),
    Refused("bomb in zTXt", lambda: png_with((b"zTXt", b"a\0\0" + packed(50_000_000))), "unpacks_to_too_much"),
    Refused("bomb in iTXt", lambda: png_with((b"iTXt", b"a\0\1\0\0\0" + packed(50_000_000))), "unpacks_to_too_much"),
    Refused("bomb in iCCP", lambda: png_with((b"iCCP", b"a\0\0" + packed(50_000_000))), "unpacks_to_too_much"),
    Refused(
        "bomb after the pixels",
        lambda: png_with((b"zTXt", b"a\0\0" + packed(50_000_000)), last=True),
        "unpacks_to_too_much",
    ),
    Refused(
        "many small bombs", lambda: png_with(*[(b"zTXt", b"a\0\0" + packed(MEGABYTE))] * 17), "unpacks_to_too_much"
    ),
)
DAMAGED = (
    Refused("empty", lambda: b"", "empty_file"),
    Refused("only a signature", lambda: b"\x89PNG\r\n\x1a\n", "damaged"),
    Refused("JPEG cut in half", lambda: photo()[: len(photo()) // 2], "damaged"),
    Refused("progressive JPEG cut", lambda: photo(progressive=True)[:-2000], "damaged"),
    Refused("JPEG cut in its header", lambda: photo()[:200], "damaged"),
    Refused("PNG cut in half", lambda: damaged_png()[:20_000], "damaged", name="photo.png"),
    Refused("WebP cut short", lambda: encoded(thirds(), "WEBP")[:-50], "damaged"),
    Refused("AVIF cut short", lambda: encoded(thirds(), "AVIF")[:-50], "damaged"),
    Refused("GIF cut short", lambda: encoded(Pillow.effect_noise((99, 99), 90), "GIF")[:2000], "damaged"),
    Refused("PNG damaged inside", damaged_png, "damaged"),
    Refused("JPEG without its tables", lambda: photo().replace(b"\xff\xdb", b"\xff\xec"), "damaged"),
    Refused("JPEG of zeros", lambda: b"\xff\xd8\xff\xe0" + bytes(5000), "damaged"),
    Refused("PNG of a bad text", lambda: png_with((b"IDAT", b"?")), "damaged"),
)
POLYGLOTS = (
    Refused("JPEG and ZIP", lambda: photo() + zipped(), "hidden"),
    Refused("ZIP in a comment of a JPEG", lambda: with_segment(zipped()), "hidden"),
    Refused("PNG and ZIP", lambda: encoded(thirds()) + zipped(), "hidden"),
    Refused("GIF and ZIP", lambda: encoded(thirds(), "GIF") + zipped("run.class"), "hidden"),
    Refused("JPEG and RAR", lambda: photo() + b"Rar!\x1a\x07\x01\x00", "hidden"),
    Refused("WebP and 7z", lambda: encoded(thirds(), "WEBP") + b"7z\xbc\xaf\x27\x1c\x00\x04", "hidden"),
    Refused("JPEG and PDF", lambda: with_segment(PDF), "hidden"),
    Refused("PNG and PDF", lambda: png_with((b"tEXt", b"Comment\0" + PDF)), "hidden"),
    Refused("PDF after a photo", lambda: photo() + PDF, "hidden"),
    Refused("GIF and page", lambda: encoded(thirds(), "GIF", comment=b"<ScRiPt>alert(1)</script>"), "hidden"),
    Refused("page after a photo", lambda: photo() + PAGE, "hidden"),
    Refused("page in a chunk of a WebP", lambda: encoded(thirds(), "WEBP", xmp=PAGE), "hidden"),
    Refused("page in an AVIF", lambda: encoded(thirds(), "AVIF", xmp=PAGE), "hidden"),
    Refused(
        "page in XMP",
        lambda: photo(xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><script >alert(1)</script></x:xmpmeta>"),
        "hidden",
    ),
    Refused("PNG and PHP", lambda: png_with((b"tEXt", b"Comment\0" + PHP)), "hidden"),
    Refused("PHP after the pixels", lambda: png_with((b"tEXt", b"Comment\0" + PHP), last=True), "hidden"),
    Refused("JPEG and script", script_jpeg, "hidden"),
    Refused("GIF and script", script_gif, "hidden"),
)
REFUSED = SOMETHING_ELSE + TOO_MUCH + DAMAGED + POLYGLOTS

ACCEPTED = (
    Accepted("JPEG for print", lambda: encoded(thirds(300, 150, "CMYK"), "JPEG"), (300, 150), "jpg", "print.jpg"),
    Accepted("gray of 16 bits", lambda: encoded(Pillow.new("I;16", (300, 150), 0x8000)), (300, 150), "png", "deep.png"),
    Accepted("colours of 16 bits", sixteen_bits, (300, 150), "png", "deep.png"),
    Accepted("palette with a hole", palette_with_a_hole, (300, 150), "png", "logo.png", transparent=True),
    Accepted("animated GIF", lambda: animated("GIF"), (120, 80), "gif", "dance.gif"),
    Accepted("animated WebP", lambda: animated("WEBP"), (120, 80), "webp", "dance.webp"),
    Accepted("animated AVIF", lambda: animated("AVIF"), (120, 80), "avif", "dance.avif"),
    Accepted("animated PNG", lambda: animated("PNG"), (120, 80), "png", "dance.png"),
    Accepted("several JPEGs in one", several_in_one, (300, 200), "jpg", "stereo.mpo"),
    Accepted("photo with a gain map", photo_with_gain_map, (300, 200), "jpg", "hdr.jpg"),
    Accepted(
        "photo with a trailer",
        lambda: photo() + b"\0\0\x01\x0aImage_UTC_DataSEFHk\0\0\0SEFT",
        (300, 200),
        "jpg",
        "a.jpg",
    ),
    Accepted("photo with a film", lambda: photo() + boxes(b"mp42", b"isom"), (300, 200), "jpg", "motion.jpg"),
    Accepted("photo with a text", lambda: with_segment("<p>Été</p> & <b>©</b>".encode()), (300, 200), "jpg", "a.jpg"),
    Accepted("PNG with bytes after it", lambda: encoded(thirds()) + bytes(100), (900, 300), "png", "a.png"),
    Accepted("on its side", lambda: encoded(thirds(), "JPEG", exif=exif_of_a_phone(6)), (300, 900), "jpg", "a.jpg"),
    Accepted("bad EXIF", lambda: with_segment(b"Exif\0\0MM\0!\0\0\0\x08", 0xE1), (300, 200), "jpg", "a.jpg"),
    Accepted("bad EXIF in a WebP", lambda: encoded(thirds(), "WEBP", exif=b"MM\0!"), (900, 300), "webp", "a.webp"),
    Accepted(
        "held in no known way", lambda: encoded(thirds(), "JPEG", exif=exif_of_a_phone(9)), (900, 300), "jpg", "a.jpg"
    ),
    # Browsers go by EXIF alone.
    Accepted("held as XMP says", lambda: png_with((b"iTXt", XMP_HELD)), (900, 300), "png", "a.png"),
    Accepted("progressive", lambda: photo(progressive=True), (300, 200), "jpg", "a.jpeg"),
    Accepted("JPEG named PNG", photo, (300, 200), "jpg", "photo.png"),
    Accepted("WebP named JPEG", lambda: encoded(thirds(), "WEBP"), (900, 300), "webp", "photo.jpg"),
    Accepted("PNG named as a page", lambda: encoded(thirds()), (900, 300), "png", "photo.html"),
    Accepted("JPEG named as a program", photo, (300, 200), "jpg", "photo.php"),
    Accepted("JPEG named as a drawing", photo, (300, 200), "jpg", "photo.svg"),
    Accepted("JPEG without an extension", photo, (300, 200), "jpg", "photo"),
    Accepted("a single pixel", lambda: encoded(Pillow.new("RGB", (1, 1))), (1, 1), "png", "pixel.png"),
)

NAMES = (
    Named("Équipe-au_travail.JPG", "equipe-au_travail.jpg", "Équipe au travail"),
    Named("E\u0301quipe a\u0300 l’œuvre.jpg", "equipe-a-l-oeuvre.jpg", "Équipe à l’œuvre"),
    Named("🎉 fête 🎉.jpg", "fete.jpg", "🎉 fête 🎉"),
    Named("🎉.jpg", "picture.jpg", "🎉"),
    Named("Встреча.jpg", "picture.jpg", "Встреча"),
    Named("…/../x.jpg", "x.jpg", "x"),
    Named("../../etc/passwd.png", "passwd.jpg", "passwd"),
    Named("C:\\Photos\\Paris 2019.jpg", "paris-2019.jpg", "Paris 2019"),
    Named("une\nnuit\x00 \x1b[31mrouge.jpg", "une-nuit-31mrouge.jpg", "une nuit [31mrouge"),
    Named("photo\u202egpj.exe", "photogpj.jpg", "photogpj"),
    Named("a" * 296 + ".jpg", "a" * 80 + ".jpg", "a" * 200),
    Named("é" * 296 + ".jpg", "e" * 80 + ".jpg", "é" * 200),
    Named(".jpg", "jpg.jpg", ".jpg"),
    Named("CON.jpg", "con.jpg", "CON"),
    Named("a.b.tar.jpg", "abtar.jpg", "a.b.tar"),
    Named("<script>.jpg", "script.jpg", "<script>"),
)

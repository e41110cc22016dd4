"""The credit that travels in the file: XMP in every format, IPTC-IIM for JPEG, and what EXIF has of it."""

import re
import struct
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.utils.translation import override
from PIL import ExifTags
from PIL import Image as Pillow

from eig.images.rights import Licence

NAMESPACES = {
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Datasets of IPTC-IIM: (record, number).
CHARSET, VERSION, BY_LINE, CREDIT, SOURCE, COPYRIGHT = (1, 90), (2, 0), (2, 80), (2, 110), (2, 115), (2, 116)
UTF8 = b"\x1b%G"
APP13 = b"\xff\xed"
IPTC_RESOURCE = 0x0404


class Words(NamedTuple):
    """What the files of a picture say of it; "" for what nobody knows."""

    author: str
    credit: str
    copyright: str
    licence: str
    licence_url: str
    source_url: str
    in_public_domain: bool


def words_of(image):
    """The Words of an image, the same whatever language is active; None while its credit is unknown."""
    if not image.credit:
        return None
    with override(settings.LANGUAGE_CODE):
        return Words(
            image.author,
            image.credit,
            image.copyright_notice,
            image.licence_words,
            image.licence_url,
            image.source_url,
            image.licence == Licence.CC0,
        )


def save_options(words, extension):
    """What Pillow is to write beside the pixels; nothing without Words."""
    if words is None:
        return {}
    options = {"xmp": xmp(words), "exif": exif(words)}
    if extension == "jpg":
        options["extra"] = iptc(words)
    return options


@lru_cache(maxsize=4096)
def xmp(words):
    """The XMP packet, in UTF-8."""
    parts = [
        _list("dc:creator", "Seq", words.author),
        _list("dc:rights", "Alt", words.copyright),
        _plain("dc:source", words.source_url),
        _plain("photoshop:Credit", words.credit),
        _plain("photoshop:Source", words.source_url),
        _plain("xmpRights:Marked", str(not words.in_public_domain)),
        _plain("xmpRights:WebStatement", words.licence_url),
        _list("xmpRights:UsageTerms", "Alt", words.licence),
        f"<cc:license rdf:resource={quoteattr(words.licence_url)}/>" if words.licence_url else "",
        _licensor(words.source_url),
    ]
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items() if prefix != "rdf")
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{NAMESPACES["rdf"]}">'
        f'<rdf:Description rdf:about="" {declared}>{"".join(parts)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
    return packet.encode()


def iptc(words):
    """IPTC-IIM as a segment of a JPEG file; datasets in UTF-8, in full even where IIM would have them short."""
    values = {
        CHARSET: UTF8,
        VERSION: struct.pack(">H", 4),
        BY_LINE: words.author.encode(),
        CREDIT: words.credit.encode(),
        SOURCE: words.source_url.encode(),
        COPYRIGHT: words.copyright.encode(),
    }
    datasets = b"".join(
        struct.pack(">BBBH", 0x1C, *dataset, len(value)) + value for dataset, value in values.items() if value
    )
    resource = b"8BIM" + struct.pack(">H2xI", IPTC_RESOURCE, len(datasets)) + datasets + b"\0" * (len(datasets) % 2)
    body = b"Photoshop 3.0\0" + resource
    return APP13 + struct.pack(">H", len(body) + 2) + body


def exif(words):
    """EXIF with the artist and the copyright, in UTF-8 as every writer does whatever the standard says."""
    written = Pillow.Exif()
    written[ExifTags.Base.Artist] = (words.author or words.credit.removeprefix("©").strip()).encode()
    if words.copyright:
        written[ExifTags.Base.Copyright] = words.copyright.encode()
    return written.tobytes()


def _text(value):
    return escape(NOT_IN_XML.sub("", value))


def _plain(name, value):
    return f"<{name}>{_text(value)}</{name}>" if value else ""


def _list(name, kind, value):
    """A value that XMP wants in a list: `Seq` of names, or `Alt` of one text in several languages."""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    return f"<{name}><rdf:{kind}><rdf:li{language}>{_text(value)}</rdf:li></rdf:{kind}></{name}>" if value else ""


def _licensor(address):
    """Where the picture can be had for other uses: search engines show it beside the licence."""
    if not address:
        return ""
    item = f'<rdf:li rdf:parseType="Resource"><plus:LicensorURL>{_text(address)}</plus:LicensorURL></rdf:li>'
    return f"<plus:Licensor><rdf:Seq>{item}</rdf:Seq></plus:Licensor>"

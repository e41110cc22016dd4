import io
import random
import struct
import zlib
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags
from PIL import Image as Pillow

from eig.images.files import embedded
from eig.images.files.embedded import day, read, suggested
from tests.eig.images.drawn import GPS, encoded, library_image, thirds
from tests.eig.images.odd_files import chunk, photo, png_with, with_segment

NAMESPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
)
IN_UNICODE = b"\x1c\x01\x5a\0\x03\x1b%G"


def xmp(properties="", attributes="", before=""):
    """A packet of XMP with those properties of the picture."""
    return (
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{before}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {NAMESPACES}><rdf:Description rdf:about="" {attributes}>{properties}</rdf:Description></rdf:RDF>'
        f'</x:xmpmeta>{" " * 100}<?xpacket end="w"?>'
    ).encode()


def items(name, *texts, kind="Seq"):
    return f"<{name}><rdf:{kind}>{''.join(f'<rdf:li>{text}</rdf:li>' for text in texts)}</rdf:{kind}></{name}>"


def alternatives(name, **texts):
    """A text in several languages, `x_default` among them."""
    written = "".join(f'<rdf:li xml:lang="{code.replace("_", "-")}">{text}</rdf:li>' for code, text in texts.items())
    return f"<{name}><rdf:Alt>{written}</rdf:Alt></{name}>"


def iptc(*datasets):
    """Datasets `(number, bytes)` of record 2."""
    return b"".join(struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text for number, text in datasets)


def photoshop(content):
    """A segment of a JPEG in which Photoshop files IPTC, after something of its own with a name of odd length."""
    other = b"8BIM\x03\xed\x03abc" + struct.pack(">I", 3) + b"dpi\0"
    return b"Photoshop 3.0\0" + other + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(content)) + content


def exif(details=None, **tags):
    block = Pillow.Exif()
    for name, value in tags.items():
        block[ExifTags.Base[name]] = value.encode() if isinstance(value, str) else value
    if details:
        block.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = details
    return block


def said(content):
    return read(io.BytesIO(content))


RICH = xmp(
    items("dc:creator", "Ana Photographe", "Léo Second")
    + alternatives("dc:rights", x_default="© 2019 Ana Photographe")
    + alternatives("dc:description", x_default="Un phare, la nuit"),
    'photoshop:Credit="Agence du Phare" photoshop:DateCreated="2019-05-03T10:11:12+02:00"',
)
ALL = {
    "author": "Ana Photographe, Léo Second",
    "credit": "Agence du Phare",
    "copyright": "© 2019 Ana Photographe",
    "description": "Un phare, la nuit",
    "date": "2019-05-03",
}


def gif_with_xmp(packet):
    content = encoded(thirds(30, 10), "GIF")
    trailer = bytes([1, *range(255, -1, -1), 0])
    return content[:-1] + b"!\xff\x0bXMP DataXMP" + packet + trailer + b";"


@pytest.mark.parametrize(
    "content",
    [
        photo(xmp=RICH),
        png_with((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + RICH)),
        png_with((b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(RICH)), last=True),
        png_with(
            (b"zTXt", b"Raw profile type xmp\0\0" + zlib.compress(b"\nxmp\n  %d\n" % len(RICH) + RICH.hex().encode()))
        ),
        encoded(thirds(), "WEBP", xmp=RICH),
        encoded(thirds(), "AVIF", xmp=RICH),
        gif_with_xmp(RICH),
    ],
    ids=["JPEG", "PNG", "PNG, packed, at its end", "PNG of ImageMagick", "WebP", "AVIF", "GIF"],
)
def test_xmp_is_read_in_every_format(content):
    file = io.BytesIO(content)
    assert read(file) == ALL
    assert file.tell() == 0


def test_nothing_is_decoded(monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda picture: pytest.fail("decoded"))
    for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
        assert said(encoded(thirds(), kind, exif=exif(Artist="Ana"))) == {"author": "Ana"}


@pytest.mark.parametrize(
    ("texts", "chosen"),
    [
        ({"x_default": "A lighthouse", "fr_FR": "Un phare"}, "Un phare"),
        ({"x_default": "A lighthouse", "en_US": "The lighthouse"}, "A lighthouse"),
        ({"de": "Ein Turm", "it": "Un faro"}, "Ein Turm"),
        ({"fr": " ", "x_default": "A lighthouse"}, "A lighthouse"),
    ],
)
def test_of_several_languages_that_of_the_site_is_read_then_the_default(texts, chosen):
    assert said(photo(xmp=xmp(alternatives("dc:description", **texts)))) == {"description": chosen}


@pytest.mark.parametrize(
    ("properties", "attributes", "found"),
    [
        (items("dc:creator", "Ana"), "", {"author": "Ana"}),
        ("<dc:creator>Ana</dc:creator>", "", {"author": "Ana"}),
        ("", 'dc:creator="Ana"', {"author": "Ana"}),
        (items("xmpRights:Owner", "Le Phare", kind="Bag"), "", {"copyright": "Le Phare"}),
        ("<photoshop:Headline>La nuit du phare</photoshop:Headline>", "", {"description": "La nuit du phare"}),
        ("", 'exif:DateTimeOriginal="2019-05-03"', {"date": "2019-05-03"}),
        ("", 'xmp:CreateDate="2019-05-03T00:00"', {"date": "2019-05-03"}),
        ("", 'photoshop:DateCreated="2019-05"', {}),
        ("", 'exif:GPSLatitude="48,51.4N" photoshop:City="Paris"', {}),
    ],
)
def test_xmp_says_the_same_in_many_ways(properties, attributes, found):
    assert said(photo(xmp=xmp(properties, attributes))) == found


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE x [<!ENTITY a "Ana"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "https://example.org/x.dtd">',
    ],
    ids=["laughs", "external entity", "external definition"],
)
def test_xml_that_expands_or_reaches_out_is_as_good_as_none(before):
    packet = xmp("<dc:creator>&a;</dc:creator>" if "ENTITY" in before else "<dc:creator>Ana</dc:creator>", "", before)
    assert said(photo(xmp=packet)) == {}


def test_xmp_larger_than_a_megabyte_is_not_read():
    packet = xmp(items("dc:creator", "Ana"), "", f"<!--{'-x' * 600_000}-->")
    assert said(encoded(thirds(), "WEBP", xmp=packet)) == {}


def test_packets_without_end_are_not_all_read(monkeypatch):
    read_xml, asked = embedded.ElementTree.fromstring, []
    monkeypatch.setattr(
        embedded.ElementTree, "fromstring", lambda *args, **kwargs: asked.append(1) or read_xml(*args, **kwargs)
    )
    packet = xmp(items("dc:creator", "Ana"), "", f"<!--{'-x' * 300_000}-->")
    chunk = b"XMP " + struct.pack("<I", len(packet)) + packet + b"\0" * (len(packet) % 2)
    webp = encoded(thirds(30, 10), "WEBP", xmp=RICH) + chunk * 20
    webp = webp[:4] + struct.pack("<I", len(webp) - 8) + webp[8:]

    assert said(webp) == ALL
    assert len(asked) == 4


EVERY_IPTC = (
    (80, b"Ana Photographe"),
    (80, "Léo Second".encode()),
    (110, b"Agence du Phare"),
    (116, "© 2019 Ana Photographe".encode()),
    (120, b"Un phare,\r\nla nuit"),
    (55, b"20190503"),
)


def test_iptc_is_read():
    assert said(with_segment(photoshop(IN_UNICODE + iptc(*EVERY_IPTC)), 0xED)) == ALL


def test_iptc_in_two_segments_is_read():
    content = photoshop(IN_UNICODE + iptc(*EVERY_IPTC))
    first, second = content[:80], b"Photoshop 3.0\0" + content[80:]
    jpeg = with_segment(first, 0xED)
    at = 2 + 4 + len(first)
    jpeg = jpeg[:at] + b"\xff\xed" + struct.pack(">H", len(second) + 2) + second + jpeg[at:]
    assert said(jpeg) == ALL


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252", "mac-roman"])
def test_iptc_without_its_charset_is_guessed(encoding):
    text = "Élodie à la fenêtre, près du château"
    assert said(with_segment(photoshop(iptc((120, text.encode(encoding)))), 0xED)) == {"description": text}


def test_typographic_signs_of_windows_are_no_accents_of_a_mac():
    text = "L’équipe – « la nuit »…"
    assert said(with_segment(photoshop(iptc((120, text.encode("cp1252")))), 0xED)) == {"description": text}


def test_exif_is_read():
    block = exif("2019:05:03 10:11:12", Artist="Ana", Copyright="© Ana", ImageDescription="Un phare")
    for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
        assert said(encoded(thirds(), kind, exif=block)) == {
            "author": "Ana",
            "copyright": "© Ana",
            "description": "Un phare",
            "date": "2019-05-03",
        }


@pytest.mark.parametrize(
    ("written", "found"), [("Ana\0Le Phare", "Ana, Le Phare"), (" \0Le Phare", "Le Phare"), ("Ana\0", "Ana")]
)
def test_the_copyright_of_exif_is_the_photographer_s_then_the_editor_s(written, found):
    assert said(photo(exif=exif(Copyright=written))) == {"copyright": found}


def test_letters_of_exif_are_those_of_today():
    for encoding in ("utf-8", "cp1252", "mac-roman"):
        assert said(photo(exif=exif(Artist="Élodie".encode(encoding)))) == {"author": "Élodie"}


def test_fields_of_windows_are_read():
    block = exif(XPAuthor="Élodie;Léo\0".encode("utf-16-le"), XPTitle="Un phare 🎉\0".encode("utf-16-le"))
    assert said(photo(exif=block)) == {"author": "Élodie, Léo", "description": "Un phare 🎉"}


def test_texts_of_a_png_are_read():
    content = png_with(
        (b"tEXt", b"Author\0Ana"),
        (b"tEXt", "Copyright\0© Élodie".encode("latin-1")),
        (b"iTXt", b"Description\0\0\0fr\0\0Un phare"),
        (b"tEXt", b"Comment\0Created with GIMP"),
    )
    assert said(content) == {"author": "Ana", "copyright": "© Élodie", "description": "Un phare"}


def test_xmp_goes_before_iptc_and_iptc_before_exif():
    jpeg = photo(
        xmp=xmp(items("dc:creator", "Ana")),
        exif=exif("2018:01:02 00:00:00", Artist="Appareil", Copyright="Exif", ImageDescription="D’exif"),
    )
    segment = photoshop(iptc((80, b"Iptc"), (116, b"Copyright d'IPTC")))
    jpeg = jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]
    assert said(jpeg) == {
        "author": "Ana",
        "copyright": "Copyright d'IPTC",
        "description": "D’exif",
        "date": "2018-01-02",
    }


def test_the_day_of_the_file_is_no_match_for_the_day_of_the_photo():
    packet = xmp("", 'xmp:CreateDate="2024-06-30"')
    assert said(photo(xmp=packet, exif=exif("2019:05:03 10:11:12"))) == {"date": "2019-05-03"}


def test_where_it_was_taken_is_never_read(monkeypatch):
    block = exif("2019:05:03 10:11:12", Artist="Ana")
    block.get_ifd(GPS)[1] = "N"
    block.get_ifd(GPS)[29] = "2001:01:01"
    content = photo(exif=block)
    asked = []
    get_ifd = Pillow.Exif.get_ifd
    monkeypatch.setattr(Pillow.Exif, "get_ifd", lambda self, tag: asked.append(tag) or get_ifd(self, tag))

    assert said(content) == {"author": "Ana", "date": "2019-05-03"}
    assert asked == [ExifTags.IFD.Exif]


@pytest.mark.parametrize(
    "noise",
    [
        " ",
        "Unknown",
        "OLYMPUS DIGITAL CAMERA         ",
        "SONY DSC",
        "KONICA MINOLTA DIGITAL CAMERA",
        "Picasa",
        "Screenshot",
        "Screenshot 2020-03-01 at 10.00.00",
        "Capture d’écran 2020-03-01",
        "Created with GIMP",
        "DSC_0042.JPG",
        "IMG_4987",
        "©",
        "---",
        "n/a",
        "\x01\x02",
    ],
)
def test_what_nobody_wrote_is_nothing(noise):
    assert said(photo(exif=exif(Artist=noise, Copyright=noise, ImageDescription=noise))) == {}


@pytest.mark.parametrize("text", ["Screenshot of the first version", "Photo12", "Camera obscura", "Sony Labou Tansi"])
def test_what_someone_wrote_is_kept(text):
    assert said(photo(exif=exif(ImageDescription=text))) == {"description": text}


def test_where_one_way_says_nothing_the_next_is_asked():
    block = exif(Artist="Unknown", XPAuthor="Ana\0".encode("utf-16-le"), ImageDescription="SONY DSC")
    content = png_with((b"tEXt", b"Description\0Un phare"), content=encoded(thirds(), exif=block))
    assert said(content) == {"author": "Ana", "description": "Un phare"}


def test_texts_are_tidied_and_cut_to_the_length_of_their_columns():
    packet = xmp(
        items("dc:creator", "Ana\n\t Photographe &lt;ana@example.org&gt;")
        + alternatives("dc:description", x_default="é" * 2000),
        f'photoshop:Credit="{"a" * 999}"',
    )
    found = said(encoded(thirds(), "WEBP", xmp=packet))
    assert found == {"author": "Ana Photographe", "credit": "a" * 300, "description": "é" * 500}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2019-05-03", "2019-05-03"),
        ("2019:05:03 10:11:12", "2019-05-03"),
        ("20190503", "2019-05-03"),
        ("20190000", ""),
        ("2019", ""),
        ("2019-02-31", ""),
        ("0000:00:00 00:00:00", ""),
        ("1980:01:01 00:00:00", ""),
        ("1715-01-01", ""),
        ("9999-01-01", ""),
        ("    :  :     :  :  ", ""),
        ("201905031", ""),
        ("hier", ""),
    ],
)
def test_a_day_is_a_whole_one_on_which_photos_were_taken(text, found):
    assert day(text) == found


def test_a_day_is_not_in_the_future_but_for_the_other_side_of_the_world():
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert day(tomorrow.isoformat()) == tomorrow.isoformat()
    assert day((tomorrow + timedelta(days=1)).isoformat()) == ""


@pytest.mark.parametrize(
    ("embedded", "values"),
    [
        ({}, {}),
        ({"description": "Un phare"}, {}),
        ({"author": "Ana"}, {"author": "Ana", "credit": "Ana"}),
        ({"credit": "Agence"}, {"credit": "Agence"}),
        ({"author": "Ana Phare", "credit": "Agence"}, {"author": "Ana Phare", "credit": "Ana Phare / Agence"}),
        ({"author": "Ana Phare", "credit": "A. Phare/Agence"}, {"author": "Ana Phare", "credit": "A. Phare/Agence"}),
        ({"author": "Ana Phare", "copyright": "© 2019 PHARE"}, {"author": "Ana Phare", "credit": "Ana Phare"}),
        ({"copyright": "© 2019-2021 Ana Phare. All rights reserved."}, {"credit": "Ana Phare"}),
        ({"copyright": "Copyright (c) Le Phare, tous droits réservés"}, {"credit": "Le Phare"}),
        ({"copyright": "© 2019"}, {}),
        ({"copyright": "All rights reserved"}, {}),
        ({"date": "2019-05-03"}, {"taken_on": date(2019, 5, 3)}),
        ({"author": "a" * 200, "credit": "b" * 300}, {"author": "a" * 200, "credit": f"{'a' * 200} / {'b' * 97}"}),
    ],
)
def test_what_is_suggested_for_empty_fields(embedded, values):
    assert suggested(embedded) == values


@pytest.mark.parametrize("content", [b"", b"not a picture", b"%PDF-1.4", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_says_nothing(content):
    assert said(content) == {}


def test_what_comes_before_the_damage_is_read():
    content = photo(exif=exif("2019:05:03 10:11:12", Artist="Ana"))
    assert said(content[: content.index(b"\xff\xdb")]) == {"author": "Ana", "date": "2019-05-03"}


def rich_files():
    """One of each format with all it can say."""
    block = exif("2019:05:03 10:11:12", Artist="Ana", Copyright="Ana\0Phare", XPTitle="Un phare\0".encode("utf-16-le"))
    jpeg = encoded(thirds(60, 20), "JPEG", xmp=RICH, exif=block)
    segment = photoshop(iptc(*EVERY_IPTC))
    small = encoded(thirds(60, 20), exif=block)
    texts = ((b"zTXt", b"Author\0\0" + zlib.compress(b"Ana")), (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + RICH))
    return (
        jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:],
        small[:33] + b"".join(chunk(*text) for text in texts) + small[33:],
        encoded(thirds(60, 20), "WEBP", xmp=RICH, exif=block),
        encoded(thirds(60, 20), "AVIF", xmp=RICH, exif=block),
        gif_with_xmp(RICH),
    )


RICH_FILES = rich_files()


@settings(max_examples=300)
@given(st.sampled_from(RICH_FILES), st.randoms(use_true_random=False), st.integers(1, 60), st.booleans())
def test_damaged_bytes_never_make_it_fail(content, chance: random.Random, number, is_cut):
    damaged = bytearray(content)
    for _change in range(number):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    if is_cut:
        del damaged[chance.randrange(len(damaged)) :]

    found = said(bytes(damaged))

    assert set(found) <= set(ALL)
    assert all(isinstance(text, str) and text for text in found.values())
    assert len(suggested(found).get("credit", "")) <= 300


@settings(max_examples=300)
@given(st.sampled_from([b"\xff\xd8\xff\xed", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\xff\0\0\0WEBP", b""]), st.binary())
def test_any_bytes_never_make_it_fail(start, rest):
    assert set(said(start + rest)) <= set(ALL)


@pytest.mark.django_db
def test_a_new_file_is_asked_what_it_says_and_so_is_the_one_that_replaces_it():
    image = library_image(photo(xmp=RICH), "photo.jpg")
    image.refresh_from_db()
    assert image.embedded == ALL

    image.file = ContentFile(encoded(thirds(), exif=exif(Artist="Léo")), name="photo.png")
    image.save(update_fields=["file"])
    image.refresh_from_db()
    assert image.embedded == {"author": "Léo"}

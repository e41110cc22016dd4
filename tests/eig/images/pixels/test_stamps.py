"""What a served file says of itself, read back with other means than those that wrote it."""

import io

import pytest
from defusedxml import ElementTree
from django.utils.translation import override
from PIL import ExifTags, IptcImagePlugin
from PIL import Image as Pillow

from eig.images.pixels import renditions, specs, stamps
from tests.eig.images.drawn import encoded, exif_of_a_phone, library_image, profile_that_swaps_nothing, thirds

pytestmark = pytest.mark.django_db

CREDITED = {
    "author": "Zoé Œdipe",
    "credit": "© Zoé Œdipe / Étalab",
    "licence": "cc-by-sa",
    "licence_version": "4.0",
    "source_url": "https://photos.example.org/œuvre?id=1&taille=grande",
}
DEED = "https://creativecommons.org/licenses/by-sa/4.0/"


def made(name, mode="RGB", **fields):
    """The bytes of that rendition of a picture with those words."""
    image = library_image(encoded(thirds(mode=mode)), **fields)
    rendition = specs.named(image, name)
    renditions.make(image, [rendition])
    return renditions.path_of(image, rendition).read_bytes()


def description(content):
    """The XMP of a file, as Pillow reads it."""
    with Pillow.open(io.BytesIO(content)) as picture:
        return picture.getxmp()["xmpmeta"]["RDF"]["Description"]


def exif(content):
    """The EXIF of a file: its UTF-8 is taken for Latin-1 by whoever reads it as the standard says."""
    with Pillow.open(io.BytesIO(content)) as picture:
        return {tag: value.encode("latin-1").decode() for tag, value in picture.getexif().items()}


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("content-480.jpg", "RGB"),
        ("content-480.avif", "RGB"),
        ("content-480.avif", "RGBA"),
        ("content-480.webp", "RGBA"),
    ],
)
def test_every_format_carries_the_credit(name, mode):
    content = made(name, mode, **CREDITED)
    assert description(content) == {
        "about": "",
        "creator": {"Seq": {"li": "Zoé Œdipe"}},
        "rights": {"Alt": {"li": {"lang": "x-default", "text": "© Zoé Œdipe"}}},
        "source": CREDITED["source_url"],
        "Credit": "© Zoé Œdipe / Étalab",
        "Source": CREDITED["source_url"],
        "Marked": "True",
        "WebStatement": DEED,
        "UsageTerms": {"Alt": {"li": {"lang": "x-default", "text": "CC BY-SA 4.0"}}},
        "license": {"resource": DEED},
        "Licensor": {"Seq": {"li": {"parseType": "Resource", "LicensorURL": CREDITED["source_url"]}}},
    }
    assert exif(content) == {ExifTags.Base.Artist: "Zoé Œdipe", ExifTags.Base.Copyright: "© Zoé Œdipe"}


@pytest.mark.parametrize("spec", sorted(specs.SPECS))
def test_every_rendition_carries_it_however_small(spec):
    image = library_image(encoded(thirds()), **CREDITED)
    for rendition in specs.renditions(image, specs.SPECS[spec]):
        renditions.make(image, [rendition])
        content = renditions.path_of(image, rendition).read_bytes()
        assert description(content)["Credit"] == "© Zoé Œdipe / Étalab"


def test_a_jpeg_says_it_to_the_tools_of_newspapers_too():
    with Pillow.open(io.BytesIO(made("content-480.jpg", **CREDITED))) as picture:
        said = IptcImagePlugin.getiptcinfo(picture)
    assert said == {
        (1, 90): b"\x1b%G",
        (2, 0): b"\x00\x04",
        (2, 80): "Zoé Œdipe".encode(),
        (2, 110): "© Zoé Œdipe / Étalab".encode(),
        (2, 115): CREDITED["source_url"].encode(),
        (2, 116): "© Zoé Œdipe".encode(),
    }


def test_a_credit_without_author_is_nobody_s_by_line():
    content = made("content-480.jpg", author="", credit="Ministère de la Culture", licence="reserved")
    assert description(content) == {
        "about": "",
        "rights": {"Alt": {"li": {"lang": "x-default", "text": "© Ministère de la Culture"}}},
        "Credit": "Ministère de la Culture",
        "Marked": "True",
    }
    with Pillow.open(io.BytesIO(content)) as picture:
        assert set(IptcImagePlugin.getiptcinfo(picture)) == {(1, 90), (2, 0), (2, 110), (2, 116)}
    assert exif(content)[ExifTags.Base.Artist] == "Ministère de la Culture"


def test_what_is_in_the_public_domain_has_no_copyright():
    content = made("content-480.jpg", author="", credit="Ana", licence="cc0")
    found = description(content)
    assert (found["Marked"], found["WebStatement"]) == ("False", "https://creativecommons.org/publicdomain/zero/1.0/")
    assert "rights" not in found
    assert set(exif(content)) == {ExifTags.Base.Artist}


@pytest.mark.parametrize("name", ["content-480.jpg", "content-480.avif"])
def test_an_unknown_credit_leaves_the_file_silent(name):
    content = made(name, author="Qui sait", credit="", licence="unknown", source_url="https://example.org/")
    with Pillow.open(io.BytesIO(content)) as picture:
        assert picture.getxmp() == {}
        assert IptcImagePlugin.getiptcinfo(picture) is None
        assert dict(picture.getexif()) == {}
    assert b"Qui sait" not in content
    assert b"example.org" not in content


def test_words_cannot_break_out_of_the_packet():
    hostile = "</rdf:li>]]>&amp;<x a='1' b=\"2\">\x0b ?> 🎉"
    words = stamps.Words(hostile, hostile, hostile, hostile, "https://example.org/?a=1&b='\"", "", False)
    tree = ElementTree.fromstring(stamps.xmp(words).decode())
    read = {element.tag.rpartition("}")[2]: "".join(element.itertext()) for element in tree.iter()}
    clean = hostile.replace("\x0b", "")
    assert (read["creator"], read["Credit"], read["rights"], read["UsageTerms"]) == (clean,) * 4
    assert read["WebStatement"] == words.licence_url
    assert [value for element in tree.iter() for value in element.attrib.values()].count(words.licence_url) == 1


def test_the_longest_words_fit():
    longest = {"author": "é" * 200, "credit": "&" * 300, "source_url": "https://example.org/" + "&" * 480}
    content = made("thumb-80.jpg", licence="cc-by", licence_version="4.0", **longest)
    found = description(content)
    assert (found["creator"]["Seq"]["li"], found["Credit"], found["source"]) == tuple(longest.values())


def test_the_words_are_the_same_whoever_asks():
    image = library_image(encoded(thirds()), credit="Ana", licence="etalab-2.0")
    said = []
    for language in ("fr", "en"):
        with override(language):
            said.append((stamps.words_of(image), specs.folder(image)))
    assert said[0] == said[1]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_of_the_original_s_own_metadata_is_served(kind):
    exif = exif_of_a_phone(1)
    exif[ExifTags.Base.Model] = "Appareil de Camille"
    content = encoded(
        thirds(),
        kind,
        exif=exif,
        icc_profile=profile_that_swaps_nothing(),
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Camille</x:xmpmeta>",
        **({"comment": b"fait chez Camille"} if kind == "JPEG" else {}),
    )
    image = library_image(content, "photo", **CREDITED)
    names = [rendition for rendition in specs.all_renditions(image) if rendition.width <= 480]
    renditions.make(image, names)
    for rendition in names:
        file = renditions.path_of(image, rendition).read_bytes()
        assert (b"Camille" in file, b"GPS" in file) == (False, False)
        with Pillow.open(io.BytesIO(file)) as picture:
            assert set(picture.getexif()) == {ExifTags.Base.Artist, ExifTags.Base.Copyright}
            assert picture.getexif().get_ifd(ExifTags.IFD.GPSInfo) == {}
            assert {"icc_profile", "comment"} & set(picture.info) == set()

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override
from PIL import Image as Pillow

from eig.images import validators
from tests.eig.images.drawn import encoded, exif_of_a_phone, thirds


def refused(content, name="photo.png"):
    with pytest.raises(ValidationError) as caught, override("en"):
        validators.validate_picture(ContentFile(content, name=name))
    return caught.value.code


def png_header(width, height):
    """A PNG that says it is that large and holds no pixel."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    end = struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    data = b"IDAT" + zlib.compress(b"")
    chunks = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunks
        + struct.pack(">I", len(data) - 4)
        + data
        + struct.pack(">I", zlib.crc32(data))
        + end
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("size", [(1, 1), (300, 100)])
def test_the_five_formats_are_welcome(kind, size):
    file = ContentFile(encoded(Pillow.new("RGB", size), kind), name="photo")
    validators.validate_picture(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        encoded(Pillow.new("RGB", (10, 10)), "BMP"),
        encoded(Pillow.new("RGB", (10, 10)), "TIFF"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\x89PNG\r\n\x1a\n",
    ],
    ids=["empty", "text", "svg", "bmp", "tiff", "eps", "only a signature"],
)
def test_what_is_no_raster_picture_is_refused(content):
    assert refused(content) == "not_a_picture"


@pytest.mark.parametrize("size", [(7746, 7746), (12_000, 12_000), (60_000, 60_000)])
def test_more_than_sixty_million_pixels_are_refused_without_a_warning(size):
    assert refused(png_header(*size)) == "too_large"


def test_pillow_s_own_limit_is_left_as_it_was():
    before = Pillow.MAX_IMAGE_PIXELS
    refused(png_header(12_000, 12_000))
    assert before == Pillow.MAX_IMAGE_PIXELS


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_cut_short_is_refused(kind):
    content = encoded(Pillow.effect_noise((300, 300), 90), kind)
    assert refused(content[: len(content) // 2]) in {"damaged", "not_a_picture"}


def test_a_file_over_25_megabytes_is_refused_in_plain_words():
    file = ContentFile(b"\0" * (25 * 1024 * 1024 + 1), name="photo.png")
    with pytest.raises(ValidationError) as caught, override("en"):
        validators.validate_picture(file)
    with override("en"):
        said = caught.value.messages
    assert said == ["This file weighs 25.0\xa0MB: the most is 25.0\xa0MB. Export it again, 3,000 pixels wide."]


def test_measures_are_those_of_the_picture_as_seen():
    sideways = encoded(thirds(90, 30), "JPEG", exif=exif_of_a_phone(6))
    assert validators.measure(io.BytesIO(sideways)) == validators.Measures(30, 90, transparent=False)


@pytest.mark.parametrize("damage", [RuntimeError("no frame"), EOFError(), struct.error(), SyntaxError()])
def test_whatever_a_decoder_raises_is_a_damaged_picture(monkeypatch, damage):
    def fail(picture):
        raise damage

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", fail)
    assert refused(encoded(thirds(), "PNG")) == "damaged"

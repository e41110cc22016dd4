import io
import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override
from PIL import Image as Pillow

from eig.images.files import validators
from tests.eig.images.drawn import encoded, exif_of_a_phone, thirds
from tests.eig.images.odd_files import huge_png, png_with


def refused(content, name="photo.png"):
    with pytest.raises(ValidationError) as caught, override("en"):
        validators.validate_picture(ContentFile(content, name=name))
    return caught.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("size", [(1, 1), (300, 100)])
def test_the_five_formats_are_welcome(kind, size):
    file = ContentFile(encoded(Pillow.new("RGB", size), kind), name="photo")
    validators.validate_picture(file)
    assert file.tell() == 0


def test_pillow_s_own_limit_is_left_as_it_was():
    before = Pillow.MAX_IMAGE_PIXELS
    assert refused(huge_png(12_000, 12_000)) == "too_large"
    assert before == Pillow.MAX_IMAGE_PIXELS


def test_measures_are_those_of_the_picture_as_seen():
    sideways = encoded(thirds(90, 30), "JPEG", exif=exif_of_a_phone(6))
    assert validators.measure(io.BytesIO(sideways)) == validators.Measures(30, 90, transparent=False)


@pytest.mark.parametrize(
    "damage", [RuntimeError("no frame"), EOFError(), struct.error(), SyntaxError(), ZeroDivisionError()]
)
def test_whatever_a_decoder_raises_is_a_damaged_picture(monkeypatch, damage):
    def fail(picture):
        raise damage

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", fail)
    assert refused(encoded(thirds(), "PNG")) == "damaged"


@pytest.mark.parametrize("size", [0, 1, 25 * 1024 * 1024])
def test_a_weight_over_the_limit_never_reads_like_the_limit(size):
    file = ContentFile(b"\0" * (25 * 1024 * 1024 + 1 + size))
    with override("en"):
        with pytest.raises(ValidationError) as caught:
            validators.validate_picture(file)
        said = caught.value.messages
    weight = {0: "25.1", 1: "25.1", 25 * 1024 * 1024: "50.1"}[size]
    assert said == [f"This file weighs {weight}\xa0MB: the most is 25.0\xa0MB. Export it again, 3,000 pixels wide."]


def test_measuring_a_png_decodes_nothing_even_to_know_how_it_was_held(monkeypatch):
    block = exif_of_a_phone(6).tobytes()
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda picture: pytest.fail("decoded"))
    for last in (False, True):
        file = io.BytesIO(png_with((b"eXIf", block), last=last))
        assert validators.measure(file) == validators.Measures(300, 900, transparent=False)
    assert validators.measure(io.BytesIO(png_with((b"eXIf", b"MM")))) == validators.Measures(
        900, 300, transparent=False
    )

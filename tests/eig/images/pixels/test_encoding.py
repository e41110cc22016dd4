import io

import pytest
from PIL import Image as Pillow

from eig.images.pixels import encoding, renditions, specs
from eig.images.pixels.specs import MOST_BYTES_SERVED
from tests.eig.images.drawn import encoded, library_image, noise, thirds

EXTENSIONS = ["avif", "jpg", "webp"]


def size_of(content):
    with Pillow.open(io.BytesIO(content)) as picture:
        return picture.size


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_light_picture_has_the_usual_quality(extension):
    picture = thirds()
    usual = encoding.encode(picture, extension, MOST_BYTES_SERVED, None)
    assert usual == encoding._written(picture, encoding.FORMATS[extension], encoding.QUALITIES[extension][0][0])


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_heavy_picture_loses_no_more_quality_than_it_must(extension):
    picture = noise(300, 200)
    by_quality = [
        len(encoding._written(picture, encoding.FORMATS[extension], quality))
        for quality, _share in encoding.QUALITIES[extension]
    ]
    assert by_quality == sorted(by_quality, reverse=True)
    content = encoding.encode(picture, extension, by_quality[1], None)
    assert len(content) == by_quality[1]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_noise_at_full_size_is_served_light(extension):
    content = encoding.encode(noise(1920, 1562), extension, MOST_BYTES_SERVED, None)
    assert 100_000 < len(content) <= MOST_BYTES_SERVED
    assert size_of(content) == (1920, 1562)


@pytest.mark.parametrize("extension", ["avif", "webp"])
def test_noise_that_is_transparent_is_served_light(extension):
    picture = noise(1280, 960)
    picture.putalpha(noise(1280, 960).getchannel(0))
    content = encoding.encode(picture, extension, MOST_BYTES_SERVED, None)
    assert 50_000 < len(content) <= MOST_BYTES_SERVED
    with Pillow.open(io.BytesIO(content)) as served:
        assert (served.mode, served.size) == ("RGBA", (1280, 960))


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_what_can_not_be_light_is_as_light_as_it_gets(extension):
    content = encoding.encode(noise(64, 64), extension, 1, None)
    assert size_of(content) == (64, 64)
    assert len(content) < len(encoding.encode(noise(64, 64), extension, MOST_BYTES_SERVED, None)) / 2


@pytest.mark.django_db
@pytest.mark.parametrize("size", [(400, 20_000), (3000, 4000)])
def test_no_file_of_a_tall_noise_is_heavy(size):
    image = library_image(encoded(noise(*size), "JPEG", quality=60), "noise.jpg")
    content = [one for one in specs.all_renditions(image) if one.spec.name == "content"]
    renditions.make(image, content)
    weights = [renditions.path_of(image, one).stat().st_size for one in content]
    assert [weight <= MOST_BYTES_SERVED for weight in weights] == [True] * len(content)


@pytest.mark.django_db
def test_the_press_has_a_bound_of_its_own():
    image = library_image(encoded(noise(2600, 1800), "JPEG", quality=90), "noise.jpg")
    (press,) = specs.renditions(image, specs.SPECS["press"])
    renditions.make(image, [press])
    weight = renditions.path_of(image, press).stat().st_size
    assert MOST_BYTES_SERVED < weight <= specs.MOST_BYTES_FOR_PRESS

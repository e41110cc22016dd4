import pytest

from eig.images import specs
from eig.images.models import Image


def names(image, spec):
    return [rendition.name for rendition in specs.renditions(image, specs.SPECS[spec])]


def test_a_large_photo_has_every_width_in_avif_and_jpeg():
    image = Image(width=6000, height=4000)
    assert names(image, "card") == [
        "card-320.avif",
        "card-640.avif",
        "card-960.avif",
        "card-320.jpg",
        "card-640.jpg",
        "card-960.jpg",
    ]


def test_a_transparent_original_has_avif_and_webp():
    image = Image(width=300, height=100, transparent=True)
    assert names(image, "logo") == ["logo-160.avif", "logo-300.avif", "logo-160.webp", "logo-300.webp"]


def test_a_social_card_is_one_jpeg_even_of_a_transparent_original():
    assert names(Image(width=2000, height=2000, transparent=True), "social") == ["social-1200.jpg"]


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((6000, 4000), [480, 960, 1440, 1920]),
        ((1000, 800), [480, 960]),
        ((1200, 800), [480, 960, 1200]),
        ((300, 900), [300]),
        ((1, 1), [1]),
    ],
)
def test_no_rendition_is_wider_than_the_original(size, widths):
    assert specs.widths(Image(width=size[0], height=size[1]), specs.SPECS["content"]) == widths


def test_a_crop_is_never_wider_than_what_the_height_allows():
    assert specs.widths(Image(width=2000, height=90), specs.SPECS["card"]) == [160]
    assert specs.widths(Image(width=500, height=100), specs.SPECS["portrait"]) == [100]


def test_heights_follow_the_ratio_or_the_original():
    image = Image(width=1000, height=500)
    sizes = {spec: specs.renditions(image, specs.SPECS[spec])[-1][1:3] for spec in specs.SPECS}
    assert sizes == {
        "card": (889, 500),
        "cover": (889, 500),
        "hero": (1000, 429),
        "portrait": (480, 480),
        "content": (960, 480),
        "logo": (640, 320),
        "thumb": (160, 160),
        "social": (952, 500),
    }


def test_the_folder_says_the_content_and_the_focal_point():
    image = Image(digest="0123456789abcdef" + "f" * 48, focal_x=0, focal_y=1)
    assert specs.folder(image) == "0123456789abcdef-0064"
    image.focal_x, image.focal_y = 0.5, 0.25
    assert specs.folder(image) == "0123456789abcdef-3219"


@pytest.mark.parametrize(
    "name", ["card-321.jpg", "card-640.webp", "huge-640.jpg", "card-640.jpg.exe", "card-0640.jpg", "CARD-640.jpg", ""]
)
def test_what_the_table_does_not_have_has_no_name(name):
    assert specs.named(Image(width=6000, height=4000), name) is None

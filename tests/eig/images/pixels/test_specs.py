import re
from datetime import UTC, datetime

import pytest

from eig.images.models import Image
from eig.images.pixels import specs


def names(image, spec):
    return [rendition.name for rendition in specs.renditions(image, specs.SPECS[spec])]


def test_a_large_photo_has_every_width_in_avif_and_jpeg():
    image = Image(width=6000, height=4000)
    assert names(image, "card") == [
        "card-320.avif",
        "card-720.avif",
        "card-960.avif",
        "card-320.jpg",
        "card-720.jpg",
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


@pytest.mark.parametrize(("width", "shared"), [(599, 599), (600, 1200), (1199, 1200), (1200, 1200), (4000, 1200)])
def test_a_social_card_has_the_size_that_networks_ask_for_unless_it_would_be_blurred(width, shared):
    image = Image(width=width, height=width)
    assert specs.widths(image, specs.SPECS["social"]) == [shared]


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
        "social": (1200, 630),
        "press": (1000, 500),
    }


def image_of_the_press(**fields):
    words = {"author": "Ana", "credit": "Ana / Étalab", "licence": "cc-by", "licence_version": "4.0"}
    return Image(digest="0123456789abcdef" + "f" * 48, **words | fields)


def test_the_folder_says_the_content_and_a_stamp():
    digest, stamp = specs.folder(image_of_the_press()).split("-")
    assert digest == "0123456789abcdef"
    assert re.fullmatch("[0-9a-f]{8}", stamp)
    assert specs.folder(image_of_the_press()) == f"{digest}-{stamp}"


@pytest.mark.parametrize(
    "changed",
    [
        {"focal_x": 0.51},
        {"focal_y": 0},
        {"author": "Ana P."},
        {"credit": "© Ana"},
        {"credit": "", "licence": "unknown"},
        {"licence": "cc-by-sa"},
        {"licence_version": "3.0"},
        {"source_url": "https://example.org/"},
        {"withdrawn_at_end": True, "rights_until": datetime(2030, 1, 1, tzinfo=UTC)},
    ],
)
def test_what_changes_in_the_files_changes_their_address(changed):
    assert specs.folder(image_of_the_press(**changed)) != specs.folder(image_of_the_press())


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Autre"},
        {"caption": "Une équipe"},
        {"alt": "Une équipe"},
        {"licence_note": "par courriel"},
        {"consent": "given"},
        {"rights_until": datetime(2030, 1, 1, tzinfo=UTC)},
        {"focal_x": 0.5000001},
    ],
)
def test_what_leaves_the_files_alone_leaves_their_address(changed):
    assert specs.folder(image_of_the_press(**changed)) == specs.folder(image_of_the_press())


def test_the_end_of_limited_rights_may_move_without_a_new_address():
    ends = [datetime(year, 1, 1, tzinfo=UTC) for year in (2030, 2031)]
    folders = {specs.folder(image_of_the_press(withdrawn_at_end=True, rights_until=end)) for end in ends}
    assert len(folders) == 1


def test_what_nobody_is_credited_for_has_one_stamp_a_focal_point():
    silent = [image_of_the_press(credit="", licence="unknown", author=author) for author in ("", "Ana")]
    assert specs.folder(silent[0]) == specs.folder(silent[1])


def test_the_press_gets_one_large_jpeg_that_pages_never_show():
    assert names(Image(width=6000, height=4000, transparent=True), "press") == ["press-2400.jpg"]
    assert names(Image(width=1500, height=1000), "press") == ["press-1500.jpg"]
    assert [one for one in specs.all_renditions(Image(width=6000, height=4000)) if one.spec.for_press] == []


@pytest.mark.parametrize(
    ("size", "widest"),
    [
        ((4000, 4000), (1732, 1732)),
        ((4000, 6000), (1414, 2121)),
        ((1000, 20_000), (387, 7740)),
        ((200, 200_000), (16, 16_000)),
        ((1, 60_000), (1, 16_383)),
    ],
)
def test_a_tall_picture_is_drawn_narrower_than_it_could(size, widest):
    assert specs.renditions(Image(width=size[0], height=size[1]), specs.SPECS["content"])[-1][1:3] == widest


@pytest.mark.parametrize(
    "name", ["card-321.jpg", "card-720.webp", "huge-640.jpg", "card-720.jpg.exe", "card-0640.jpg", "CARD-640.jpg", ""]
)
def test_what_the_table_does_not_have_has_no_name(name):
    assert specs.named(Image(width=6000, height=4000), name) is None

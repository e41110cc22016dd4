import struct

import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from eig.images import renditions, specs
from tests.eig.images.drawn import (
    BLUE,
    GREEN,
    RED,
    encoded,
    exif_of_a_phone,
    is_near,
    library_image,
    profile_that_swaps_nothing,
    thirds,
)

pytestmark = pytest.mark.django_db


def drawn(image, name):
    """The picture of that rendition, made and read back."""
    rendition = specs.named(image, name)
    renditions.make(image, [rendition])
    with Pillow.open(renditions.path_of(image, rendition)) as picture:
        picture.load()
    assert picture.size == (rendition.width, rendition.height)
    return picture


@pytest.mark.parametrize(("focal_x", "colour"), [(0.0, RED), (0.5, GREEN), (1.0, BLUE)])
@pytest.mark.parametrize("extension", ["avif", "jpg"])
def test_a_crop_keeps_the_focal_point(focal_x, colour, extension):
    image = library_image(encoded(thirds()), focal_x=focal_x)
    picture = drawn(image, f"portrait-240.{extension}").convert("RGB")
    assert is_near(picture.getpixel((120, 120)), colour)
    assert is_near(picture.getpixel((10, 10)), colour)


def test_a_crop_near_the_edge_stays_inside_the_picture():
    image = library_image(encoded(thirds(900, 300)), focal_x=0.05, focal_y=0.99)
    picture = drawn(image, "portrait-240.jpg")
    assert is_near(picture.getpixel((2, 2)), RED)
    assert is_near(picture.getpixel((237, 237)), RED)


def test_a_tall_picture_is_cropped_by_its_focal_height():
    image = library_image(encoded(thirds(900, 300).rotate(90, expand=True)), focal_y=1.0)
    assert is_near(drawn(image, "card-300.jpg").getpixel((150, 160)), RED)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_taken_sideways_stands_upright(orientation):
    upright = thirds(600, 300)
    turn = {1: 0, 3: 180, 6: 90, 8: 270}[orientation]
    exif = exif_of_a_phone(orientation)
    image = library_image(encoded(upright.rotate(turn, expand=True), "JPEG", exif=exif, quality=95), "photo.jpg")
    assert (image.width, image.height) == (600, 300)
    picture = drawn(image, "content-480.jpg")
    assert [is_near(picture.getpixel((x, 120)), colour) for x, colour in ((20, RED), (240, GREEN), (460, BLUE))] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("name", ["content-480.jpg", "content-480.avif"])
def test_no_metadata_is_left(name):
    content = encoded(
        thirds(),
        "JPEG",
        exif=exif_of_a_phone(1),
        comment=b"fait chez Camille",
        icc_profile=profile_that_swaps_nothing(),
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Camille</x:xmpmeta>",
    )
    image = library_image(content, "photo.jpg")
    picture = drawn(image, name)
    assert dict(picture.getexif()) == {}
    assert {"exif", "icc_profile", "xmp", "comment"} & set(picture.info) == set()
    file = renditions.path_of(image, specs.named(image, name)).read_bytes()
    assert b"Camille" not in file


def test_no_metadata_is_left_in_a_webp():
    content = encoded(thirds(mode="RGBA"), exif=exif_of_a_phone(1), icc_profile=profile_that_swaps_nothing())
    picture = drawn(library_image(content), "content-480.webp")
    assert {"exif", "icc_profile", "xmp"} & set(picture.info) == set()


def test_colours_of_an_embedded_profile_are_brought_to_srgb():
    # A profile in which the file's red is sRGB's green: a reader that ignored it would show red.
    swapped = bytearray(profile_that_swaps_nothing())
    count = struct.unpack(">I", swapped[128:132])[0]
    tags = {}
    for index in range(count):
        start = 132 + 12 * index
        tags[bytes(swapped[start : start + 4])] = start
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    swapped[red + 4 : red + 12], swapped[green + 4 : green + 12] = (
        swapped[green + 4 : green + 12],
        swapped[red + 4 : red + 12],
    )
    image = library_image(encoded(Pillow.new("RGB", (100, 100), RED), "JPEG", icc_profile=bytes(swapped)), "red.jpg")
    red_shown, green_shown, _blue = drawn(image, "thumb-80.jpg").getpixel((40, 40))
    assert green_shown > 200 > 40 > red_shown


def test_a_profile_for_other_colours_is_ignored():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    image = library_image(encoded(Pillow.new("RGB", (100, 100), RED), "JPEG", icc_profile=lab), "red.jpg")
    assert is_near(drawn(image, "thumb-80.jpg").getpixel((40, 40)), RED)


def test_a_picture_for_print_becomes_rgb():
    image = library_image(encoded(thirds(mode="CMYK"), "JPEG", quality=95), "print.jpg")
    picture = drawn(image, "content-480.jpg")
    assert picture.mode == "RGB"
    assert is_near(picture.getpixel((240, 80)), GREEN, 40)


def test_a_sixteen_bit_gray_keeps_its_gray():
    deep = Pillow.new("I;16", (200, 100), 0x8000)
    picture = drawn(library_image(encoded(deep)), "content-200.jpg")
    assert is_near(picture.getpixel((100, 50)), (128, 128, 128), 3)


def test_a_palette_with_a_transparent_colour_stays_transparent():
    palette = thirds(300, 150).quantize(8)
    image = library_image(encoded(palette, transparency=palette.getpixel((10, 10))))
    assert image.transparent is True
    for name in ("logo-160.avif", "logo-160.webp"):
        picture = drawn(image, name)
        assert picture.mode == "RGBA"
        assert picture.getpixel((10, 40))[3] == 0
        assert is_near(picture.getpixel((80, 40)), GREEN)


def test_a_social_card_of_a_transparent_original_stands_on_white():
    image = library_image(encoded(Pillow.new("RGBA", (600, 315), (0, 0, 0, 0))))
    assert drawn(image, "social-600.jpg").getpixel((300, 150)) == (255, 255, 255)


def test_an_animation_gives_its_first_picture():
    frames = [Pillow.new("RGB", (120, 120), colour) for colour in (RED, BLUE)]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    picture = drawn(library_image(content, "dance.gif"), "portrait-120.avif")
    assert getattr(picture, "n_frames", 1) == 1
    assert is_near(picture.convert("RGB").getpixel((60, 60)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_mode_of_a_png_is_drawn(mode):
    image = library_image(encoded(thirds(mode=mode)))
    sizes = []
    for rendition in specs.all_renditions(image):
        renditions.make(image, [rendition])
        with Pillow.open(renditions.path_of(image, rendition)) as picture:
            sizes.append(picture.size)
    assert sizes == [(rendition.width, rendition.height) for rendition in specs.all_renditions(image)]


def test_a_rendition_appears_whole_or_not_at_all(monkeypatch):
    image = library_image(encoded(thirds()))
    target = renditions.path_of(image, specs.named(image, "thumb-80.jpg"))
    monkeypatch.setattr("os.replace", lambda *paths: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        renditions.write(target, b"half")
    assert list(target.parent.iterdir()) == []


def test_a_photo_is_decoded_small_and_still_sharp_enough():
    image = library_image(encoded(thirds(4800, 1600), "JPEG"), "wide.jpg")
    picture = drawn(image, "content-480.jpg")
    edge = [picture.getpixel((x, 80)) for x in (155, 165)]
    assert [is_near(edge[0], RED, 40), is_near(edge[1], GREEN, 40)] == [True, True]


def test_a_file_with_the_wrong_extension_is_read_by_its_content():
    image = library_image(encoded(thirds(), "WEBP"), "photo.png")
    assert drawn(image, "thumb-160.jpg").mode == "RGB"

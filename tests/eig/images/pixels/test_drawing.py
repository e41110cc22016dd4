import struct

import pytest
from PIL import Image as Pillow
from PIL import ImageCms
from PIL.Image import Transpose

from eig.images.pixels import renditions, specs
from eig.images.pixels.drawing import drawing
from tests.eig.images.drawn import (
    BLUE,
    GREEN,
    RED,
    encoded,
    exif_of_a_phone,
    is_near,
    library_image,
    png,
    print_profile,
    profile_that_swaps_nothing,
    thirds,
)
from tests.eig.images.odd_files import ACCEPTED

pytestmark = pytest.mark.django_db


def bands(picture):
    """Whether red, green and blue stand from left to right, two thirds down."""
    width, height = picture.size
    row = [picture.getpixel((width * part // 24, height * 2 // 3)) for part in (1, 12, 23)]
    return [is_near(pixel, colour, 40) for pixel, colour in zip(row, (RED, GREEN, BLUE), strict=True)]


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


@pytest.mark.parametrize("row", ACCEPTED, ids=[row.oddity for row in ACCEPTED])
def test_a_picture_is_drawn_as_it_was_measured(row):
    image = library_image(row.make(), row.name)
    with drawing(image, 1) as drawn:
        assert drawn.pixels.size == (image.width, image.height)


# How each EXIF orientation lies in the file, from how it is to be seen.
LAID = {
    1: None,
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_90,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", LAID)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_taken_sideways_stands_upright(orientation, kind):
    upright = thirds(600, 300)
    # The upper half is lighter, so that a mirrored picture shows too.
    upright.paste((255, 255, 255), (0, 0, 600, 60))
    laid = upright if LAID[orientation] is None else upright.transpose(LAID[orientation])
    image = library_image(encoded(laid, kind, exif=exif_of_a_phone(orientation), quality=95), "photo")
    assert (image.width, image.height) == (600, 300)
    picture = drawn(image, "content-480.jpg")
    assert is_near(picture.getpixel((240, 10)), (255, 255, 255))
    assert bands(picture) == [True, True, True]


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
    for extension in ("jpg", "avif"):
        picture = drawn(image, f"content-480.{extension}")
        assert picture.mode == "RGB"
        assert bands(picture) == [True, True, True]


def test_a_picture_for_print_is_brought_to_srgb_by_its_own_profile():
    # This profile says that cyan ink is an orange, L* 60.4, a* 35, b* 50: a reader that ignored it would show cyan.
    cyan = Pillow.new("CMYK", (600, 200), (255, 0, 0, 0))
    content = encoded(cyan, "JPEG", icc_profile=print_profile((154, 128 + 35, 128 + 50)))
    picture = drawn(library_image(content, "print.jpg"), "content-480.jpg")
    assert is_near(picture.getpixel((240, 80)), (215, 119, 57), 2)


@pytest.mark.parametrize(("level", "gray"), [(0x0000, 0), (0x8000, 128), (0xFFFF, 255)])
@pytest.mark.parametrize("extension", ["jpg", "avif"])
def test_a_sixteen_bit_gray_keeps_its_gray(level, gray, extension):
    deep = Pillow.new("I;16", (200, 100), level)
    picture = drawn(library_image(encoded(deep)), f"content-200.{extension}")
    assert is_near(picture.getpixel((100, 50)), (gray,) * 3, 1)


def test_a_sixteen_bit_colour_keeps_its_colour():
    # Pillow writes no such PNG: each sample is two bytes, the second of no weight here.
    rows = b"".join(b"\0" + bytes((220, 7, 20, 7, 20, 7)) * 200 for _row in range(100))
    picture = drawn(library_image(png(200, 100, 16, 2, rows)), "content-200.jpg")
    assert is_near(picture.getpixel((100, 50)), RED, 2)


def test_a_sixteen_bit_colour_with_transparency_keeps_both():
    rows = b"".join(b"\0" + bytes((220, 7, 20, 7, 20, 7, 0x80, 7)) * 200 for _row in range(100))
    picture = drawn(library_image(png(200, 100, 16, 6, rows)), "logo-160.webp")
    assert picture.mode == "RGBA"
    assert is_near(picture.getpixel((80, 40)), RED, 4)
    assert picture.getpixel((80, 40))[3] == 0x80


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
    assert drawn(image, "social-1200.jpg").getpixel((600, 300)) == (255, 255, 255)


def test_a_social_card_of_a_narrow_original_is_enlarged():
    image = library_image(encoded(thirds(900, 600)))
    card = drawn(image, "social-1200.jpg")
    assert card.size == (1200, 630)


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


@pytest.mark.parametrize(("width", "name"), [(4800, "content-480.jpg"), (3840, "cover-1920.jpg")])
def test_a_photo_is_decoded_small_and_still_sharp_enough(width, name):
    image = library_image(encoded(thirds(width, width * 9 // 16), "JPEG"), "wide.jpg")
    picture = drawn(image, name)
    edge = [picture.getpixel((picture.width // 3 + x, 80)) for x in (-5, 5)]
    assert [is_near(edge[0], RED, 40), is_near(edge[1], GREEN, 40)] == [True, True]


def test_a_photo_is_never_decoded_smaller_than_it_is_drawn():
    stripes = Pillow.new("L", (3838, 60), 0)
    for x in range(0, 3838, 2):
        stripes.paste(255, (x, 0, x + 1, 60))
    image = library_image(encoded(stripes, "JPEG"), "stripes.jpg")
    with drawing(image, 3838 / 1920) as opened:
        assert opened.pixels.size == (3838, 60)
    with drawing(image, 3838 / 1919) as opened:
        assert opened.pixels.size == (1919, 30)


def test_renditions_that_show_the_same_pixels_are_the_same_file():
    image = library_image(encoded(thirds(960, 800)))
    alike = [specs.named(image, name) for name in ("card-960.jpg", "cover-960.jpg")]
    renditions.make(image, alike)
    assert len({renditions.path_of(image, one).read_bytes() for one in alike}) == 1


def test_what_is_transparent_does_not_bleed_into_what_is_not():
    picture = Pillow.new("RGBA", (400, 400), (0, 0, 0, 0))
    picture.paste((255, 255, 255, 255), (0, 0, 200, 400))
    edge = drawn(library_image(encoded(picture)), "logo-160.webp").crop((70, 70, 90, 90))
    seen = [colour for colour in edge.get_flattened_data() if colour[3] > 40]
    assert min(min(colour[:3]) for colour in seen) > 230


def test_a_file_with_the_wrong_extension_is_read_by_its_content():
    image = library_image(encoded(thirds(), "WEBP"), "photo.png")
    assert drawn(image, "thumb-160.jpg").mode == "RGB"

import pytest
from PIL import Image as Pillow

from eig.images import renditions, specs
from tests.eig.images.drawn import encoded, library_image, thirds

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return library_image(encoded(thirds(), "JPEG"), "photo.jpg")


def address(image, name):
    return f"/media/renditions/{specs.folder(image)}/{name}"


@pytest.mark.parametrize(("extension", "media_type"), [("avif", "image/avif"), ("jpg", "image/jpeg")])
def test_a_missing_rendition_is_made_and_kept(client, photo, extension, media_type):
    response = client.get(address(photo, f"card-320.{extension}"))
    content = response.getvalue()
    kept = renditions.path_of(photo, specs.named(photo, f"card-320.{extension}"))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert kept.read_bytes() == content
    with Pillow.open(kept) as picture:
        assert picture.size == (320, 180)
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    assert kept.stat().st_mode & 0o777 == 0o644


def test_a_kept_rendition_is_served_without_a_query(client, photo, django_assert_num_queries):
    client.get(address(photo, "thumb-80.jpg")).getvalue()
    with django_assert_num_queries(0):
        client.get(address(photo, "thumb-80.jpg")).getvalue()


def test_head_answers_without_a_body(client, photo):
    response = client.head(address(photo, "thumb-80.jpg"))
    assert (response.status_code, response.getvalue()) == (200, b"")


def test_other_methods_are_refused(client, photo):
    assert client.post(address(photo, "thumb-80.jpg")).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "card-321.jpg",
        "card-960.jpg",
        "card-640.webp",
        "poster-640.jpg",
        "card-640.svg",
        "card-640",
        "card--640.jpg",
        "card-640.jpg%00",
        "..%2f..%2fdb.sqlite3",
        "card-99999999999999999999.jpg",
        "card-٦٤٠.jpg",
    ],
)
def test_what_the_table_does_not_have_is_not_found(client, photo, name):
    assert client.get(address(photo, name)).status_code == 404
    assert not renditions.root().exists()


@pytest.mark.parametrize("folder", ["..", "0" * 16 + "-3232", "%2e%2e", "x" * 21, "0" * 64, "'%22<script>"])
def test_a_folder_of_no_image_is_not_found(client, photo, folder):
    assert client.get(f"/media/renditions/{folder}/thumb-80.jpg").status_code == 404
    assert not renditions.root().exists()


def test_only_today_s_focal_point_is_drawn(client, photo):
    assert client.get(f"/media/renditions/{photo.digest[:16]}-0000/thumb-80.jpg").status_code == 404


def test_an_original_that_is_gone_is_not_found_and_logged(client, photo, caplog):
    photo.file.storage.delete(photo.file.name)
    assert client.get(address(photo, "thumb-80.jpg")).status_code == 404
    assert caplog.messages == [
        f"The original of image {photo.key} cannot be read.",
        "Not Found: " + address(photo, "thumb-80.jpg"),
    ]


def test_the_same_file_serves_both_languages(client, photo):
    assert client.get("/en" + address(photo, "thumb-80.jpg")).status_code == 404

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image as Pillow

from eig.images.component import rendition_url
from eig.images.files import validators
from eig.images.models import Image
from eig.images.pixels import specs
from tests.admin_forms import errors, form_data
from tests.eig.images.drawn import encoded, library_image, thirds
from tests.eig.images.odd_files import ACCEPTED, MEGABYTE, NAMES, PAGE, PDF, REFUSED, TOO_MUCH, photo, zipped
from tests.factories import UserFactory

ADD = "/admin/images/image/add/"


def by_oddity(rows):
    return pytest.mark.parametrize("row", rows, ids=[row.oddity for row in rows])


@pytest.fixture
def staff(client, db):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def send(client, content, name, prefix="", **words):
    """The page that answers the form with that file."""
    page = client.get(prefix + ADD)
    file = SimpleUploadedFile(name, content, "image/jpeg")
    return client.post(prefix + ADD, {**form_data(page), "file": file, "_continue": "1", **words})


def stored_files(settings):
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("language", ["fr", "en"])
@by_oddity(REFUSED)
def test_a_hostile_file_is_refused_in_words(row, language):
    file = ContentFile(row.make(), name=row.name)
    with override(language):
        with pytest.raises(ValidationError) as caught:
            validators.validate_picture(file)
        said = caught.value.messages

    assert (caught.value.code, said) == (row.code, [row.words(language)])
    assert file.tell() == 0


@by_oddity(REFUSED)
def test_a_hostile_file_stores_nothing_and_leaves_the_form_as_it_was(client, staff, settings, row):
    page = send(client, row.make(), row.name, title="Séminaire", alt_fr="Le phare", credit="Ana")

    sent_again = form_data(page)
    assert errors(page) == [" ".join(row.words("fr").split())]
    assert [sent_again[name] for name in ("title", "alt_fr", "credit")] == ["Séminaire", "Le phare", "Ana"]
    assert (Image.objects.count(), stored_files(settings)) == (0, [])


def test_the_words_are_those_of_the_address(client, staff):
    row = next(row for row in REFUSED if row.code == "pdf")
    assert errors(send(client, row.make(), row.name, "/en")) == [row.words("en")]


@by_oddity(ACCEPTED)
def test_an_odd_picture_is_kept_measured_and_drawn(client, staff, row):
    content = row.make()
    send(client, content, row.name)

    image = Image.objects.get()
    assert (image.width, image.height, image.transparent) == (*row.size, row.transparent)
    assert image.file.name.rpartition(".")[2] == row.extension
    with image.file.open() as file:
        assert file.read() == content
    for rendition in specs.renditions(image, specs.SPECS["thumb"]):
        with Pillow.open(io.BytesIO(client.get(rendition_url(image, rendition)).getvalue())) as drawn:
            assert drawn.size == (rendition.width, rendition.height)


@pytest.mark.parametrize("row", NAMES, ids=[repr(row.name[:30]) for row in NAMES])
@pytest.mark.django_db
def test_any_name_becomes_a_safe_one_and_a_readable_title(row):
    image = library_image(photo(), row.name, title="")

    image.refresh_from_db()
    assert image.file.name == f"originals/{image.digest[:2]}/{image.digest[:16]}/{row.stored}"
    assert image.title == row.title
    assert Path(image.file.path).is_file()


@pytest.mark.parametrize("name", ["E\u0301quipe 🎉.jpg", "é" * 296 + ".jpg", "a.html", "..jpg"])
def test_any_name_is_welcome_in_the_form(client, staff, name):
    send(client, photo(), name)

    image = Image.objects.get()
    assert image.file.name.endswith(".jpg")
    assert image.file.name.isascii()
    assert image.title


@pytest.mark.django_db
def test_a_replaced_file_takes_the_extension_of_the_new_one():
    image = library_image(photo(), "photo.jpg")
    image.file = ContentFile(encoded(thirds()), name="photo.jpg")
    image.save()

    assert image.file.name.endswith("/photo.png")


@by_oddity([row for row in TOO_MUCH if row.code in {"too_large", "too_heavy"}])
def test_what_is_too_large_is_refused_before_it_is_decoded(monkeypatch, row):
    def decode(picture):
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)
    with pytest.raises(ValidationError) as caught:
        validators.validate_picture(ContentFile(row.make(), name=row.name))
    assert caught.value.code == row.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_what_is_too_large_to_decode_is_found_whole_by_its_parts(monkeypatch, kind):
    monkeypatch.setattr(validators, "MOST_DECODED", 0)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda picture: pytest.fail("decoded"))
    content = encoded(Pillow.effect_noise((300, 200), 90), kind)

    validators.validate_picture(ContentFile(content))
    for shorter in (content[:-20], content[: len(content) // 2]):
        with pytest.raises(ValidationError) as caught:
            validators.validate_picture(ContentFile(shorter))
        assert caught.value.code == "damaged"


@by_oddity([row for row in REFUSED if row.code == "damaged" and "PNG" in row.oddity])
def test_a_damaged_png_is_found_without_decoding(monkeypatch, row):
    monkeypatch.setattr(validators, "MOST_DECODED", 0)
    with pytest.raises(ValidationError) as caught:
        validators.validate_picture(ContentFile(row.make()))
    assert caught.value.code == "damaged"


@by_oddity(ACCEPTED)
def test_an_odd_picture_is_found_whole_without_decoding(monkeypatch, row):
    monkeypatch.setattr(validators, "MOST_DECODED", 0)
    validators.validate_picture(ContentFile(row.make(), name=row.name))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (PAGE, "html"),
        (zipped(), "archive"),
        (b"", "empty_file"),
        (b"Bonjour", "not_a_picture"),
        (PDF.ljust(10 * MEGABYTE + 1), "too_heavy"),
        (b"\n" + PDF, "pdf"),
        (photo() + PAGE, "hidden"),
    ],
    ids=["page", "archive", "empty", "text", "heavy", "PDF that begins late", "polyglot"],
)
def test_a_consent_that_is_no_document_is_refused(content, code):
    with pytest.raises(ValidationError) as caught:
        validators.validate_consent_document(ContentFile(content, name="accord.pdf"))
    assert caught.value.code == code


@pytest.mark.parametrize("content", [PDF, photo(), encoded(thirds())], ids=["PDF", "photo", "scan"])
def test_a_consent_is_a_pdf_or_a_picture(content):
    file = ContentFile(content, name="accord.pdf")
    validators.validate_consent_document(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "name", "stored"),
    [(PDF, "Accord signé.html", "accord-signe.pdf"), (photo(), "accord.svg", "accord.jpg")],
)
@pytest.mark.django_db
def test_a_consent_is_kept_under_the_extension_of_what_it_is(content, name, stored):
    image = library_image(photo(), consent_document=ContentFile(content, name=name))
    assert image.consent_document.name == f"consents/{image.key}/{stored}"

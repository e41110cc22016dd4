import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import override

from eig.images.models import Image
from tests.eig.images.drawn import encoded, exif_of_a_phone, library_image, thirds

pytestmark = pytest.mark.django_db


def test_a_new_file_is_measured():
    content = encoded(thirds(900, 300), "JPEG", exif=exif_of_a_phone(8))
    image = library_image(content, "Équipe en séminaire.jpg", title="")
    image.refresh_from_db()
    assert (image.width, image.height, image.size, image.transparent) == (300, 900, len(content), False)
    assert image.digest == hashlib.sha256(content).hexdigest()
    assert image.title == "Équipe en séminaire"
    with image.file.open() as file:
        assert file.read() == content


def test_a_replaced_file_is_measured_even_when_few_fields_are_saved():
    image = library_image(encoded(thirds(900, 300)))
    image.file = ContentFile(encoded(thirds(60, 30, "RGBA")), name="other.png")
    image.save(update_fields=["file"])
    found = Image.objects.get(pk=image.pk)
    assert (found.width, found.height, found.transparent) == (60, 30, True)
    assert found.digest == image.digest != ""


def test_saving_words_does_not_read_the_file(django_assert_num_queries):
    image = library_image(encoded(thirds()))
    image.file.storage.delete(image.file.name)
    image = Image.objects.get(pk=image.pk)
    image.caption_fr = "Une équipe"
    with django_assert_num_queries(1):
        image.save()


def test_the_same_content_twice_is_refused_with_the_title_of_the_first():
    content = encoded(thirds())
    library_image(content, title="Séminaire de rentrée")
    twin = Image(title="Copie", file=ContentFile(content, name="copy.png"))
    with override("en"), pytest.raises(ValidationError) as caught:
        twin.full_clean(exclude=["digest", "width", "height", "size"])
    with override("en"):
        said = caught.value.message_dict
    assert said == {"file": ["This picture is in the library already: “Séminaire de rentrée”."]}


def test_the_database_refuses_the_same_content_twice():
    library_image(encoded(thirds()))
    with pytest.raises(IntegrityError), transaction.atomic():
        library_image(encoded(thirds()))


def test_an_image_may_keep_its_own_file():
    image = library_image(encoded(thirds()))
    image.file = ContentFile(encoded(thirds()), name="again.png")
    image.clean()
    assert Image.objects.get() == image


def test_a_file_that_is_no_picture_is_never_stored():
    with pytest.raises(ValidationError) as caught:
        library_image(b"not a picture", "photo.jpg")
    assert caught.value.code == "not_a_picture"
    assert Image.objects.count() == 0


def test_a_hostile_name_stays_in_the_folder_of_originals():
    image = library_image(encoded(thirds()), "../../etc/passwd.png")
    assert image.file.name == f"originals/{image.digest[:2]}/{image.digest[:16]}/passwd.png"


def test_pictures_without_words_are_found_by_language():
    silent = library_image(encoded(thirds(30, 10)), alt_fr="")
    french = library_image(encoded(thirds(60, 10)), alt_fr="Une équipe")
    library_image(encoded(thirds(90, 10)), alt_fr="", decorative=True)
    assert set(Image.objects.without_alt("fr")) == {silent}
    assert set(Image.objects.without_alt("en")) == {silent, french}

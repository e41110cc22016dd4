import hashlib
from contextlib import suppress
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import override

from eig.images.models import Image
from eig.images.pixels.renditions import make, path_of, public_root
from eig.images.pixels.specs import all_renditions
from tests.eig.images.drawn import encoded, exif_of_a_phone, library_image, thirds
from tests.factories import ChallengeFactory, ImageFactory, PersonFactory, PostFactory

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
    with django_assert_num_queries(2):
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


def keys(images):
    return {image.key for image in images}


def test_pictures_are_found_by_what_the_ledger_lacks():
    day = date(2026, 3, 1)
    ImageFactory(key="clear", consent=Image.Consent.GIVEN, consent_on=day)
    ImageFactory(key="uncredited", credit="", licence=Image.Licence.UNKNOWN, consent=Image.Consent.NOT_NEEDED)
    ImageFactory(key="unlicensed", licence=Image.Licence.UNKNOWN, consent=Image.Consent.NOT_NEEDED)
    ImageFactory(key="unasked", consent=Image.Consent.MISSING)

    assert keys(Image.objects.uncredited()) == {"uncredited"}
    assert keys(Image.objects.rights_unknown()) == {"uncredited", "unlicensed"}
    assert keys(Image.objects.consent_missing()) == {"unasked"}


def test_pictures_are_found_by_the_end_of_their_rights():
    now = timezone.now()
    moment, soon = timedelta(microseconds=1), timedelta(days=60)
    ends = {"over": now, "today": now + moment, "soon": now + soon, "later": now + soon + moment, "never": None}
    for key, end in ends.items():
        ImageFactory(key=key, rights_until=end)

    assert keys(Image.objects.expired(now)) == {"over"}
    assert keys(Image.objects.expired(now - moment)) == set()
    assert keys(Image.objects.expiring(now)) == {"today", "soon"}
    assert keys(Image.objects.expiring(now + moment)) == {"soon", "later"}


def test_pictures_to_withdraw_are_those_whose_rights_are_over_and_that_something_shows():
    now = timezone.now()
    for key, end in (("cover", now), ("figure", now), ("idle", now), ("fine", None)):
        ImageFactory(key=key, rights_until=end)
    PostFactory(cover=Image.objects.get(key="cover"), body_fr="![](image:figure) ![](image:fine)")

    assert keys(Image.objects.to_withdraw(now)) == {"cover", "figure"}
    assert keys(Image.objects.to_withdraw(now - timedelta(microseconds=1))) == set()


def test_pictures_are_found_by_their_size():
    ImageFactory(key="narrow", size_in_pixels=(1199, 10))
    ImageFactory(key="wide", size_in_pixels=(1200, 10))
    PersonFactory(portrait=ImageFactory(key="face"))
    ChallengeFactory(logo=ImageFactory(key="logo"))
    limit = 8 * 1024 * 1024
    Image.objects.filter(key="narrow").update(size=limit)
    Image.objects.filter(key="wide").update(size=limit + 1)

    assert keys(Image.objects.too_small()) == {"narrow"}
    assert keys(Image.objects.heavy()) == {"wide"}


def test_pictures_are_told_apart_by_whether_anything_shows_them(django_assert_num_queries):
    for key in ("cover", "portrait", "logo", "figure", "idle"):
        ImageFactory(key=key)
    images = {image.key: image for image in Image.objects.all()}
    draft = PostFactory(cover=images["cover"], body_en="![](image:figure)")
    PersonFactory(portrait=images["portrait"])
    ChallengeFactory(logo=images["logo"])

    assert draft.editions.count() == 0
    with django_assert_num_queries(2):
        assert keys(Image.objects.used()) == {"cover", "portrait", "logo", "figure"}
        assert keys(Image.objects.unused()) == {"idle"}


def test_picture_in_two_languages_of_a_text_is_found_once():
    image = ImageFactory(key="figure")
    PostFactory(cover=image, body_fr="![](image:figure)", body_en="![](image:figure)")

    assert [found.key for found in Image.objects.used()] == ["figure"]


def test_languages_without_words_are_named():
    assert ImageFactory.build(alt_fr="Un port", alt_en="").alt_missing_in == ["alt_en"]
    assert ImageFactory.build(alt_fr="", alt_en="", decorative=True).alt_missing_in == []


USED = {"cover": {"cover": True}, "text": {"body_en": "![](image:figure)"}}


@pytest.mark.parametrize("use", USED)
@pytest.mark.parametrize("delete", [lambda image: image.delete(), lambda image: Image.objects.all().delete()])
def test_a_picture_in_use_is_not_deleted(use, delete, django_capture_on_commit_callbacks):
    image, other = ImageFactory(key="figure"), ImageFactory(key="idle")
    fields = {"cover": image} if use == "cover" else USED[use]
    post = PostFactory(**fields)

    with django_capture_on_commit_callbacks(execute=True) as callbacks, pytest.raises(ProtectedError) as caught:
        delete(image)

    assert caught.value.protected_objects == {post}
    assert callbacks == []
    assert keys(Image.objects.all()) == {"figure", "idle"}
    assert image.file.storage.exists(image.file.name)
    assert other.file.storage.exists(other.file.name)


def test_picture_that_a_text_no_longer_shows_may_be_deleted():
    image = ImageFactory(key="figure")
    post = PostFactory(body_fr="![](image:figure)")
    post.body_fr = "Sans image."
    post.save()

    image.delete()

    assert not Image.objects.exists()


def with_files(**fields):
    """An image with its consent and a rendition; `(image, its files)`."""
    content = ContentFile(b"%PDF-1.7 signed", name="accord.pdf")
    image = ImageFactory(size_in_pixels=(640, 360), consent_document=content, **fields)
    rendition = all_renditions(image)[0]
    make(image, [rendition])
    media = Path(settings.MEDIA_ROOT)
    return image, [media / image.file.name, media / image.consent_document.name, path_of(image, rendition)]


def standing(files):
    return [file.exists() for file in files]


@pytest.mark.parametrize("delete", [lambda image: image.delete(), lambda image: Image.objects.all().delete()])
def test_files_go_with_their_picture_once_that_is_certain(delete, django_capture_on_commit_callbacks):
    image, files = with_files()

    with django_capture_on_commit_callbacks(execute=True):
        delete(image)
        assert standing(files) == [True, True, True]

    assert standing(files) == [False, False, False]


def test_files_stay_where_the_deletion_is_undone(django_capture_on_commit_callbacks):
    image, files = with_files()

    with (
        django_capture_on_commit_callbacks(execute=True) as callbacks,
        suppress(ZeroDivisionError),
        transaction.atomic(),
    ):
        Image.objects.get(pk=image.pk).delete()
        raise ZeroDivisionError

    assert callbacks == []
    assert standing(files) == [True, True, True]
    assert Image.objects.get() == image


def test_replacing_the_file_removes_the_old_one_and_its_renditions(django_capture_on_commit_callbacks):
    image, (original, consent, rendition) = with_files()

    with django_capture_on_commit_callbacks(execute=True):
        image.file = ContentFile(encoded(thirds()), name="new.png")
        image.save()
        assert standing([original, rendition]) == [True, True]

    assert standing([original, rendition, consent]) == [False, False, True]
    assert (Path(settings.MEDIA_ROOT) / image.file.name).exists()


def test_replacing_a_file_that_is_undone_keeps_the_old_one(django_capture_on_commit_callbacks):
    image, files = with_files()
    before = image.digest

    with django_capture_on_commit_callbacks(execute=True), suppress(ZeroDivisionError), transaction.atomic():
        image.file = ContentFile(encoded(thirds()), name="new.png")
        image.save()
        raise ZeroDivisionError

    assert standing(files) == [True, True, True]
    assert Image.objects.get().digest == before


def test_consents_are_filed_apart_from_what_is_served():
    _image, (_original, consent, _rendition) = with_files(key="phare")

    assert consent == Path(settings.MEDIA_ROOT) / "consents/phare/accord.pdf"
    assert public_root() not in consent.parents


def test_a_replaced_or_removed_consent_leaves_the_disk(settings, django_capture_on_commit_callbacks):
    image = ImageFactory(consent_document=ContentFile(b"%PDF-1.4 first", name="accord.pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        image.consent_document = ContentFile(b"%PDF-1.4 second", name="nouvel-accord.pdf")
        image.save()
    folder = Path(settings.MEDIA_ROOT) / "consents" / image.key
    assert [path.name for path in folder.iterdir()] == ["nouvel-accord.pdf"]

    with django_capture_on_commit_callbacks(execute=True):
        image.consent_document = ""
        image.save()
    assert list(folder.iterdir()) == []


def test_picture_that_is_there_already_is_found_by_its_file_name_once_upgraded():
    image = library_image(encoded(thirds()), "Phare.png", title="De nuit")
    upgraded = Image.objects.values_list("search_key", flat=True).get()
    Image.objects.update(search_key=upgraded.removesuffix(" phare.png"))

    for _time in range(2):
        import_module("eig.images.migrations.0003_find_by_file_name").add_file_names(apps, None)

    image.refresh_from_db()
    assert image.search_key == upgraded == "de nuit une personne devant un ordinateur ana photographe phare.png"

import shutil

import pytest

from eig.images.models import Image
from tests.factories import ImageFactory
from tests.moving import build_site, move_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    return build_site(tmp_path)


def test_caption_credit_and_alternative_come_from_the_first_use(site):
    move_in(site)

    image = Image.objects.get(key="img-blog-quai-jpg")
    assert (image.title, image.alt_fr) == ("quai", "Deux personnes lisent une carte marine")
    assert image.caption_fr == "Zélie et Oumar relisent la carte"
    assert (image.credit, image.author, image.licence) == ("Oumar Tall", "Oumar Tall", Image.Licence.UNKNOWN)
    assert image.caption_en == "Zélie and Oumar read the chart. See [the call](page:contact)."
    assert (image.width, image.height) == (240, 160)


def test_licence_is_read_from_the_credit(site):
    move_in(site)

    assert Image.objects.get(key="img-blog-phare-jpg").licence == Image.Licence.CC_BY_SA


def test_file_is_kept_as_it_was(site):
    move_in(site)

    image = Image.objects.get(key="img-noeud-png")
    with image.file.open() as file:
        assert file.read() == (site / "img/noeud.png").read_bytes()


def test_copies_of_a_picture_are_one_image(site):
    shutil.copy(site / "img/noeud.png", site / "img/zzz-copie.png")

    report = move_in(site)

    assert report.counts["images"]["created"] == 9


def test_picture_already_in_the_library_is_used(site):
    there = ImageFactory(key="abc")
    shutil.copy(there.file.path, site / "img/noeud.png")

    move_in(site)

    assert Image.objects.filter(digest=there.digest).get().key == "abc"
    assert Image.objects.count() == 9

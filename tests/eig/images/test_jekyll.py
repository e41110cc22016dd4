import shutil
from datetime import date

import pytest
from PIL import Image as Pillow

from community.models import Person
from eig.images.models import Image
from eig.importing.values import digest
from eig.publishing.models import ImportedItem
from tests.factories import ImageFactory
from tests.moving import build_site, change, messages, move_in, outcomes

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


ARTIST = 0x013B
CARNET = "_posts/18-07-27-Carnet-de-bord.md"
LIGHTHOUSE, NODE, FACE, LOGO = (
    "img-blog-phare-jpg",
    "img-noeud-png",
    "img-communaute-zelie-png",
    "img-defis-marelink-png",
)


@pytest.fixture
def logo(site):
    """The key of a logo that is shown nowhere else."""
    change(site, "_data/defis.yml", "      image: img/defis/marelink.png", "      image: img/blog/carnet.png")
    return LOGO


def image(key):
    return Image.objects.get(key=key)


def test_licence_is_read_from_the_credit_with_its_version_and_said_once(site):
    move_in(site)

    lighthouse = image(LIGHTHOUSE)
    assert (lighthouse.licence, lighthouse.licence_version) == (Image.Licence.CC_BY_SA, "4.0")
    assert (lighthouse.author, lighthouse.credit) == ("Zélie Marchand", "Zélie Marchand")
    assert lighthouse.credit_line == "Zélie Marchand – CC BY-SA 4.0"
    assert lighthouse.caption_fr == "Le phare, vu de la jetée"


def test_licence_is_read_from_the_address_the_credit_links_to(site):
    linked = "[CC-by-sa](https://creativecommons.org/licenses/by-sa/3.0/)_"
    change(site, CARNET, "CC BY-SA 4.0_", linked)

    move_in(site)

    assert (image(LIGHTHOUSE).licence, image(LIGHTHOUSE).licence_version) == (Image.Licence.CC_BY_SA, "3.0")
    assert image(LIGHTHOUSE).credit_line == "Zélie Marchand – CC BY-SA 3.0"


def test_licence_of_the_authors_own_page_is_noted(site):
    change(site, CARNET, "CC BY-SA 4.0_", "[CC-by-nc](https://zelie.example/licence.html)_")

    move_in(site)

    assert image(LIGHTHOUSE).licence_note == "https://zelie.example/licence.html"


def test_second_credit_of_a_picture_is_listed(site):
    report = move_in(site)

    assert messages(report, "credit-other") == [
        f"{CARNET}:32: “{LIGHTHOUSE}” is credited in two ways: "
        "kept “© Zélie Marchand, CC BY-SA 4.0”, left out “Crédits photo : Ana Solé”"
    ]


def test_same_credit_without_its_licence_is_no_other_credit(site):
    change(site, CARNET, "Crédits photo : Ana Solé", "© Zélie Marchand")

    assert messages(move_in(site), "credit-other") == []


def test_credits_that_no_image_takes_are_listed_with_file_and_line(site):
    report = move_in(site)

    post = "_posts/2018-11-14-cartes-et-licences.md"
    assert [message for message in messages(report, "credit-elsewhere") if "©" in message] == [
        f"{post}:18: the credit of a picture the library does not hold stays in the text: © Boussole"
    ]
    assert messages(report, "credit-tooltip") == [
        f"{post}:17: the credit in the tooltip of https://cdn.boussole.example/9.jpeg was left out: © Boussole"
    ]


def test_report_counts_what_the_ledger_knows(site, logo):
    report = move_in(site)

    assert report.ledger == {
        "credited": 4,
        "of unknown credit": 5,
        "with consent not needed": 1,
        "with consent given": 0,
        "with consent missing": 8,
        "whose file names an author": 0,
    }
    assert report.as_data()["ledger"] == report.ledger
    assert (
        "pictures: 4 credited, 5 of unknown credit, "
        "1 with consent not needed, 0 with consent given, 8 with consent missing, 0 whose file names an author"
    ) in report.as_text().splitlines()


def sign_inside(site, name, author):
    """Write an author into the file itself, as a camera does."""
    path = site / name
    exif = Pillow.Exif()
    exif[ARTIST] = author
    with Pillow.open(path) as picture:
        picture.load()
        picture.save(path, exif=exif)


def test_what_the_file_says_is_kept_to_be_offered_and_fills_no_credit(site):
    sign_inside(site, "img/fond.jpg", "Ada Lo")
    sign_inside(site, "img/blog/phare.jpg", "CANON DIGITAL")

    report = move_in(site)

    assert image("img-fond-jpg").embedded == {"author": "Ada Lo"}
    assert (image("img-fond-jpg").author, image("img-fond-jpg").credit) == ("", "")
    assert report.ledger["whose file names an author"] == Image.objects.filter(embedded__has_key="author").count()
    assert image(LIGHTHOUSE).credit == "Zélie Marchand"


def test_nobody_is_pictured_in_a_logo(site, logo):
    move_in(site)

    assert image(LOGO).consent == Image.Consent.NOT_NEEDED
    assert set(Image.objects.exclude(key=LOGO).values_list("consent", flat=True)) == {Image.Consent.MISSING}


def test_logo_that_a_text_shows_may_picture_someone(site):
    change(site, CARNET, "img/blog/carnet.png", "img/defis/marelink.png")

    move_in(site)

    assert image(LOGO).consent == Image.Consent.MISSING


def test_portrait_follows_the_consent_of_its_person(site):
    move_in(site)
    assert (image(FACE).consent, image(FACE).consent_on) == (Image.Consent.MISSING, None)

    people = Person.objects.filter(portrait__key=FACE)
    people.update(consent=True, consent_date=date(2026, 3, 2))
    assert outcomes(move_in(site))["updated"] == 1
    assert (image(FACE).consent, image(FACE).consent_on) == (Image.Consent.GIVEN, date(2026, 3, 2))

    people.update(consent=False, consent_date=None)
    assert outcomes(move_in(site))["updated"] == 1
    assert (image(FACE).consent, image(FACE).consent_on) == (Image.Consent.MISSING, None)


def test_portrait_that_a_text_shows_too_waits_for_a_consent_of_its_own(site):
    change(site, CARNET, "img/blog/carnet.png", "/img/communaute/zelie.png")
    move_in(site)
    Person.objects.filter(portrait__key=FACE).update(consent=True, consent_date=date(2026, 3, 2))

    move_in(site)

    assert image(FACE).consent == Image.Consent.MISSING


def as_the_previous_version_left_it(site):
    """The library as it was before licences had versions and pictures consents."""
    move_in(site)
    Image.objects.filter(key=LIGHTHOUSE).update(credit="Zélie Marchand, CC BY-SA 4.0", licence_version="")
    Image.objects.update(consent=Image.Consent.MISSING, embedded={})
    for item in ImportedItem.objects.filter(kind="images"):
        item.digests = {name: said for name, said in item.digests.items() if name not in NEW_COLUMNS}
        if item.key == LIGHTHOUSE:
            item.digests["credit"] = digest("Zélie Marchand, CC BY-SA 4.0")
        item.save()


NEW_COLUMNS = {"licence_version", "consent", "consent_on", "embedded"}


def test_library_of_the_previous_version_gets_what_it_lacks(site, logo):
    sign_inside(site, "img/fond.jpg", "Ada Lo")
    as_the_previous_version_left_it(site)

    report = move_in(site)

    assert report.counts["images"] == {"updated": 3, "unchanged": 6}
    assert image("img-fond-jpg").embedded == {"author": "Ada Lo"}
    assert image(LIGHTHOUSE).credit_line == "Zélie Marchand – CC BY-SA 4.0"
    assert image(LOGO).consent == Image.Consent.NOT_NEEDED
    assert list(outcomes(move_in(site))) == ["unchanged"]


def test_rights_that_staff_changed_stay_as_a_whole(site):
    as_the_previous_version_left_it(site)
    Image.objects.filter(key=LIGHTHOUSE).update(licence=Image.Licence.RESERVED)

    for _time in range(2):
        report = move_in(site)
        assert (image(LIGHTHOUSE).licence, image(LIGHTHOUSE).licence_version) == (Image.Licence.RESERVED, "")
        assert [message.partition("here since: ")[2] for message in messages(report, "kept")] == [
            "kept licence, licence_version"
        ]
    assert image(LIGHTHOUSE).credit == "Zélie Marchand"


def test_consent_that_staff_recorded_stays(site, logo):
    move_in(site)
    Image.objects.filter(key=NODE).update(consent=Image.Consent.GIVEN, consent_on=date(2026, 1, 5))
    Image.objects.filter(key=LOGO).update(consent=Image.Consent.GIVEN, consent_on=date(2026, 1, 5))

    report = move_in(site)

    assert report.counts["images"] == {"kept": 1, "unchanged": 8}
    given = Image.objects.filter(consent=Image.Consent.GIVEN, consent_on=date(2026, 1, 5))
    assert {image.key for image in given} == {NODE, LOGO}


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

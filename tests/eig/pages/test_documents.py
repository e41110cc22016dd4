"""The page of documents and that of the press: what is published, of the kind asked for, with all a reader weighs."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from eig.pages.models import Document
from tests.factories import (
    DocumentFactory,
    ImageFactory,
    PressPictureFactory,
    ProgrammeFigureFactory,
    SiteIdentityFactory,
)

pytestmark = pytest.mark.django_db
Kind = Document.Kind


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def titles(page):
    return [link.text for link in page.select(".eig-document__title")]


def test_a_document_says_its_kind_format_size_language_and_date(client):
    DocumentFactory(
        title_fr="Livret",
        title_en="Booklet",
        kind=Kind.BOOKLET,
        url="",
        file=ContentFile(b"x" * 2048, name="livret.pdf"),
        language="fr",
        date=date(2026, 3, 14),
        cover=ImageFactory(credit="Ana Photographe"),
        published=["fr", "en"],
    )

    page = soup(client.get("/en/documents/"))

    facts = page.select_one(".eig-document__facts")
    assert facts.text.strip().replace("\xa0", " ") == "Booklet – PDF – 2.0 KB – in French – 14 March 2026"
    assert facts.time["datetime"] == "2026-03-14"
    assert page.select_one(".eig-document__title a")["hreflang"] == "fr"
    assert "Ana Photographe" in page.select_one(".eig-document figcaption").text
    assert "français" not in soup(client.get("/documents/")).select_one(".eig-document__facts").text
    Document.objects.update(language="zz-odd")
    assert client.get("/documents/").status_code == 200


def test_kinds_narrow_the_list_and_are_counted(client):
    DocumentFactory(title_fr="Sans date", kind=Kind.REPORT, published=["fr"])
    DocumentFactory(title_fr="Ancien", kind=Kind.REPORT, date=date(2020, 1, 1), published=["fr"])
    DocumentFactory(title_fr="Récent", kind=Kind.REGULATION, date=date(2026, 1, 1), published=["fr"])
    DocumentFactory(title_fr="Brouillon", kind=Kind.BOOKLET)

    page = soup(client.get("/documents/"))
    reports = soup(client.get("/documents/?kind=report"))

    assert titles(page) == ["Récent", "Ancien", "Sans date"]
    assert [(link.text, link["href"], link.get("aria-current")) for link in page.select(".eig-kinds a")] == [
        ("Tous (3)", "/documents/", "true"),
        ("Rapports (2)", "/documents/?kind=report", None),
        ("Règlements (1)", "/documents/?kind=regulation", None),
    ]
    assert titles(reports) == ["Ancien", "Sans date"]
    assert reports.select_one(".eig-kinds [aria-current]").text == "Rapports (2)"
    assert reports.title.text.startswith("Documents – rapports – ")


def test_the_kind_is_kept_in_the_other_language_but_is_no_part_of_an_address_for_machines(client):
    DocumentFactory(kind=Kind.REPORT, published=["fr"])
    page = soup(client.get("/documents/?kind=report"))
    assert {link["href"] for link in page.select("a[hreflang=en]")} == {"/en/documents/?kind=report"}
    assert page.select_one("link[hreflang=en]")["href"] == "http://testserver/en/documents/"


@pytest.mark.parametrize(
    "query", ["kind=booklet", "kind=%00", "kind=nothing", "kind=report&kind=x", "page=abc", "page=99"]
)
def test_what_is_asked_and_does_not_exist_is_left_out(client, query):
    DocumentFactory(title_fr="Rapport", kind=Kind.REPORT, published=["fr"])

    assert titles(soup(client.get(f"/documents/?{query}"))) == ["Rapport"]


def test_many_documents_have_pages_that_keep_the_kind(client):
    for _number in range(25):
        DocumentFactory(kind=Kind.REPORT, published=["fr"])

    page = soup(client.get("/documents/?kind=report"))

    assert len(titles(page)) == 24
    assert page.select_one("a[rel=next]")["href"] == "?kind=report&page=2"


def test_an_empty_site_says_so(client):
    assert "premiers documents" in soup(client.get("/documents/")).find("main").text


def test_the_press_kit_is_made_of_the_data(client):
    printed = ImageFactory(credit="Ana", size_in_pixels=(900, 600), consent="not_needed", caption_fr="La promotion.")
    reserved = ImageFactory(credit="Agence", licence="reserved", alt_fr="Une scène")
    gone = ImageFactory(rights_until=timezone.now() - timedelta(days=1), withdrawn_at_end=True)
    for image in (printed, reserved, gone):
        PressPictureFactory(image=image)
    ProgrammeFigureFactory(label_fr="défis relevés", amount=1200)
    SiteIdentityFactory(
        logo=ImageFactory(credit="Atelier"),
        boilerplate_fr="Un programme.\nDix mois.",
        press_name_fr="Inès K., relations presse",
        press_name_en="Inès K., press officer",
        press_email="presse@example.org",
        press_phone="+33 1 99",
    )

    page = soup(client.get("/presse/")).find("main")

    assert [heading.text for heading in page.select("#kit ~ h3")] == [
        "Le programme en un paragraphe",
        "En chiffres",
        "Logo",
        "Images",
    ]
    # Of 20 pixels, as headings of that rank are on home: between the section's 32 and the cards' 18.
    assert {heading["class"][0] for heading in page.select("#kit ~ h3")} == {"fr-h6"}
    assert [line.text for line in page.select(".eig-boilerplate p")] == ["Un programme.", "Dix mois."]
    assert page.select_one(".eig-press-figures dd").text.replace("\u202f", " ").replace("\xa0", " ") == "1 200"
    entries = page.select(".eig-press-pictures > li")
    assert [len(entry.select("a[download]")) for entry in entries] == [1, 0]
    assert [link["href"] for link in page.select(".eig-press-contact a")] == ["mailto:presse@example.org", "tel:+33199"]
    assert page.select_one(".eig-press-contact li").decode_contents() == "<strong>Inès K., relations presse</strong>"
    # A page in another language says whose words these are.
    in_english = soup(client.get("/en/press/")).find("main")
    assert in_english.select_one(".eig-boilerplate span")["lang"] == "fr"
    assert in_english.select_one(".eig-press-contact strong").decode_contents() == "Inès K., press officer"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"file": ContentFile(b"Bonjour", "faux.pdf")}, "file"),
        ({"url": "https://example.org/a.pdf", "language": "français"}, "language"),
    ],
)
def test_a_file_is_what_it_is_called_and_its_language_a_code(fields, wrong):
    with pytest.raises(ValidationError) as raised:
        Document(title_fr="Livret", source_language="fr", **fields).clean()
    assert list(raised.value.message_dict) == [wrong]


@pytest.mark.parametrize(
    "fields",
    [
        {"file": ContentFile(b"\xef\xbb\xbf%PDF-1.7 ...", "vrai.PDF")},
        {"file": ContentFile(b"Bonjour", "notes.txt")},
        {"url": "https://example.org/a.pdf", "language": "pt-BR"},
    ],
)
def test_a_document_that_is_what_it_says_is_taken(fields):
    Document(title_fr="Livret", source_language="fr", **fields).clean()

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eig.pages.models import MenuItem, PressRelease, SiteIdentity
from tests.admin_forms import column, errors, form_data, soup
from tests.factories import (
    AudienceFactory,
    DocumentFactory,
    FAQEntryFactory,
    MenuItemFactory,
    PageFactory,
    PressReleaseFactory,
    ProgrammeFigureFactory,
    SiteIdentityFactory,
    TestimonialFactory,
    UserFactory,
)

IDENTITY = "/admin/pages/siteidentity/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def test_the_identity_is_one_form(client):
    response = client.get(IDENTITY)
    assert (response.status_code, response.url) == (302, f"{IDENTITY}add/")

    client.post(f"{IDENTITY}add/", form_data(client.get(f"{IDENTITY}add/"), service_name_fr="Essai", _continue="1"))
    assert SiteIdentity.objects.get().service_name_fr == "Essai"
    response = client.get(IDENTITY)
    assert (response.status_code, response.url) == (302, f"{IDENTITY}1/change/")
    assert client.get(f"{IDENTITY}add/").status_code == 403
    assert client.post(f"{IDENTITY}1/delete/", {"post": "yes"}).status_code == 403


def test_an_audit_without_its_rate_is_refused(client):
    SiteIdentityFactory()
    address = f"/en{IDENTITY}1/change/"

    page = client.post(address, form_data(client.get(address), audited_on="2026-01-15", _continue="1"))

    assert errors(page) == ["An audit has a date and a share of criteria met."]


def test_social_networks_are_written_one_a_line(client):
    SiteIdentityFactory(social_links=[["Mastodon", "https://social.example/@nous"]])
    address = f"/en{IDENTITY}1/change/"
    page = client.get(address)
    assert form_data(page)["social_links"] == "Mastodon https://social.example/@nous"

    lines = "Mastodon https://social.example/@nous\r\n\r\nLa vidéothèque https://video.example/"
    client.post(address, form_data(page, social_links=lines, _continue="1"))
    assert SiteIdentity.objects.get().social_links == [
        ["Mastodon", "https://social.example/@nous"],
        ["La vidéothèque", "https://video.example/"],
    ]

    page = client.post(address, form_data(page, social_links="javascript:alert(1)", _continue="1"))
    assert errors(page) == [
        "“javascript:alert(1)” is not a name followed by an address: Mastodon https://example.org/@us"
    ]


def test_pages_say_where_they_stand(client):
    PageFactory(title_fr="Accueil", slug_fr=None, place="home", published=["fr"])
    PageFactory(title_fr="Programme")

    assert column(client.get("/en/admin/pages/page/"), "place_shown") == ["home page", "–"]


def test_two_pages_do_not_stand_at_one_place(client):
    PageFactory(slug_fr=None, place="home")
    page = client.get("/en/admin/pages/page/add/")
    page = client.post("/en/admin/pages/page/add/", form_data(page, title_fr="Autre", place="home", _continue="1"))

    assert len(errors(page)) == 1


def test_a_question_gets_its_anchor(client):
    audience = AudienceFactory()
    address = "/admin/pages/faqentry/add/"
    client.post(
        address,
        form_data(client.get(address), audience=audience.pk, question_fr="Qui peut candidater ?", _continue="1"),
    )

    assert audience.entries.get().anchor == "qui-peut-candidater"


def test_a_document_is_a_file_or_an_address(client):
    document = DocumentFactory(url="https://example.org/livret.pdf", published=["fr"])
    page = client.get("/en/admin/pages/document/")
    assert column(page, "format_shown") == ["PDF"]
    assert soup(client.get(f"/en/admin/pages/document/{document.pk}/change/")).select("input[type=file]")[0]["id"]


@pytest.mark.parametrize(
    ("factory", "model"),
    [
        (AudienceFactory, "audience"),
        (FAQEntryFactory, "faqentry"),
        (DocumentFactory, "document"),
        (TestimonialFactory, "testimonial"),
        (ProgrammeFigureFactory, "programmefigure"),
        (PageFactory, "page"),
    ],
)
def test_lists_ask_as_many_queries_for_ten_as_for_one(client, content_types, factory, model):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admin/pages/{model}/")
        return len(captured)

    shared = {"audience": AudienceFactory()} if factory is FAQEntryFactory else {}
    factory(**shared)
    for_one = queries()
    for _number in range(9):
        factory(**shared)
    assert queries() == for_one
    assert for_one <= 15


def test_the_position_written_in_a_list_says_whose_it_is(client):
    AudienceFactory(name_fr="Candidats")
    (field,) = soup(client.get("/en/admin/pages/audience/")).select("#result_list input[name=form-0-position]")

    assert field["aria-label"] == "Position – Candidats"


@pytest.mark.parametrize("name", ["menuitem", "programmefigure"])
def test_a_link_is_a_path_or_a_whole_address(client, name):
    address = f"/en/admin/pages/{name}/add/"
    page = client.post(address, form_data(client.get(address), url="javascript:alert(1)"))

    assert "Write a path of this site, /like/this/, or a whole address: https://example.org/" in errors(page)


def test_an_address_that_nothing_can_read_is_refused_in_words(client):
    SiteIdentityFactory()
    address = f"/en{IDENTITY}1/change/"
    page = client.post(address, form_data(client.get(address), social_links="Réseau https://[", _continue="1"))

    assert errors(page) == ["“Réseau https://[” is not a name followed by an address: Mastodon https://example.org/@us"]


def test_the_menu_is_listed_as_visitors_see_it(client):
    take_part = MenuItemFactory(label_fr="Participer", position=1)
    programme = MenuItemFactory(label_fr="Programme", position=0)
    MenuItemFactory(label_fr="Presse", menu="footer", position=0)
    MenuItemFactory(label_fr="Les appels", parent=take_part, position=0)
    MenuItemFactory(label_fr="L’équipe", parent=programme, position=1)
    MenuItemFactory(label_fr="Les promotions", parent=programme, position=0)

    assert column(client.get("/admin/pages/menuitem/"), "label_shown") == [
        "Programme",
        "Les promotions",
        "L’équipe",
        "Participer",
        "Les appels",
        "Presse",
    ]


def test_the_menu_is_put_in_order_from_its_list(client):
    first, second = MenuItemFactory(label_fr="Blog", position=0), MenuItemFactory(label_fr="Défis", position=1)
    rows = {
        "form-TOTAL_FORMS": 2,
        "form-INITIAL_FORMS": 2,
        "form-0-id": first.pk,
        "form-0-position": 5,
        "form-1-id": second.pk,
        "form-1-position": 1,
        "_save": "1",
    }
    client.post("/admin/pages/menuitem/", rows)

    assert list(MenuItem.objects.values_list("label_fr", "position")) == [("Défis", 1), ("Blog", 5)]


def test_a_new_question_goes_last(client):
    FAQEntryFactory(position=3)

    assert form_data(client.get("/admin/pages/faqentry/add/"))["position"] == "4"


class TestPressReleases:
    ADD = "/admin/pages/pressrelease/add/"

    def send(self, client, address=ADD, **fields):
        return client.post(address, form_data(client.get(address), **fields), follow=True)

    def test_one_that_leads_nowhere_is_not_saved(self, client):
        page = self.send(client, title_fr="Nulle part")

        words = "Choisissez le document ci-dessus, ou donnez l’adresse où le communiqué se lit."
        assert errors(page) == [words]
        assert PressRelease.objects.count() == 0

    def test_a_document_or_an_address_does(self, client):
        self.send(client, title_fr="Un livret", document=str(DocumentFactory().pk))
        self.send(client, title_fr="Ailleurs", url="https://example.org/a")

        assert PressRelease.objects.count() == 2

    def test_an_address_that_is_none_is_said_to_be_so_and_nothing_else(self, client):
        assert errors(self.send(client, title_fr="Ailleurs", url="là-bas")) == ["Saisissez une URL valide."]

    def test_a_translation_is_not_asked_where_it_leads(self, client):
        release = PressReleaseFactory(title_fr="Ancien", url="")
        self.send(client, f"/admin/pages/pressrelease/{release.pk}/in/en/", title_en="Old")

        assert PressRelease.objects.get().title_en == "Old"

    def test_the_list_says_which_ones_visitors_read(self, client):
        PressReleaseFactory(title_fr="Ailleurs", date="2026-01-04")
        PressReleaseFactory(title_fr="Nulle part", date="2026-01-03", url="")
        PressReleaseFactory(title_fr="Brouillon", date="2026-01-02", url="", document=DocumentFactory())
        PressReleaseFactory(title_fr="Bientôt", date=timezone.localdate() + timedelta(days=9))
        page = client.get("/admin/pages/pressrelease/")

        standing = dict(zip(column(page, "title"), column(page, "standing"), strict=True))
        assert standing == {
            "Bientôt": "à partir de sa date",
            "Ailleurs": "oui",
            "Nulle part": "ne mène nulle part",
            "Brouillon": "son document n’est pas publié",
        }

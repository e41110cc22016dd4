import pytest
from django.core.management import call_command

from eig.languages.survey import State
from eig.pages import places
from eig.pages.models import Audience, FAQEntry, MenuItem, Page, ProgrammeFigure, ProgrammeStep, SiteIdentity
from eig.publishing.coverage import on_the_site, survey
from eig.publishing.models import Edition
from tests.factories import MenuItemFactory, PageFactory, SiteIdentityFactory

pytestmark = pytest.mark.django_db


def create(capsys):
    call_command("create_starter_pages")
    return capsys.readouterr().out


def test_empty_site_gets_its_pages_in_both_languages(client, capsys):
    assert create(capsys) == "created 49, unchanged 0\n"

    assert set(Page.objects.exclude(place="").values_list("place", flat=True)) == set(places.routes())
    live = Edition.objects.live()
    assert live.filter(language="fr").count() == live.filter(language="en").count() == 18 + 4
    for path in ("/", "/en/", "/programme/", "/en/programme/", "/faq/candidats/", "/en/faq/candidates/"):
        assert client.get(path).status_code == 200


def test_second_run_changes_nothing(capsys):
    create(capsys)
    before = [
        list(model.objects.order_by("pk").values())
        for model in (Page, Audience, FAQEntry, ProgrammeStep, ProgrammeFigure, MenuItem, SiteIdentity, Edition)
    ]

    assert create(capsys) == "created 0, unchanged 49\n"
    assert before == [
        list(model.objects.order_by("pk").values())
        for model in (Page, Audience, FAQEntry, ProgrammeStep, ProgrammeFigure, MenuItem, SiteIdentity, Edition)
    ]


def test_what_staff_wrote_is_left_as_it_is(capsys):
    SiteIdentityFactory(service_name_fr="Notre service")
    PageFactory(place="contact", title_fr="Nous écrire")
    PageFactory(slug_fr="programme", title_fr="Notre programme")
    MenuItemFactory(label_fr="Notre menu", place="blog")

    assert create(capsys) == "created 41, unchanged 8\n"

    assert SiteIdentity.objects.get().service_name == "Notre service"
    assert Page.objects.get(place="contact").title == "Nous écrire"
    assert Page.objects.get(slug_fr="programme").title == "Notre programme"
    assert [item.label for item in MenuItem.objects.all()] == ["Notre menu"]


def test_menu_leads_to_the_programme_in_each_language(client, capsys):
    create(capsys)

    assert b'href="/programme/"' in client.get("/").content
    assert b'href="/en/programme/"' in client.get("/en/").content


def test_its_translations_are_up_to_date(capsys):
    create(capsys)
    cells = survey(Page, ["en"], on_the_site(Page)).values()

    assert len(cells) == 18
    assert {cell["en"].state for cell in cells} == {State.CURRENT}

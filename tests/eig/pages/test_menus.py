import pytest
from django.utils.translation import override

from eig.pages.menus import Entry, entries, local_path
from tests.factories import AudienceFactory, FAQEntryFactory, MenuItemFactory, PageFactory

pytestmark = pytest.mark.django_db


def main(path="/"):
    return entries(path)["main"]


def test_without_a_menu_the_five_sections_are_shown():
    with override("en"):
        assert [(entry.label, entry.path) for entry in main()] == [
            ("Programme", "/en/cohorts/"),
            ("Challenges", "/en/challenges/"),
            ("Community", "/en/community/"),
            ("Blog", "/en/blog/"),
            ("Take part", "/en/take-part/"),
        ]


def test_menu_leads_to_pages_places_questions_and_addresses():
    MenuItemFactory(label_fr="Guide", page=PageFactory(slug_fr="guide", published=["fr"]))
    MenuItemFactory(label_fr="Défis", place="challenges")
    audience = AudienceFactory(slug_fr="candidats", slug_en="candidates", name_en="Candidates")
    FAQEntryFactory(audience=audience, published=["fr"])
    MenuItemFactory(label_fr="Questions", audience=audience)
    MenuItemFactory(label_fr="Ailleurs", url="https://example.org/")

    assert [(entry.label, entry.path) for entry in main()] == [
        ("Guide", "/guide/"),
        ("Défis", "/defis/"),
        ("Questions", "/faq/candidats/"),
        ("Ailleurs", "https://example.org/"),
    ]
    with override("en"):  # no question is answered there
        assert [entry.path for entry in main()] == ["/en/challenges/", "https://example.org/"]


def test_entry_of_a_page_that_is_not_published_in_the_language_is_hidden():
    MenuItemFactory(label_fr="Blog", place="blog")
    MenuItemFactory(label_fr="Guide", page=PageFactory(slug_fr="guide", slug_en="guide", published=["fr"]))
    MenuItemFactory(label_fr="Brouillon", page=PageFactory())

    with override("en"):
        assert [entry.path for entry in main()] == ["/en/blog/"]


def test_entries_under_another_stand_in_it_after_its_own_page():
    programme = MenuItemFactory(label_fr="Programme", page=PageFactory(slug_fr="programme", published=["fr"]))
    MenuItemFactory(label_fr="Promotions", place="cohorts", parent=programme)

    (entry,) = main("/promotions/eig-1/")

    assert [(child.path, child.current) for child in entry.children] == [("/programme/", ""), ("/promotions/", "true")]
    assert entry.current == "true"


def test_entry_without_page_or_children_is_hidden():
    MenuItemFactory(label_fr="Vide")
    MenuItemFactory(label_fr="Blog", place="blog")

    assert [entry.label for entry in main()] == ["Blog"]


def test_current_page_and_section_are_told_apart():
    MenuItemFactory(label_fr="Accueil", place="home")
    MenuItemFactory(label_fr="Blog", place="blog")

    assert [entry.current for entry in main("/blog/")] == ["", "page"]
    assert [entry.current for entry in main("/blog/2026/")] == ["", "true"]


def test_footer_has_its_own_entries():
    MenuItemFactory(label_fr="Presse", place="press", menu="footer")

    assert entries("/")["footer"] == [Entry("Presse", "/presse/")]


def test_menus_cost_one_query(content_types, django_assert_num_queries):
    MenuItemFactory(page=PageFactory(published=["fr"]))
    MenuItemFactory(audience=AudienceFactory())

    with django_assert_num_queries(1):
        entries("/")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/defis/", "/en/challenges/"),
        ("/defis/?cohort=eig-1", "/en/challenges/?cohort=eig-1"),
        ("/participer/#projects", "/en/take-part/#projects"),
        ("/promotions/eig-1/", "/promotions/eig-1/"),
        ("/nulle/part/", "/nulle/part/"),
        ("https://example.org/defis/", "https://example.org/defis/"),
    ],
)
def test_paths_of_the_site_are_read_in_the_active_language(written, read):
    with override("en"):
        assert local_path(written) == read
    assert local_path(written) == written


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " javascript:x", "data:text/html,x", "//evil.example/", "/\\evil.example/", "x.html"],
)
def test_what_no_page_may_link_to_leads_nowhere(address):
    MenuItemFactory(label_fr="Piège", url=address)
    MenuItemFactory(label_fr="Blog", place="blog")

    assert [entry.label for entry in main()] == ["Blog"]
    assert local_path(address) == ""


@pytest.mark.parametrize("address", ["/a/#b", "#b", "HTTPS://example.org/", "mailto:a@example.org", "tel:+331"])
def test_what_a_page_may_link_to_stays(address):
    assert local_path(address) == address

"""The search by keyboard, with its suggestions, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.factories import ChallengeFactory, PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lighthouse():
    PostFactory(title_fr="Les phares de l'Ouest", slug_fr="ouest", published=["fr"])
    PersonFactory(name="Phan Thị Hà", published=["fr"])
    return ChallengeFactory(title_fr="Phare à phare", slug_fr="phare", cohort__slug="marees", published=["fr"])


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)])
def test_suggestions_are_chosen_by_keyboard(open_page, violations, live_server, lighthouse, width, dark):
    page = open_page("/en/", width=width, dark=dark)
    if width < 992:
        page.locator("summary.eig-menu__button").click()
    field = page.get_by_role("combobox", name="Search")
    field.focus()
    page.keyboard.type("pha")
    options = page.get_by_role("option")
    expect(options).to_have_text(["Phan Thị Hà Person, in French", "Phare à phare Challenge, in French"])
    expect(page.locator("form:visible [role=status]")).to_have_text(
        "Suggestions: 2. Choose with the up and down arrows."
    )
    assert violations(page) == []
    page.keyboard.press("ArrowUp")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("r")
    expect(options).to_have_text(["Phare à phare Challenge, in French"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{live_server.url}/en/challenges/marees/phare/")


def test_a_list_that_was_closed_comes_back_with_the_arrows(open_page, lighthouse):
    page = open_page("/en/")
    field = page.get_by_role("combobox", name="Search")
    options, status = page.get_by_role("option"), page.locator("form:visible [role=status]")
    field.focus()
    page.keyboard.type("pha")
    expect(options).to_have_count(2)
    for key, place in (("ArrowDown", 0), ("ArrowUp", 1)):
        page.keyboard.press("Escape")
        expect(options).to_have_count(0)
        expect(status).to_have_text("")
        page.keyboard.press(key)
        expect(options.nth(place)).to_have_attribute("aria-selected", "true")
        expect(field).to_have_attribute("aria-expanded", "true")
        expect(status).to_have_text("Suggestions: 2. Choose with the up and down arrows.")
    field.fill("")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_results_are_found_without_scripts_and_have_no_fault(open_page, violations, lighthouse):
    page = open_page("/", scripts=False)
    field = page.get_by_role("searchbox", name="Rechercher")
    field.fill("phares")
    field.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text("2 résultats pour «\xa0phares\xa0»")
    expect(page.get_by_role("heading", level=3)).to_have_count(2)
    # Both have the word in their name: their order is the engine's.
    assert {*page.get_by_role("heading", level=3).all_inner_texts()} == {"Phare à phare", "Les phares de l’Ouest"}
    expect(page.get_by_role("searchbox", name="Rechercher")).to_have_value("phares")
    page.get_by_role("link", name="Articles 1").click()
    expect(page.get_by_role("heading", level=3)).to_have_text(["Les phares de l’Ouest"])

    for address in ("/recherche/?q=phares", "/recherche/?q=phrae", "/en/search/?q=phares", "/recherche/"):
        for dark in (False, True):
            page = open_page(address, width=320, dark=dark)
            assert violations(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1280, 320])
def test_words_before_the_list_of_what_nobody_found_stand_where_its_title_does(open_page, login_cookie, width):
    cookie = login_cookie(UserFactory(role="programme_lead"))
    page = open_page("/admin/search/miss/", width=width, cookies=[cookie])

    def begins(selector):
        return page.locator(selector).evaluate(
            "element => element.getBoundingClientRect().left + parseFloat(getComputedStyle(element).paddingLeft)"
        )

    assert begins("#changelist .eig-lead") == begins("main h1")

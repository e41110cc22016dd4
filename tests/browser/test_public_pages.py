import json

import pytest

from tests.browser.site import PAGES, build_site
from tests.factories import PageFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_public_pages_have_no_accessibility_fault(open_page, violations, live_server, language, dark):
    build_site()
    page = open_page("/", dark=dark)
    faults = {}
    for path in PAGES[language]:
        response = page.goto(f"{live_server.url}{path}")
        assert response.status == 200, path
        if found := violations(page):
            faults[path] = found

    assert faults == {}


def test_public_pages_leave_no_cookie_and_ask_nothing_elsewhere(open_page, live_server):
    build_site()
    page = open_page("/")
    for path in (*PAGES["fr"], *PAGES["en"]):
        page.goto(f"{live_server.url}{path}")

    assert page.context.cookies() == []
    assert page.complaints == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 2560])
def test_pages_never_scroll_sideways(open_page, live_server, width):
    build_site()
    page = open_page("/", width=width)
    too_wide = []
    for path in PAGES["fr"]:
        page.goto(f"{live_server.url}{path}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append(path)

    assert too_wide == []


def test_menus_questions_and_language_work_without_scripts_on_a_phone(open_page):
    build_site()
    page = open_page("/faq/candidats/", width=390, scripts=False)

    page.locator("main details summary").first.click()
    assert page.locator("main details p").first.is_visible()
    page.locator("header summary").filter(visible=True).first.click()
    page.get_by_role("link", name="Défis").filter(visible=True).first.click()
    assert page.url.endswith("/defis/")


def test_language_menu_leads_to_the_same_page(open_page):
    build_site()
    page = open_page("/blog/2026/3/14/un-article/")

    assert page.locator("link[hreflang=en]").get_attribute("href").endswith("/en/blog/2026/3/14/a-post/")
    hrefs = page.eval_on_selector_all("a[hreflang=en]", "links => links.map(link => link.getAttribute('href'))")
    assert set(hrefs) == {"/en/blog/2026/3/14/a-post/"}


def test_untranslated_challenge_says_so_and_marks_the_language_of_its_text(open_page):
    build_site()
    page = open_page("/en/challenges/eig-9/phare/")

    assert page.locator("main [lang=fr]").count() > 0
    assert page.locator("html").get_attribute("lang") == "en"


def test_every_picture_keeps_its_place_and_shows_a_credit(open_page):
    build_site()
    page = open_page("/blog/2026/3/14/un-article/")
    images = page.locator("main img")

    assert images.count() > 0
    assert page.locator("img:not(figure img)").count() == 0
    for index in range(images.count()):
        assert images.nth(index).get_attribute("width").isdigit()
        assert images.nth(index).get_attribute("height").isdigit()
    assert page.locator("main figure").count() == page.locator("main figure figcaption").count()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_card_s_credit_can_be_read_and_is_no_part_of_its_link(open_page, width):
    build_site()
    page = open_page("/blog/", width=width)
    card = page.locator(".eig-card").filter(has=page.locator("img")).first
    credit, picture = card.locator(".eig-picture__credit"), card.locator("img")

    assert credit.is_visible()
    assert float(credit.evaluate("element => getComputedStyle(element).fontSize").removesuffix("px")) >= 12
    below = picture.bounding_box()["y"] + picture.bounding_box()["height"]
    assert credit.bounding_box()["y"] >= below
    assert credit.bounding_box()["y"] + credit.bounding_box()["height"] <= card.locator("h2").bounding_box()["y"]
    assert card.get_by_role("link").count() == card.get_by_role("link", name="Un article", exact=True).count() == 1


def test_data_about_pictures_is_no_script_and_offends_no_rule(open_page):
    build_site()
    page = open_page("/blog/2026/3/14/un-article/")

    data = json.loads(page.locator("script[type='application/ld+json']").text_content())
    assert [picture["creditText"] for picture in data["@graph"]] == ["Ana Photographe"]
    assert page.complaints == []


def test_keyboard_reaches_the_content_first(open_page):
    build_site()
    page = open_page("/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"


def test_first_visit_of_the_home_page_is_light(open_page, live_server):
    build_site()
    sizes = []
    page = open_page("/accessibilite/")
    page.on("response", lambda response: sizes.append(len(response.body())) if response.ok else None)
    page.goto(f"{live_server.url}/")
    page.wait_for_load_state("networkidle")

    # Uncompressed and without the fonts already fetched: a bound against a whole bundle slipping in.
    assert sum(sizes) < 900_000


def test_a_wide_table_scrolls_by_itself_on_a_phone_and_cuts_no_word(open_page):
    row = "|".join(["Développement"] * 6)
    PageFactory(slug_fr="tableau", body_fr=f"|{row}|\n|{'--|' * 6}\n|{row}|", published=["fr"])
    page = open_page("/tableau/", width=320)

    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    # One line a cell: the word is whole.
    assert page.evaluate("document.querySelector('main td').getBoundingClientRect().height") < 50
    assert page.evaluate("document.querySelector('main table').scrollWidth") > 320

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.audit.visit import public_views, view_of
from tests.browser.site import PAGES, build_site
from tests.factories import PageFactory

pytestmark = pytest.mark.django_db(transaction=True)

# What answers to machines.
FILES = {"calendar", "call_calendar", "drawn", "manifest", "robots", "section", "security_txt", "sitemap", "suggest"}
FEED = re.compile(r"(?:\w+_)?feed(?:_json|_rss)?")
# A page of each kind of composition.
WALKED = ["/", "/defis/", "/blog/2026/3/14/un-article/", "/contact/", "/recherche/?q=phare", "/faq/candidats/"]
WALKED += ["/defis/eig-9/phare/", "/promotions/eig-9/", "/communaute/amina-diallo/", "/participer/", "/presse/"]
WALKED += ["/documents/", "/plan-du-site/", "/en/", "/en/challenges/", "/en/take-part/"]
# More than a request may ask for.
TOO_MANY = "&".join(["a=1"] * 1001)

TOO_WIDE = (
    """() => document.documentElement.scrollWidth > document.documentElement.clientWidth ? ["scrolls sideways"] : []"""
)
# What readers may set for themselves: lines, paragraphs, words and letters further apart.
SPACED_OUT = """() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-bottom: 2em !important }
    `)
    document.adoptedStyleSheets = [sheet]
}"""
# Words that their box hides; those of a button that shows an icon are hidden on purpose.
CUT = """() => [...document.querySelectorAll("body *")].filter(box => {
    const style = getComputedStyle(box), edges = box.getBoundingClientRect()
    if (!["hidden", "clip"].includes(style.overflowY) || edges.height < 2 || box.closest("button")) return false
    const words = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), range = document.createRange()
    while (words.nextNode()) {
        if (!words.currentNode.data.trim() || words.currentNode.parentElement.closest(".fr-sr-only")) continue
        range.selectNodeContents(words.currentNode)
        const place = range.getBoundingClientRect()
        if (place.width && (place.bottom > edges.bottom + 2 || place.right > edges.right + 2)) return true
    }
}).map(box => `${box.tagName}.${box.className} cuts its words`)"""
# How everything that takes the focus looks while it has none.
LOOK = """
    const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
    const look = element => [element, element.parentElement].flatMap(one => [null, "::before", "::after"].map(part => {
        const style = getComputedStyle(one, part)
        return [style.outlineStyle !== "none" && style.outlineWidth, style.outlineColor, style.outlineOffset,
            style.boxShadow, style.borderColor, style.backgroundColor].join(" ")
    })).join("|")
    const inReach = () => [...document.querySelectorAll(FOCUSABLE)].filter(element =>
        element.tabIndex >= 0 && !element.disabled && element.checkVisibility({visibilityProperty: true}))
    const named = element => (element.tagName + " " + (element.innerText || element.name || element.id)).slice(0, 60)
"""
REMEMBER_REST = f"""() => {{
    {LOOK}
    window.atRest = new Map(inReach().map(element => [element, look(element)]))
}}"""
# Where the focus is now: None once it has left the page.
STOP = f"""() => {{
    {LOOK}
    const element = document.activeElement, faults = []
    if (!element || element === document.body) return null
    const box = element.getBoundingClientRect()
    if (atRest.get(element) === look(element)) faults.push("looks the same with the focus")
    if (element.tabIndex > 0) faults.push("has an order of its own")
    if (box.bottom <= 0 || box.top >= innerHeight || !box.width || !box.height) faults.push("is out of sight")
    return {{name: named(element), place: [...atRest.keys()].indexOf(element), faults}}
}}"""
NOT_REACHED = f"""places => {{
    {LOOK}
    return [...atRest.keys()].filter((element, place) => !places.includes(place)).map(named)
}}"""
WITHIN_REACH = f"""() => {{
    {LOOK}
    return inReach().filter(element => element.tagName !== "BUTTON").map(element =>
        `${{element.tagName}} ${{element.getAttribute("href") ?? element.name ?? ""}} ${{element.id}}`)
}}"""


def small_targets(page):
    """What is too small to be hit, and too close to something else."""
    found = Axe().run(page, options={"runOnly": ["target-size"]}).response["violations"]
    return [" ".join(map(str, node["target"])) for rule in found for node in rule["nodes"]]


def test_every_public_page_is_among_those_looked_at_in_every_language():
    names = {view: view.rpartition(":")[2] for view in public_views()}
    views = {view for view, name in names.items() if name not in FILES and not FEED.fullmatch(name)}
    missing = {language: views - {view_of(path) for path in paths} for language, paths in PAGES.items()}

    assert missing == {language: set() for language in PAGES}


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


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_page_not_found_or_not_understood_has_no_accessibility_fault(open_page, violations, live_server, dark):
    page = open_page("/", dark=dark)
    for path in ("/nulle-part/", "/en/nowhere/"):
        assert page.goto(f"{live_server.url}{path}").status == 404
        assert violations(page) == []
    for path in ("/defis/", "/en/challenges/"):
        assert page.goto(f"{live_server.url}{path}?{TOO_MANY}").status == 400
        assert violations(page) == []
    page.complaints.clear()  # the console names the pages themselves


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_site_being_worked_on_or_broken_has_no_accessibility_fault(
    open_page, violations, live_server, settings, monkeypatch, dark
):
    page = open_page("/", dark=dark)
    settings.MAINTENANCE = True
    for path in ("/", "/en/"):
        assert page.goto(f"{live_server.url}{path}").status == 503
        assert violations(page) == []
    settings.MAINTENANCE = False
    monkeypatch.setattr("eig.errors.nearest", None)  # even what looks for the nearest pages fails
    for path in ("/nulle-part/", "/en/nowhere/"):
        assert page.goto(f"{live_server.url}{path}").status == 500
        assert violations(page) == []
    page.complaints.clear()  # the console names the pages themselves


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
    # 320 × 256 is a screen of 1280 × 1024 at 400 %.
    page = open_page("/", width=width, height=256 if width == 320 else 900)
    faults = {}
    for path in (*PAGES["fr"], *(PAGES["en"] if width == 320 else ())):
        page.goto(f"{live_server.url}{path}")
        found = page.evaluate(TOO_WIDE)
        if width == 320:
            found += [f"small target: {target}" for target in small_targets(page)]
            page.evaluate(SPACED_OUT)
            found += [f"spaced out: {fault}" for fault in (*page.evaluate(TOO_WIDE), *page.evaluate(CUT))]
        if found:
            faults[path] = found

    assert faults == {}


@pytest.mark.parametrize(("width", "paths"), [(1280, WALKED), (390, WALKED[:2])])
def test_the_keyboard_goes_through_pages_in_reading_order_with_its_place_in_sight(open_page, live_server, width, paths):
    build_site()
    page = open_page("/", width=width)
    page.emulate_media(reduced_motion="reduce")  # what has the focus comes into sight at once
    faults = {}
    for path in paths:
        page.goto(f"{live_server.url}{path}")
        page.evaluate(REMEMBER_REST)
        stops = []
        while len(stops) < 400:
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None or (stops and stop["place"] == stops[0]["place"]):
                break  # it left the page, or came round to its beginning
            stops.append(stop)
        found = [f"{stop['name']}: {fault}" for stop in stops for fault in stop["faults"]]
        order = [stop["place"] for stop in stops]
        if order != sorted(order):
            found.append(f"leaves the order of reading: {order}")
        found += [f"{name}: not reached" for name in page.evaluate(NOT_REACHED, order)]
        if found or len(stops) < 10:
            faults[path] = (len(stops), found)

    assert faults == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_whatever_is_reached_with_scripts_is_reached_without(open_page, live_server, width):
    build_site()
    with_scripts = open_page("/", width=width)
    without = open_page("/", width=width, scripts=False)
    lost = {}
    for path in (*PAGES["fr"], *PAGES["en"]) if width == 390 else WALKED:
        reached = []
        for page in (with_scripts, without):
            page.goto(f"{live_server.url}{path}")
            page.locator("summary").evaluate_all("all => all.forEach(one => one.parentElement.open = true)")
            reached.append(page.evaluate(WITHIN_REACH))
        assert len(reached[1]) > 20
        if missing := sorted(set(reached[0]) - set(reached[1])):
            lost[path] = missing

    assert lost == {}


def test_nothing_moves_for_who_asked_for_rest(open_page, live_server):
    build_site()
    page = open_page("/")
    page.emulate_media(reduced_motion="reduce")
    for path in WALKED:
        page.goto(f"{live_server.url}{path}")
        page.keyboard.press("Tab")
        assert page.evaluate("document.getAnimations().length") == 0, path
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto", path


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
    creditors = [thing["creditText"] for thing in data["@graph"] if thing["@type"] == "ImageObject"]
    assert creditors == ["Ana Photographe"]
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

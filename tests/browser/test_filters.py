import re

import pytest
from playwright.sync_api import expect

from tests.browser.site import build_site
from tests.factories import ChallengeFactory, CohortFactory, SkillFactory

pytestmark = pytest.mark.django_db(transaction=True)


def build_challenges():
    """Two challenges of EIG 9, in Brest one, and thirty of EIG 8: more than a page holds."""
    build_site()
    cohort = CohortFactory(slug="eig-8", name_fr="EIG 8", year=2025)
    design = SkillFactory(slug="design", name_fr="Design", name_en="Design")
    for number in range(30):
        ChallengeFactory(
            title_fr=f"Balise {number}", cohort=cohort, skills=[design] if number < 5 else [], published=["fr"]
        )


def tick(page, facet, label):
    if not page.locator(f"#filter-{facet}-options").is_visible():
        page.locator(f"#filter-{facet}").click()
    page.get_by_label(label).click()


def test_a_list_narrows_in_place_with_its_address_counts_and_focus(open_page, violations, live_server):
    build_challenges()
    page = open_page("/defis/")
    page.evaluate("window.sameDocument = true")
    number = page.locator("#results-number")
    expect(number).to_have_text("32 défis")

    tick(page, "cohort", "EIG 8")
    expect(number).to_have_text("30 défis")
    assert page.url == f"{live_server.url}/defis/?cohort=eig-8"
    assert page.evaluate("document.activeElement.id") == "filter-cohort-eig-8"
    assert page.locator("#filter-cohort").inner_text() == "Promotion (1)"
    tick(page, "skill", "Design")
    expect(number).to_have_text("5 défis")
    assert violations(page) == []

    page.keyboard.press("Escape")  # the open panel stands above them
    page.get_by_role("link", name=re.compile("^EIG 8")).click()
    expect(page.locator("#filters-chosen a")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "results-number"
    assert page.locator("a[hreflang=en]").first.get_attribute("href") == "/en/challenges/?skill=design"
    page.go_back()
    expect(page.locator("#filters-chosen li")).to_have_count(3)
    page.go_back()
    expect(number).to_have_text("30 défis")
    assert page.locator("#filter-skill-design").is_checked() is False
    page.get_by_role("link", name="Page suivante").click()
    expect(page.locator("#results h2")).to_have_count(6)
    assert page.url == f"{live_server.url}/defis/?cohort=eig-8&page=2"
    assert page.evaluate("window.sameDocument")


def test_what_is_typed_narrows_after_a_pause_as_one_step_back(open_page, live_server):
    build_challenges()
    page = open_page("/defis/")
    field = page.locator("#filter-q")
    field.press_sequentially("pha")
    expect(page.locator("#results-number")).to_have_text("1 défi")
    field.press_sequentially("z")
    expect(page.locator("#results-number")).to_have_text("0 défi")
    assert page.evaluate("document.activeElement.id") == "filter-q"
    assert page.url == f"{live_server.url}/defis/?q=phaz"
    page.go_back()
    expect(page.locator("#results-number")).to_have_text("32 défis")
    assert field.input_value() == ""


def test_a_network_that_fails_or_an_error_leaves_it_to_the_browser(open_page, live_server):
    build_challenges()
    page = open_page("/defis/")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()) }")
    with page.expect_navigation():
        tick(page, "cohort", "EIG 8")
    assert page.url == f"{live_server.url}/defis/?cohort=eig-8"
    expect(page.locator("#results-number")).to_have_text("30 défis")


def hold(page):
    """What scripts of the page ask for from now on, which hangs; its clock stands still."""
    held = []
    page.route(
        "**/defis/?*",
        lambda route: held.append(route) if route.request.resource_type == "fetch" else route.continue_(),
    )
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    return held


def test_a_request_that_hangs_is_left_to_the_browser_after_four_seconds(open_page, live_server):
    build_challenges()
    page = open_page("/defis/")
    page.evaluate("window.sameDocument = true")
    held = hold(page)
    with page.expect_request(lambda request: request.resource_type == "fetch"):
        tick(page, "cohort", "EIG 8")

    page.clock.run_for(3900)
    assert page.evaluate("window.sameDocument")
    assert page.locator("#results").get_attribute("aria-busy") == "true"
    with page.expect_navigation():
        page.clock.run_for(200)

    assert (len(held), page.url) == (1, f"{live_server.url}/defis/?cohort=eig-8")
    assert page.evaluate("window.sameDocument") is None
    expect(page.locator("#results-number")).to_have_text("30 défis")
    assert page.locator("#results").get_attribute("aria-busy") is None


def test_words_taken_back_while_their_answer_hangs_leave_the_whole_list(open_page, live_server):
    build_challenges()
    page = open_page("/defis/")
    page.evaluate("window.sameDocument = true")
    held = hold(page)
    page.locator("#filter-q").fill("pha")
    with page.expect_request(lambda request: request.resource_type == "fetch"):
        page.clock.run_for(300)
    page.locator("#filter-q").fill("")
    with page.expect_request("**/defis/"):
        page.clock.run_for(300)
    held[0].continue_()

    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    page.clock.run_for(5000)
    assert page.locator("#results-number").inner_text() == "32 défis"
    assert (page.url, page.evaluate("window.sameDocument")) == (f"{live_server.url}/defis/", True)


def test_filters_work_without_scripts_on_a_phone(open_page, live_server):
    build_challenges()
    page = open_page("/defis/", width=320, scripts=False)
    page.get_by_text("Filtrer la liste").click()
    page.locator("#filter-q").fill(" ")
    tick(page, "cohort", "EIG 9")
    page.get_by_role("button", name="Afficher").click()

    assert page.url == f"{live_server.url}/defis/?cohort=eig-9"
    expect(page.locator("#results-number")).to_have_text("2 défis")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_filters_are_reached_and_left_by_keyboard(open_page):
    build_challenges()
    page = open_page("/defis/")
    page.locator("#filter-q").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "cohort"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "filter-cohort"

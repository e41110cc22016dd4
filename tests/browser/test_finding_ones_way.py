"""Home, calendar and search as staff use them: by keyboard, on a phone, in the dark."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eig.publishing.inspection import inspect
from eig.publishing.workflow import submit
from tests.browser.site import build_site
from tests.factories import PageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = (
    "/en/admin/",
    "/en/admin/calendar/",
    "/en/admin/calendar/?view=list",
    "/en/admin/search/?q=phare",
    "/en/admin/search/?q=zzz",
    "/en/admin/waiting/drafts/",
    "/en/admin/blog/post/?work=review",
    "/en/admin/blog/post/?work=mend",
    "/en/admin/health/",
    "/en/admin/health/?family=texts",
    "/en/admin/health/?level=error&language=en",
)


@pytest.fixture
def open_office(open_page, login_cookie):
    """A page of the back office, seen by a publisher: reviews, dates and calls are hers."""
    user = UserFactory(first_name="Claire", role="publisher")
    build_site()
    submit(PostFactory(title_fr="Le phare", created_by=user), "fr", user, "À relire")
    PostFactory(title_fr="Demain", published=["fr"], published_at=timezone.now() + timedelta(hours=20))
    PageFactory(title_fr="À revoir", review_on=timezone.localdate(), published=["fr"])
    vague = " ".join(f"[ici](https://example.org/{number})" for number in range(9))
    PostFactory(title_fr="Le large", body_fr=f"# Au large\n\n{vague}", published=["fr"])
    inspect()
    return lambda path, **options: open_page(path, cookies=[login_cookie(user)], **options)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (320, False)])
def test_no_fault_and_nothing_sideways(open_office, violations, live_server, width, dark):
    page = open_office("/en/admin/", width=width, dark=dark)
    faults = {}
    for path in SCREENS:
        assert page.goto(f"{live_server.url}{path}").status == 200, path
        faults[path] = violations(page)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults[path].append("too wide")

    assert {path: found for path, found in faults.items() if found} == {}


def test_a_slash_comes_to_the_search_and_escape_goes_back(open_office):
    page = open_office("/en/admin/")
    link = page.get_by_role("link", name="Write a post")
    link.focus()
    page.keyboard.press("/")
    field = page.locator("#find")
    assert field.evaluate("field => field === document.activeElement")
    assert field.input_value() == ""
    page.keyboard.type("a/b")
    assert field.input_value() == "a/b"  # in a field it is a letter
    page.keyboard.press("Escape")
    assert link.evaluate("link => link === document.activeElement")
    page.keyboard.press("/")
    page.keyboard.type("phare")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=phare")
    assert page.get_by_role("heading", level=1).inner_text() == "Search: “phare”"


def test_a_phone_unfolds_the_menu_to_search(open_office):
    page = open_office("/en/admin/calendar/", width=320)
    assert not page.locator("#find-menu").is_visible()
    page.keyboard.press("/")
    assert page.locator("#find-menu").evaluate("field => field === document.activeElement")
    assert page.locator(".eig-drawer nav").get_by_role("link", name="Calendar").is_visible()


def test_a_mark_in_a_list_leads_to_where_it_is_said_in_full(open_office):
    page = open_office("/en/admin/blog/post/")
    row = page.get_by_role("row", name="Le large")
    row.get_by_role("link", name="9 to mend").click()
    page.wait_for_url("**/change/#gate")

    assert page.locator("#gate").is_visible()


def test_from_home_to_the_input_where_it_is_mended(open_office):
    page = open_office("/en/admin/")
    page.locator("[aria-labelledby=health]").get_by_role("link", name="Links", exact=True).click()
    page.wait_for_url("**/health/?family=links")
    item = page.locator(".eig-faulty > li").filter(has_text="Le large")
    item.get_by_text("4 more").click()
    item.get_by_role("link", name="do not say where it leads").last.click()
    page.wait_for_url("**/change/#id_body_fr")


def test_the_button_checks_everything_again(open_office):
    page = open_office("/en/admin/health/?family=texts", width=320)
    page.get_by_role("button", name="Check again").click()
    page.get_by_text("All that visitors read is checked.").wait_for()

    assert page.url.endswith("/health/?family=texts")

"""An editor sends a link, someone outside reads and answers on a phone, the editor sees it."""

import pytest
from playwright.sync_api import expect

from blog.models import Post
from eig.publishing import links
from tests.browser.site import build_site
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post():
    build_site()
    return PostFactory(title_fr="Une rentrée ouverte", slug_fr="rentree", body_fr="Le corps.", standfirst_fr="Bientôt.")


@pytest.fixture
def address_of(post, editor, live_server):
    link = links.share(post, "fr", "La mairie", editor)
    return links.address_of(link)


def test_a_page_is_read_commented_and_approved_from_outside(open_page, login_cookie, editor, post, live_server):
    office = open_page(f"/en/admin/blog/post/{post.pk}/change/", cookies=[login_cookie(editor)])
    office.get_by_role("link", name="Make a preview link").click()
    office.get_by_label("For whom").fill("The mayor’s office")
    office.get_by_role("button", name="Make the link").click()
    address = office.get_by_label("Address of the link for “The mayor’s office”").input_value()

    phone = open_page(address.removeprefix(live_server.url), width=390, height=844)
    assert phone.locator("main h1").inner_text() == "Une rentrée ouverte"
    phone.locator("#say-name").fill("Jeanne Martin")
    phone.locator("#say-text").fill("Le titre est un peu long.")
    phone.locator("button[name=comment]").click()
    assert phone.locator("#say [role=status]").is_visible()
    phone.locator("#say a").click()
    phone.locator("#say-name").fill("Jeanne Martin")
    phone.locator("button[name=approve]").click()
    assert phone.locator("#say [role=status]").is_visible()
    assert phone.context.cookies() == []

    office.get_by_role("link", name="Back to the form").click()
    recent = office.locator(".eig-recent li")
    expect(recent.locator(".eig-chip")).to_have_text(["new", "new"])
    assert recent.nth(0).inner_text().startswith("Approved from outside")
    assert recent.nth(1).locator(".eig-said").inner_text() == "Le titre est un peu long."
    assert Post.objects.get(pk=post.pk).live_languages() == []


def test_the_address_is_copied_with_a_clipboard_and_without(open_page, login_cookie, editor, post, address_of):
    page = open_page(f"/en/admin/blog/post/{post.pk}/links/fr/", cookies=[login_cookie(editor)])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Copy")
    button.click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith(address_of)

    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate("document.execCommand = () => false")
    button.click()
    page.get_by_text("Selected: copy it with Ctrl + C").wait_for()
    assert page.evaluate("getSelection().toString()").endswith(address_of)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_of_it_has_an_accessibility_fault(
    open_page, login_cookie, editor, post, address_of, violations, live_server, dark
):
    page = open_page(address_of, dark=dark)
    faults = {"outside": violations(page)}
    page.goto(f"{live_server.url}{address_of}?thanks=1")
    faults["thanks"] = violations(page)
    page = open_page("/en/admin/", dark=dark, cookies=[login_cookie(editor)])
    base = f"{live_server.url}/en/admin/blog/post/{post.pk}"
    for screen in ("links/fr/", "history/", "versions/fr/", "change/"):
        page.goto(f"{base}/{screen}")
        faults[screen] = violations(page)

    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_it_scrolls_sideways(open_page, login_cookie, editor, post, address_of, live_server, width):
    page = open_page(address_of, width=width, cookies=[login_cookie(editor)])
    too_wide = []
    base = f"/en/admin/blog/post/{post.pk}"
    for path in (address_of, f"{base}/links/fr/", f"{base}/history/", f"{base}/versions/fr/"):
        page.goto(f"{live_server.url}{path}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append(path)

    assert too_wide == []

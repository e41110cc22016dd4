"""The image library as an editor uses it: with the keyboard, on a phone, in the dark."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from eig.images.models import Image
from tests.factories import ImageFactory, PostFactory, UserFactory

IMAGES = "/en/admin/images/image/"
LONG = "Un titre d'une longueur que personne ne souhaite mais que quelqu'un écrira un jour, jusqu'au bout de la ligne"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_office(open_page, login_cookie):
    """`open_office("/en/admin/")` → a page of the back office, seen by a publisher, who answers for rights."""
    user = UserFactory(first_name="Claire", role="publisher")
    return lambda path, **options: open_page(path, cookies=[login_cookie(user)], **options)


def fill(number=6):
    """A library with something of everything."""
    images = [
        ImageFactory(title=LONG, credit="", licence="unknown", size_in_pixels=(400, 100)),
        ImageFactory(title="Expirée", rights_until=timezone.now() - timedelta(days=1), size_in_pixels=(100, 400)),
        ImageFactory(title="En ordre", consent="not_needed", alt_en="Someone", decorative=True),
        *(ImageFactory(title=f"Image {rank}", size_in_pixels=(300, 200)) for rank in range(number - 3)),
    ]
    PostFactory(title_fr=LONG, cover=images[0], body_fr=f"![Un phare](image:{images[0].key})")
    return images


def act(page, action):
    page.get_by_label("Action").select_option(label=action)
    with page.expect_navigation():
        page.get_by_role("button", name="Run").click()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_screen_of_the_library_has_an_accessibility_fault(open_office, violations, live_server, dark):
    image = fill()[0]
    page = open_office(f"{IMAGES}?view=grid", dark=dark)
    faults = {"grid": violations(page)}
    page.get_by_label("Choose all").check()
    page.locator(".eig-menu summary").first.click()
    faults["chosen"] = violations(page)
    page.keyboard.press("Escape")
    act(page, "Edit the credit and rights…")
    faults["bulk"] = violations(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Change 6 images").click()
    faults["bulk refused"] = violations(page)
    for path in ("?view=list", "?view=grid&only=credit&rights=unknown", f"{image.pk}/change/", f"{image.pk}/in/en/"):
        page.goto(f"{live_server.url}{IMAGES}{path}")
        faults[path] = violations(page)

    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_is_lost_on_a_narrow_screen(open_office, live_server, width):
    image = fill()[0]
    page = open_office(IMAGES, width=width)
    too_wide = []
    for path in ("?view=grid", "?view=list", "?view=grid&only=credit", f"{image.pk}/change/", f"{image.pk}/delete/"):
        page.goto(f"{live_server.url}{IMAGES}{path}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append(path)
    page.goto(f"{live_server.url}{IMAGES}?view=grid")
    page.get_by_label("Choose all").check()
    act(page, "Edit the credit and rights…")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        too_wide.append("bulk")

    assert too_wide == []


def test_pictures_are_chosen_with_the_keyboard(open_office):
    fill()
    page = open_office(f"{IMAGES}?view=grid&o=2")
    page.get_by_label("Choose all").focus()
    page.keyboard.press("Space")
    expect(page.locator(".action-counter")).to_have_text("6 of 6 chosen")
    page.keyboard.press("Space")
    expect(page.locator(".action-counter")).to_have_text("0 of 6 chosen")

    page.get_by_label("Choose En ordre").focus()
    page.keyboard.press("Space")
    expect(page.locator(".action-counter")).to_have_text("1 of 6 chosen")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "En ordre"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("En ordre")


def test_a_run_of_pictures_is_chosen_with_shift(open_office):
    fill()
    page = open_office(f"{IMAGES}?view=grid")
    boxes = page.locator(".eig-card input")
    boxes.nth(1).click()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(page.locator(".eig-card input:checked")).to_have_count(4)
    expect(page.locator(".action-counter")).to_have_text("4 of 6 chosen")
    assert page.evaluate("document.querySelector('#library-all').indeterminate")


def test_all_the_pages_are_chosen_and_let_go(open_office, monkeypatch):
    monkeypatch.setattr("eig.images.admin.ImageAdmin.list_per_page", 4)
    fill()
    page = open_office(f"{IMAGES}?view=grid")
    page.get_by_label("Choose all").check()
    page.get_by_role("button", name="Select all 6 images").click()
    expect(page.get_by_text("All 6 selected")).to_be_visible()
    page.get_by_role("button", name="Clear selection").click()
    expect(page.locator(".action-counter")).to_have_text("0 of 4 chosen")

    page.get_by_label("Choose all").check()
    page.get_by_role("button", name="Select all 6 images").click()
    act(page, "Edit the credit and rights…")
    expect(page.locator(".submit-row input")).to_have_value("Change 6 images")


def test_one_credit_is_written_on_several_pictures(open_office):
    fill()
    page = open_office(f"{IMAGES}?view=grid&only=credit")
    page.get_by_label("Choose all").check()
    act(page, "Edit the credit and rights…")
    page.get_by_label("Credit", exact=True).fill("Ana / Agence")
    expect(page.get_by_label("Change the credit")).to_be_checked()
    page.get_by_role("button", name="Change 1 image").click()

    expect(page.locator(".messagelist li")).to_have_text("1 image changed.")
    assert page.url.endswith("?view=grid&only=credit")
    assert Image.objects.get(title=LONG).credit == "Ana / Agence"


def test_menus_open_one_at_a_time_and_close(open_office):
    fill()
    page = open_office(f"{IMAGES}?view=grid")
    menus = page.locator(".eig-menu")
    opened = page.locator(".eig-menu[open]")
    menus.nth(0).locator("summary").click()
    menus.nth(1).locator("summary").click()
    expect(opened).to_have_count(1)
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    menus.nth(0).locator("summary").click()
    page.locator("h1").click()
    expect(opened).to_have_count(0)


def test_what_is_missing_leads_to_its_field(open_office):
    image = fill()[0]
    page = open_office(f"{IMAGES}{image.pk}/change/")
    page.get_by_role("link", name="Choose the licence").click()

    assert page.evaluate("document.activeElement.id") == "id_licence"


def test_the_library_works_without_scripts(open_office):
    fill()
    page = open_office(f"{IMAGES}?view=grid", scripts=False)
    expect(page.get_by_label("Choose all")).to_be_hidden()
    page.get_by_label("Choose En ordre").check()
    act(page, "Edit the credit and rights…")

    expect(page.locator(".submit-row input")).to_have_value("Change 1 image")

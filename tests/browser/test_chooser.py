"""Choosing pictures as an editor does: for a field and inside a text, with the mouse, the keyboard or a phone."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from blog.models import Post
from challenges.models import Deliverable
from eig.images.models import Image
from eig.publishing.screens.autosave import PACE
from eig.text.markdown import render
from eig.text.references import FIGURE, _figure
from tests.factories import ChallengeFactory, ImageFactory, PostFactory, picture

# What a browser notes by itself when an answer says no.
SAID_NO = "Failed to load resource: the server responded with a status of"
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30)
SIGNS = st.text(st.sampled_from("\\`*_[]()<>&!#~|\"'{}^: aé\u00a0;amp"), max_size=20)
ANY_WORDS = st.lists(st.tuples(WORDS | SIGNS, WORDS | SIGNS), min_size=20, max_size=40)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_office(open_page, login_cookie, editor):
    """`open_office("/en/admin/")` → a page of the back office, seen by an editor."""
    return lambda path, **options: open_page(path, cookies=[login_cookie(editor)], **options)


@pytest.fixture
def open_post(open_office):
    """`open_post(body_fr="…")` → the screen of a post, and the post."""

    def opened(width=1280, dark=False, **fields):
        post = PostFactory(**fields)
        return open_office(f"/en/admin/blog/post/{post.pk}/change/", width=width, dark=dark), post

    return opened


@pytest.fixture
def no_autosave(monkeypatch):
    """What the chooser does by itself, before the form is kept or asks to log in again."""
    for name in ("delay", "longest", "beat"):
        monkeypatch.setitem(PACE, name, 600_000)


def focused(page):
    return page.evaluate("document.activeElement.innerText || document.activeElement.name")


def refusals_are_expected(page):
    page.complaints[:] = [complaint for complaint in page.complaints if not complaint.startswith(SAID_NO)]


def save(page):
    with page.expect_navigation():
        page.locator(".submit-row").get_by_role("button", name="Save", exact=True).click()


def dialog(page):
    return page.get_by_role("dialog", name="Choose an image")


def wait_for_picture(page, title):
    page.get_by_role("heading", name=title, level=3).wait_for()


# Fields


def test_a_cover_is_chosen_by_keyboard_alone(open_post):
    ImageFactory(title="Une école")
    ImageFactory(title="Le phare de jour")
    night = ImageFactory(title="Le phare de nuit")
    page, post = open_post()
    page.get_by_role("button", name="Choose an image").focus()
    page.keyboard.press("Enter")
    page.get_by_text("3 images").wait_for()
    page.keyboard.type("PHARE")
    page.get_by_text("2 images").wait_for()
    page.get_by_label("Search the library").press("Enter")
    page.get_by_role("radio", name="Le phare de nuit").focus()
    page.keyboard.press("ArrowDown")
    wait_for_picture(page, "Le phare de jour")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    dialog(page).wait_for(state="hidden")

    assert focused(page) == "Change the image"
    assert page.locator(".field-cover .eig-choice__title").inner_text() == "Le phare de nuit"
    save(page)
    post.refresh_from_db()
    assert post.cover == night


@pytest.mark.usefixtures("no_autosave")
def test_a_choice_is_a_change_that_is_kept(open_post, monkeypatch):
    monkeypatch.setitem(PACE, "delay", 100)
    image = ImageFactory(title="Phare")
    page, post = open_post()
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("radio", name="Phare").click()
    page.get_by_role("button", name="Use this image").click()
    page.locator("#saved [data-saved]", has_text="Saved").wait_for()

    assert Post.objects.get(pk=post.pk).edition("fr").draft["cover"] == [str(image.pk)]


def test_escape_closes_without_change(open_post):
    page, post = open_post(cover=ImageFactory(title="Phare"))
    ImageFactory(title="École")
    page.get_by_role("button", name="Change the image").click()
    wait_for_picture(page, "Phare")
    page.get_by_role("radio", name="École").click()
    wait_for_picture(page, "École")
    page.keyboard.press("Escape")
    dialog(page).wait_for(state="hidden")

    assert focused(page) == "Change the image"
    assert page.input_value("#id_cover") == str(post.cover_id)


def test_a_cover_is_removed(open_post):
    page, post = open_post(cover=ImageFactory())
    page.get_by_role("button", name="Remove").click()
    assert focused(page) == "Choose an image"
    assert page.locator(".field-cover").get_by_text("No image chosen.").is_visible()
    save(page)

    post.refresh_from_db()
    assert post.cover is None


def test_a_row_added_later_has_its_chooser(open_office):
    image = ImageFactory(title="Phare")
    challenge = ChallengeFactory()
    page = open_office(f"/en/admin/challenges/challenge/{challenge.pk}/change/")
    page.get_by_role("button", name="Add a deliverable").click()
    row = page.locator("#deliverables-0")
    row.get_by_label("Title").fill("Un outil")
    row.get_by_role("button", name="Choose an image").click()
    page.get_by_role("radio", name="Phare").dblclick()
    dialog(page).wait_for(state="hidden")
    save(page)

    assert Deliverable.objects.get().image == image


def test_a_picture_is_named_by_its_key_where_no_script_runs(open_page, login_cookie, editor):
    ImageFactory(key="phare")
    post = PostFactory()
    cookies = [login_cookie(editor)]
    page = open_page(f"/en/admin/blog/post/{post.pk}/change/", scripts=False, cookies=cookies)
    assert page.locator(".field-cover button:visible").count() == 0
    page.get_by_label("Key or number of the image").fill("phare")
    save(page)

    post.refresh_from_db()
    assert post.cover.key == "phare"


def test_more_pictures_follow_the_first(open_post):
    ImageFactory.create_batch(30)
    page, _post = open_post()
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".eig-chooser__card")).to_have_count(30)

    expect(page.locator(".eig-chooser__card input").nth(24)).to_be_focused()
    assert page.get_by_role("button", name="Show more").is_hidden()


# The picture itself


def test_the_point_of_interest_is_set_by_click_and_arrow_keys_and_kept_with_the_choice(open_post):
    image = ImageFactory(title="Phare", size_in_pixels=(400, 200))
    page, _post = open_post()
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("radio", name="Phare").click()
    wait_for_picture(page, "Phare")
    whole = page.locator(".eig-chooser__pane .eig-focal__whole img")
    box = whole.bounding_box()
    whole.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.5})
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowDown")

    mark = page.get_by_role("slider", name="Point of interest")
    assert mark.get_attribute("aria-valuetext") == "15% from the left, 51% from the top"
    square = page.locator(".eig-chooser__pane .eig-focal__crop--square img")
    assert square.evaluate("image => image.style.objectPosition") == "0% 50%"
    page.get_by_role("button", name="Use this image").click()
    dialog(page).wait_for(state="hidden")
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y, page.input_value("#id_cover")) == (0.15, 0.51, str(image.pk))


def test_what_is_not_saved_is_still_there_on_coming_back(open_post):
    first, _second = ImageFactory(title="Phare", alt_fr=""), ImageFactory(title="École")
    page, _post = open_post()
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("radio", name="Phare").click()
    wait_for_picture(page, "Phare")
    page.get_by_label("Alternative text in French").fill("Un phare")
    page.get_by_role("radio", name="École").click()
    wait_for_picture(page, "École")
    page.get_by_role("radio", name="Phare").click()
    page.get_by_text("What you changed before is here, not saved yet.").wait_for()

    assert page.get_by_label("Alternative text in French").input_value() == "Un phare"
    page.get_by_role("button", name="Save in the library").click()
    page.get_by_text("Saved in the library.").wait_for()
    first.refresh_from_db()
    assert first.alt_fr == "Un phare"


def test_what_is_wrong_is_said_and_nothing_is_chosen(open_post, editor):
    editor.groups.set(Group.objects.filter(name="publisher"))  # who answers for the rights on pictures
    ImageFactory(title="Phare")
    page, _post = open_post()
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("radio", name="Phare").click()
    wait_for_picture(page, "Phare")
    page.get_by_label("Credit", exact=True).fill("")
    page.get_by_role("button", name="Use this image").click()
    page.get_by_text("Say who took the picture, or that its licence is unknown.").wait_for()

    assert dialog(page).is_visible()
    page.get_by_label("Credit", exact=True).fill("Ana")
    page.get_by_role("button", name="Use this image").click()
    dialog(page).wait_for(state="hidden")
    assert Image.objects.get().credit == "Ana"


def test_a_picture_is_brought_in_from_the_dialog(open_post):
    page, post = open_post()
    page.get_by_role("button", name="Choose an image").click()
    file = page.get_by_label("Add a picture from your computer")
    file.set_input_files({"name": "faux.jpg", "mimeType": "image/jpeg", "buffer": b"%PDF-1.4 no picture"})
    refused = page.locator("[data-refused]:not(:empty)")
    refused.wait_for()
    assert (refused.get_attribute("role"), Image.objects.count()) == ("alert", 0)
    refusals_are_expected(page)

    file.set_input_files({"name": "Phare.png", "mimeType": "image/png", "buffer": picture(80, 60)})
    wait_for_picture(page, "Phare")
    expect(page.get_by_label("Alternative text in French")).to_be_focused()
    page.keyboard.type("Un phare")
    page.get_by_label("Credit", exact=True).fill("Ana")
    page.get_by_role("button", name="Use this image").click()
    dialog(page).wait_for(state="hidden")
    save(page)

    post.refresh_from_db()
    assert (post.cover.title, post.cover.alt_fr, post.cover.credit) == ("Phare", "Un phare", "Ana")


def test_a_picture_is_brought_in_before_the_list_has_come(open_post):
    page, _post = open_post()
    held = []
    page.route("**/image/chooser/?*", lambda route: route.continue_() if held else held.append(route))
    page.get_by_role("button", name="Choose an image").click()
    file = page.get_by_label("Add a picture from your computer")
    file.set_input_files({"name": "Phare.png", "mimeType": "image/png", "buffer": picture(80, 60)})
    wait_for_picture(page, "Phare")
    assert (len(held), Image.objects.count()) == (1, 1)


@pytest.mark.usefixtures("no_autosave")
def test_an_expired_login_loses_nothing(open_post, live_server):
    image = ImageFactory(title="Phare", alt_fr="")
    page, post = open_post()
    page.locator("#id_title_fr").fill("Un titre à garder")
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("radio", name="Phare").click()
    wait_for_picture(page, "Phare")
    page.get_by_label("Alternative text in French").fill("Un phare")
    Session.objects.all().delete()
    page.get_by_role("button", name="Use this image").click()
    page.get_by_text("You are no longer logged in.").wait_for()

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log in (new tab)").click()
    tab = opened.value
    tab.fill("#id_username", "claire")
    tab.fill("#id_password", "phare")
    with tab.expect_navigation():
        tab.click("[type=submit]")
    page.get_by_role("button", name="Try again").click()
    dialog(page).wait_for(state="hidden")
    image.refresh_from_db()
    assert (image.alt_fr, page.input_value("#id_cover")) == ("Un phare", str(image.pk))
    save(page)
    post.refresh_from_db()
    assert (post.title_fr, post.cover) == ("Un titre à garder", image)


def test_what_fails_together_is_said_once_and_tried_again_together(open_post, login_cookie, editor):
    page, _post = open_post(cover=ImageFactory(title="Phare"))
    Session.objects.all().delete()
    page.get_by_role("button", name="Change the image").click()
    page.get_by_text("You are no longer logged in.").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("You are no longer logged in.").count() == 1

    page.context.add_cookies([login_cookie(editor)])
    page.get_by_role("button", name="Try again").click()
    wait_for_picture(page, "Phare")
    page.get_by_text("1 image", exact=True).wait_for()
    assert page.get_by_text("You are no longer logged in.").count() == 0
    refusals_are_expected(page)


def test_a_double_click_chooses_and_saves_once(open_post):
    image = ImageFactory(title="Phare", alt_fr="")
    page, _post = open_post()
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("radio", name="Phare").click()
    wait_for_picture(page, "Phare")
    page.get_by_label("Alternative text in French").fill("Un phare")
    page.get_by_role("button", name="Use this image").dblclick()
    dialog(page).wait_for(state="hidden")
    page.wait_for_load_state("networkidle")
    assert page.input_value("#id_cover") == str(image.pk)
    assert LogEntry.objects.filter(object_id=image.pk).count() == 1


def test_closing_while_something_is_saved_chooses_nothing(open_post):
    ImageFactory(title="Phare", alt_fr="")
    page, _post = open_post()
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("radio", name="Phare").click()
    wait_for_picture(page, "Phare")
    page.get_by_label("Alternative text in French").fill("Un phare")
    held = []
    page.route("**/chooser/*/save/", lambda route: held.append(route))
    with page.expect_request("**/chooser/*/save/"):
        page.get_by_role("button", name="Use this image").click()
    page.keyboard.press("Escape")
    dialog(page).wait_for(state="hidden")
    with page.expect_response("**/chooser/*/save/"):
        held[0].continue_()
    page.wait_for_load_state("networkidle")
    assert page.input_value("#id_cover") == ""


# Texts


def test_a_picture_is_put_into_a_text_changed_and_undone(open_post):
    ImageFactory(title="Phare", key="phare", alt_fr="Un phare", caption_fr="De nuit")
    page, post = open_post(body_fr="Avant.\n\nAprès.")
    text = page.locator("#id_body_fr")
    text.evaluate("text => { text.focus(); text.setSelectionRange(6, 6) }")
    page.get_by_role("button", name="Insert an image").click()
    page.get_by_role("radio", name="Phare").click()
    wait_for_picture(page, "Phare")
    alt, caption = page.get_by_label("Alternative text here"), page.get_by_label("Caption here")
    assert (alt.get_attribute("placeholder"), caption.get_attribute("placeholder")) == ("Un phare", "De nuit")
    alt.fill("Un [phare]")
    caption.fill('Le "phare"')
    caption.press("Enter")
    dialog(page).wait_for(state="hidden")
    assert text.input_value() == 'Avant.\n\n![Un \\[phare\\]](image:phare "Le \\"phare\\"")\n\nAprès.'
    expect(text).to_be_focused()

    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Change this image").click()
    expect(alt).to_be_focused()
    assert (alt.input_value(), caption.input_value()) == ("Un [phare]", 'Le "phare"')
    alt.fill("")
    caption.fill("")
    page.get_by_role("button", name="Use this image").click()
    dialog(page).wait_for(state="hidden")
    assert text.input_value() == "Avant.\n\n![](image:phare)\n\nAprès."
    page.keyboard.press("Control+z")
    assert text.input_value().startswith("Avant.\n\n![Un \\[phare")
    save(page)
    post.refresh_from_db()
    assert '<figure data-image="phare" data-alt="Un [phare]"' in post.body_html_fr


@pytest.mark.parametrize(
    ("body", "cursor", "expected"),
    [
        ("", 0, "![](image:phare)"),
        ("Un mot.\n", 8, "Un mot.\n\n![](image:phare)"),
        ("Un mot.", 3, "Un ![](image:phare)mot."),
        ("- un\n- deux", 4, "- un![](image:phare)\n- deux"),
        ("Un mot.", 0, "![](image:phare)\n\nUn mot."),
    ],
    ids=["empty", "below", "within", "in a list", "above"],
)
def test_a_picture_stands_where_the_cursor_is(open_post, body, cursor, expected):
    ImageFactory(title="Phare", key="phare")
    page, _post = open_post(body_fr="")
    text = page.locator("#id_body_fr")
    text.fill(body)
    text.evaluate("(text, cursor) => text.setSelectionRange(cursor, cursor)", cursor)
    page.get_by_role("button", name="Insert an image").click()
    page.get_by_role("radio", name="Phare").dblclick()
    dialog(page).wait_for(state="hidden")

    assert text.input_value() == expected


def test_the_words_of_a_use_come_back_as_they_were_typed(open_post):
    page, _post = open_post()
    write = "list => list.map(([alt, caption]) => window.eigPictureMarkdown.written({ key: 'phare', alt, caption }))"
    read = """texts => texts.map(value => {
        const text = { value, selectionStart: 3, selectionEnd: 3 }
        const { alt, caption } = window.eigPictureMarkdown.pictureAtCursor(text)
        return [alt, caption]
    })"""

    @settings(
        max_examples=25,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(ANY_WORDS)
    def come_back(words):
        typed = [[" ".join(part for part in text.split(" ") if part) for text in pair] for pair in words]
        written = page.evaluate(write, [list(pair) for pair in words])
        figures = [_figure(FIGURE.fullmatch(render(text).strip()).group(1)) for text in written]

        assert [[figure.alt, figure.caption] for figure in figures] == typed
        assert page.evaluate(read, written) == typed

    come_back()


# Looks


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_dialog_has_no_accessibility_fault(open_post, violations, width, dark):
    ImageFactory(title="Sans crédit", credit="", licence="unknown", alt_fr="")
    ImageFactory.create_batch(3)
    page, _post = open_post(width=width, dark=dark, cover=ImageFactory(title="Phare"))
    faults = {"form": violations(page)}
    page.get_by_role("button", name="Change the image").click()
    wait_for_picture(page, "Phare") if width > 700 else page.get_by_text("5 images").wait_for()
    faults["list"] = violations(page)
    page.get_by_role("radio", name="Sans crédit").click()
    wait_for_picture(page, "Sans crédit")
    faults["picture"] = violations(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Insert an image").click()
    page.get_by_role("radio", name="Sans crédit").click()
    wait_for_picture(page, "Sans crédit")
    faults["text"] = violations(page)

    assert {state: found for state, found in faults.items() if found} == {}
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_on_a_phone_the_picture_takes_the_place_of_the_list_and_back(open_post):
    ImageFactory(title="Phare")
    page, _post = open_post(width=390)
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("radio", name="Phare").click()
    wait_for_picture(page, "Phare")
    assert page.get_by_label("Search the library").is_hidden()
    page.get_by_role("button", name="Back to the images").click()

    assert page.get_by_role("radio", name="Phare").evaluate("radio => radio === document.activeElement")


def test_the_screen_of_a_picture_shows_its_crops_as_the_point_moves(open_office, violations):
    image = ImageFactory(size_in_pixels=(400, 200), consent="not_needed")
    page = open_office(f"/en/admin/images/image/{image.pk}/change/")
    mark = page.get_by_role("slider", name="Point of interest")
    mark.press("Shift+ArrowRight")
    assert page.input_value("#id_focal_x") == "60"
    page.get_by_label("Point of interest, from the top (%)").fill("20")
    assert mark.get_attribute("aria-valuetext") == "60% from the left, 20% from the top"
    assert violations(page) == []
    save(page)

    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (0.6, 0.2)

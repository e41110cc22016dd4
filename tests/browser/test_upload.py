"""Bringing many images into the library, as an editor does."""

import pytest
from django.contrib.sessions.models import Session

from eig.images.models import Image
from tests.eig.images.drawn import library_image, photograph
from tests.factories import ImageFactory, picture

PAGE = "/en/admin/images/image/upload/"
ROWS = "[data-list] > li"
FORMS = "[data-forms] > li"
# What a browser notes by itself when an answer says no.
SAID_NO = "Failed to load resource: the server responded with a status of"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_upload(open_page, login_cookie, editor):
    """`open_upload(dark=True)` → the page of uploads, seen by an editor."""
    return lambda **options: open_page(PAGE, cookies=[login_cookie(editor)], **options)


def refusals_are_expected(page):
    page.complaints[:] = [complaint for complaint in page.complaints if not complaint.startswith(SAID_NO)]


def file(name, content=None, number=0):
    content = picture(70, 50, (number, 90, 90)) if content is None else content
    return {"name": name, "mimeType": "image/png", "buffer": content}


def batch(count):
    return [file(f"photo-{number:02}.png", number=number) for number in range(count)]


def drop(page, files):
    """Drag files onto the page and let them go."""
    transfer = page.evaluate_handle(
        """(files) => {
            const transfer = new DataTransfer();
            for (const [name, bytes] of files) {
                transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
            }
            return transfer;
        }""",
        [[one["name"], list(one["buffer"])] for one in files],
    )
    page.dispatch_event("[data-drop]", "dragover", {"dataTransfer": transfer})
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": transfer})


def summary(page):
    """What is said once the last file has arrived."""
    said = page.locator("[data-summary]:not(:empty)")
    said.wait_for(timeout=60_000)
    return said.inner_text()


def results(page, kind):
    return page.locator(f"{ROWS}.eig-file--{kind} [data-name]").all_inner_texts()


def test_fifty_files_are_dropped_and_all_but_the_broken_and_the_known_come_in(open_upload, violations):
    known = ImageFactory(title="La première", number=0)
    with known.file.open() as stored:
        content = stored.read()
    page = open_upload()
    files = [*batch(48), file("cassee.png", b"\x89PNG\r\n\x1a\n broken"), file("copie.png", content)]
    drop(page, files)
    assert page.locator("progress[data-all]").get_attribute("max") == "50"

    assert summary(page) == "48 added, 1 known already, 1 refused"
    assert (results(page, "refused"), results(page, "known")) == (["cassee.png"], ["copie.png"])
    assert page.locator(f"{ROWS}.eig-file--known [data-result]").inner_text() == (
        "This picture is in the library already: “La première”."
    )
    # In the order of the files, whichever arrived first.
    titles = page.locator(f"{FORMS} legend").all_inner_texts()
    assert titles == [f"photo {number:02}" for number in range(48)]
    assert violations(page) == []

    first = page.locator(FORMS).first
    first.get_by_label("Credit", exact=True).fill("Ana Martin")
    first.get_by_label("Licence", exact=True).select_option("cc0")
    first.get_by_label("Consent of the people pictured").select_option("not_needed")
    first.get_by_role("button", name="Copy these rights to all images below").click()
    assert page.locator("[data-copied]").inner_text() == "Copied to 47 images."
    page.get_by_role("button", name="Save all").click()
    page.locator(".messagelist").wait_for()

    assert page.locator(".messagelist li").all_inner_texts() == [
        "48 images saved.",
        "48 images still lack an alternative text.",
    ]
    assert Image.objects.filter(credit="Ana Martin", licence="cc0", consent="not_needed").count() == 48
    refusals_are_expected(page)


def test_a_page_opened_under_another_login_goes_on_by_itself(open_upload):
    page = open_upload()
    page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((field) => { field.value = 'x'; })")
    page.set_input_files("#id_file", batch(2))

    assert summary(page) == "2 added"
    refusals_are_expected(page)


def test_more_images_than_a_page_can_ask_about_wait_for_their_turn(open_upload):
    page = open_upload()
    page.evaluate("document.querySelector('[data-upload]').dataset.mostForms = '2'")
    page.set_input_files("#id_file", batch(3))
    assert (summary(page), page.locator(FORMS).count()) == ("3 added", 2)
    assert page.locator("[data-too-many]").is_visible()
    page.get_by_role("button", name="Save all").click()

    assert page.locator(".eig-left a").inner_text() == "Complete them"
    assert page.locator(".messagelist li").first.inner_text() == "2 images saved."


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_state_of_the_page_has_an_accessibility_fault(open_upload, violations, dark):
    page = open_upload(dark=dark)
    faults = {"empty": violations(page)}
    held, released = [], []
    page.route("**/upload/file/", lambda route: route.continue_() if released else held.append(route))
    page.set_input_files("#id_file", [*batch(3), file("cassee.png", b"broken")])
    page.locator("[data-count]", has_text="0 of 4").wait_for()
    faults["under way"] = violations(page)
    released.append(True)
    for route in held:
        route.continue_()
    summary(page)
    page.locator(f"{FORMS} summary").first.click()
    faults["arrived"] = violations(page)
    page.locator(FORMS).first.get_by_label("Licence", exact=True).select_option("cc-by")
    page.get_by_role("button", name="Save all").click()
    page.locator(".errornote").wait_for()
    faults["errors"] = violations(page)

    assert faults == {"empty": [], "under way": [], "arrived": [], "errors": []}
    assert page.locator(f"{FORMS} .errorlist").all_inner_texts() == [
        "Say who took the picture, or that its licence is unknown."
    ]
    refusals_are_expected(page)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_does_not_scroll_sideways(open_upload, width):
    page = open_upload(width=width)
    page.set_input_files("#id_file", [*batch(2), file(f"{'tres-long-' * 20}.png", b"broken")])
    summary(page)

    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    refusals_are_expected(page)


def test_a_file_that_is_too_heavy_is_not_even_sent(open_upload):
    page = open_upload()
    page.evaluate("document.querySelector('[data-upload]').dataset.mostBytes = '1000'")
    page.set_input_files("#id_file", [file("lourde.png", b"\0" * 2048)])

    assert summary(page) == "1 refused"
    assert page.locator(f"{ROWS} [data-result]").inner_text().replace("\xa0", " ") == (
        "This file weighs 2 kB: the most is 25.0 MB. Export it again, 3,000 pixels wide."
    )
    page.get_by_role("button", name="Remove – lourde.png").click()
    assert page.locator(ROWS).count() == 0
    assert page.evaluate("document.activeElement.id") == "id_file"


def test_a_lost_connection_loses_nothing(open_upload):
    page = open_upload()
    page.route("**/upload/file/", lambda route: route.abort())
    page.set_input_files("#id_file", batch(4))
    assert summary(page) == "4 interrupted"
    assert set(page.locator(f"{ROWS} [data-result]").all_inner_texts()) == {"The connection was lost before the end."}
    page.unroute("**/upload/file/")
    page.get_by_role("button", name="Try again – photo-02.png").click()
    page.locator("[data-summary]", has_text="1 added, 3 interrupted").wait_for()
    page.get_by_role("button", name="Try all of those again").click()
    page.locator("[data-summary]", has_text="4 added").wait_for()

    assert page.locator(FORMS).count() == 4
    page.complaints[:] = [complaint for complaint in page.complaints if "ERR_FAILED" not in complaint]


def test_an_expired_login_loses_neither_files_nor_words(open_upload, violations):
    page = open_upload()
    page.set_input_files("#id_file", batch(1))
    summary(page)
    page.locator(FORMS).get_by_label("Credit", exact=True).fill("Ana Martin")
    Session.objects.all().delete()
    page.set_input_files("#id_file", [file(f"b-{number}.png", number=100 + number) for number in range(5)])
    halt = page.get_by_role("alert")
    halt.get_by_role("link", name="Log in again (new tab)").wait_for()
    assert violations(page) == []
    assert page.locator(f"{ROWS}.eig-file--waiting").count() == 5

    with page.context.expect_page() as opened:
        halt.get_by_role("link", name="Log in again (new tab)").click()
    other = opened.value
    other.fill("#id_username", "claire")
    other.fill("#id_password", "phare")
    other.get_by_role("button", name="Log in").click()
    other.get_by_role("heading", name="Hello Claire").wait_for()
    other.close()
    if halt.get_by_role("button", name="Go on").is_visible():
        halt.get_by_role("button", name="Go on").click()
    page.locator("[data-summary]", has_text="6 added").wait_for()
    assert halt.inner_text() == ""
    assert page.locator(FORMS).first.get_by_label("Credit", exact=True).input_value() == "Ana Martin"

    page.get_by_role("button", name="Save all").click()
    page.locator(".messagelist").wait_for()
    assert (Image.objects.count(), Image.objects.filter(credit="Ana Martin").count()) == (6, 1)
    refusals_are_expected(page)


def test_saving_under_an_expired_login_keeps_what_was_typed(open_upload):
    page = open_upload()
    page.set_input_files("#id_file", batch(1))
    summary(page)
    page.get_by_label("Alternative text in French").fill("Un phare")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save all").click()
    page.get_by_role("link", name="Log in again (new tab)").wait_for()

    assert page.get_by_label("Alternative text in French").input_value() == "Un phare"
    assert page.url.endswith(PAGE)
    refusals_are_expected(page)


def test_the_words_of_the_file_are_used_by_keyboard_alone(open_upload, editor):
    image = library_image(photograph(), uploaded_by=editor, alt_fr="")
    page = open_upload()
    page.get_by_role("link", name="Complete them").press("Enter")
    page.locator(FORMS).wait_for()
    page.get_by_role("button", name="Alternative text in French").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == f"id_image-{image.pk}-alt_fr"
    page.keyboard.press("Tab")
    page.keyboard.type("The lighthouse at night")
    page.get_by_role("button", name="Caption in French").focus()
    page.keyboard.press("Space")
    page.get_by_label("Caption in French").wait_for()
    page.get_by_role("button", name="Save all").focus()
    page.keyboard.press("Enter")
    page.locator(".messagelist").wait_for()

    image.refresh_from_db()
    assert (image.alt_fr, image.alt_en, image.caption_fr) == (
        "Le phare de nuit",
        "The lighthouse at night",
        "Le phare de nuit",
    )


def test_leaving_with_words_unsaved_asks_first(open_upload):
    page = open_upload()
    page.set_input_files("#id_file", batch(1))
    summary(page)
    page.get_by_label("Alternative text in French").fill("Un phare")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.click(".eig-nav a[href='/en/admin/challenges/challenge/']:visible", no_wait_after=True)

    assert asked == ["beforeunload"]


def test_without_scripts_several_files_come_in_and_are_described(open_upload):
    page = open_upload(scripts=False)
    page.set_input_files("#id_file", [*batch(2), file("cassee.png", b"broken")])
    page.get_by_role("button", name="Add these images").click()
    assert page.locator("[data-summary]").inner_text() == "2 added, 1 refused"
    page.get_by_label("Alternative text in French").first.fill("Un phare")
    page.get_by_role("button", name="Save all").click()

    assert page.locator(".messagelist li").first.inner_text() == "2 images saved."
    assert sorted(Image.objects.values_list("alt_fr", flat=True), key=str) == sorted([None, "Un phare"], key=str)

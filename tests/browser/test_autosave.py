"""Nothing that is written is lost: autosave, an expired login, a lost network, two tabs, two editors, a new item."""

import re

import pytest
from playwright.sync_api import expect

from blog.models import Post
from eig.publishing.screens.autosave import PACE
from tests.factories import PostFactory, UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("pace")]

SAVED = re.compile(r"^Saved \d\d:\d\d$")
NEVER = 600_000


@pytest.fixture
def pace(monkeypatch):
    """Saved at once; no sign of life but the first, unless a test asks for it."""
    for name, milliseconds in {"delay": 50, "longest": 100, "beat": NEVER}.items():
        monkeypatch.setitem(PACE, name, milliseconds)


@pytest.fixture
def post():
    return PostFactory(title_fr="Un phare", slug_fr="un-phare", body_fr="La lumière.", published=["fr"])


@pytest.fixture
def write(open_page, login_cookie, editor):
    """`write(path)` → the form at that address, ready, as the editor or as someone else."""

    def opened(path, user=editor, **options):
        page = open_page(path, cookies=[login_cookie(user)], **options)
        return ready(page)

    return opened


def ready(page):
    expect(page.locator("form[data-keeping=ready]")).to_be_attached()
    return page


def form_of(post):
    return f"/en/admin/blog/post/{post.pk}/change/"


def again(page, path=None):
    """The same person, in another tab of the same browser."""
    other = page.context.new_page()
    other.goto(page.url if path is None else path)
    return ready(other)


def status(page):
    return page.locator("#saved [data-saved]")


def title(page):
    return page.locator("#id_title_fr")


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('eig:text:')).length")


def wait_until_kept(page, count=1):
    page.wait_for_function(
        "(count) => Object.keys(localStorage).filter((key) => key.startsWith('eig:text:')).length === count", arg=count
    )


def cut_off(page, address):
    """What this tab asks of that address fails before it leaves: one that is only held leaves when its tab closes."""
    page.evaluate(
        """(address) => {
            const fetched = window.fetch;
            window.fetch = (asked, ...rest) =>
                asked.includes(address) ? Promise.reject(new TypeError("cut off")) : fetched(asked, ...rest);
        }""",
        address,
    )


def slow_down(page, address, milliseconds):
    """What this tab asks of that address leaves only after a while."""
    page.evaluate(
        """([address, milliseconds]) => {
            const fetched = window.fetch;
            window.fetch = async (asked, ...rest) => {
                if (asked.includes(address)) {
                    await new Promise((resolve) => setTimeout(resolve, milliseconds));
                }
                return fetched(asked, ...rest);
            };
        }""",
        [address, milliseconds],
    )


def forgive(page):
    """What a browser notes of an answer that was meant to refuse, or of a network that was meant to fail."""
    page.complaints[:] = [words for words in page.complaints if not words.startswith("Failed to load resource")]


def test_a_form_left_before_its_scripts_are_ready_saves_nothing(open_page, login_cookie, editor, post):
    """A page that was opened for an instant has nothing to keep: what it sent once passed for someone's changes."""
    page = open_page("/en/admin/", cookies=[login_cookie(editor)])
    page.add_init_script("window.setTimeout = ((later) => (act, wait) => later(act, wait ?? 9000))(window.setTimeout)")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "/autosave/" in request.url else None)
    page.goto(page.url.replace("/en/admin/", form_of(post)))
    assert page.locator("form[data-keeping=ready]").count() == 0
    page.get_by_role("link", name="Calendar").first.click()
    page.wait_for_url("**/calendar/")

    assert sent == []
    assert post.editions.get().draft_at is None


def test_what_is_typed_is_there_when_the_tab_is_closed_and_opened_again(write, post):
    page = write(form_of(post))
    title(page).fill("Un phare, la nuit")
    expect(status(page)).to_have_text(SAVED)
    wait_until_kept(page, 0)
    other = again(page)
    page.close()

    expect(title(other)).to_have_value("Un phare, la nuit")
    expect(other.locator("#kept")).to_be_hidden()


def test_opening_a_form_or_undoing_a_change_leaves_nothing(write, post, monkeypatch):
    monkeypatch.setitem(PACE, "delay", 400)
    monkeypatch.setitem(PACE, "longest", NEVER)
    page = write(form_of(post))
    title(page).fill("Autre chose")
    title(page).fill("Un phare")
    title(page).press("End")
    other = again(page)
    other.close()
    page.goto(page.url)

    assert kept(page) == 0
    assert post.editions.get().has_draft is False


def test_what_was_never_sent_is_offered_with_its_differences(write, post, violations):
    page = write(form_of(post))
    cut_off(page, "/autosave/")
    title(page).fill("Un phare perdu")
    expect(status(page)).to_have_text("No connection: kept in this browser")
    other = again(page)
    page.close()
    offer = other.locator("#kept")

    expect(offer.get_by_role("heading")).to_have_text("This browser kept a text of yours")
    expect(offer.locator("tbody tr")).to_have_text(["Title Un phare Un phare perdu"], use_inner_text=True)
    assert violations(other) == []
    other.get_by_role("button", name="Take what was kept").click()
    expect(title(ready(other))).to_have_value("Un phare perdu")
    expect(other.locator("#kept")).to_be_hidden()
    wait_until_kept(other, 0)


def test_it_is_offered_to_nobody_else(write, post):
    page = write(form_of(post))
    cut_off(page, "/autosave/")
    title(page).fill("Un secret")
    wait_until_kept(page)
    words = page.evaluate("Object.values(localStorage).join()")
    key = page.evaluate("Object.keys(localStorage).find((key) => key.startsWith('eig:text:'))")
    other = write(form_of(post), user=UserFactory(role="editor"))
    other.evaluate("([key, words]) => localStorage.setItem(key, words)", [key, words])
    other.reload()

    expect(ready(other).locator("#kept")).to_be_hidden()


def test_what_waits_to_be_saved_goes_with_the_form_and_not_beside_it(write, post, monkeypatch):
    """On a slow line the two once left together, and the writer was told that someone had saved meanwhile."""
    monkeypatch.setitem(PACE, "delay", 300)
    monkeypatch.setitem(PACE, "longest", 300)
    page = write(form_of(post))
    slow_down(page, "/presence/", 900)
    slow_down(page, "/autosave/", 0)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "/autosave/" in request.url else None)
    title(page).fill("Un phare, vite")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator("form .eig-overtaken")).to_have_count(0)
    assert sent == []
    assert post.versions.count() <= 1


def test_an_expired_login_is_renewed_in_place(write, post, violations):
    page = write(form_of(post), width=320)
    page.context.clear_cookies(name="sessionid")
    title(page).fill("Un phare, plus tard")
    dialog = page.get_by_role("dialog", name="Log in again: your text is still here")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Password")).to_be_focused()
    assert violations(page) == []
    dialog.get_by_label("Password").fill("faux")
    dialog.get_by_label("Password").press("Enter")
    expect(dialog.get_by_role("alert")).not_to_be_empty()
    dialog.get_by_label("Password").fill("phare")
    dialog.get_by_label("Password").press("Enter")

    expect(dialog).to_be_hidden()
    expect(status(page)).to_have_text(SAVED)
    expect(title(page)).to_have_value("Un phare, plus tard")
    page.goto(page.url)
    expect(title(ready(page))).to_have_value("Un phare, plus tard")
    forgive(page)


def test_saving_with_an_expired_login_saves_once_one_is_back(write, post, monkeypatch):
    monkeypatch.setitem(PACE, "delay", NEVER)
    monkeypatch.setitem(PACE, "longest", NEVER)
    page = write(form_of(post))
    page.context.clear_cookies(name="sessionid")
    title(page).fill("Un phare enregistré")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Password").fill("phare")
    page.get_by_role("button", name="Log in and save").click()

    expect(page.locator(".messagelist")).to_contain_text("are kept; visitors see them once you publish.")
    expect(title(ready(page))).to_have_value("Un phare enregistré")
    wait_until_kept(page, 0)
    forgive(page)


def test_someone_else_who_logs_in_there_is_told_whose_rights_apply(write, post):
    amina = UserFactory(username="amina", first_name="Amina", last_name="Diallo", role="editor")
    amina.set_password("digue")
    amina.save()
    page = write(form_of(post))
    page.context.clear_cookies(name="sessionid")
    title(page).fill("À deux")
    page.get_by_label("User name").fill("amina")
    page.get_by_label("Password").fill("digue")
    page.get_by_role("button", name="Log in and save").click()

    expect(page.locator("#present")).to_contain_text("You are now logged in as Amina Diallo")
    expect(status(page)).to_have_text(SAVED)
    forgive(page)


def test_without_a_network_the_text_waits_in_the_browser_and_goes_when_it_is_back(write, post):
    page = write(form_of(post))
    page.context.set_offline(True)
    title(page).fill("Un phare au large")
    expect(status(page)).to_have_text("No connection: kept in this browser")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(status(page)).to_have_text(re.compile("^No connection: your text is kept in this browser"))
    assert kept(page) == 1
    page.context.set_offline(False)

    expect(status(page)).to_have_text(SAVED)
    wait_until_kept(page, 0)
    expect(title(again(page))).to_have_value("Un phare au large")
    forgive(page)


def test_the_second_of_two_tabs_is_told_and_chooses(write, post, violations):
    first = write(form_of(post))
    second = again(first)
    expect(second.locator("#present")).to_contain_text("You have this open in another tab since")
    title(first).fill("Du premier onglet")
    expect(status(first)).to_have_text(SAVED)
    title(second).fill("Du second onglet")
    moved = second.locator("#moved")
    expect(moved.get_by_role("heading")).to_have_text(
        re.compile(r"^You saved this text yourself, in another tab or window, at \d\d:\d\d\.$")
    )
    assert violations(second) == []
    second.get_by_role("button", name="See the differences and choose").click()

    expect(second.locator("form .eig-overtaken tbody tr")).to_have_text(
        ["Title Du premier onglet Du second onglet"], use_inner_text=True
    )
    ready(second).get_by_role("button", name="Keep mine").click()
    expect(second.locator(".messagelist")).to_contain_text("are kept")
    expect(title(ready(second))).to_have_value("Du second onglet")
    assert post.versions.get().payload["title_fr"] == ["Du premier onglet"]
    forgive(first)


def test_the_second_of_two_editors_is_told_and_loses_nothing(write, post):
    amina = UserFactory(first_name="Amina", last_name="Diallo", role="editor")
    hers = write(form_of(post), user=amina)
    mine = write(form_of(post))
    expect(mine.locator("#present")).to_have_text(re.compile(r"^Amina Diallo has this open since \d\d:\d\d\.$"))
    title(hers).fill("D'Amina")
    expect(status(hers)).to_have_text(SAVED)
    title(mine).fill("De Claire")
    expect(mine.locator("#moved h2")).to_have_text(re.compile(r"^Amina Diallo saved this text at \d\d:\d\d\.$"))
    mine.get_by_role("button", name="See the differences and choose").click()
    ready(mine).get_by_role("button", name="Keep the other").click()

    expect(mine.locator(".messagelist")).to_contain_text("Yours is kept as version 1, to be restored from.")
    expect(title(ready(mine))).to_have_value("D'Amina")
    assert post.versions.get().payload["title_fr"] == ["De Claire"]
    forgive(mine)


def test_a_reader_of_the_form_is_shown_what_someone_saved(write, post, monkeypatch):
    monkeypatch.setitem(PACE, "beat", 200)
    hers = write(form_of(post), user=UserFactory(first_name="Amina", last_name="Diallo", role="editor"))
    mine = write(form_of(post))
    title(hers).fill("D'Amina")

    expect(mine.locator("#moved h2")).to_have_text(re.compile(r"^Amina Diallo saved this text at \d\d:\d\d\.$"))
    mine.get_by_role("link", name="Show the new text").click()
    expect(title(ready(mine))).to_have_value("D'Amina")


def test_a_new_item_is_kept_in_the_browser_until_it_is_saved(write, editor, violations):
    page = write("/en/admin/blog/post/add/", width=320)
    title(page).fill("Un brouillon")
    page.locator("textarea[name=body_fr]").fill("Deux lignes\nde texte.")
    expect(status(page)).to_have_text("Kept in this browser")
    other = again(page)
    page.close()
    expect(other.locator("#kept h2")).to_have_text("This browser kept a text of yours")
    assert violations(other) == []
    other.get_by_role("button", name="Take it up again").click()

    expect(title(ready(other))).to_have_value("Un brouillon")
    expect(other.locator("textarea[name=body_fr]")).to_have_value("Deux lignes\nde texte.")
    expect(other.locator(".errorlist")).to_have_count(0)
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator(".messagelist .success")).to_be_visible()
    wait_until_kept(other, 0)
    assert Post.objects.get().title_fr == "Un brouillon"


def test_a_new_item_is_previewed_beside_the_form(write, editor):
    page = write("/en/admin/blog/post/add/")
    page.get_by_role("button", name="Preview").click()
    frame = page.frame_locator("iframe[name=preview]")
    expect(frame.get_by_role("heading", level=1)).to_have_text("There is no page to show yet")
    title(page).fill("Un phare neuf")
    page.get_by_role("button", name="Refresh").click()

    expect(frame.get_by_role("heading", level=1)).to_have_text("Un phare neuf")


@pytest.mark.parametrize("is_new", [False, True])
def test_the_preview_asks_for_the_login_that_expired(write, post, editor, violations, is_new, monkeypatch):
    """The frame once stayed empty, with a login page that refuses to be framed."""
    monkeypatch.setitem(PACE, "delay", NEVER)
    monkeypatch.setitem(PACE, "longest", NEVER)
    page = write("/en/admin/blog/post/add/" if is_new else form_of(post), width=390)
    title(page).fill("Un phare, plus tard")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Preview").click()
    dialog = page.get_by_role("dialog", name="Log in again: your text is still here")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Later").click()
    viewing = page.get_by_role("region", name="Preview")
    expect(viewing.locator("[data-expired]")).to_contain_text("Your login has expired")
    assert violations(page) == []
    viewing.get_by_role("button", name="Log in again").click()
    dialog.get_by_label("Password").fill("phare")
    dialog.get_by_label("Password").press("Enter")

    frame = page.frame_locator("iframe[name=preview]")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Un phare, plus tard")
    expect(viewing.locator("[data-expired]")).to_be_hidden()
    expect(title(page)).to_have_value("Un phare, plus tard")
    forgive(page)


def test_a_preview_that_follows_asks_for_no_login_by_itself(write, post, monkeypatch):
    page = write(form_of(post))
    page.get_by_role("button", name="Preview").click()
    frame = page.frame_locator("iframe[name=preview]")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Un phare")
    page.context.clear_cookies(name="sessionid")
    cut_off(page, "/autosave/")
    title(page).fill("Un phare, la nuit")
    viewing = page.get_by_role("region", name="Preview")

    expect(viewing.locator("[data-expired]")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(frame.get_by_role("heading", level=1)).to_have_text("Un phare")
    forgive(page)


def test_logging_out_leaves_nothing_in_the_browser(write, editor):
    page = write("/en/admin/blog/post/add/")
    title(page).fill("À oublier")
    wait_until_kept(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Log out").click()

    expect(page.locator("#logout-form")).to_have_count(0)
    assert kept(page) == 0

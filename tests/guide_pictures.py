"""Pictures of the editors' guide, made from the demo: what a chapter speaks about, as its reader sees it, in French.

usage: python -m tests.guide_pictures [NAME …]
They go to docs/editors/pictures/; with names, those alone. Only the dates depend on the day they are made.
"""

import io
import re
import sys
from contextlib import contextmanager

from PIL import Image
from playwright.sync_api import expect, sync_playwright

from tests.screenshots import CHROMIUM, PASSWORD, ROOT, SHOW_PICTURES, demo_site

FOLDER = ROOT / "docs" / "editors" / "pictures"
DENSITY = 1.5
MARGIN = 12
PATIENCE = 60_000
# Accounts of the demo have no password: these get one. The site is inspected, as it is every hour.
OPEN_ACCOUNTS = (
    "from django.contrib.auth import get_user_model\n"
    "for user in get_user_model().objects.filter(username__in=['ines', 'malo', 'jeanne', 'sacha', 'nora']):\n"
    f"    user.set_password({PASSWORD!r}); user.save()\n"
    "from eig.publishing.inspection import inspect\n"
    "inspect()"
)
# Fields for dates and files speak the language that Chromium was installed in; those of our readers speak French.
IN_FRENCH = """() => {
    for (const field of document.querySelectorAll("input[type=date], input[type=datetime-local]")) {
        const [day, hour = ""] = field.value.split("T")
        const words = day ? `${day.split("-").reverse().join("/")} ${hour.slice(0, 5)}` : "jj/mm/aaaa"
        field.type = "text"
        field.value = words.trim()
    }
    for (const field of document.querySelectorAll("input[type=file]")) {
        const button = document.createElement("span")
        button.className = "eig-button eig-button--quiet"
        button.textContent = "Choisir un fichier"
        field.replaceWith(button)
    }
}"""
# The address of a preview link is that of a server on this machine, with a token drawn anew.
SAME_ADDRESS = """() => { for (const field of document.querySelectorAll("input[readonly]")) {
    field.value = "https://eig.example.org/apercu/1-1795079700.dkMeEU7-GFCMW0EFP-9L6Xs4/"
} }"""
SAME_HOUR = "field => { field.textContent = field.textContent.replace(/\\d+\\D+\\d+$/, '12\u00a0h\u00a004') }"
TAKEN = {}


def picture(name):
    """The function takes the picture of that name."""

    def known(take):
        TAKEN[name] = take
        return take

    return known


class Office:
    """A browser in the back office of the demo, as each member of its team."""

    def __init__(self, browser, base):
        self.browser, self.base = browser, base
        self.cookies = {}

    @contextmanager
    def open(self, path, user="jeanne", width=1100, height=900):
        """A page of the back office at that address."""
        context = self.context(user, width, height)
        page = context.new_page()
        page.goto(self.base + path)
        yield page
        context.close()

    def context(self, user, width=1100, height=900):
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=DENSITY,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            color_scheme="light",
            reduced_motion="reduce",
        )
        if user and user not in self.cookies:
            page = context.new_page()
            page.goto(f"{self.base}/admin/login/")
            page.fill("#id_username", user)
            page.fill("#id_password", PASSWORD)
            page.click("[type=submit]")
            self.cookies[user] = context.cookies()
            page.close()
        if user:
            context.add_cookies(self.cookies[user])
        return context

    def form(self, kind, title, user="jeanne", **size):
        """The edit screen of the item whose title says that."""
        return self.open(self.address(kind, title, user), user, **size)

    def address(self, kind, title, user="jeanne"):
        with self.open(f"/admin/{kind}/?q={title}", user) as page:
            return page.locator("#result_list a[href*='/change/']").first.get_attribute("href").partition("?")[0]


def keep(page, name, *parts, above=MARGIN, below=MARGIN, beside=MARGIN):
    """Writes what holds all these parts of the page, with a margin, in few colours."""
    page.evaluate(SHOW_PICTURES)
    page.evaluate(IN_FRENCH)
    page.evaluate("document.activeElement?.blur()")
    page.evaluate("for (const bar of document.querySelectorAll('.submit-row')) bar.style.position = 'static'")
    boxes = [part.first.bounding_box() for part in parts]
    scrolled = page.evaluate("[scrollX, scrollY]")
    left = max(min(box["x"] for box in boxes) + scrolled[0] - beside, 0)
    top = max(min(box["y"] for box in boxes) + scrolled[1] - above, 0)
    right = max(box["x"] + box["width"] for box in boxes) + scrolled[0] + beside
    bottom = max(box["y"] + box["height"] for box in boxes) + scrolled[1] + below
    # Playwright rounds a clip outwards: whole numbers keep out half a line of what stands next to it.
    clip = {"x": round(left), "y": round(top), "width": round(right - left), "height": round(bottom - top)}
    write(name, page.screenshot(clip=clip, full_page=True, animations="disabled"))


def keep_window(page, name, part=None, margin=0):
    """Writes what the window shows right of the menu, without the header, or this part of it, whatever it covers."""
    page.evaluate(SHOW_PICTURES)
    page.evaluate(IN_FRENCH)
    if part is None:
        page.locator("#header").evaluate("header => { header.style.display = 'none' }")
        left, size = page.locator("#content").bounding_box()["x"], page.viewport_size
        box = {"x": left, "y": 0, "width": size["width"] - left, "height": size["height"]}
    else:
        box = part.bounding_box()
    clip = {"x": box["x"] - margin, "y": box["y"], "width": box["width"] + 2 * margin, "height": box["height"]}
    write(name, page.screenshot(animations="disabled", clip={side: round(length) for side, length in clip.items()}))


def write(name, png):
    """Colours are counted, so that a picture weighs little; its density tells the guide at what size to show it."""
    with Image.open(io.BytesIO(png)) as shot:
        few = shot.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    FOLDER.mkdir(exist_ok=True)
    few.save(FOLDER / f"{name}.png", optimize=True, dpi=(96 * DENSITY, 96 * DENSITY))


def ready(page):
    """The form once its scripts have begun."""
    expect(page.locator("form[data-keeping=ready]")).to_be_attached()
    return page


def main(names):
    expect.set_options(timeout=PATIENCE)
    unknown = set(names) - TAKEN.keys()
    if unknown:
        sys.exit(f"no picture is called {', '.join(sorted(unknown))}: there are {', '.join(TAKEN)}")
    with sync_playwright() as playwright, demo_site(["shell", "--verbosity", "0", "-c", OPEN_ACCOUNTS]) as base:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        office = Office(browser, base)
        for name in names or TAKEN:
            TAKEN[name](office, name)
        browser.close()
    print(f"{len(names or TAKEN)} pictures in {FOLDER.relative_to(ROOT)}/")


# What each picture shows, in the order of the chapters. Those that change the demo stand last.


@picture("accueil")
def home(office, name):
    with office.open("/admin/", "malo", width=1200) as page:
        keep(page, name, page.locator("#content h1"), page.locator("[aria-labelledby=part-needs]"))


@picture("formulaire")
def form(office, name):
    with office.form("blog/post", "taisent", "ines", height=911) as page:
        ready(page)
        keep_window(page, name)


@picture("choisir-un-lien")
def links(office, name):
    with office.form("blog/post", "taisent", "ines", height=660) as page:
        page.locator(".field-body_fr [data-bar=link]").click()
        dialog = page.locator("#eig-links")
        dialog.locator("[name=words]").fill("le petit déjeuner des mentors")
        dialog.locator("[name=q]").fill("mentors")
        expect(dialog.locator("[data-targets] [type=radio]").first).to_be_visible()
        page.wait_for_timeout(500)
        dialog.locator("[data-targets] label").filter(has_text="petit déjeuner").click()
        keep_window(page, name, dialog)


@picture("apercu")
def preview(office, name):
    with office.form("blog/post", "carnets", width=1400, height=818) as page:
        ready(page).locator("[data-preview]").click()
        expect(page.frame_locator("iframe[name=preview]").locator("main h1")).to_be_visible()
        page.frame_locator("iframe[name=preview]").locator("body").evaluate(SHOW_PICTURES)
        page.wait_for_timeout(500)
        page.evaluate("scrollTo(0, 0)")
        keep_window(page, name)


@picture("avant-de-publier")
def gate(office, name):
    with office.form("blog/post", "le bilan en chiffres") as page:
        keep(page, name, page.locator("#gate"))


@picture("relire")
def review(office, name):
    with office.form("blog/post", "cinq phrases") as page:
        keep(page, name, page.locator(".eig-panel--state"))


@picture("programmer")
def schedule(office, name):
    with office.form("blog/post", "plus que quatre jours") as page:
        panel = page.locator(".eig-panel--state")
        keep(page, name, panel.locator("h2"), panel.locator("details[open]").first, beside=16)


@picture("depublier")
def take_off(office, name):
    with office.form("blog/post", "six minutes chacune") as page:
        page.locator(".eig-panel--state summary", has_text="Dépublier").click()
        page.select_option("#id_reason", "replaced")
        panel = page.locator(".eig-panel--state")
        keep(page, name, panel.locator("h2"), panel.locator("details[open]").first, beside=16)


@picture("liens-d-apercu")
def preview_links(office, name):
    address = office.address("blog/post", "cinq phrases").replace("/change/", "/links/fr/")
    with office.open(address, "malo") as page:
        page.evaluate(SAME_ADDRESS)
        keep(page, name, page.locator("#content h1"), page.locator("#content-main"))


@picture("relire-sans-compte")
def outside(office, name):
    address = office.address("blog/post", "cinq phrases").replace("/change/", "/links/fr/")
    with office.open(address, "malo") as page:
        shared = page.locator("input[readonly]").first.input_value()
    with office.open(re.sub(r"^https?://[^/]+", "", shared), None, width=760) as page:
        keep(page, name, page.locator("#say"), above=0, below=0, beside=0)


@picture("comparer")
def compare(office, name):
    address = office.address("blog/post", "Lucie").replace("/change/", "/versions/fr/")
    with office.open(f"{address}?from=1&to=2") as page:
        keep(page, name, page.locator("#content h1"), page.locator("#content-main"))


@picture("traduire")
def translate(office, name):
    address = office.address("pages/page", "Être mentor").replace("/change/", "/in/en/")
    with office.open(address) as page:
        rows = [ready(page).locator(f".form-row:has(#id_{field}_en)") for field in ("title", "standfirst")]
        keep(page, name, page.locator(".eig-kind"), page.locator("#content h1"), *rows)


@picture("suivi-des-traductions")
def radar(office, name):
    with office.open("/admin/languages/", "nora", width=1200) as page:
        keep(page, name, page.locator("#content h1"), page.locator(".eig-radar"))


@picture("mettre-a-jour")
def bring_up_to_date(office, name):
    address = office.address("pages/page", "Accompagnement").replace("/change/", "/in/en/")
    with office.open(address, "nora") as page:
        ready(page)
        keep(page, name, page.locator(".form-row:has(#id_standfirst_en)"), above=0)


@picture("envoyer-a-traduire")
def send_out(office, name):
    with office.open("/admin/languages/export/?to=en&only=missing&only=stale&kind=blog.post&count=1") as page:
        keep(page, name, page.locator("#content h1"), page.locator(".eig-exchange__form"))


@picture("images-a-verifier")
def library(office, name):
    with office.open("/admin/images/image/", height=820) as page:
        first_row = page.locator(".eig-card").nth(3)
        keep(page, name, page.locator("#content h1"), page.locator(".object-tools a"), first_row)


@picture("calendrier")
def calendar(office, name):
    with office.open("/admin/calendar/", width=1200) as page:
        page.locator("#content-main select").first.select_option(label="Articles")
        page.locator("#content-main").get_by_role("button", name="Afficher").click()
        keep(page, name, page.locator("#content h1"), page.locator("#content-main"))


@picture("publier-en-nombre")
def bulk(office, name):
    with office.open("/admin/blog/post/") as page:
        for title in ("taisent", "le bilan en chiffres", "six minutes chacune"):
            page.locator("#result_list tr", has_text=title).locator("[type=checkbox]").check()
        page.select_option("[name=action]", label="Publier…")
        page.locator("#changelist-form button[type=submit], [name=index]").first.click()
        keep(page, name, page.locator("#content h1"), page.locator("#content-main"))


@picture("enregistre")
def saved(office, name):
    with office.form("blog/post", "taisent", "ines") as page:
        ready(page).locator("#id_standfirst_fr").press_sequentially(" Et comment.")
        expect(page.locator("#saved [data-saved]")).to_have_text(re.compile("Enregistré à"), timeout=15000)
        page.locator("#saved [data-saved]").evaluate(SAME_HOUR)
        keep_window(page, name, page.locator(".submit-row"), margin=MARGIN)


@picture("session-expiree")
def expired(office, name):
    with office.form("blog/post", "taisent", "ines") as page:
        ready(page)
        page.context.clear_cookies()
        page.locator("#id_standfirst_fr").press_sequentially(" Parfois longtemps.")
        dialog = page.locator("#log-in-again")
        expect(dialog).to_be_visible(timeout=15000)
        keep_window(page, name, dialog)


@picture("deux-personnes")
def two_people(office, name):
    address = office.address("pages/page", "Être mentor")
    with office.open(address, "malo") as first, office.open(address, "jeanne") as second:
        ready(first), ready(second)
        first.locator("#id_title_fr").fill("Devenir mentor")
        first.locator(".submit-row [name=_continue]").click()
        expect(first.locator(".messagelist")).to_be_visible()
        second.locator("#id_title_fr").fill("Être mentor, en pratique")
        second.locator(".submit-row [name=_continue]").click()
        expect(second.locator(".eig-overtaken")).to_be_visible()
        keep(second, name, second.locator(".eig-overtaken"))


if __name__ == "__main__":
    main(sys.argv[1:])

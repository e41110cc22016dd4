"""What only a browser sees: axe in light and dark, and the weight of a first and of a second visit on a phone."""

import os
from collections import Counter
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.audit.table import Row

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
KB = 1000
FIRST_BYTES, FIRST_REQUESTS, AGAIN_BYTES = 150 * KB, 15, 15 * KB
# Sums up what moved without being asked, from before the page's own scripts on.
WATCH_SHIFTS = """
window.shifted = 0
new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (!entry.hadRecentInput) window.shifted += entry.value
})).observe({type: "layout-shift", buffered: true})
"""
# Lazy pictures load as a reader scrolls down.
READ_DOWN = """async () => {
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight) {
        scrollTo({top, behavior: "instant"})
        await new Promise(done => setTimeout(done, 60))
    }
}"""


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def check_axe(browser, site, pages):
    """axe on each page in both themes; what the console complains of and what is asked elsewhere counts too."""
    return [_row_of_axe(browser, site, pages, theme) for theme in ("light", "dark")]


def _row_of_axe(browser, site, pages, theme):
    misses, complaints = [], []
    context = browser.new_context(**DESKTOP, color_scheme=theme)
    page = context.new_page()
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: _note_foreign(request.url, site.base, complaints))
    for one in pages:
        complaints.clear()
        page.goto(site.base + one.path)
        if one.status != 200:  # the console says so of the page itself
            complaints.clear()
        misses += [f"{one.path}: {fault}" for fault in (*_violations(page), *complaints)]
    if cookies := context.cookies():
        misses.append(f"/: leaves the cookies {cookies}")
    context.close()
    return Row(f"axe, {theme}", site.name, len(pages), f"{len(misses)} faults", "0 faults", misses)


def _violations(page):
    for rule in Axe().run(page).response["violations"]:
        where = ", ".join(" ".join(map(str, node["target"])) for node in rule["nodes"][:3])
        yield f"{rule['id']} ({len(rule['nodes'])}): {where}"


def _note_foreign(url, base, complaints):
    if not url.startswith((base, "data:")):
        complaints.append(f"asks for {url}")


def check_weight(browser, site, pages):
    """Bytes and requests of a first visit without content images, bytes of a second one, layout shift."""
    seen = {page.path: _visit_twice(browser, site, page.path) for page in pages if page.status == 200}
    first, again = Counter(), Counter()
    for path, (one, two, _shift) in seen.items():
        first[path], again[path] = sum(one), sum(two)
    requests = Counter({path: len(one) for path, (one, _two, _shift) in seen.items()})
    shifts = Counter({path: round(shift, 4) for path, (_one, _two, shift) in seen.items()})
    return [
        _row("first visit", site, first, FIRST_BYTES, _kilobytes),
        _row("requests", site, requests, FIRST_REQUESTS, str),
        _row("second visit", site, again, AGAIN_BYTES, _kilobytes),
        _row("layout shift", site, shifts, 0, str),
    ]


def _row(name, site, measured, bar, words):
    over = [f"{path}: {words(amount)}" for path, amount in measured.most_common() if amount > bar]
    worst = max(measured.values(), default=0)
    return Row(name, site.name, len(measured), f"at most {words(worst)}", f"≤ {words(bar)}", over)


def _kilobytes(amount):
    return f"{amount / KB:.1f} KB"


def _visit_twice(browser, site, path):
    """`(bytes of each request of a first visit, those of a second, layout shift)`, content images apart."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    listening = context.new_cdp_session(page)
    listening.send("Network.enable")
    sizes, left_out = {}, set()
    listening.on(
        "Network.requestWillBeSent", lambda event: None if _weighs(event) else left_out.add(event["requestId"])
    )
    listening.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], event["encodedDataLength"]),
    )
    page.goto(site.base + path, wait_until="load")
    page.evaluate(READ_DOWN)
    page.wait_for_load_state("networkidle")
    shift = page.evaluate("window.shifted")
    one = [size for request, size in sizes.items() if request not in left_out]
    sizes.clear()
    page.goto("about:blank")
    page.goto(site.base + path, wait_until="networkidle")
    two = [size for request, size in sizes.items() if request not in left_out]
    context.close()
    return one, two, shift


def _weighs(event):
    """Whether the request asks the site for anything but a content image; what is written in the page asks nothing."""
    url = urlsplit(event["request"]["url"])
    return url.scheme != "data" and not (event.get("type") == "Image" and url.path.startswith("/media/"))

"""What a visitor's browser asks for: requests and kilobytes of the first visit of a page, and of the next one.

usage: python -m tests.bench.bench_weight
The demo is served by gunicorn with the settings of production; Chromium counts what came over the wire, pictures of the
content apart. A page that moves while it loads is a miss too.
"""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from tests.screenshots import CHROMIUM, ROOT

FIRST_REQUESTS, FIRST_KILOBYTES, NEXT_KILOBYTES, SHIFT = 15, 150, 15, 0.01
PAGES = {"home": "/", "list": "/defis/", "contact": "/contact/"}
# The first of its kind that home shows.
FIRST_LINKS = {
    "post": "[aria-labelledby=posts-title] .eig-card__title a",
    "challenge": "[aria-labelledby=challenges-title] .eig-card__title a",
    "person": ".eig-person__name a",
}
PROXY = {"X-Forwarded-Proto": "https"}
WATCH_SHIFTS = """window.moved = 0; new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({type: "layout-shift", buffered: true})"""


@contextmanager
def production_site():
    """The address of the demo behind gunicorn, with the settings of production, from a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="eig-weight-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        local = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "BENCH_STATIC_ROOT": f"{folder}/static",
            "SECRET_KEY": secrets.token_urlsafe(50),
        }
        production = {
            **local,
            "ENVIRONMENT": "production",
            "DJANGO_SETTINGS_MODULE": "tests.bench.weight_settings",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_ADDRESS": f"http://127.0.0.1:{port}",
            "MAIL_FROM": "site@example.org",
            "MAIL_SERVER": "smtp://127.0.0.1",
        }
        for command, environment in (
            (["migrate", "--verbosity", "0"], local),
            (["load_demo"], local),
            (["collectstatic", "--noinput", "--verbosity", "0"], production),
        ):
            subprocess.run(
                [sys.executable, ROOT / "manage.py", *command], env=environment, check=True, stdout=subprocess.DEVNULL
            )
        probe.close()
        command = ["gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4", "eig.wsgi"]
        server = subprocess.Popen([sys.executable, "-m", *command], env=production, cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            _wait_for(f"http://127.0.0.1:{port}/robots.txt")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(url, seconds=30):
    for _attempt in range(seconds * 10):
        try:
            urllib.request.urlopen(urllib.request.Request(url, headers=PROXY), timeout=5)
            return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")


def visit(context, url, width=390):
    """`(requests, bytes, movement)` of a visit; what the browser's cache answers costs nothing."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(WATCH_SHIFTS)
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    addresses, free, bytes_of = {}, set(), {}
    network.on(
        "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
    )
    network.on("Network.requestServedFromCache", lambda event: free.add(event["requestId"]))
    network.on(
        "Network.responseReceived",
        lambda event: free.add(event["requestId"]) if event["response"].get("fromDiskCache") else None,
    )
    network.on(
        "Network.loadingFinished", lambda event: bytes_of.update({event["requestId"]: event["encodedDataLength"]})
    )
    page.goto(url)
    page.wait_for_load_state("networkidle")
    moved = page.evaluate("window.moved")
    page.close()
    paid = [one for one, address in addresses.items() if one not in free and _counts(address)]
    return len(paid), sum(bytes_of.get(one, 0) for one in paid), moved


def _counts(address):
    return address.startswith("http") and "/media/" not in address


def measured(browser, base):
    """`{page: (first visit, next visit)}`."""
    context = browser.new_context(extra_http_headers=PROXY)
    page = context.new_page()
    paths = dict(PAGES)
    page.goto(base)
    for name, link in FIRST_LINKS.items():
        paths[name] = page.locator(link).first.get_attribute("href")
    context.close()
    found = {}
    for name, path in paths.items():
        context = browser.new_context(extra_http_headers=PROXY)
        found[name] = visit(context, base + path), visit(context, base + path)
        context.close()
    return found


def main():
    with sync_playwright() as playwright, production_site() as base:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        found = measured(browser, base)
        browser.close()
    print(f"{'page':12}{'requests':>10}{'kB':>8}{'moved':>8}{'next: requests':>16}{'kB':>8}")
    heavy = []
    for name, ((requests, size, moved), (again, less, _moved)) in found.items():
        print(f"{name:12}{requests:>10}{size / 1000:>8.1f}{moved:>8.3f}{again:>16}{less / 1000:>8.1f}")
        if requests > FIRST_REQUESTS or size > FIRST_KILOBYTES * 1000 or less > NEXT_KILOBYTES * 1000 or moved > SHIFT:
            heavy.append(name)
    if heavy:
        raise SystemExit(f"Heavier than allowed, or moving while loading: {', '.join(heavy)}")


if __name__ == "__main__":
    main()

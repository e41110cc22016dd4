"""Pictures of the main pages, phone and desktop, light and dark, in every language; of the back office too.

usage: python -m tests.screenshots [FOLDER | --readme]
The demo content is served from a temporary database; `--readme` makes the README's picture alone.
"""

import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
WIDTHS = {"phone": 390, "desktop": 1280}
PREFIXES = {"fr": "/", "en": "/en/"}
THEMES = {"light": "", "dark": "-dark"}
# What no link leads to: results, none, a list that a filter empties, a page that is not there.
ASKED = {
    "fr": ["recherche/?q=donnees", "recherche/?q=qwxzk", "defis/?q=qwxzk", "rien-de-tel/"],
    "en": ["search/?q=data", "search/?q=qwxzk", "challenges/?q=qwxzk", "nothing-like-it/"],
}
# Lazy pictures load as a reader scrolls down to them, and are made when they are first asked for.
SHOW_PICTURES = """() => Promise.all([...document.images].map(image => {
    image.loading = "eager"
    return image.decode().catch(() => {})
}))"""
LOGIN, PASSWORD = "screenshots", secrets.token_urlsafe(12)


@contextmanager
def demo_site(*prepared):
    """The address of a server that shows the demo content from a temporary folder, once these commands have run."""
    with tempfile.TemporaryDirectory(prefix="eig-screenshots-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        }
        manage = [sys.executable, str(ROOT / "manage.py")]
        for command in (
            ["migrate", "--verbosity", "0"],
            ["load_demo"],
            ["createsuperuser", "--noinput", "--username", LOGIN, "--email", "screenshots@example.org"],
            *prepared,
        ):
            subprocess.run([*manage, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
        probe.close()
        server = subprocess.Popen(
            [*manage, "runserver", "--noreload", f"127.0.0.1:{port}"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/robots.txt")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(url, seconds=30):
    for _attempt in range(seconds * 10):
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")


def public_paths(base, prefix):
    """The main pages of a language: those of the menu and the footer, and the first of each kind of item."""
    paths = [prefix]
    for start in (prefix, *_links(base, prefix, prefix)):
        found = _links(base, start, prefix)
        kinds = {_shape(path): path for path in reversed(found)}
        paths += [path for path in kinds.values() if path not in paths]
        if len(paths) > 25:
            break
    return paths[:25]


def _links(base, path, prefix):
    html = urllib.request.urlopen(base + path, timeout=30).read().decode()
    main = html.split("<main", 1)[-1] if path != prefix else html
    found = dict.fromkeys(re.findall(r'<a[^>]* href="(/[^"#?]*)"', main))
    return [link for link in found if _language(link) == _language(prefix) and "media" not in link and link != prefix]


def _language(path):
    return next((code for code, prefix in PREFIXES.items() if prefix != "/" and path.startswith(prefix)), "fr")


def _shape(path):
    """Pages of one kind look alike: digits and slugs of three parts or more count once."""
    parts = [part for part in path.strip("/").split("/") if part]
    return path if len(parts) < 2 + (parts[:1] == ["en"]) else "/".join([*parts[:-1], "*"])


ADMIN_PATHS = [
    "",
    "blog/post/",
    "blog/post/add/",
    "challenges/challenge/",
    "community/person/",
    "community/call/",
    "pages/page/",
    "images/image/",
    "tags/tag/",
]


def shoot(browser, base, folder):
    """A picture of each page at each width, named by language, page, width and theme."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    for name, width in WIDTHS.items():
        viewport = {"width": width, "height": 900}
        for theme, suffix in THEMES.items():
            context = browser.new_context(viewport=viewport, locale="fr-FR", color_scheme=theme)
            page = context.new_page()
            for language, prefix in PREFIXES.items():
                for path in [*public_paths(base, prefix), *(prefix + asked for asked in ASKED[language])]:
                    title = f"{language}-{_file_name(path.removeprefix(prefix))}-{name}{suffix}"
                    _take(page, base + path, folder / f"{title}.png")
                    taken += 1
            context.close()
        context = browser.new_context(viewport=viewport, locale="fr-FR")
        page = context.new_page()
        _log_in(page, base)
        for language, prefix in PREFIXES.items():
            for path in [*ADMIN_PATHS, *_first_items(page, base, prefix)]:
                path = path.removeprefix(f"{prefix}admin/").partition("?")[0]
                _take(page, f"{base}{prefix}admin/{path}", folder / f"{language}-admin-{_file_name(path)}-{name}.png")
                taken += 1
        context.close()
    return taken


def _first_items(page, base, prefix):
    """The edit screen of the first item of each section's list."""
    found = []
    for listing in ("blog/post/", "challenges/challenge/", "community/person/"):
        page.goto(f"{base}{prefix}admin/{listing}")
        found.append(page.locator("#result_list tbody a[href*='/change/']").first.get_attribute("href"))
    return found


def _log_in(page, base):
    page.goto(f"{base}/admin/")
    page.fill("#id_username", LOGIN)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")


def _take(page, url, path):
    page.goto(url)
    page.evaluate(SHOW_PICTURES)
    page.screenshot(path=path, full_page=True)


def _file_name(path):
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"


def readme_picture(browser, base, path):
    """The top of the home page down to its figures, in the language of the README."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(base + PREFIXES["en"])
    page.evaluate(SHOW_PICTURES)
    figures = page.locator("[aria-labelledby=figures-title]").bounding_box()
    top = {"x": 0, "y": 0, "width": 1280, "height": figures["y"] + figures["height"]}
    page.screenshot(path=path, type="jpeg", quality=85, full_page=True, clip=top)


def main(arguments):
    only_readme = "--readme" in arguments
    arguments = [argument for argument in arguments if argument != "--readme"]
    folder = Path(arguments[0] if arguments else "screenshots")
    with sync_playwright() as playwright, demo_site() as base:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        if only_readme:
            readme_picture(browser, base, ROOT / "docs" / "home.jpg")
        else:
            print(f"{shoot(browser, base, folder)} pictures in {folder}/")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])

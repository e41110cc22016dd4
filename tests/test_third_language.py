"""A line in LANGUAGES and `makemigrations`, and the site speaks a third language: tried in a copy of the project."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[1]
NEEDLESS = re.compile(r"docs/|tests/(?!__init__|settings|third_language|lint/)|.*\.(?:jpg|png)$")
SITE = "http://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.xdist_group("third_language")  # one copy of the project for all of them

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NO_PAGES = {"blog:feed", "sitemap", "sitemap of challenges"}
LAST_LANGUAGE = '    ("en", _("English")),\n'


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project with Spanish, migrations made: its folder, and what runs a program of it."""
    folder = tmp_path_factory.mktemp("trilingual")
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file() and not NEEDLESS.match(name):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    settings = folder / "eig/settings.py"
    text = settings.read_text(encoding="utf-8")
    assert text.count(LAST_LANGUAGE) == 1
    settings.write_text(text.replace(LAST_LANGUAGE, f'{LAST_LANGUAGE}    ("es", _("Spanish")),\n'), encoding="utf-8")
    ours = {
        "TEST_DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }

    def run(*words):
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, env={**os.environ, **ours})
        return done.returncode, done.stdout, done.stderr

    def manage(*words):
        status, out, err = run(sys.executable, "manage.py", *words)
        assert status == 0, err
        return out

    made = manage("makemigrations")
    return SimpleNamespace(folder=folder, run=run, manage=manage, made=made)


@pytest.fixture(scope="module")
def pages(copy):
    """What the copy serves: `{name: (status, path, text)}`."""
    status, out, err = copy.run(sys.executable, "-m", "tests.third_language", "es")
    assert status == 0, err
    return json.loads(out)


def page(pages, name):
    return BeautifulSoup(pages[name][2], "html.parser")


def alternates(pages, name):
    return {link["hreflang"]: link["href"] for link in page(pages, name).select("link[rel=alternate][hreflang]")}


def entries(pages, name):
    """The language menu: name and address of each language."""
    return [(link.text.strip(), link["href"]) for link in page(pages, name).select(".eig-languages a")]


def test_every_language_column_and_constraint_is_migrated(copy):
    for change in (
        "+ Add field title_es to post",
        "+ Add field bio_es to person",
        "+ Create constraint post_slug_es_unique on model post",
        "+ Create constraint challenge_title_in_source on model challenge",
    ):
        assert change in copy.made
    assert copy.manage("makemigrations", "--check", "--dry-run") == "No changes detected\n"


def test_every_page_answers_in_the_language_of_its_address(pages):
    languages = {name: page(pages, name).html for name in pages if name not in NO_PAGES}
    answers = {name: (pages[name][0], html["lang"]) for name, html in languages.items()}
    assert answers == {
        "home": (200, "es"),
        "blog:list": (200, "es"),
        "challenges:list": (200, "es"),
        "pages:site_map": (200, "es"),
        "post": (200, "es"),
        "post in the first language": (200, "fr"),
        "other post": (200, "fr"),
        "other post under the prefix": (404, "es"),
        "challenge": (200, "es"),
        "other challenge": (200, "es"),
        "person": (200, "es"),
        "admin home": (200, "es"),
        "admin posts": (200, "fr"),
        "admin posts published": (200, "fr"),
        "admin radar": (200, "en"),
        "admin translation": (200, "fr"),
    }


def test_posts_are_there_once_they_are_live_in_it(pages):
    path = pages["post"][1]
    assert [link["href"] for link in page(pages, "blog:list").select("main article a")] == [path]
    feed = ElementTree.fromstring(pages["blog:feed"][2])
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "es"
    assert [entry.find(f"{ATOM}link").attrib["href"] for entry in feed.iter(f"{ATOM}entry")] == [f"{SITE}{path}"]


def test_challenges_and_people_are_shown_in_their_source_language_and_say_so(pages):
    for name, field in (("other challenge", "h1"), ("person", ".eig-prose")):
        fallback = page(pages, name)
        fragment = fallback.select_one(f"main {field}")
        assert (fragment if field != "h1" else fragment.span)["lang"] == "fr"
        assert len(fallback.select("main .eig-fallback")) == 1
    assert page(pages, "challenge").select("main h1 [lang]") == []
    assert len(page(pages, "challenges:list").select("main article h2 span[lang=fr]")) > 5


def test_language_menu_and_alternates_name_it(pages):
    post, original = pages["post"][1], pages["post in the first language"][1]
    assert alternates(pages, "post")["es"] == f"{SITE}{post}"
    assert alternates(pages, "post") == alternates(pages, "post in the first language")
    assert alternates(pages, "post")["x-default"] == f"{SITE}{original}"
    assert "es" not in alternates(pages, "other post")
    assert ("Español", post) in entries(pages, "post in the first language")
    assert [name for name, _path in entries(pages, "home")] == ["Français", "English", "Español"]


def test_sitemap_names_it(pages):
    parts = [ElementTree.fromstring(pages[name][2]) for name in ("sitemap", "sitemap of challenges")]
    urls = [url for part in parts for url in part]
    by_place = {
        url.find(f"{SITEMAP}loc").text: {link.attrib["hreflang"] for link in url.iter(f"{XHTML}link")} for url in urls
    }
    assert by_place[f"{SITE}{pages['post'][1]}"] == {"fr", "en", "es", "x-default"}
    assert by_place[f"{SITE}{pages['other challenge'][1]}"] == {"fr", "en", "es", "x-default"}
    assert "es" not in by_place[f"{SITE}{pages['other post'][1]}"]
    assert f"{SITE}{pages['other post under the prefix'][1]}" not in by_place


def test_back_office_sorts_and_translates_into_it(pages):
    posts = page(pages, "admin posts")
    assert "état en espagnol" in [found["data-filter-title"].lower() for found in posts.select("[data-filter-title]")]
    assert {chip.b.text for chip in posts.select(".eig-chip") if chip.b} == {"FR", "EN", "ES"}
    published = page(pages, "admin posts published").select("#result_list tbody tr")
    assert len(published) == 1
    assert page(pages, "admin translation").select_one("#id_title_es")["lang"] == "es"


def test_the_radar_has_a_column_for_it(pages):
    radar = page(pages, "admin radar")
    heads = [cell.text for cell in radar.select(".eig-radar__table thead th")]
    assert heads == ["Item", "French", "English", "Spanish"]
    cells = [row.select("td")[2].text.split() for row in radar.select(".eig-radar__table tbody tr")]
    assert sum(words[0] == "To" for words in cells) == len(cells) - 1  # all but the one that was published in it
    assert radar.select_one(".eig-radar__table tbody td:nth-of-type(3) a")["href"].endswith("/in/es/")


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_messages_begin_its_catalogue_and_say_what_is_to_be_translated(copy):
    before = copy.run(sys.executable, "-m", "tests.lint.messages")[1].splitlines()
    assert before[0] == "locale/es/LC_MESSAGES/django.po is missing"

    status, out, _err = copy.run(
        "make", "--no-print-directory", "--old-file=.venv/dev", "messages", f"BIN={Path(sys.executable).parent}"
    )

    catalogue = copy.folder / "locale/es/LC_MESSAGES/django.po"
    assert (status, catalogue.exists(), catalogue.with_suffix(".mo").exists()) == (2, True, True)
    assert re.search(r"^locale/es/LC_MESSAGES/django\.po: “[^”]+” is not translated$", out, re.MULTILINE)

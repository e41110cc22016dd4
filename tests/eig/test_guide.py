"""The editors' guide inside the back office."""

import re

import pytest
from django.urls import reverse
from PIL import Image

from eig import guide
from tests.admin_forms import soup
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(client):
    client.force_login(UserFactory())
    return client


def status(client, path):
    response = client.get(path)
    if response.streaming:
        b"".join(response.streaming_content)  # read to its end, a file is closed as it is for a visitor
    return response.status_code


def test_is_for_the_team_alone(client):
    assert client.get("/admin/guide/").headers["Location"] == "/admin/login/?next=/admin/guide/"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_is_read_in_french_from_either_back_office(colleague, prefix):
    page = soup(colleague.get(f"{prefix}/admin/guide/"))

    assert page.article["lang"] == "fr"
    assert page.h1.text == "Guide de l’espace éditorial"


def test_every_chapter_is_shown_and_leads_on(colleague):
    for name, title in guide.chapters():
        page = soup(colleague.get(guide.address(name)))
        assert page.h1.text == title
        assert page.select_one(".eig-guide__chapters [aria-current]").text == title


def test_no_link_and_no_picture_of_the_guide_leads_nowhere(colleague):
    broken = []
    for name, _title in guide.chapters():
        page = soup(colleague.get(guide.address(name)))
        for tag in page.select("article a, article img"):
            target = tag.get("href") or tag.get("src")
            path, _hash, part = target.partition("#")
            if path.startswith(("http:", "https:", "mailto:")):
                continue
            there = soup(colleague.get(path)) if path and tag.name == "a" else page
            missing_part = part and there.find(id=part) is None
            if missing_part or (path and status(colleague, path) != 200):
                broken.append((name, target))
    assert broken == []


def test_every_picture_has_an_alternative_and_is_used():
    texts = "".join(file.read_text(encoding="utf-8") for file in guide.FOLDER.glob("*.md"))
    pictures = re.findall(r"!\[([^\]]*)\]\(pictures/([^)]+)\)", texts)

    assert [name for alternative, name in pictures if not alternative] == []
    assert {name for _alternative, name in pictures} == {file.name for file in (guide.FOLDER / "pictures").glob("*")}


def test_a_picture_keeps_its_place_at_the_size_the_screen_had(colleague, tmp_path, monkeypatch):
    (tmp_path / "pictures").mkdir()
    Image.new("RGB", (900, 300)).save(tmp_path / "pictures" / "screen.png", dpi=(144, 144))
    Image.new("RGB", (500, 100)).save(tmp_path / "pictures" / "plain.png")
    (tmp_path / "README.md").write_text(
        "# Guide\n\n![a](pictures/screen.png) ![b](pictures/plain.png)", encoding="utf-8"
    )
    monkeypatch.setattr(guide, "FOLDER", tmp_path)

    images = soup(colleague.get("/admin/guide/")).select("article img")

    assert [(image["width"], image["height"]) for image in images] == [("600", "200"), ("500", "100")]


def test_the_words_are_set_as_french_prints_them(colleague):
    article = soup(colleague.get("/admin/guide/11-quand-quelque-chose-bloque/")).article

    assert article.h2.text == "«\u00a0Reconnectez-vous\u00a0: votre texte est toujours là\u00a0»"


@pytest.mark.parametrize("name", ["../../../manage", "nothing", "README.md", "%00"])
def test_what_is_no_chapter_is_not_found(colleague, name):
    assert colleague.get(f"/admin/guide/{name}/").status_code == 404


@pytest.mark.parametrize("name", ["..%2FREADME.md", "nothing.png", "README.md"])
def test_only_pictures_of_the_guide_are_served(colleague, name):
    assert colleague.get(reverse("guide") + f"pictures/{name}").status_code == 404

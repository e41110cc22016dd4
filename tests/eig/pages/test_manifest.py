import io
import json

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests.factories import SiteIdentityFactory

pytestmark = pytest.mark.django_db


def size(client, path):
    return Image.open(io.BytesIO(client.get(path).getvalue())).size


def test_a_phone_learns_the_site_s_name_and_icons_in_each_language(client):
    SiteIdentityFactory(
        service_name_fr="Entrepreneurs d’intérêt général",
        service_name_en="Public interest entrepreneurs",
        tagline_en="Yes.",
    )
    head = BeautifulSoup(client.get("/en/contact/").content, "html.parser").head
    answer = client.get(head.select_one("link[rel=manifest]")["href"])
    told = json.loads(answer.content)
    icons = told.pop("icons")
    assert answer["Content-Type"] == "application/manifest+json; charset=utf-8"
    assert told == {
        "id": "/en/",
        "name": "Public interest entrepreneurs",
        "short_name": "EIG",
        "description": "Yes.",
        "lang": "en",
        "dir": "ltr",
        "start_url": "/en/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#000091",
    }
    said = [(icon["sizes"], icon["purpose"]) for icon in icons]
    assert said == [("192x192", "any"), ("512x512", "any"), ("192x192", "maskable"), ("512x512", "maskable")]
    assert [f"{width}x{height}" for width, height in (size(client, icon["src"]) for icon in icons)] == [
        icon["sizes"] for icon in icons
    ]
    assert client.get("/en/site.webmanifest", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert json.loads(client.get("/site.webmanifest").content)["icons"] == icons


def test_browsers_find_an_icon_told_of_or_not(client):
    head = BeautifulSoup(client.get("/contact/").content, "html.parser").head
    icon, touch = (head.select_one(f"link[rel={rel}]")["href"] for rel in ("icon", "apple-touch-icon"))
    assert (size(client, icon), size(client, touch)) == ((32, 32), (180, 180))
    assert client.get("/favicon.ico")["Location"] == icon


def test_letters_of_a_maskable_icon_stay_inside_the_circle(client):
    SiteIdentityFactory(service_name_fr="Grands Mondes Merveilleux")
    source = json.loads(client.get("/site.webmanifest").content)["icons"][3]["src"]
    picture = Image.open(io.BytesIO(client.get(source).getvalue())).convert("RGB")
    inked = [
        (x - 256) ** 2 + (y - 256) ** 2
        for x in range(0, 512, 4)
        for y in range(0, 512, 4)
        if picture.getpixel((x, y)) != (0, 0, 145)
    ]
    assert max(inked) < (0.4 * 512) ** 2

import io
import os
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from PIL import Image

from eig.seo import drawn
from eig.seo.drawings import card, initials
from eig.seo.lettering import fitted, font, readable
from tests.factories import (
    ChallengeFactory,
    CohortFactory,
    ImageFactory,
    PersonFactory,
    PostFactory,
    SiteIdentityFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
LONG = "Un titre d’une longueur que personne ne souhaite mais que quelqu’un écrira un jour, " * 6


def shared(client, path):
    """What networks read of a page, by name."""
    page = BeautifulSoup(client.get(path).content, "html.parser")
    found = page.select("head meta[property], head meta[name^='twitter:']")
    return {meta.get("property") or meta.get("name"): meta["content"] for meta in found}


def words(address):
    """The words that an address has drawn."""
    recipe = address.removeprefix(f"{SITE}/media/drawn/").removesuffix(".png")
    return drawn.SIGNER.unsign_object(recipe.replace("%3A", ":"))


def picture(client, address):
    response = client.get(address.removeprefix(SITE))
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    return Image.open(io.BytesIO(response.getvalue()))


def test_a_post_with_a_cover_shows_it_cut_for_networks(client):
    SiteIdentityFactory()
    cover = ImageFactory(size_in_pixels=(1400, 900), alt_fr="Un phare, de nuit")
    post = PostFactory(
        title_fr="Qui <garde> & pourquoi ?",
        standfirst_fr="En bref.",
        cover=cover,
        author_handle="phare",
        published=["fr"],
    )
    post.tags.add(TagFactory(name_fr="méthode"), TagFactory(name_fr="mer"))
    found = shared(client, post.address_in("fr"))
    assert found["og:image"].startswith(f"{SITE}/media/renditions/{cover.digest[:16]}")
    assert found == {
        "og:url": f"{SITE}{post.address_in('fr')}",
        "og:locale": "fr_FR",
        "og:site_name": "Programme d'essai",
        "og:title": "Qui <garde> & pourquoi ?",
        "og:description": "En bref.",
        "og:type": "article",
        "article:published_time": found["article:published_time"],
        "article:tag": "méthode",
        "twitter:creator": "@phare",
        "og:image": found["og:image"],
        "og:image:type": "image/jpeg",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Un phare, de nuit",
        "twitter:card": "summary_large_image",
    }


def test_without_a_picture_that_fills_it_a_card_is_drawn_with_the_title_in_each_language(client):
    SiteIdentityFactory(service_name_en="Test programme", hero=ImageFactory(size_in_pixels=(1400, 900)))
    narrow = ImageFactory(size_in_pixels=(500, 400))
    post = PostFactory(
        title_fr="Qui <garde> & pourquoi ?", title_en="Who?", slug_en="who", cover=narrow, published=["fr", "en"]
    )
    french, english = (shared(client, post.address_in(code)) for code in ("fr", "en"))
    asked = ["card", "PE", "Programme d'essai", "République française", "Blog", "Qui <garde> & pourquoi\u202f?"]
    assert words(french["og:image"]) == asked
    assert words(english["og:image"]) == ["card", "PE", "Test programme", "République française", "Blog", "Who?"]
    assert (english["og:image:alt"], english["og:locale:alternate"]) == ("Who? – Test programme", "fr_FR")
    assert (english["og:image:width"], english["og:image:height"]) == ("1200", "630")
    card = picture(client, french["og:image"])
    assert (card.size, card.convert("RGB").getpixel((5, 5))) == ((1200, 630), (0, 0, 145))


def test_other_pages_say_where_they_are_and_home_what_it_promises(client):
    SiteIdentityFactory()
    challenge = ChallengeFactory(cohort=CohortFactory(name_fr="EIG 9"), title_fr="Phare", published=["fr"])
    person = PersonFactory(name="Amina Diallo", published=["fr"])
    paths = (challenge.address_in("fr"), person.address_in("fr"), "/participer/", "/")
    assert [words(shared(client, path)["og:image"])[4:] for path in paths] == [
        ["Défis – EIG 9", "Phare"],
        ["Communauté", "Amina Diallo"],
        ["", "Participer"],
        ["", "Une promesse en une ligne"],
    ]
    assert [shared(client, path)["og:type"] for path in paths] == ["article", "profile", "website", "website"]


def test_a_title_that_changes_has_another_address_and_the_old_one_still_answers(client):
    post = PostFactory(title_fr="Avant", published=["fr"])
    before = shared(client, post.address_in("fr"))["og:image"]
    assert shared(client, post.address_in("fr"))["og:image"] == before
    post.title_fr = "Après"
    post.save()
    after = shared(client, post.address_in("fr"))["og:image"]
    assert picture(client, before).tobytes() != picture(client, after).tobytes()


def test_a_drawing_is_made_once_and_forgotten_when_it_is_old(client, monkeypatch, django_assert_num_queries):
    address, made = drawn.address("icon", "EIG", 32, False), []
    monkeypatch.setitem(drawn.KINDS, "icon", lambda *asked: made.append(asked) or b"png")
    with django_assert_num_queries(0):
        for _time in range(2):
            assert client.get(address).getvalue() == b"png"
    assert made == [("EIG", 32, False)]
    now = timezone.now()
    assert drawn.forget_old(now) == 0
    (file,) = drawn.root().iterdir()
    long_ago = (now - timedelta(days=91)).timestamp()
    os.utime(file, (long_ago, long_ago))
    assert (drawn.forget_old(now), list(drawn.root().iterdir())) == (1, [])


@pytest.mark.parametrize(
    "change", [str.swapcase, lambda recipe: f"x{recipe}", lambda _recipe: "a:b", lambda _recipe: "%00"]
)
def test_nothing_is_drawn_that_no_page_offered(client, change):
    recipe = drawn.address("icon", "EIG", 32, False).removeprefix("/media/drawn/").removesuffix(".png")
    assert client.get(f"/media/drawn/{change(recipe)}.png").status_code == 404
    assert not drawn.root().exists()


def test_hostile_and_overlong_titles_stay_inside_the_card():
    for title in (LONG, "x" * 400, "\u202eلوحة 😀 \x00", "", "Ｚ̷̢a̸l̴g̵o̶ " * 40):
        image = Image.open(io.BytesIO(card("NNN", "N" * 200, "É" * 90, "K " * 90, title))).convert("RGB")
        edges = [
            image.crop(box) for box in ((0, 0, 1200, 40), (0, 600, 1200, 630), (0, 0, 60, 630), (1150, 0, 1200, 630))
        ]
        assert [len(edge.getcolors()) for edge in edges] == [1, 1, 1, 1]


def test_only_what_the_font_can_write_is_left_and_cut_after_a_word():
    assert readable("\u202eÉte\u0301\u0007 «\u00a0Ça\u202f?\u00a0» 😀  中 fin", 99) == "Été «\u00a0Ça\u202f?\u00a0» fin"
    assert readable("Un deux, trois", 9) == "Un deux…"
    assert readable("Anticonstitutionnel", 8) == "Anticons…"


def test_a_title_is_as_large_as_its_box_allows_its_lines_alike():
    short = fitted("Phare", 1000, 300, (90, 50))
    assert (short.size, short.lines) == (90, ["Phare"])
    even = fitted("un deux trois quatre cinq six sept", 620, 300, (60, 50))
    assert even.lines == ["un deux trois", "quatre cinq six sept"]
    long = fitted(LONG.strip(), 1000, 240, (90, 50))
    assert (long.size, len(long.lines), long.lines[-1][-1]) == (50, 4, "…")
    assert all(font(50).getlength(line) <= 1000 for line in long.lines)


def test_letters_that_stand_for_the_site():
    names = [
        "Entrepreneurs d’intérêt général",
        "Programme d'essai",
        "L'été",
        "Æ 12",
        "",
        "Public interest of all people",
    ]
    assert [initials(name) for name in names] == ["EIG", "PE", "LÉ", "Æ", "", "PIP"]

"""The library as a list: cards and rows, what narrows them down, how fast it stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eig.images.models import Image
from eig.images.querysets import HEAVY_BYTES
from eig.images.screens.quick_filters import counts, library_address, quick_filters
from eig.images.uses import number_of_uses, uses_of
from tests.admin_forms import column, soup
from tests.factories import ImageFactory, PostFactory, UserFactory

IMAGES = "/admin/images/image/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def in_order(**fields):
    """An image that lacks nothing."""
    return ImageFactory(
        **{"alt_en": "Someone", "consent": "not_needed", "size_in_pixels": (1300, 40), **fields},
    )


def cards(response):
    return [card.h3.text.strip() for card in soup(response).select(".eig-card")]


def words(tag):
    return " ".join(tag.text.split())


def chips(response):
    """`{words of a quick filter: (number, whether it is chosen)}`."""
    found = {}
    for chip in soup(response).select(".eig-quickly li"):
        number = chip.b.extract().text
        chosen = chip.a is not None and chip.a.get("aria-current") == "true"
        for sign in chip.select("[aria-hidden], .visually-hidden"):
            sign.extract()
        found[words(chip)] = (int(number), chosen)
    return found


def test_a_card_says_what_a_picture_is_and_lacks(client, staff):
    image = ImageFactory(title="Équipe", credit="", licence="unknown")
    PostFactory(cover=image, body_fr=f"![Une équipe](image:{image.key})")
    card = soup(client.get(f"/en{IMAGES}")).select_one(".eig-card")

    assert card.h3.a["href"] == f"/en{IMAGES}{image.pk}/change/"
    assert [words(line) for line in card.select("p")] == [
        "credit unknown",
        "rights unknown FR written EN missing",
        "used 2 times",
    ]
    assert words(card.label) == "Choose Équipe"
    assert [picture["alt"] for picture in card.select("img")] == [""]


def test_a_card_in_order_says_so(client, staff):
    in_order(title="Équipe", credit="Ana", licence="cc-by", licence_version="4.0")
    card = soup(client.get(f"/en{IMAGES}")).select_one(".eig-card")

    assert [words(line) for line in card.select("p")] == [
        "Ana – CC BY 4.0",
        "rights in order FR written EN written",
        "unused",
    ]


def test_cards_speak_french(client, staff):
    ImageFactory(title="Équipe", decorative=True)
    card = soup(client.get(IMAGES)).select_one(".eig-card")

    assert words(card.select_one(".eig-card__chips .eig-chip:last-child")) == "décorative"


def test_rows_say_the_same(client, staff):
    image = in_order(title="Équipe")
    PostFactory(cover=image)
    page = client.get(f"/en{IMAGES}?view=list")

    assert {name: column(page, name) for name in ("title", "rights", "alts", "uses")} == {
        "title": ["Équipe"],
        "rights": ["rights in order"],
        "alts": ["FR written EN written"],
        "uses": ["1"],
    }
    assert column(page, "measures")[0].startswith("1300 × 40")
    assert cards(page) == []


def test_a_long_credit_is_cut_short_in_a_row(client, staff):
    ImageFactory(credit="Ana " * 70)
    response = client.get(f"/en{IMAGES}?view=list")

    assert [len(words) for words in column(response, "credit_words")] == [90]


def test_the_way_back_from_an_image_leads_to_the_list_as_it_was(client, staff):
    address = f"/en{IMAGES}{ImageFactory().pk}/change/?_changelist_filters=only%3Dunused%26p%3D2"

    assert [link["href"] for link in soup(client.get(address)).select(".breadcrumbs a")] == [
        "/en/admin/",
        f"/en{IMAGES}?only=unused&p=2",
    ]


def test_the_view_is_kept_while_one_filters_and_turns_pages(client, staff):
    ImageFactory.create_batch(3)
    page = soup(client.get(f"{IMAGES}?view=list&q=image"))

    links = page.select(".eig-quickly a, .eig-menu a, .eig-menus__all, #result_list thead a")
    assert links
    assert {"view=list" in link["href"] for link in links} == {True}
    assert page.select_one("#changelist-search input[name=view]")["value"] == "list"


def test_the_view_chosen_last_comes_back(client, staff):
    ImageFactory(title="Équipe")

    assert cards(client.get(IMAGES)) == ["Équipe"]
    client.get(f"{IMAGES}?view=list")
    assert column(client.get(IMAGES), "title") == ["Équipe"]
    assert column(client.get(f"{IMAGES}?view=xyz"), "title") == ["Équipe"]
    assert cards(client.get(f"{IMAGES}?view=grid")) == ["Équipe"]


NOW = timezone.now()
LACKS = {
    "withdraw": {"rights_until": NOW - timedelta(days=1)},
    "credit": {"credit": "", "licence": "unknown"},
    "alt-fr": {"alt_fr": ""},
    "alt-en": {"alt_en": ""},
    "rights": {"licence": "unknown"},
    "consent": {"consent": "missing"},
    "expiring": {"rights_until": NOW + timedelta(days=30)},
    "expired": {"rights_until": NOW - timedelta(days=1)},
    "unused": {},
    "small": {"size_in_pixels": (300, 40)},
    "heavy": {},
}


@pytest.mark.parametrize("name", LACKS)
def test_each_quick_filter_finds_what_it_names(client, staff, name):
    fine = in_order(title="En ordre")
    PostFactory(cover=fine)
    found = in_order(title="À voir", **LACKS[name])
    if name == "heavy":
        Image.objects.filter(pk=found.pk).update(size=HEAVY_BYTES + 1)
    if name != "unused":
        PostFactory(cover=found)

    assert cards(client.get(library_address(name))) == ["À voir"]
    assert counts(Image.objects.all())[name] == 1


def test_every_quick_filter_is_tried():
    assert list(quick_filters()) == list(LACKS)


def test_quick_filters_count_and_combine(client, staff):
    in_order(title="Avec tout")
    ImageFactory(title="Sans crédit", credit="", licence="unknown", alt_en="Someone", consent="not_needed")
    ImageFactory(title="Sans rien", credit="", licence="unknown", alt_fr="", alt_en="")

    everything = chips(client.get(f"/en{IMAGES}"))
    assert (everything["No credit"], everything["No alternative text in French"]) == ((2, False), (1, False))
    page = client.get(f"/en{IMAGES}?only=credit")
    assert cards(page) == ["Sans rien", "Sans crédit"]
    assert chips(page)["No credit"] == (2, True)
    assert chips(page)["No alternative text in French"] == (1, False)
    page = client.get(f"/en{IMAGES}?only=credit.alt-fr")
    assert cards(page) == ["Sans rien"]
    assert chips(page)["No credit"] == (1, True)


def test_a_quick_filter_is_added_and_removed_by_its_link(client, staff):
    ImageFactory(credit="", licence="unknown", alt_fr="")

    def link(page, beginning):
        return next(a["href"] for a in soup(page).select(".eig-quickly a") if words(a).startswith(beginning))

    page = client.get(f"/en{IMAGES}?only=credit&q=image")
    assert link(page, "No alternative text in French") == "?only=credit.alt-fr&q=image"
    assert link(page, "No credit") == "?q=image"


def test_what_concerns_nothing_is_no_link(client, staff):
    in_order()
    chip = next(one for one in soup(client.get(f"/en{IMAGES}")).select(".eig-quickly li") if "Heavy" in one.text)

    assert chip.a is None
    assert chip.span["title"] == "The original weighs over 8 MB"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("rights=expired", ["Expirée"]),
        ("rights=clear", ["En ordre"]),
        ("rights=zzz", ["Expirée", "En ordre"]),
        ("licence__exact=cc-by", ["Expirée"]),
        ("decorative__exact=1", ["En ordre"]),
        ("only=expired&rights=clear", []),
        ("only=expired&licence__exact=cc-by&q=expiree", ["Expirée"]),
    ],
)
def test_menus_narrow_down_with_the_rest(client, staff, query, titles):
    in_order(title="En ordre", decorative=True)
    in_order(title="Expirée", licence="cc-by", licence_version="4.0", rights_until=NOW - timedelta(days=1))

    assert cards(client.get(f"{IMAGES}?{query}")) == titles


def test_pictures_of_the_day_are_found(client, staff):
    ImageFactory(title="Équipe")
    menu = soup(client.get(f"/en{IMAGES}")).find("summary", string=lambda text: text and "Added" in text).parent
    today = next(link["href"] for link in menu.select("a") if words(link) == "Today")

    assert cards(client.get(f"/en{IMAGES}{today}")) == ["Équipe"]


@pytest.mark.parametrize(
    "query", ["equipe", "ÉQUIPE", "une légende", "a caption", "ana", "studio", "quelqu'un", "reunion"]
)
def test_pictures_are_found_by_all_that_is_said_of_them(client, staff, query):
    ImageFactory(
        title="Équipe",
        alt_fr="Quelqu'un",
        caption_fr="Une légende",
        caption_en="A caption",
        credit="Ana",
        author="Studio",
    )
    image = Image.objects.get()
    image.file.name = "originals/aa/bb/reunion-de-rentree.png"
    image.save()
    ImageFactory(title="Autre", credit="Zoé")

    assert cards(client.get(IMAGES, {"q": query})) == ["Équipe"]


def test_cards_are_put_in_order(client, staff):
    small = ImageFactory(title="B", size_in_pixels=(20, 20))
    ImageFactory(title="A", size_in_pixels=(900, 900))
    PostFactory(cover=small)
    page = soup(client.get(f"/en{IMAGES}"))
    orders = {words(link): link["href"] for link in page.select(".eig-menu:last-of-type a")}

    assert {name: cards(client.get(f"/en{IMAGES}{address}")) for name, address in orders.items()} == {
        "Newest first": ["A", "B"],
        "By title": ["A", "B"],
        "Most used first": ["B", "A"],
        "Heaviest first": ["A", "B"],
    }


def test_uses_are_counted_as_they_are_listed():
    image, other = ImageFactory(key="phare"), ImageFactory()
    PostFactory(cover=image, body_fr="![Un phare](image:phare)", body_en="![A lighthouse](image:phare)")
    PostFactory(cover=image)
    numbers = {found.pk: found.number for found in Image.objects.annotate(number=number_of_uses())}

    assert numbers == {image.pk: 4, other.pk: 0}
    assert len(uses_of([image])["phare"]) == 4


@pytest.mark.parametrize("view", ["grid", "list"])
def test_fifty_images_take_as_many_queries_as_one(client, staff, content_types, django_assert_num_queries, view):
    address = f"{IMAGES}?view={view}"
    client.get(address)
    for more in (1, 2, 47):
        for _number in range(more):
            image = ImageFactory()
            PostFactory(cover=image) if more < 47 else None
        with django_assert_num_queries(9):
            client.get(address)
    assert Image.objects.count() == 50


def test_an_empty_library_teaches(client, staff):
    page = soup(client.get(f"/en{IMAGES}"))

    assert (words(page.select_one(".eig-empty")), page.select(".eig-quickly, .eig-menus")) == (
        "No images yet. Add images",
        [],
    )


def test_nothing_found_offers_the_way_back(client, staff):
    ImageFactory()
    page = soup(client.get(f"/en{IMAGES}?q=zzz"))

    assert words(page.select_one(".eig-empty")) == "Nothing matches. Show all"

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from eig.images.credits import images_in_use
from tests import factories
from tests.factories import (
    ChallengeFactory,
    CohortFactory,
    DeliverableFactory,
    ImageFactory,
    PersonFactory,
    PostFactory,
    SiteIdentityFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_types")]


def uses(language="fr"):
    with override(language):
        return {entry.image.title: entry.uses for entry in images_in_use()}


def test_every_place_of_a_picture_is_named():
    cohort = CohortFactory(slug="eig-9", name_fr="EIG 9", cover=ImageFactory(title="promotion"))
    challenge = ChallengeFactory(
        published=["fr"], title_fr="Phare", slug_fr="phare", cohort=cohort, logo=ImageFactory(title="logo")
    )
    DeliverableFactory(challenge=challenge, image=ImageFactory(title="carte"))
    PersonFactory(published=["fr"], name="Ana", slug="ana", portrait=ImageFactory(title="portrait"))
    SiteIdentityFactory(hero=ImageFactory(title="accueil"))
    factories.TestimonialFactory(name="Léo", portrait=ImageFactory(title="témoin"))
    inside = ImageFactory(title="dans le texte", key="dedans")
    post = PostFactory(
        published=["fr"],
        title_fr="Rentrée",
        slug_fr="rentree",
        cover=inside,
        body_fr="![](image:dedans)\n\n![](image:perdue)",
    )
    ImageFactory(title="inutilisée")
    phare = ("Phare", challenge.address_in("fr"))
    assert uses() == {
        "promotion": [("EIG 9", cohort.address_in("fr"))],
        "logo": [phare],
        "carte": [phare],
        "portrait": [("Ana", "/communaute/ana/")],
        "accueil": [("Programme d'essai", "")],
        "témoin": [("Léo", "")],
        "dans le texte": [("Rentrée", post.address_in("fr"))],
    }


def test_what_visitors_do_not_see_is_not_listed():
    tomorrow = timezone.now() + timedelta(days=1)
    draft = ChallengeFactory(cover=ImageFactory())
    DeliverableFactory(challenge=draft, image=ImageFactory())
    PostFactory(published=["fr"], published_at=tomorrow, cover=ImageFactory(), body_fr="![](image:dedans)")
    PersonFactory(portrait=ImageFactory(key="dedans"))
    factories.TestimonialFactory(portrait=ImageFactory(), shown=False)
    assert uses() == {}


def test_what_pages_keep_out_of_sight_is_not_listed():
    ChallengeFactory(published=["fr"], cover=ImageFactory(title="image principale"), logo=ImageFactory(title="logo"))
    factories.PageFactory(published=["fr"], place="press", cover=ImageFactory(title="de la presse"))
    factories.PageFactory(published=["fr"], cover=ImageFactory(title="de la page"))
    factories.TestimonialFactory(position=3, portrait=ImageFactory(title="troisième témoin"))
    factories.TestimonialFactory(position=1)
    factories.TestimonialFactory(position=2)
    assert set(uses()) == {"image principale", "de la page"}


def test_a_call_shows_the_pictures_of_today_s_text():
    for field in ("text_before", "text_open", "text_after"):
        ImageFactory(title=field, key=field.replace("_", "-"))
    texts = {
        f"{field}_fr": f"![](image:{field.replace('_', '-')})" for field in ("text_before", "text_open", "text_after")
    }
    now, day = timezone.now(), timedelta(days=1)
    call = factories.CallFactory(opens=now + day, closes=now + 2 * day, **texts)
    seen = [set(uses())]
    for opens, closes in ((now - day, now + day), (now - 2 * day, now - day)):
        call.opens, call.closes = opens, closes
        call.save()
        seen.append(set(uses()))
    factories.CallFactory(kind=call.kind, opens=now - day, closes=now + day)

    assert seen == [{"text_before"}, {"text_open"}, {"text_after"}]
    assert uses() == {}


def test_each_language_has_its_own():
    ImageFactory(title="française", key="fr-1")
    ImageFactory(title="anglaise", key="en-1")
    texts = {"body_fr": "![](image:fr-1)", "body_en": "![](image:en-1)", "title_en": "Start", "slug_en": "start"}
    PostFactory(published=["fr", "en"], title_fr="Rentrée", **texts)
    ChallengeFactory(
        published=["fr"], title_fr="Phare", cover=ImageFactory(title="défi"), title_en="Lighthouse, not live"
    )
    assert set(uses("fr")) == {"française", "défi"}
    english = uses("en")
    assert set(english) == {"anglaise", "défi"}
    assert [label for label, _path in english["défi"]] == ["Phare"]


def test_any_number_of_pictures_takes_the_same_queries(django_assert_max_num_queries):
    counts = []
    for _round in range(2):
        challenge = ChallengeFactory(published=["fr"], cover=ImageFactory())
        DeliverableFactory(challenge=challenge, image=ImageFactory())
        PostFactory(published=["fr"], cover=ImageFactory(), body_fr=f"![](image:{ImageFactory().key})")
        with django_assert_max_num_queries(13) as queries:
            images_in_use()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_text_is_seen_in_its_source_language_where_it_is_not_written_in_the_page_s():
    ImageFactory(title="du défi", key="fr-1")
    ImageFactory(title="of the challenge", key="en-1")
    ImageFactory(title="de la promotion", key="fr-2")
    ChallengeFactory(published=["fr", "en"], title_fr="Phare", body_fr="![](image:fr-1)")
    ChallengeFactory(published=["fr"], body_fr="Texte", body_en="![](image:en-1)")
    CohortFactory(introduction_fr="![](image:fr-2)")
    assert set(uses("fr")) == {"du défi", "de la promotion"}
    assert set(uses("en")) == {"du défi", "de la promotion"}


def test_the_page_reads_no_text():
    PostFactory(published=["fr"], cover=ImageFactory(), body_fr=f"Un mot ![](image:{ImageFactory().key})")
    with CaptureQueriesContext(connection) as queries:
        images_in_use()
    assert [
        query["sql"] for query in queries if '"body_fr",' in query["sql"] or '"body_html_fr",' in query["sql"]
    ] == []


def page(client, path="/en/credits/"):
    return BeautifulSoup(client.get(path).content, "html.parser").find("main")


def lines(entry):
    return [" ".join(line.text.split()) for line in entry.select("p")]


def test_an_entry_says_who_made_it_under_which_licence_from_where_and_where_it_is_seen(client):
    image = ImageFactory(
        key="phare",
        caption_en="The *lighthouse*",
        author="Ana",
        credit="Agence des phares",
        licence="cc-by-sa",
        licence_version="4.0",
        source_url="https://www.example.org/photos/1",
    )
    PostFactory(published=["fr", "en"], title_en="A post", slug_en="a-post", cover=image, date=date(2026, 3, 14))

    (entry,) = page(client).select(".eig-credits li")

    assert entry["id"] == "image-phare"
    assert lines(entry) == [
        "The lighthouse",
        "Ana, Agence des phares – CC BY-SA 4.0",
        "Source: example.org",
        "Seen on: A post",
    ]
    assert [link["href"] for link in entry.select("a")] == [
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "https://www.example.org/photos/1",
        "/en/blog/2026/3/14/a-post/",
    ]


@pytest.mark.parametrize(
    ("licence", "words"), [("unknown", "licence unknown"), ("reserved", "all rights reserved, used with permission")]
)
def test_a_licence_that_no_text_states_is_said_in_words(client, licence, words):
    SiteIdentityFactory(hero=ImageFactory(credit="Ana", author="Ana", licence=licence))
    assert lines(page(client).select_one(".eig-credits li"))[1] == f"Ana – {words}"


def test_words_in_another_language_are_marked(client):
    SiteIdentityFactory(hero=ImageFactory(alt_fr="Un phare"))
    assert page(client).select_one(".eig-credits__title")["lang"] == "fr"
    assert "lang" not in page(client, "/credits/").select_one(".eig-credits__title").attrs


def test_unknown_credits_come_last_and_ask_for_help(client):
    SiteIdentityFactory(hero=ImageFactory(key="connue"))
    for number in (1, 2):
        image = ImageFactory(key=f"perdue-{number}", credit="", licence="unknown")
        CohortFactory(name_fr=f"Promotion {number}", cover=image)

    content = page(client)

    assert [entry["id"] for entry in content.select(".eig-credits li")] == [
        "image-connue",
        "image-perdue-1",
        "image-perdue-2",
    ]
    section = content.select_one("section[aria-labelledby='unknown']")
    assert lines(section)[0] == (
        "Nobody knows any more who made these 2 pictures. If you do, write to us: the credit will be added."
    )
    assert section.select_one("p a")["href"] == "/en/contact/"
    assert len(section.select("li")) == 2


def test_the_press_may_download_what_the_licence_allows(client):
    ready = {"consent": "not_needed", "licence": "cc-by"}
    images = {
        "oui": ImageFactory(key="oui", size_in_pixels=(2600, 20), **ready),
        "petite": ImageFactory(key="petite", size_in_pixels=(1250, 20), **ready),
        "consentement": ImageFactory(key="consentement", licence="cc-by"),
        "nc": ImageFactory(key="nc", **{**ready, "licence": "cc-by-nc"}),
    }
    for image in images.values():
        CohortFactory(cover=image)

    content = page(client)

    links = {link.find_parent("li")["id"]: link for link in content.select("a[download]")}
    assert {key: link.text for key, link in links.items()} == {
        "image-oui": "Press file (JPEG, 2,400 pixels wide)",
        "image-petite": "Press file (JPEG, 1,250 pixels wide)",
    }
    file = client.get(links["image-oui"]["href"])
    assert (file.headers["Content-Type"], file.getvalue()[:2]) == ("image/jpeg", b"\xff\xd8")
    assert "Newspapers may print" in content.text


def test_an_empty_site_says_so(client):
    assert page(client).select_one(".eig-page > p:last-child").text == "This site shows no picture yet."


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_it_shows(client, content_types, django_assert_num_queries, number):
    for _index in range(number):
        challenge = ChallengeFactory(published=["fr"], cover=ImageFactory(), body_fr=f"![](image:{ImageFactory().key})")
        DeliverableFactory(challenge=challenge, image=ImageFactory())
        PostFactory(published=["fr"], cover=ImageFactory(), body_fr=f"![](image:{ImageFactory().key})")
        PersonFactory(published=["fr"], portrait=ImageFactory())
    with django_assert_num_queries(17):
        client.get("/credits/")


def test_entries_are_sorted_as_people_sort(client):
    for number, name in enumerate(("Zones", "Échos", "artisans")):
        CohortFactory(name_fr=name, cover=ImageFactory(key=f"image-{number}"))

    ids = [entry["id"] for entry in page(client).select(".eig-credits li")]
    assert ids == ["image-image-2", "image-image-1", "image-image-0"]

"""Home: what needs the person, what is planned, how the site stands; each sees their own."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from blog.models import Post
from eig.publishing.bin import put_into_bin
from eig.publishing.inspection import inspect
from eig.publishing.models import Edition
from eig.publishing.workflow import approve, edition_of, keep_draft, publish, send_back, submit
from tests.admin_forms import soup
from tests.factories import (
    CallFactory,
    CohortFactory,
    ImageFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
SOON = timedelta(days=2)
STANDFIRST = "Une équipe raconte dix mois de travail au service de celles et ceux qui naviguent."


def home(client):
    return soup(client.get("/en/admin/"))


def titles(page, block):
    """The titles a block lists; None when the block is absent."""
    section = page.select_one(f"section[aria-labelledby={block}]")
    return None if section is None else [link.text for link in section.select("li > a")]


def begun(author, title, **fields):
    post = PostFactory(title_fr=title, created_by=author, **fields)
    edition_of(post, "fr")
    return post


def test_drafts_are_those_i_began_or_saved_last(client, lead):
    other = UserFactory()
    begun(lead, "Le mien")
    begun(other, "Le sien")
    live = PostFactory(title_fr="Repris par moi", published=["fr"])
    keep_draft(live, "fr", {"title_fr": ["Autre titre"]}, lead)

    assert set(titles(home(client), "drafts")) == {"Le mien", "Repris par moi"}


def test_a_text_goes_from_its_author_to_the_editors_and_back(client, person):
    ines, malo = person("contributor", first_name="Inès"), person("editor", first_name="Malo")
    post = begun(ines, "Cinq phrases")
    submit(post, "fr", ines, "À relire")
    client.force_login(ines)
    assert titles(home(client), "submitted") == ["Cinq phrases"]

    client.force_login(malo)
    page = home(client)
    assert titles(page, "review") == ["Cinq phrases"]
    assert titles(page, "submitted") is None
    assert "À relire" in page.select_one("section[aria-labelledby=review]").text
    assert titles(page, "drafts") == []

    send_back(post, "fr", malo, "Il manque les chiffres")
    assert titles(home(client), "review") == []
    client.force_login(ines)
    page = home(client)
    assert titles(page, "returned") == ["Cinq phrases"]
    assert "Il manque les chiffres" in page.select_one("section[aria-labelledby=returned]").text
    assert titles(page, "drafts") == []


def test_only_reviewers_have_reviews_and_only_publishers_what_is_approved(client, person):
    ines, malo, jeanne = person("contributor"), person("editor"), person("publisher")
    submit(begun(ines, "À relire"), "fr", ines)
    approved = begun(ines, "Validé")
    approve(approved, "fr", malo)
    seen = {}
    for user in (ines, malo, jeanne):
        client.force_login(user)
        page = home(client)
        seen[user] = (titles(page, "review"), titles(page, "approved"))

    assert seen == {ines: (None, None), malo: (["À relire"], None), jeanne: (["À relire"], ["Validé"])}


def test_an_item_that_comes_out_in_two_languages_is_one_line(client, lead):
    at = timezone.now() + SOON
    post = PostFactory(title_fr="Prévu", title_en="Planned", published=["fr", "en"], published_at=at)
    publish(post, "en", at=at, until=at + SOON)
    page = home(client)
    lines = page.select("section[aria-labelledby=scheduled] li")

    assert [line.a.text for line in lines] == ["Planned"]
    assert [chip.b.text for chip in lines[0].select(".eig-chip")] == ["FR", "EN"]
    assert titles(page, "withdrawals") == ["Planned"]


def test_what_lies_in_the_bin_is_nowhere_but_counted(client, lead):
    post = begun(lead, "Jeté")
    put_into_bin(post, lead)
    page = home(client)

    assert titles(page, "drafts") == []
    assert [" ".join(line.text.split()) for line in page.select(".eig-footnotes li")] == ["1 item in the bin"]


def test_calls_say_how_many_days_are_left_in_paris(client, lead, monkeypatch):
    now = datetime(2026, 3, 28, 23, 30, tzinfo=PARIS)  # the night clocks go forward
    monkeypatch.setattr(timezone, "now", lambda: now)
    cohorts = [CohortFactory(name_fr=name) for name in ("Promo A", "Promo B", "Promo C", "Promo D", "Promo E")]
    times = [
        (now - timedelta(days=9), datetime(2026, 3, 28, 23, 59, tzinfo=PARIS)),
        (now - timedelta(days=9), datetime(2026, 3, 30, 0, 0, tzinfo=PARIS)),
        (datetime(2026, 4, 10, 9, tzinfo=PARIS), datetime(2026, 5, 1, tzinfo=PARIS)),
        (now + timedelta(days=61), now + timedelta(days=90)),
        (now - timedelta(days=9), now),
    ]
    for cohort, (opens, closes) in zip(cohorts, times, strict=True):
        CallFactory(cohort=cohort, opens=opens, closes=closes)
    lines = home(client).select("section[aria-labelledby=calls] li")

    assert [(line.a.text[-7:], line.select_one(".eig-chip").text) for line in lines] == [
        ("Promo A", "open, closes today"),
        ("Promo B", "open, 1 day left"),
        ("Promo C", "opens in 13 days"),
    ]
    assert [line.select_one(".eig-lines__more").text for line in lines] == [
        "Closes on 28 March 2026 at 23:59, Paris time",
        "Closes on 29 March 2026 at midnight, Paris time",
        "Opens on 10 April 2026 at 09:00, Paris time",
    ]


def test_coverage_counts_what_its_links_list(client, lead):
    PostFactory(published=["fr"])
    PostFactory(title_en="Read in both", published=["fr", "en"])
    stale = PostFactory(title_fr="Avant", title_en="Before", published=["fr", "en"])
    stale.title_fr = "Après"
    stale.save()
    PostFactory(title_fr="Brouillon")
    row = home(client).select_one(".eig-coverage tbody tr")
    english = row.select("td")[1]

    assert [bar["width"] for bar in row.select(".eig-bar__part")] == ["100", "66"]
    assert " ".join(row.select("td")[0].text.split()) == "3 of 3"
    assert " ".join(english.text.split()) == "2 of 3 1 to update 1 to translate 1 in progress"
    for link in english.select("a"):
        assert len(soup(client.get(link["href"])).select("#result_list tbody tr")) == 1


def test_what_came_out_is_listed_with_the_last_first(client, lead):
    now = timezone.now()
    PostFactory(title_fr="Avant-hier", published=["fr"], published_at=now - timedelta(days=2))
    PersonFactory(name="Amina Diallo", published=["fr"], published_at=now - timedelta(hours=1))
    PostFactory(title_fr="Retiré", published=["fr"]).editions.update(state="unpublished", unpublished_at=timezone.now())
    PostFactory(title_fr="Demain", published=["fr"], published_at=now + timedelta(days=1))
    PostFactory(title_fr="Brouillon")
    put_into_bin(PostFactory(title_fr="Jeté", published=["fr"]), lead)

    assert titles(home(client), "published") == ["Amina Diallo", "Avant-hier"]


def test_a_page_whose_day_has_come_is_to_be_read_again(client, lead):
    PageFactory(title_fr="Hier", review_on=timezone.localdate() - timedelta(days=1), published=["fr"])
    PageFactory(title_fr="Demain", review_on=timezone.localdate() + timedelta(days=1), published=["fr"])
    PageFactory(title_fr="Pas en ligne", review_on=timezone.localdate())

    assert titles(home(client), "due") == ["Hier"]


def health(page):
    """`{family of rules: (what is said of it, where it leads)}`, None where there is no such block."""
    section = page.select_one("section[aria-labelledby=health]")
    if section is None:
        return None
    return {
        line.a.text: (" ".join(chip.text for chip in line.select(".eig-chip")), line.a["href"])
        for line in section.select("li")
    }


def test_what_the_last_inspection_found_is_counted_by_family(client, lead):
    draft = PostFactory(title_fr="Pas encore")
    cover = ImageFactory(credit="", licence="unknown", alt_en="A boat", consent="missing")
    body = f"[le brouillon](post:{draft.key}), [ici](https://example.org/)"
    texts = {"title_fr": "Un titre assez long", "standfirst_fr": STANDFIRST, "body_fr": body}
    PostFactory(**texts, slug_fr="premier", cover=cover, published=["fr"])
    PostFactory(**texts, slug_fr="second", cover=cover)
    assert health(home(client)) == {}
    assert home(client).select_one(".eig-idle").text == "Nothing waits for you."
    inspect()

    assert home(client).select(".eig-idle") == []
    assert health(home(client)) == {
        "Images: rights and alternative texts": ("1 to mend 1 to check", "/en/admin/health/?family=images"),
        "Links": ("2 to mend", "/en/admin/health/?family=links"),
    }
    assert health(soup(client.get("/admin/"))) == {
        "Images\xa0: droits et textes alternatifs": ("1 à corriger 1 à vérifier", "/admin/health/?family=images"),
        "Liens": ("2 à corriger", "/admin/health/?family=links"),
    }


def test_where_all_is_well_nothing_is_said(client, lead):
    assert home(client).select_one("section[aria-labelledby=health] p").text == (
        "What visitors read has not been checked yet. Check it"
    )
    inspect()

    assert health(home(client)) is None


def test_what_is_out_of_sight_is_not_counted(client, lead):
    post = PostFactory(body_fr="[ici](https://example.org/)", published=["fr"])
    inspect()
    Post.objects.filter(pk=post.pk).update(binned_at=timezone.now())

    assert health(home(client)) is None


def test_the_chart_says_its_numbers_in_a_table_too(client, lead):
    today = timezone.localdate()
    for _number in range(3):
        PostFactory(date=today, published=["fr", "en"])
    PostFactory(date=today)
    page = home(client)
    chart, rows = page.select_one(".eig-chart"), page.select(".eig-numbers tbody tr")

    assert chart.title.text == "Posts published each month"
    assert chart.desc.text.startswith("3 posts in 18 months; the most, 3, in ")
    assert [int(row.td.text) for row in rows] == [0] * 17 + [3]


def test_an_empty_office_teaches(client, lead):
    page = home(client)

    assert page.select_one(".eig-idle").text == "Nothing waits for you."
    assert page.select_one("section[aria-labelledby=drafts] p").text == (
        "What you begin is listed here until it is submitted or published."
    )
    assert page.select_one("section[aria-labelledby=calls] p").text == (
        "No call is open, and none opens within 60 days."
    )
    assert page.select(".eig-chart, .eig-coverage tbody tr") == []


def test_more_than_a_handful_leads_to_a_page_of_its_own(client, lead):
    for number in range(8):
        begun(lead, f"Brouillon {number}")
    page = home(client)
    assert len(titles(page, "drafts")) == 6
    more = page.select_one("section[aria-labelledby=drafts] .eig-all a")["href"]

    whole = soup(client.get(more))
    assert {link.text for link in whole.select(".eig-lines li > a")} == {f"Brouillon {number}" for number in range(8)}


@pytest.mark.parametrize("block", ["zzz", "review", "approved"])
def test_the_page_of_a_block_is_for_those_who_have_a_part_in_it(client, person, block):
    client.force_login(person("contributor"))

    assert client.get(f"/en/admin/waiting/{block}/").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "%00", "abc"])
def test_the_page_of_a_block_bears_hostile_numbers(client, lead, page):
    begun(lead, "Brouillon")
    response = client.get(f"/en/admin/waiting/drafts/?p={page}")

    assert [link.text for link in soup(response).select(".eig-lines li > a")] == ["Brouillon"]


def test_home_asks_as_many_questions_for_many_items_as_for_one_of_each(
    client, lead, content_types, django_assert_num_queries
):
    def fill():
        submit(begun(lead, "Relu"), "fr", lead)
        send_back(begun(lead, "Repris"), "fr", lead, "Encore")
        begun(lead, "Commencé")
        PostFactory(published=["fr"], published_at=timezone.now() + SOON)
        stale = PostFactory(title_fr="Avant", title_en="Before", published=["fr", "en"])
        stale.title_fr = "Après"
        stale.save()
        PersonFactory(published=["fr"], review_on=timezone.localdate())

    fill()
    inspect()
    with django_assert_num_queries(QUERIES):
        client.get("/admin/")
    for _number in range(7):
        fill()
    inspect()
    assert Edition.objects.count() > 50
    with django_assert_num_queries(QUERIES):
        client.get("/admin/")


QUERIES = 37

"""The health of the site: who sees which defects, in what words, as they are now; looking at everything again."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.models import Post
from eig.publishing.inspection import inspect
from eig.publishing.models import Defect, Inspection
from eig.publishing.workflow import unpublish
from tests.admin_forms import messages, soup
from tests.factories import (
    ChallengeFactory,
    CohortFactory,
    DeliverableFactory,
    ImageFactory,
    PageFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/en/admin/health/"
STANDFIRST = "Une équipe raconte dix mois de travail au service de celles et ceux qui naviguent."
VAGUE = "Voir [ici](https://example.org/)."


def a_post(**fields):
    """A post that visitors read, of which nothing is to be said."""
    known = {"standfirst_fr": STANDFIRST, "published": ["fr"], "title_fr": "Dix mois au large"}
    if "cover" not in fields:
        known["cover"] = ImageFactory(alt_en="Someone at a computer", consent="not_needed")
    return PostFactory(**{**known, **fields})


def listed(response):
    """`[(title, language, ["1 to mend", what is wrong, …]), …]`"""
    return [
        (
            item.select_one("h2, h3").text,
            item.select_one(".eig-chip").text,
            [" ".join(line.text.split()) for line in item.select(".eig-findings__level, .eig-findings li")],
        )
        for item in soup(response).select(".eig-faulty > li")
    ]


def titles(response):
    return [title for title, _language, _findings in listed(response)]


def families(response):
    return [" ".join(link.text.split()) for link in soup(response).select(".eig-families a")]


def test_items_are_listed_with_the_words_of_what_is_wrong(client, lead):
    cover = ImageFactory(title="Le quai", credit="", licence="unknown", alt_en="A quay", consent="not_needed")
    first = a_post(title_fr="Dix mois au port", body_fr=VAGUE, cover=cover)
    second = a_post(standfirst_fr="", title_en="Ten months", body_en="A text.", published=["fr", "en"])
    inspect()
    page = client.get(PAGE)

    assert listed(page) == [
        (
            "Dix mois au port",
            "FR",
            [
                "2 to mend",
                "The words of the link “ici” do not say where it leads: name what one finds there.",
                "The cover has no credit: who took it?",
            ],
        ),
        (
            "Ten months",
            "EN",
            ["1 to check", "There is no standfirst: two or three sentences make one read on."],
        ),
        (
            "Ten months",
            "FR",
            ["1 to check", "There is no standfirst: two or three sentences make one read on."],
        ),
    ]
    assert [link["href"] for link in soup(page).select(".eig-findings a")] == [
        f"/en/admin/blog/post/{first.pk}/change/#id_body_fr",
        f"/en/admin/images/image/{cover.pk}/change/",
        f"/en/admin/blog/post/{second.pk}/in/en/#id_standfirst_en",
        f"/en/admin/blog/post/{second.pk}/change/#id_standfirst_fr",
    ]
    assert families(page) == [
        "All",
        "Images: rights and alternative texts 1",
        "Links 1",
        "What is still missing 2",
    ]


def test_many_findings_of_one_item_unfold(client, lead):
    a_post(body_fr=" ".join(f"[ici](https://example.org/{number})" for number in range(7)))
    inspect()
    item = soup(client.get(PAGE)).select_one(".eig-faulty > li")

    assert item.summary.text == "2 more"
    assert (len(item.select(".eig-findings li")), len(item.select("details li"))) == (7, 2)


def test_the_words_are_those_of_the_readers_language(client, lead):
    a_post(body_fr=VAGUE)
    inspect()

    assert listed(client.get("/admin/health/")) == [
        (
            "Dix mois au large",
            "FR",
            ["1 à corriger", "Les mots du lien « ici » ne disent pas où il mène : nommez ce que l’on y trouve."],
        )
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("family=links", ["Au port", "Au large"]),
        ("family=incomplete", ["Au phare"]),
        ("rule=link-vague", ["Au port"]),
        ("rule=link-address", ["Au large"]),
        ("family=images", []),
        ("level=error", ["Au port"]),
        ("level=warning&family=links", ["Au large"]),
        ("kind=blog.post&family=links", ["Au port"]),
        ("kind=pages.page", ["Au large"]),
        ("language=en", []),
        ("language=fr&level=warning", ["Au large", "Au phare"]),
    ],
)
def test_each_filter_holds_what_it_says(client, lead, asked, found):
    a_post(title_fr="Au port, le matin", body_fr=VAGUE)
    PageFactory(title_fr="Au large", body_fr="[https://example.org/](https://example.org/)", published=["fr"])
    a_post(title_fr="Au phare, le soir", standfirst_fr="")
    inspect()

    assert sorted(title.partition(",")[0] for title in titles(client.get(f"{PAGE}?{asked}"))) == sorted(found)


def test_a_family_says_how_to_mend_and_counts_its_rules(client, lead):
    a_post(body_fr=f"{VAGUE} [https://example.org/](https://example.org/a)")
    inspect()
    family = soup(client.get(f"{PAGE}?family=links&level=error")).select_one(".eig-family")

    assert family.p.text.startswith("Open the item, go to the link and choose its target again")
    assert [(" ".join(link.text.split()), link["href"]) for link in family.select("a")] == [
        ("Links that do not say where they lead 1", "?family=links&rule=link-vague&level=error")
    ]


def test_what_was_mended_since_is_gone(client, lead):
    mended, taken_off = a_post(title_fr="Corrigé depuis", body_fr=VAGUE), a_post(title_fr="Retiré", body_fr=VAGUE)
    a_post(body_fr=VAGUE)
    inspect()
    mended.body_fr = "Un paragraphe."
    mended.save()
    unpublish(taken_off, "fr")

    assert titles(client.get(PAGE)) == ["Dix mois au large"]


def test_where_all_of_a_page_was_mended_it_says_so(client, lead):
    post = a_post(body_fr=VAGUE)
    inspect()
    post.body_fr = "Un paragraphe."
    post.save()

    assert soup(client.get(PAGE)).select_one(".eig-empty p").text == "What was found here is mended since."


def test_what_lies_in_the_bin_is_apart(client, lead):
    post = a_post(body_fr=VAGUE)
    inspect()
    Post.objects.filter(pk=post.pk).update(binned_at=timezone.now())
    page = client.get(PAGE)

    assert (titles(page), families(page)) == ([], [])
    assert soup(page).select_one(".eig-empty p").text == "All is well: nothing to mend, nothing to check."


def test_who_sees_only_what_they_began_sees_only_its_defects(client):
    user = UserFactory(permissions=["add_post"])
    client.force_login(user)
    a_post(title_fr="Dix mois à moi", body_fr=VAGUE, created_by=user)
    a_post(title_fr="Dix mois ailleurs", body_fr=VAGUE)
    PageFactory(body_fr=VAGUE, published=["fr"])
    CohortFactory(introduction_fr=VAGUE, shown=True)
    inspect()
    page = client.get(PAGE)

    assert titles(page) == ["Dix mois à moi"]
    assert families(page) == ["All", "Links 1"]
    assert [option["value"] for option in soup(page).select("#kind option")] == ["", "blog.post"]


def test_who_sees_nothing_is_told_nothing(client):
    client.force_login(UserFactory())
    a_post(body_fr=VAGUE)
    inspect()

    assert titles(client.get(PAGE)) == []


def test_what_is_public_without_an_edition_is_listed_too(client, lead):
    cohort = CohortFactory(name_fr="Promotion 9", name_en="Cohort 9", introduction_fr=VAGUE, shown=True)
    inspect()
    page = client.get(f"{PAGE}?family=links")

    assert titles(page) == ["Cohort 9"]
    assert soup(page).select_one(".eig-findings a")["href"] == (
        f"/en/admin/community/cohort/{cohort.pk}/change/#id_introduction_fr"
    )


def test_rows_and_pictures_are_mended_where_they_are_written(client, lead):
    challenge = ChallengeFactory(body_fr="Un paragraphe.", published=["fr", "en"], title_en="Lighthouse")
    DeliverableFactory(challenge=challenge, title_fr="Une carte", title_en="")
    inspect()
    found = {
        finding.text.strip(): finding["href"]
        for finding in soup(client.get(f"{PAGE}?kind=challenges.challenge")).select(".eig-findings a")
    }
    base = f"/en/admin/challenges/challenge/{challenge.pk}"

    assert found["Nobody is in the team yet: who takes the challenge up?"] == (f"{base}/change/#participations-group")
    assert found["“Une carte” is still to be translated into English."] == f"{base}/in/en/#id_deliverables-0-title_en"


class TestChecking:
    def test_before_the_first_one_there_is_a_button_and_nothing_else(self, client, lead):
        a_post(body_fr=VAGUE)
        page = soup(client.get(PAGE))

        assert [" ".join(line.text.split()) for line in page.select(".eig-health p")] == [
            "What visitors read has not been checked yet."
            "All that visitors read, by the rules of “Before publishing”. It is checked every hour."
        ]
        assert page.select_one(".eig-health form button").text == "Check now"

    def test_the_button_looks_at_everything_and_comes_back(self, client, lead):
        a_post(body_fr=VAGUE)
        response = client.post(f"{PAGE}?family=links", follow=True)

        assert response.redirect_chain == [(f"{PAGE}?family=links", 302)]
        assert messages(response) == ["All that visitors read is checked."]
        assert titles(response) == ["Dix mois au large"]

    def test_who_only_writes_their_own_has_no_button(self, client, person):
        client.force_login(person("contributor"))
        inspect()
        begun = Inspection.objects.get().begun_at

        assert soup(client.get(PAGE)).select(".eig-health form[method=post]") == []
        assert client.post(PAGE).status_code == 403
        assert Inspection.objects.get().begun_at == begun

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (28, "Contrôlé aujourd’hui à 0\xa0h\xa004"),
            (27, "Contrôlé le 27 novembre 2026 à 0\xa0h\xa004"),
        ],
    )
    def test_it_says_when_in_paris(self, client, lead, monkeypatch, day, said):
        paris = ZoneInfo("Europe/Paris")
        inspect()
        Inspection.objects.update(done_at=datetime(2026, 11, day, 0, 4, tzinfo=paris))
        monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 28, 18, tzinfo=paris))
        page = soup(client.get("/admin/health/"))

        assert page.select_one(".eig-health__when p").text.startswith(f"{said}Tout ce que")


@pytest.mark.parametrize("asked", ["family", "rule", "level", "kind", "language", "p", "zzz"])
@pytest.mark.parametrize("text", ["", "zzz", "%00", "-1", "99999999999999999999", "%F0%9F%98%80", "[]", "a" * 5000])
def test_hostile_questions_are_no_questions(client, lead, asked, text):
    a_post(body_fr=VAGUE)
    inspect()

    assert titles(client.get(f"{PAGE}?{asked}={text}")) == ["Dix mois au large"]


def test_more_than_a_page_is_turned_with_its_filters(client, lead):
    for number in range(52):
        a_post(title_fr=f"Dix mois en mer {number}", body_fr=VAGUE, cover=None)
    inspect()
    page = client.get(f"{PAGE}?family=links")
    assert len(titles(page)) == 50
    following = soup(page).select_one(".eig-turning a")["href"]

    assert following == "?family=links&p=2"
    rest = client.get(f"{PAGE}{following}")
    assert len(titles(rest)) == 2
    assert set(titles(rest)).isdisjoint(titles(page))


def test_as_many_questions_for_many_as_for_one(client, lead, content_types):
    def add():
        post = a_post(title_fr="Dix mois au phare", body_fr=f"{VAGUE} [le phare](page:absente)", standfirst_fr="")
        PageFactory(body_fr=f"[l’article](post:{post.key}) {VAGUE}", published=["fr"])
        challenge = ChallengeFactory(body_fr=VAGUE, published=["fr"], cover=ImageFactory(credit="", licence="unknown"))
        DeliverableFactory(challenge=challenge)
        inspect()

    def asked_for():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    add()
    once = asked_for()
    add()
    add()
    assert asked_for() == once
    assert Defect.objects.count() > 12

"""Lists of what is published: the quick lists above them, what the gate says beside each item."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eig.publishing.inspection import inspect
from eig.publishing.workflow import edition_of, keep_draft, send_back, submit
from tests.admin_forms import column, soup
from tests.factories import (
    ChallengeFactory,
    CohortFactory,
    DeliverableFactory,
    ImageFactory,
    PageFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/en/admin/blog/post/"


@pytest.fixture
def posts(lead):
    """One post for each quick list, and one for none."""
    other = UserFactory(is_superuser=True)
    mine = PostFactory(title_fr="À moi", created_by=lead)
    edition_of(mine, "fr")
    submit(PostFactory(title_fr="En relecture"), "fr", other)
    send_back(PostFactory(title_fr="À reprendre"), "fr", other, "Encore")
    keep_draft(PostFactory(title_fr="Modifié", published=["fr"]), "fr", {"title_fr": ["Autre"]}, other)
    PostFactory(title_fr="À relire", review_on=timezone.localdate(), published=["fr"])
    PostFactory(title_fr="Brouillon", review_on=timezone.localdate())
    PostFactory(title_fr="Tranquille", review_on=timezone.localdate() + timedelta(days=1), published=["fr"])


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("mine", ["À moi"]),
        ("review", ["En relecture"]),
        ("returned", ["À reprendre"]),
        ("approved", []),
        ("changes", ["Modifié"]),
        ("due", ["À relire"]),
    ],
)
def test_each_quick_list_holds_what_it_says(client, lead, posts, asked, titles):
    assert sorted(column(client.get(f"{LIST}?work={asked}"), "title_shown")) == sorted(titles)


def test_quick_lists_stand_above_the_list_and_lead_back(client, lead, posts):
    page = soup(client.get(f"{LIST}?work=review&q=relecture"))
    links = {" ".join(link.text.split()): link["href"] for link in page.select(".eig-lists a")}

    assert list(links) == [
        "Mine",
        "In review ✕Remove this filter",
        "Changes requested",
        "Approved",
        "With changes in progress",
        "To be read again",
        "With something to mend",
    ]
    assert links["In review ✕Remove this filter"] == "?q=relecture"
    assert links["Mine"] == "?q=relecture&work=mine"
    assert page.select("#changelist-filter [data-filter-title='work in progress']") == []


@pytest.mark.parametrize("asked", ["zzz", "%00", "missing-zz", "stale-", "missing-" + "a" * 5000])
def test_a_quick_list_there_is_none_of_changes_nothing(client, lead, posts, asked):
    page = client.get(f"{LIST}?work={asked}", follow=True)

    assert column(page, "title_shown") == column(client.get(LIST), "title_shown")


def test_of_two_quick_lists_asked_for_the_last_one_counts(client, lead, posts):
    assert column(client.get(f"{LIST}?work=mine&work=review"), "title_shown") == ["En relecture"]


@pytest.mark.parametrize(
    ("asked", "names"), [("work=mine", ["Ada"]), ("translation_en=missing", ["Zoé"]), ("translation_en=stale", [])]
)
def test_lists_of_a_proxy_have_them_too(client, lead, asked, names):
    cohort = CohortFactory()
    for name, changes in (("Ada", {"created_by": lead}), ("Zoé", {"published": ["fr"]})):
        person = PersonFactory(name=name, profile_fr="Cartographe", **changes)
        ParticipationFactory(person=person, cohort=cohort, challenge=None)

    assert column(client.get(f"/en/admin/community/eig/?{asked}"), "name_shown") == names


@pytest.mark.parametrize("asked", ["", "work=mine", "work=changes", "translation_en=missing"])
def test_as_many_questions_for_many_as_for_one(client, lead, content_types, asked):
    def asked_for():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LIST}?{asked}")
        return len(queries)

    def add():
        keep_draft(
            PostFactory(title_fr="Phare", created_by=lead, published=["fr"]), "fr", {"title_fr": ["Autre"]}, lead
        )

    add()
    once = asked_for()
    add()
    add()
    assert asked_for() == once


VAGUE = "Voir [ici](https://example.org/)."
STANDFIRST = "Une équipe raconte dix mois de travail au service de celles et ceux qui naviguent."


def a_post(**fields):
    """A post of which nothing is to be said."""
    cover = ImageFactory(alt_en="Someone at a computer", consent="not_needed")
    return PostFactory(
        **{"title_fr": "Dix mois au large", "standfirst_fr": STANDFIRST, "cover": cover, "published": ["fr"], **fields}
    )


def marks(response):
    """`{title: [(words of a mark, where it leads), …]}` of the list."""
    rows = soup(response).select("#result_list tbody tr")
    return {
        row.select_one(".field-title_shown").text: [
            (f"{mark.find_previous('b').text} {mark.text}", mark["href"]) for mark in row.select(".field-states a")
        ]
        for row in rows
    }


class TestMarks:
    def test_what_is_in_order_has_none(self, client, lead):
        a_post()

        assert marks(client.get(LIST)) == {"Dix mois au large": []}
        assert column(client.get(LIST), "states") == ["FR published EN to translate"]

    def test_what_visitors_read_is_marked_in_each_language(self, client, lead):
        english = {"title_en": "Ten", "standfirst_en": "", "body_en": "Look [here](https://example.org/)."}
        post = a_post(**english, body_fr=VAGUE, published=["fr", "en"])

        assert marks(client.get(LIST)) == {
            "Ten": [
                ("FR 1 to mend", f"/en/admin/blog/post/{post.pk}/change/#gate"),
                ("EN 1 to mend, 2 to check", f"/en/admin/blog/post/{post.pk}/in/en/#gate"),
            ]
        }
        assert [mark for mark, _address in marks(client.get("/admin/blog/post/"))["Dix mois au large"]] == [
            "FR 1 à corriger",
            "EN 1 à corriger, 2 à vérifier",
        ]

    def test_what_is_not_out_is_marked_in_the_language_it_was_written_in(self, client, lead):
        a_post(published=[], body_fr="", body_en="Look [here](https://example.org/).")

        assert [mark for mark, _address in marks(client.get(LIST))["Dix mois au large"]] == ["FR 1 to mend"]

    def test_what_is_planned_is_looked_at_as_it_will_be(self, client, lead):
        tomorrow = timezone.now() + timedelta(days=1)
        page = PageFactory(published=["fr"], published_at=tomorrow)
        a_post(body_fr=f"[la page](page:{page.key})", published_at=tomorrow + timedelta(days=1))

        assert marks(client.get(LIST)) == {"Dix mois au large": []}

    def test_changes_in_progress_are_not_what_visitors_read(self, client, lead):
        post = a_post()
        keep_draft(post, "fr", {"title_fr": ["Dix mois au large"], "body_fr": [VAGUE]}, lead)

        assert marks(client.get(LIST)) == {"Dix mois au large": []}

    def test_what_is_read_in_another_language_meanwhile_has_no_mark_of_its_own(self, client, lead):
        written = {"title_fr": "Phare", "tagline_fr": "Que chaque balise parle.", "body_fr": "Un paragraphe."}
        challenge = ChallengeFactory(**written, published=["fr"])
        ParticipationFactory(challenge=challenge)
        found = marks(client.get("/en/admin/challenges/challenge/"))

        assert [mark for mark, _address in found["Phare"]] == ["FR 1 to check"]

    @pytest.mark.parametrize("role", ["contributor", "editor", "publisher"])
    def test_everyone_who_sees_a_list_sees_its_marks(self, client, person, role):
        user = person(role)
        client.force_login(user)
        for author in (user, UserFactory()):
            a_post(title_fr=f"Dix mois {author}", body_fr=VAGUE, created_by=author)

        found = marks(client.get(LIST))
        assert [[mark for mark, _address in rows] for rows in found.values()] == [["FR 1 to mend"]] * 2

    def test_people_of_a_role_are_marked_too(self, client, lead):
        person = PersonFactory(name="Zoé", bio_fr=VAGUE, consent=True, published=["fr"])
        ParticipationFactory(person=person, cohort=CohortFactory(), challenge=None)

        assert column(client.get("/en/admin/community/eig/"), "states") == ["FR published 1 to mend EN to translate"]

    def test_a_quick_list_holds_what_the_last_inspection_found(self, client, lead):
        a_post(title_fr="Dix mois au port", standfirst_fr="")
        a_post(body_fr=VAGUE)
        assert marks(client.get(f"{LIST}?work=mend")) == {}
        inspect()

        assert list(marks(client.get(f"{LIST}?work=mend"))) == ["Dix mois au large"]

    @pytest.mark.parametrize("model", ["blog/post", "challenges/challenge", "community/person", "pages/page"])
    def test_as_many_questions_for_many_as_for_one(self, client, lead, content_types, model):
        def add(number):
            page = PageFactory(title_fr=f"Page {number}", body_fr=VAGUE, published=["fr"])
            body = f"[ici](page:{page.key}) et [la suite](/absente-{number}/)"
            a_post(body_fr=body, published_at=timezone.now() + timedelta(days=number - 2))
            challenge = ChallengeFactory(body_fr=body, published=["fr"])
            DeliverableFactory(challenge=challenge, image=ImageFactory(alt_en=""))
            ParticipationFactory(challenge=challenge)

        def asked_for():
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/en/admin/{model}/")
            return len(queries)

        add(1)
        once = asked_for()
        add(0)
        add(-1)
        assert asked_for() == once

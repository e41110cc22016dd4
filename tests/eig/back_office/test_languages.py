"""The translation radar: what each language lacks, filtered, counted, and followed to where it is written."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.models import Post
from community.models import Administration, Cohort, Skill
from eig.images.models import Image
from eig.languages.leaving_out import leave_out
from eig.languages.origins import note_as_made
from eig.languages.survey import fields_of
from eig.tags.models import Tag
from tests.admin_forms import form_data, soup
from tests.factories import (
    AdministrationFactory,
    CohortFactory,
    ImageFactory,
    PersonFactory,
    PostFactory,
    SkillFactory,
    TagFactory,
    UserFactory,
    challenge_with_rows,
)

pytestmark = pytest.mark.django_db
RADAR = "/en/admin/languages/"
ENGLISH = {"standfirst_en": "What to keep.", "body_en": "A paragraph."}


@pytest.fixture
def lead(client):
    user = UserFactory(first_name="Claire", role="programme_lead")
    client.force_login(user)
    return user


def ago(days):
    return timezone.now() - timedelta(days=days)


def lines(client, asked=""):
    """`[(title, words of the French cell, words of the English cell)]`"""
    page = soup(client.get(f"{RADAR}{asked}"))
    rows = []
    for row in page.select(".eig-radar__table tbody tr"):
        title = row.th.a.text
        cells = []
        for cell in row.select("td"):
            for hidden in cell.select(".visually-hidden"):
                hidden.extract()
            cells.append(" ".join(cell.text.split()))
        rows.append((title, *cells))
    return rows


def numbers(client, asked=""):
    page = soup(client.get(f"{RADAR}{asked}"))
    return {
        section.h2.text: [" ".join(link.text.split()) for link in section.select("a")]
        for section in page.select(".eig-radar__numbers section")
    }


class TestWhatIsThere:
    def test_items_on_the_site_with_what_each_language_lacks(self, client, lead):
        PostFactory(title_fr="À traduire", published=["fr"])
        PostFactory(title_fr="Traduit", title_en="Done", published=["fr", "en"], **ENGLISH)
        PostFactory(title_fr="Commencé", title_en="Begun", published=["fr", "en"])
        PostFactory(title_fr="Brouillon")
        outrun = PostFactory(title_fr="Dépassé", title_en="Outrun", published=["fr", "en"], **ENGLISH)
        outrun.body_fr = "Un autre paragraphe."
        outrun.save()

        assert lines(client) == [
            ("Outrun", "original", "To update Text"),
            ("Begun", "original", "In progress To translate: Standfirst, Text"),
            ("À traduire", "original", "To translate"),
        ]
        assert numbers(client) == {"Into English": ["1 to update", "1 to translate", "1 in progress", "1 up to date"]}

    def test_what_was_written_in_english_is_translated_into_french(self, client, lead):
        words = {"title_fr": "", "slug_fr": None, "standfirst_fr": "", "body_fr": "", **ENGLISH}
        PostFactory(source_language="en", title_en="Lighthouse", slug_en="x", published=["en"], **words)

        assert lines(client) == [("Lighthouse", "To translate", "original")]

    def test_lists_without_editions_and_images_stand_there_too(self, client, lead):
        TagFactory(name_fr="Données")
        SkillFactory(name_fr="Développement")
        AdministrationFactory(name_fr="Port autonome")
        CohortFactory(name_fr="Promotion du large")
        ImageFactory(title="Un phare", alt_fr="Un phare la nuit", alt_en="")

        assert {line[0]: line[1:] for line in lines(client)} == dict.fromkeys(
            ["Données", "Développement", "Port autonome", "Promotion du large", "Un phare"],
            ("original", "To translate"),
        )

    def test_rows_under_an_item_are_named_once_with_how_many(self, client, lead):
        challenge_with_rows(title_fr="Cartes", slug_fr="cartes", title_en="Maps", published=["fr"])
        (line,) = (line for line in lines(client) if line[0] == "Maps")

        assert "× " in line[2]

    def test_each_cell_leads_to_where_it_is_written(self, client, lead):
        post = PostFactory(published=["fr"])
        page = soup(client.get(RADAR))

        assert page.select_one("td a")["href"] == f"/en/admin/blog/post/{post.pk}/in/en/"

    @pytest.mark.parametrize("role", ["programme_lead", "contributor", "translator"])
    def test_the_title_leads_to_the_screen_of_the_language_it_was_written_in(self, client, role):
        words = {"title_fr": "", "slug_fr": None, "standfirst_fr": "", "body_fr": "", **ENGLISH}
        post = PostFactory(source_language="en", title_en="Lighthouse", slug_en="x", published=["en"], **words)
        tag = TagFactory(name_fr="Données")
        client.force_login(UserFactory(role=role))

        links = soup(client.get(f"{RADAR}?state=")).select(".eig-radar__table tbody th a")

        assert [(link.text, link["href"]) for link in links] == [
            ("Lighthouse", f"/en/admin/blog/post/{post.pk}/change/"),
            ("Données", f"/en/admin/tags/tag/{tag.pk}/change/"),
        ]
        assert [client.get(link["href"]).status_code for link in links] == [200, 200]

    def test_nothing_to_do_says_so(self, client, lead):
        PostFactory(title_en="Done", published=["fr", "en"], **ENGLISH)

        assert "Everything that visitors read is translated and up to date." in client.get(RADAR).content.decode()


class TestFilters:
    @pytest.fixture
    def posts(self, lead):
        self.cohort = CohortFactory(name_fr="EIG 3")
        PostFactory(title_fr="Récent", published=["fr"], published_at=ago(3))
        PostFactory(title_fr="Ancien", published=["fr"], published_at=ago(800), cohort=self.cohort)
        PostFactory(title_fr="Traduit", title_en="Done", published=["fr", "en"], published_at=ago(90), **ENGLISH)
        left = PostFactory(title_fr="Laissé", published=["fr"], published_at=ago(1))
        leave_out(left, "en", "Un avis local", lead)
        PersonFactory(name="Zoé", profile_fr="Cartographe", published=["fr"])

    @pytest.mark.parametrize(
        ("asked", "titles"),
        [
            ("", ["Zoé", "Récent", "Ancien"]),
            ("?kind=blog.post", ["Récent", "Ancien"]),
            ("?state=current", ["Done"]),
            ("?state=left-out", ["Laissé"]),
            ("?state=", ["Zoé", "Laissé", "Récent", "Done", "Ancien", "EIG 3"]),
            ("?age=month", ["Zoé", "Récent"]),
            ("?age=year&state=current", ["Done"]),
            ("?age=older", ["Ancien"]),
            ("?to=fr", []),
            ("?to=en&state=missing", ["Zoé", "Récent", "Ancien"]),
        ],
    )
    def test_hold_what_they_say(self, client, posts, asked, titles):
        assert [line[0] for line in lines(client, asked)] == titles

    def test_a_cohort_holds_what_hangs_on_it(self, client, posts):
        assert [line[0] for line in lines(client, f"?cohort={self.cohort.pk}")] == ["Ancien"]

    @pytest.mark.parametrize(
        "asked",
        ["?kind=zzz", "?kind=auth.user", "?state=%00", "?cohort=abc", "?cohort=-1", "?cohort=" + "9" * 400,
         "?age[]=month", "?to=zz", "?p=abc", "?p=-1", "?p=99999999999", "?state=" + "a" * 10_000, "?kind=%00%ff"],
    )  # fmt: skip
    def test_bear_hostile_questions(self, client, posts, asked):
        assert client.get(f"{RADAR}{asked}").status_code == 200

    def test_every_list_has_them_too(self, client, posts):
        TagFactory(name_fr="Données")
        done = TagFactory(name_fr="Libre", name_en="Free")
        note_as_made(done, "en", ["name"], "fr")

        def titles(address):
            return [" ".join(cell.text.split()) for cell in soup(client.get(address)).select("#result_list tbody th")]

        assert titles("/en/admin/tags/tag/?translation_en=missing") == ["Données"]
        assert titles("/en/admin/tags/tag/?translation_en=current") == ["Free"]
        assert titles("/en/admin/blog/post/?translation_en=left-out") == ["Laissé"]
        assert len(titles("/en/admin/tags/tag/?translation_en=zzz")) == 2

    def test_no_list_of_what_is_translated_is_without_them(self, client, lead):
        ImageFactory()  # an empty library shows how to begin
        kinds = {model for model in admin.site._registry if fields_of(model)}
        without = set()
        for model in kinds:
            page = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
            if not soup(page).select("a[href*='translation_en=missing']"):
                without.add(model._meta.label)

        assert {Post, Tag, Skill, Administration, Cohort, Image} <= kinds
        assert without == {"pages.SiteIdentity"}  # there is one: it has no list


def test_a_stale_field_is_seen_on_list_radar_and_home_and_goes_once_confirmed(client, lead):
    post = PostFactory(title_fr="Un phare", title_en="Lighthouse", published=["fr", "en"], **ENGLISH)
    source, english = f"/en/admin/blog/post/{post.pk}/change/", f"/en/admin/blog/post/{post.pk}/in/en/"

    def seen():
        chips = " ".join(soup(client.get("/en/admin/blog/post/")).select_one(".field-states").text.split())
        home = soup(client.get("/en/admin/")).select_one(".eig-coverage tbody tr").text
        return ("published, to update" in chips, [line[2] for line in lines(client)], "1 to update" in home)

    assert seen() == (False, [], False)
    client.post(source, form_data(client.get(source), body_fr="Un paragraphe.\n\nUn autre.", _publish="1"))
    assert seen() == (True, ["To update Text"], True)
    client.post(english, form_data(client.get(english), _confirm="body_en"))
    assert seen() == (False, [], False)


def test_it_says_when_nothing_is_left_to_do_among_what_is_asked_for(client, lead):
    PostFactory(title_fr="Un phare", published=["fr"])

    def empty(asked):
        page = soup(client.get(f"{RADAR}{asked}"))
        return [part.p.text for part in page.select(".eig-empty")], len(page.select('a[href="?"]'))

    assert empty("?to=fr") == (["Nothing is left to translate here, nothing to bring up to date."], 1)
    assert empty("?to=en&state=stale") == (["Nothing matches."], 1)
    assert empty("?to=en") == ([], 1)


def test_the_menu_shows_one_place_at_a_time(client, lead):
    for page, here in ((RADAR, "Translations"), (f"{RADAR}term/", "Terms of the glossary")):
        assert {one.text for one in soup(client.get(page)).select("nav [aria-current=page]")} == {here}


def test_a_contributor_sees_the_radar(client):
    PostFactory(title_fr="Un phare", published=["fr"])
    client.force_login(UserFactory(role="contributor"))

    assert [line[0] for line in lines(client)] == ["Un phare"]


def test_it_asks_as_many_questions_for_many_as_for_one(client, lead):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(RADAR)
        return len(queries)

    def add():
        PostFactory(published=["fr"])
        challenge_with_rows(published=["fr"])
        TagFactory()

    add()
    asked()
    once = asked()
    for _number in range(3):
        add()
    assert asked() == once <= 45
    assert Post.objects.count() == 4

"""Out and back: what a translator did is taken field by field, or refused for a reason that is said."""

import pytest

from blog.models import Post
from challenges.models import Challenge
from community.models import Skill
from eig.content_hash import content_hash
from eig.exchange.incoming import bring_in
from eig.exchange.outgoing import STATES, Choice, outgoing
from eig.languages.forms import ScreenForm
from eig.languages.leaving_out import leave_out
from eig.languages.models import Translation
from eig.languages.origins import digest
from eig.publishing import workflow
from eig.publishing.bin import put_into_bin
from eig.publishing.coverage import note_everything, survey
from eig.publishing.models import Edition
from eig.tags.models import Tag
from tests.eig.exchange.translators import field, in_capitals, source, target, units, worked_on
from tests.factories import (
    CohortFactory,
    ImageFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
    SkillFactory,
    TagFactory,
    UserFactory,
    challenge_with_rows,
)

pytestmark = pytest.mark.django_db


BODY = "Un [lien](https://eig.example).\n\nDeux."


@pytest.fixture
def post():
    """Published in French; its English waits."""
    return PostFactory(key="phare", title_fr="Un phare", standfirst_fr="La lumière.", body_fr=BODY, published=["fr"])


@pytest.fixture
def out():
    """Published in both languages, its translation up to date."""
    post = PostFactory(
        key="mer",
        title_fr="La mer",
        title_en="The sea",
        standfirst_fr="Elle est belle.",
        standfirst_en="It is fair.",
        body_fr=BODY,
        body_en="One [link](https://eig.example).\n\nTwo.",
        published=["fr", "en"],
    )
    note_everything()
    return post


def exported(language="en", states=STATES, **choice):
    found = outgoing(Choice(language, states, **choice))
    return found.as_file() if found.items else None


def told(report):
    """`{field: outcome}`, with the reason of those refused."""
    return {
        line.name.rpartition(":")[2]: line.reason or str(line.outcome)
        for entry in report.entries
        for line in entry.lines
    }


def draft_of(item, language="en"):
    return Edition.objects.defer(None).get(object_id=item.pk, language=language).draft


def everything_stored():
    """All that an import could change: content, editions with their drafts, notes of translations."""
    editions = Edition.objects.defer(None).order_by("pk")
    return [
        content_hash(),
        list(editions.values("state", "draft", "draft_at", "revision", "updated_at")),
        list(Translation.objects.order_by("pk").values()),
        list(Post.objects.order_by("pk").values()),
    ]


def edit_source(post, **changes):
    for name, text in changes.items():
        setattr(post, name, text)
    post.save()


class TestGoingOut:
    def test_each_field_is_a_unit_and_each_paragraph_a_part(self, post):
        assert list(units(exported())) == [
            "blog.post:phare:title",
            "blog.post:phare:standfirst",
            "blog.post:phare:body#1",
            "blog.post:phare:body#2",
        ]

    def test_links_are_placeholders(self, post):
        assert source(exported(), "blog.post:phare:body#1") == (
            'Un <x id="1" equiv-text="["/>lien<x id="2" equiv-text="](https://eig.example)"/>.'
        )

    def test_only_what_is_asked_for(self, post, out):
        edit_source(out, title_fr="La mer bleue")

        assert field(exported(states=["stale"]), "title") == ["blog.post:mer:title"]
        assert list(units(exported(states=["current"]))) == [
            "blog.post:mer:standfirst",
            "blog.post:mer:body#1",
            "blog.post:mer:body#2",
        ]

    def test_a_text_that_changed_says_what_it_was(self, out):
        edit_source(out, body_fr="Un [lien](https://eig.example).\n\nDeux et demi.")
        data = exported(states=["stale"])
        unit = units(data)["blog.post:mer:body#2"]

        assert [note.text for note in unit.findall("{*}note")][1:] == [
            "It was translated from this text, which has changed since: Deux."
        ]
        assert unit.find("{*}target").get("state") == "needs-adaptation"
        assert units(data)["blog.post:mer:body#1"].find("{*}target").get("state") == "final"

    def test_what_is_not_on_the_site_or_in_the_bin_stays_here(self, post):
        PostFactory(title_fr="Un brouillon")
        put_into_bin(post)

        assert exported() is None

    def test_what_is_left_out_stays_here(self, post):
        leave_out(post, "en", "For the French", UserFactory())

        assert exported() is None

    def test_an_item_written_in_english_goes_out_to_be_put_into_french(self):
        PostFactory(source_language="en", title_en="Lighthouse", title_fr="", body_fr="", published=["en"])

        assert (exported("en"), field(exported("fr"), "title") != []) == (None, True)

    def test_rows_go_with_their_item(self):
        challenge = challenge_with_rows(title_fr="Cartes", published=["fr"])
        row = challenge.deliverables.first()

        assert f"challenges.deliverable:{row.key}:title" in units(exported())

    def test_of_a_cohort_only_what_is_its_own(self, post):
        cohort = CohortFactory()
        PostFactory(key="promo", title_fr="La promotion", cohort=cohort, published=["fr"])
        TagFactory(name_fr="Cartes")

        assert field(exported(cohort=cohort, models=[Post, Tag]), "title") == ["blog.post:promo:title"]

    def test_asks_as_much_for_three_items_as_for_one(self, django_assert_max_num_queries):
        asked = []
        for number in range(3):
            challenge_with_rows(title_fr=f"Cartes {number}", slug_fr=f"cartes-{number}", published=["fr"])
            exported(models=[Challenge])
            with django_assert_max_num_queries(20) as queries:
                exported(models=[Challenge])
            asked.append(len(queries))

        assert asked[2] == asked[0]


class TestRoundTrip:
    def test_a_file_nobody_touched_changes_nothing(self, post, out):
        challenge_with_rows(title_fr="Cartes", title_en="Maps", slug_fr="cartes", published=["fr", "en"])
        ImageFactory(alt_fr="Un chat", caption_fr="Le *chat*")
        TagFactory(name_fr="Données", name_en="Data")
        edit_source(out, body_fr="Autre [lien](https://eig.example) ici.\n\nDeux.\n\nTrois.")
        before = everything_stored()
        report = bring_in(exported())

        assert set(told(report).values()) == {"unchanged"}
        assert everything_stored() == before

    def test_what_was_translated_is_taken_once(self, post):
        data = in_capitals(exported())

        assert told(bring_in(data)) == {"title": "created", "standfirst": "created", "body": "created"}
        before = everything_stored()
        assert set(told(bring_in(data)).values()) == {"unchanged"}
        assert everything_stored() == before

    def test_a_dry_run_says_the_same_and_writes_nothing(self, post, out):
        TagFactory(name_fr="Données ouvertes")
        data = in_capitals(worked_on(exported(), {"mer:title": "The open sea"}))
        before = everything_stored()
        said = told(bring_in(data, dry_run=True))

        assert everything_stored() == before
        assert said == told(bring_in(data))


class TestWriting:
    def test_an_edition_that_is_not_out_gets_it_into_its_columns_and_is_not_published(self):
        page = PageFactory(title_fr="Une page", body_fr="Le texte.", published=["fr"])
        bring_in(worked_on(exported(), {"title": "A page", "body": "The text."}))
        page.refresh_from_db()

        assert (page.title_en, page.slug_en, page.body_en, page.body_html_en) == (
            *("A page", "a-page", "The text."),
            "<p>The text.</p>\n",
        )
        assert (page.edition("en").state, page.edition("en").has_draft) == ("draft", False)

    def test_one_that_is_out_gets_it_into_its_working_draft(self, out):
        report = bring_in(worked_on(exported(), {"title": "The open sea"}))
        out.refresh_from_db()
        draft = draft_of(out)

        assert (out.title_en, report.entries[0].is_draft) == ("The sea", True)
        assert (draft["title_en"], draft["title_en-from"]) == (["The open sea"], [digest("La mer")])
        assert draft["body_en-from"] == [digest(BODY)]

    def test_one_that_has_a_draft_gets_it_there(self, post):
        payload = {"title_en": ["Begun"], "standfirst_en": [""], "body_en": [""], "byline_en": [""], "slug_en": [""]}
        workflow.keep_draft(post, "en", payload | {"title_en-from": [digest("Un phare")]}, UserFactory(role="editor"))
        bring_in(worked_on(exported(), {"standfirst": "The light."}))
        draft = draft_of(post)

        assert (draft["title_en"], draft["standfirst_en"], draft["standfirst_en-from"]) == (
            *(["Begun"], ["The light."]),
            [digest("La lumière.")],
        )

    def test_a_row_that_came_after_the_draft_is_written_into_it(self):
        challenge = challenge_with_rows(title_fr="Cartes", slug_fr="cartes", published=["fr"])
        row = challenge.deliverables.first()
        workflow.keep_draft(challenge, "en", {"title_en": ["Maps"]}, UserFactory(role="editor"))
        bring_in(worked_on(exported(), {f"{row.key}:title": "A tool"}))
        draft = draft_of(challenge)

        assert [draft[name] for name in sorted(draft) if name.endswith("title_en")] == [
            *(["A tool"], [""], [""]),
            ["Maps"],
        ]

    def test_a_draft_that_does_not_speak_of_the_text_gets_it_beside_what_stands_there(self, out):
        workflow.keep_draft(out, "en", {"title_en": ["Another title"]}, None)
        report = bring_in(worked_on(exported(), {"mer:standfirst": "Anew."}))
        draft = draft_of(out)

        assert not report.is_refused
        assert (draft["title_en"], draft["standfirst_en"], draft["body_en"]) == (
            ["Another title"],
            ["Anew."],
            [out.body_en],
        )
        assert "title_en-from" not in draft

    def test_what_was_taken_is_in_progress_until_it_is_published(self, out):
        edit_source(out, title_fr="La mer bleue")
        bring_in(worked_on(exported(), {"title": "The blue sea"}))

        assert survey(Post, ["en"])[out.pk]["en"].states["title", None] == "progress"

    def test_lists_without_editions_get_it_at_once(self):
        tag = TagFactory(name_fr="Données ouvertes")
        skill = SkillFactory(name_fr="Cartographie", name_en="")
        image = ImageFactory(alt_fr="Un chat", alt_en="", caption_fr="Il dort", caption_en="")
        bring_in(in_capitals(exported()))
        for item in (tag, skill, image):
            item.refresh_from_db()

        assert (tag.name_en, tag.slug_en, skill.name_en) == ("DONNÉES OUVERTES", "donnees-ouvertes", "CARTOGRAPHIE")
        assert (image.alt_en, image.caption_en) == ("UN CHAT", "IL DORT")
        assert survey(Skill, ["en"])[skill.pk]["en"].state == "current"

    def test_what_a_screen_would_not_take_is_refused_with_its_words(self):
        cohort = CohortFactory(name_fr="Promotion 2")
        data = worked_on(exported(), {f"{cohort.key}:name": "Cohort 2"})
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(ScreenForm, "clean", lambda form: form.add_error(None, "Not like this."))
            assert told(bring_in(data))["name"] == "Not like this."

    def test_someone_is_named_for_it(self, out):
        user = UserFactory(role="editor")
        bring_in(worked_on(exported(), {"title": "The open sea"}), by=user)

        assert Edition.objects.get(object_id=out.pk, language="en").draft_by == user


class TestRefusing:
    def refused(self, data, name="title", by=None):
        before = everything_stored()
        said = told(bring_in(data, by=by))[name]
        assert everything_stored() == before
        return said

    def test_a_source_that_changed_since_the_export(self, post):
        data = worked_on(exported(), {"title": "A lighthouse"})
        edit_source(post, title_fr="Deux phares")

        assert self.refused(data) == "its original has changed since the export: export it again"

    def test_a_translation_edited_since_the_export(self, out):
        data = worked_on(exported(), {"title": "The open sea"})
        edit_source(out, title_en="The deep sea")

        assert self.refused(data) == "its translation was edited since the export: nothing is overwritten"

    def test_a_translation_begun_in_a_draft_since_the_export(self, out):
        data = worked_on(exported(), {"title": "The open sea"})
        workflow.keep_draft(out, "en", {"title_en": ["The deep sea"]}, UserFactory(role="editor"))

        assert self.refused(data) == "its translation was edited since the export: nothing is overwritten"

    def test_one_edited_to_the_same_is_as_it_should_be(self, out):
        data = worked_on(exported(), {"title": "The open sea"})
        edit_source(out, title_en="The open sea")

        assert told(bring_in(data))["title"] == "unchanged"

    def test_the_other_fields_of_the_item_are_taken_all_the_same(self, out):
        data = worked_on(exported(), {"title": "The open sea", "standfirst": "It is wide."})
        edit_source(out, title_fr="La mer bleue")

        assert told(bring_in(data)) == {
            "title": "its original has changed since the export: export it again",
            "standfirst": "updated",
            "body": "unchanged",
        }

    def test_an_item_in_the_bin(self, post):
        data = worked_on(exported(), {"title": "A lighthouse"})
        put_into_bin(post)

        assert self.refused(data) == "“Un phare” is in the bin: take it out first."

    def test_an_item_that_is_gone(self, post):
        data = worked_on(exported(), {"title": "A lighthouse"})
        post.delete()

        assert self.refused(data) == "the item is no longer there"

    @pytest.mark.parametrize(
        ("old", "new", "why"),
        [
            ('original="blog.post:phare"', 'original="blog.poem:phare"', "there is no such kind of item"),
            ('original="blog.post:phare"', 'original="auth.user:1"', "there is no such kind of item"),
            ('original="blog.post:phare"', 'original=""', "there is no such kind of item"),
            ('target-language="en"', 'target-language="tlh"', "“tlh” is no language of the site"),
            (
                'target-language="en"',
                'target-language="fr"',
                "the file translates it into the language it is written in",
            ),
            (
                'source-language="fr"',
                'source-language="en"',
                "the item is written in French, and the file translates from another language",
            ),
            ("x-source-digest", "x-lost", "the file does not say which text was translated: export it again"),
        ],
    )
    def test_a_file_about_something_else(self, post, old, new, why):
        data = worked_on(exported(), {"title": "A lighthouse"}).decode().replace(old, new).encode()

        assert self.refused(data) == why

    @pytest.mark.parametrize("name", ["title_en", "slug", "key", "body_html", "zzz", "__class__"])
    def test_a_field_that_is_none(self, post, name):
        data = worked_on(exported(), {"title": "A lighthouse"}).decode()

        assert self.refused(data.replace("phare:title", f"phare:{name}").encode(), name) == (
            "there is no such text any more"
        )

    def test_a_field_of_another_item(self, post, out):
        data = worked_on(exported(), {"phare:title": "A lighthouse"}).decode()
        report = bring_in(data.replace('id="blog.post:phare:title"', 'id="blog.post:mer:title"').encode())

        assert report.entries[0].lines[0].reason == "there is no such text any more"

    def test_one_that_is_too_long(self, post):
        data = worked_on(exported(), {"title": "a" * 251})

        assert self.refused(data) == "it is too long: 251 characters, and there is room for 250"

    def test_an_empty_one(self, out):
        assert self.refused(worked_on(exported(), {"title": " "})) == "it is empty"
        assert self.refused(worked_on(exported(), {"title": None})) == "it is empty"

    def test_one_that_comes_twice(self, post):
        data = worked_on(exported(), {"title": "A lighthouse"}).decode().replace("phare:standfirst", "phare:title")

        assert self.refused(data.encode()) == "it comes twice in the file, and not alike"

    def test_a_lost_link(self, post):
        data = worked_on(exported(), {"body#1": "One link.", "body#2": "Two."})

        assert self.refused(data, "body") == "a placeholder is lost: ["

    def test_a_half_translated_text(self, post):
        data = worked_on(exported(), {"body#2": "Two."})

        assert self.refused(data, "body") == "1 of its 2 parts are not translated; the first is part 1"

    def test_a_foreign_address(self, post):
        said = 'One <x id="1"/>link<x id="2"/> https://evil.example'

        assert self.refused(worked_on(exported(), {"body#1": said, "body#2": "Two."}), "body") == (
            "it has a sign that is not in the text, and is no word: https://evil.example"
        )

    def test_markup_is_words(self):
        page = PageFactory(title_fr="Une page", body_fr="Le texte.", published=["fr"])
        bring_in(worked_on(exported(), {"title": "&lt;script&gt;alert(1)&lt;/script&gt;", "body": "The text."}))
        page.refresh_from_db()

        assert page.title_en == "<script>alert(1)</script>"

    def test_whoever_may_not_change_it(self, out):
        data = worked_on(exported(), {"title": "The open sea"})

        assert self.refused(data, by=UserFactory(role="contributor")).startswith("You may not change “The sea”")
        assert self.refused(data, by=UserFactory()) == "You may not look at this here: ask the programme lead."

    def test_a_list_that_the_user_may_not_change(self):
        TagFactory(name_fr="Données ouvertes")

        assert self.refused(in_capitals(exported()), "name", UserFactory()) == "You may not change it: ask an editor."

    def test_a_translator_of_other_languages(self, out):
        data = worked_on(exported(), {"title": "The open sea"})
        translator = UserFactory(role="translator", translates=["fr"])

        assert self.refused(data, by=translator).startswith("You translate into French: you may not change “The sea”")

    def test_a_translator_of_the_language_brings_it_in(self, out):
        TagFactory(name_fr="Données ouvertes")
        data = in_capitals(worked_on(exported(), {"title": "The open sea"}))
        translator = UserFactory(role="translator", translates=["en"])

        assert told(bring_in(data, by=translator)) == {
            "title": "updated",
            "standfirst": "unchanged",
            "body": "unchanged",
            "name": "created",
        }


def test_a_person_is_translated_too():
    PersonFactory(name="Élise", profile_fr="Développeuse", bio_fr="Elle code.\n\nElle lit.", published=["fr"])
    bring_in(in_capitals(exported()))

    assert target(exported(), field(exported(), "profile")[0]) == "DÉVELOPPEUSE"


def test_notes_of_translations_are_kept_without_a_name_for_commands(post):
    bring_in(in_capitals(exported()))
    noted = Translation.objects.filter(object_id=post.pk, language="en")

    assert sorted(noted.values_list("field", "by")) == [("body", None), ("standfirst", None), ("title", None)]

"""Whether a translation says what its source says: noted when it is written or confirmed, true whatever comes after."""

import json

import pytest
from django.contrib import admin
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.models import Post
from challenges.models import Challenge
from eig.languages.forms import Screen, sources_beside
from eig.languages.models import SourceText, Translation
from eig.languages.origins import beside, digest, forget_orphans
from eig.languages.survey import State
from eig.publishing import workflow
from eig.publishing.coverage import survey
from eig.publishing.drafts.confirming import confirm
from eig.publishing.drafts.desk import Desk, undone
from eig.publishing.drafts.payloads import origin_name
from eig.publishing.models import Version
from eig.publishing.screens.versions import restore
from tests.admin_forms import form_data, messages, soup
from tests.factories import PostFactory, TagFactory, UserFactory, challenge_with_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    user = UserFactory(first_name="Claire", role="publisher")
    client.force_login(user)
    return user


@pytest.fixture
def post():
    return PostFactory(
        title_fr="Un phare",
        title_en="A lighthouse",
        standfirst_fr="La lumière tourne.",
        standfirst_en="The light turns.",
        body_fr="Un.\n\nDeux.",
        body_en="One.\n\nTwo.",
        published=["fr", "en"],
    )


def french(post):
    return f"/en/admin/blog/post/{post.pk}/change/"


def english(post):
    return f"/en/admin/blog/post/{post.pk}/in/en/"


def send(client, address, page=None, **changes):
    return client.post(address, form_data(page or client.get(address), **changes), follow=True)


def state_in_english(item):
    """`{field: state}` of the item's own texts that have something to translate."""
    cell = survey(type(item), ["en"], type(item).objects.filter(pk=item.pk))[item.pk]["en"]
    return {name: str(state) for (name, row), state in cell.states.items() if row is None and state != State.NOTHING}


class TestStates:
    def test_what_was_written_together_is_up_to_date(self, post):
        assert state_in_english(post) == {"title": "current", "standfirst": "current", "body": "current"}

    def test_editing_a_paragraph_of_the_source_makes_just_that_field_stale(self, client, publisher, post):
        send(client, french(post), body_fr="Un.\n\nDeux et demi.", _publish="1")

        assert state_in_english(post) == {"title": "current", "standfirst": "current", "body": "stale"}

    def test_changes_in_progress_in_the_source_are_nobodys_business(self, client, publisher, post):
        send(client, french(post), body_fr="Un.\n\nDeux et demi.", _continue="1")

        assert state_in_english(post)["body"] == "current"

    def test_taking_the_change_back_makes_it_current_again(self, client, publisher, post):
        for body in ("Un.\n\nTrois.", "Un.\n\nDeux."):
            send(client, french(post), body_fr=body, _publish="1")

        assert state_in_english(post)["body"] == "current"

    def test_publishing_another_field_again_leaves_it_stale(self, client, publisher, post):
        send(client, french(post), body_fr="Un.\n\nTrois.", _publish="1")
        send(client, english(post), title_en="The lighthouse", _publish="1")

        assert state_in_english(post) == {"title": "current", "standfirst": "current", "body": "stale"}

    def test_translating_it_anew_makes_it_current(self, client, publisher, post):
        send(client, french(post), body_fr="Un.\n\nTrois.", _publish="1")
        send(client, english(post), body_en="One.\n\nThree.", _continue="1")
        assert state_in_english(post)["body"] == "progress"
        send(client, english(post), _publish="1")

        assert state_in_english(post)["body"] == "current"

    def test_a_form_opened_before_the_source_changed_answers_for_what_it_showed(self, client, publisher, post):
        opened = client.get(english(post))
        send(client, french(post), body_fr="Un.\n\nTrois.", _publish="1")
        send(client, english(post), opened, body_en="One.\n\nTwo, polished.", _publish="1")

        assert state_in_english(post)["body"] == "stale"

    def test_a_form_that_does_not_say_what_it_showed_answers_for_nothing(self, client, publisher, post):
        send(client, english(post), body_en="Out of nowhere.", _sources="[broken", _publish="1")

        assert state_in_english(post)["body"] == "stale"

    def test_a_text_of_no_edition_is_in_progress_until_it_is_out(self, client, publisher):
        post = PostFactory(title_en="A draft", published=["fr"])

        assert state_in_english(post) == {"title": "progress", "standfirst": "missing", "body": "missing"}

    def test_a_number_is_nothing_to_translate(self):
        assert state_in_english(PostFactory(title_fr="EIG 9", published=["fr"])) == {
            "standfirst": "missing",
            "body": "missing",
        }

    def test_rows_count_as_the_item_does(self, client, publisher):
        challenge = challenge_with_rows(title_fr="Cartes", slug_fr="cartes", published=["fr"])
        row = challenge.deliverables.first()
        address = f"/en/admin/challenges/challenge/{challenge.pk}/in/en/"
        send(client, address, **{"title_en": "Maps", "deliverables-0-title_en": "A tool"}, _publish="1")
        cell = survey(Challenge, ["en"])[challenge.pk]["en"]
        assert cell.states["title", (type(row), row.pk)] == State.CURRENT

        source = f"/en/admin/challenges/challenge/{challenge.pk}/change/"
        send(client, source, **{"deliverables-0-title_fr": "Un autre outil"}, _publish="1")
        cell = survey(Challenge, ["en"])[challenge.pk]["en"]
        assert (cell.states["title", (type(row), row.pk)], cell.states["title", None]) == (State.STALE, State.CURRENT)


class TestConfirming:
    def test_one_field_is_current_again_and_nothing_else_moves(self, client, publisher, post):
        send(client, french(post), title_fr="Le phare", body_fr="Un.\n\nTrois.", _publish="1")
        page = send(client, english(post), _confirm="body_en")

        assert messages(page) == ["1 text is up to date with its source."]
        assert state_in_english(post) == {"title": "stale", "standfirst": "current", "body": "current"}
        assert post.edition("en").has_draft is False
        assert list(post.steps.values_list("verb", "by")[:1]) == [("confirmed", publisher.pk)]

    def test_all_of_them_at_once(self, client, publisher, post):
        send(client, french(post), title_fr="Le phare", body_fr="Un.\n\nTrois.", _publish="1")
        send(client, english(post), _confirm="everything")

        assert set(state_in_english(post).values()) == {"current"}

    def test_what_was_typed_with_it_is_kept(self, client, publisher, post):
        send(client, french(post), body_fr="Un.\n\nTrois.", _publish="1")
        page = send(client, english(post), title_en="Typed", _confirm="body_en")

        assert form_data(page)["title_en"] == "Typed"
        assert state_in_english(post) == {"title": "current", "standfirst": "current", "body": "current"}

    def test_a_text_still_in_the_draft_is_confirmed_once_it_is_out(self, client, publisher, post):
        send(client, english(post), body_en="One.\n\nTwo, polished.", _continue="1")
        send(client, french(post), body_fr="Un.\n\nTrois.", _publish="1")
        send(client, english(post), _confirm="body_en")
        assert state_in_english(post)["body"] == "progress"
        send(client, english(post), _publish="1")

        assert state_in_english(post)["body"] == "current"

    def test_confirms_what_was_shown_and_not_what_came_since(self, client, publisher, post):
        send(client, french(post), body_fr="Un.\n\nTrois.", _publish="1")
        opened = client.get(english(post))
        send(client, french(post), body_fr="Un.\n\nQuatre.", _publish="1")
        send(client, english(post), opened, _confirm="body_en")

        assert state_in_english(post)["body"] == "stale"

    @pytest.mark.parametrize("name", ["", "zzz", "csrfmiddlewaretoken", "deliverables-0-title_en", "a" * 5000])
    def test_what_is_no_text_of_the_form_confirms_nothing(self, client, publisher, post, name):
        send(client, french(post), body_fr="Un.\n\nTrois.", _publish="1")
        send(client, english(post), _confirm=name)

        assert state_in_english(post)["body"] == "stale"

    def test_is_refused_to_whoever_may_not_write_it(self, client, publisher, post):
        page = client.get(english(post))
        send(client, french(post), body_fr="Un.\n\nTrois.", _publish="1")
        client.force_login(UserFactory(role="contributor"))

        assert client.post(english(post), form_data(page, _confirm="body_en")).status_code == 403
        assert state_in_english(post)["body"] == "stale"


class TestRestoring:
    def test_an_old_translation_is_as_old_as_its_source(self, client, publisher, post):
        send(client, english(post), body_en="One.\n\nTwo, polished.", _publish="1")
        send(client, french(post), body_fr="Un.\n\nTrois.", _publish="1")
        send(client, english(post), body_en="One.\n\nThree.", _publish="1")
        assert state_in_english(post)["body"] == "current"
        first = post.versions.filter(language="en").last()
        client.post(f"/en/admin/blog/post/{post.pk}/versions/en/", {"restore": first.number})
        send(client, english(post), _publish="1")

        assert Post.objects.get().body_en == "One.\n\nTwo."
        assert state_in_english(post) == {"title": "current", "standfirst": "current", "body": "stale"}

    def test_a_version_that_does_not_say_what_it_was_made_from_is_stale(self, client, publisher, post):
        payload = {"title_en": ["From before"], "standfirst_en": ["The light turns."], "body_en": ["One.\n\nTwo."]}
        workflow.keep_version(post, "en", payload, Version.Kind.PUBLISHED)
        client.post(f"/en/admin/blog/post/{post.pk}/versions/en/", {"restore": 1})
        send(client, english(post), _publish="1")

        assert state_in_english(post) == {"title": "stale", "standfirst": "current", "body": "current"}


class TestDuplicating:
    def test_a_copy_is_as_up_to_date_as_what_it_was_made_of(self, client, publisher, post):
        send(client, french(post), body_fr="Un.\n\nTrois.", _publish="1")
        client.post(f"/en/admin/blog/post/{post.pk}/duplicate/")
        copy = Post.objects.latest("pk")

        assert copy.title_en == "Copy of A lighthouse"
        assert state_in_english(copy) == {"title": "progress", "standfirst": "progress", "body": "stale"}

    def test_so_are_its_rows(self, client, publisher):
        challenge = challenge_with_rows(title_fr="Cartes", slug_fr="cartes", published=["fr"])
        address = f"/en/admin/challenges/challenge/{challenge.pk}/in/en/"
        send(client, address, **{"title_en": "Maps", "deliverables-0-title_en": "A tool"}, _publish="1")
        client.post(f"/en/admin/challenges/challenge/{challenge.pk}/duplicate/")
        copy = Challenge.objects.latest("pk")
        row = copy.deliverables.first()

        states = survey(Challenge, ["en"])[copy.pk]["en"].states
        assert (row.title_en, str(states["title", (type(row), row.pk)])) == ("A tool", "progress")


class TestListsWithoutEditions:
    """Tags, skills, cohorts…: what is saved is on the site, and their translation is noted all the same."""

    def edit(self, client, tag, name="", **changes):
        address = f"/en/admin/tags/tag/{tag.pk}/{name or 'change/'}"
        return send(client, address, **changes)

    def test_are_translated_go_stale_and_are_confirmed(self, client, publisher):
        tag = TagFactory(name_fr="Données ouvertes")
        assert state_in_english(tag) == {"name": "missing"}
        self.edit(client, tag, "in/en/", name_en="Open data")
        assert state_in_english(tag) == {"name": "current"}
        self.edit(client, tag, name_fr="Données publiques")
        assert state_in_english(tag) == {"name": "stale"}
        self.edit(client, tag, "in/en/")
        assert state_in_english(tag) == {"name": "stale"}  # saving is not confirming
        self.edit(client, tag, "in/en/", _confirm="name_en", _continue="1")
        assert state_in_english(tag) == {"name": "current"}

    def test_notes_of_what_was_deleted_are_forgotten(self, client, publisher):
        tag = TagFactory(name_fr="Données ouvertes")
        self.edit(client, tag, "in/en/", name_en="Open data")
        tag.delete()

        assert (forget_orphans(), Translation.objects.count()) == (1, 0)


def test_the_text_a_translation_was_made_from_is_kept(client, publisher, post):
    send(client, french(post), body_fr="Un.\n\nTrois.", _publish="1")
    note = Translation.objects.get(object_id=post.pk, field="body")

    assert (note.source.text, SourceText.objects.filter(text="Un.\n\nDeux.").count()) == ("Un.\n\nDeux.", 1)


@pytest.mark.parametrize(
    "said",
    ["", "[]", "3", "null", '{"title_en": 3}', '{"title_en": "zz"}', "[" * 100_000, '{"title_en": {"a": "b"}}'],
)
def test_what_a_form_says_it_showed_is_read_with_care(said):
    assert beside(QueryDict(mutable=True) | {"_sources": said} if said else {}) == {}


class Story:
    """A post whose source and translation are worked on through the desk, and what the translator answered for."""

    FIELDS = ("title", "body")

    def __init__(self):
        self.user = UserFactory(role="publisher")
        texts = {f"{name}_{code}": f"{name} 0 {code} x" for name in self.FIELDS for code in ("fr", "en")}
        self.post = PostFactory(published=["fr", "en"], **texts)
        self.number = 0
        self.answered = {(name, texts[f"{name}_en"], texts[f"{name}_fr"]) for name in self.FIELDS}
        self.in_hand = {name: texts[f"{name}_en"] for name in self.FIELDS}
        self.versions = []  # texts that were published, or in the draft when another version took its place
        self.open()

    def desk(self, code):
        request = RequestFactory().post("/")
        request.user, request.screen = self.user, Screen(code, "fr")
        item = Post.objects.prefetch_related("editions").get(pk=self.post.pk)
        return Desk(admin.site.get_model_admin(Post), request, item)

    def open(self):
        """The translator's form, as it stands now: what is beside the texts counts until it is opened again."""
        desk = self.desk("en")
        shown = desk.unbound()
        self.beside = sources_beside(shown.form, shown.formsets)
        item = Post.objects.get(pk=self.post.pk)
        self.sources = {name: getattr(item, f"{name}_fr") for name in self.FIELDS}

    def edit_source(self, name):
        self.number += 1
        desk = self.desk("fr")
        desk.publish(desk.bind(desk.payload() | {f"{name}_fr": [f"{name} {self.number} fr x"]}))

    def take_source_back(self, name):
        desk = self.desk("fr")
        desk.publish(desk.bind(desk.payload() | {f"{name}_fr": [f"{name} 0 fr x"]}))

    def write(self, name):
        self.number += 1
        text = f"{name} {self.number} en x"
        desk = self.desk("en")
        payload = desk.stamped(desk.payload() | {f"{name}_en": [text]}, {"_sources": json.dumps(self.beside)})
        workflow.keep_draft(desk.item, "en", payload, self.user)
        self.answered.add((name, text, self.sources[name]))
        self.in_hand[name] = text

    def look_and_save(self, name):
        """Opened, saved as it is, and published: that answers for nothing."""
        self.open()
        desk = self.desk("en")
        payload = desk.stamped(desk.payload(), {"_sources": json.dumps(self.beside)})
        workflow.keep_draft(desk.item, "en", payload, self.user)
        self.publish(name)

    def confirm(self, name):
        desk = self.desk("en")
        bound = desk.bind(desk.payload(), QueryDict(mutable=True))
        confirm(desk, bound, [f"{name}_en"], self.beside)
        if desk.has_draft:
            workflow.keep_draft(desk.item, "en", bound.payload, self.user)
        self.answered.add((name, self.in_hand[name], self.sources[name]))

    def publish(self, name):
        desk = self.desk("en")
        desk.publish(desk.bind(desk.draft()) if desk.has_draft else None)
        self.versions.append(dict(self.in_hand))

    def restore(self, name):
        versions = list(self.post.versions.filter(language="en"))
        if versions:
            version = versions[self.number % len(versions)]
            desk = self.desk("en")
            if desk.has_draft:
                self.versions.append(dict(self.in_hand))
            restore(desk, version, self.user)
            self.in_hand = english_of(version.payload)

    def restore_and_publish(self, name):
        self.restore(name)
        self.publish(name)

    def reopen(self, name):
        self.open()

    def check(self):
        item = Post.objects.get(pk=self.post.pk)
        states = state_in_english(self.post)
        for name in self.FIELDS:
            known = (name, getattr(item, f"{name}_en"), getattr(item, f"{name}_fr"))
            assert states[name] != "current" or known in self.answered, (name, known)
        desk = self.desk("en")
        standing = desk.draft() if desk.has_draft else desk.live()
        assert english_of(standing) == self.in_hand
        kept = [english_of(version.payload) for version in self.post.versions.filter(language="en")]
        assert all(texts in kept for texts in self.versions)


def english_of(payload):
    return {name: payload[f"{name}_en"][0] for name in Story.FIELDS}


ACTS = ["edit_source", "take_source_back", "write", "look_and_save", "confirm", "publish", "restore", "reopen"]
ACTS += ["restore_and_publish"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(Story.FIELDS)), max_size=12))
def test_no_story_makes_a_stale_text_current_or_loses_a_translation(acts):
    with undone():
        story = Story()
        for act, name in acts:
            getattr(story, act)(name)
            story.check()


def test_the_draft_says_from_what_each_text_was_made(client, publisher, post):
    send(client, english(post), body_en="One.\n\nTwo, polished.", _continue="1")

    draft = post.editions.defer(None).get(language="en").draft
    assert draft[origin_name("body_en")] == [digest("Un.\n\nDeux.")]
    assert soup(client.get(english(post))).select("[name$=-from]") == []  # the site's own, not the browser's

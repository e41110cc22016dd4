"""The screen of a translation: the original beside each text, what changed in it, the glossary, what is left out."""

import pytest
from bs4 import BeautifulSoup

from blog.models import Post
from eig.languages.glossary import Glossary
from eig.languages.leaving_out import leave_out, left_out
from eig.languages.models import LeftOut, Term, Translation
from eig.publishing.gate import findings
from eig.publishing.workflow import warn_readers
from tests.admin_forms import form_data, messages, soup
from tests.factories import PostFactory, TagFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    user = UserFactory(first_name="Claire", role="publisher")
    client.force_login(user)
    return user


@pytest.fixture
def post():
    return PostFactory(
        title_fr="Un défi",
        title_en="A challenge",
        standfirst_fr="Ce qu'il faut retenir.",
        standfirst_en="What to keep.",
        body_fr="Un.\n\nDeux mots.",
        body_en="One.\n\nTwo words.",
        published=["fr", "en"],
    )


def english(post):
    return f"/en/admin/blog/post/{post.pk}/in/en/"


def publish_source(client, post, **changes):
    address = f"/en/admin/blog/post/{post.pk}/change/"
    client.post(address, form_data(client.get(address), **changes, _publish="1"))


def term(french, english, note=""):
    found = Term(name_fr=french, name_en=english, note_en=note)
    found.save()
    return found


def beside(client, post, name):
    return soup(client.get(english(post))).select_one(f".field-{name} .eig-source")


class TestWhatChanged:
    def test_is_marked_word_by_word(self, client, publisher, post):
        publish_source(client, post, body_fr="Un.\n\nDeux beaux mots.")
        found = beside(client, post, "body_en")

        assert [mark.text for mark in found.select(".eig-changes ins")] == ["added: beaux"]
        assert found.select(".eig-changes del") == []
        assert found.select_one("button[name=_confirm]")["value"] == "body_en"

    def test_is_said_of_no_other_field(self, client, publisher, post):
        publish_source(client, post, body_fr="Un.\n\nDeux beaux mots.")

        assert beside(client, post, "title_en").select("button, .eig-chip") == []

    def test_of_a_text_written_by_a_script_is_compared_with_the_original_that_is_known(self, client, publisher):
        post = PostFactory(title_en="From nowhere", published=["fr", "en"])
        post.title_en, post.title_fr = "Written behind the back of all", "Autre chose"
        post.save()
        found = beside(client, post, "title_en")

        assert [mark.text for mark in found.select(".eig-changes ins")] == ["added: Autre chose"]
        assert "Nobody noted" not in found.text

    def test_when_nobody_knows_the_original_it_says_so(self, client, publisher, post):
        Translation.objects.filter(object_id=post.pk, field="title").delete()
        found = beside(client, post, "title_en")

        assert found.select_one(".eig-source__stale > p:not(:first-child)").text == (
            "Nobody noted which original this text was made from: compare the two."
        )
        assert found.select(".eig-changes") == []
        assert found.select_one("button[name=_confirm]")["value"] == "title_en"


class TestGlossary:
    def test_marks_terms_with_what_was_agreed(self, client, publisher, post):
        term("défi", "challenge", "Never “defi”.")
        found = beside(client, post, "title_en")

        assert [(mark.text, mark["title"]) for mark in found.select("mark")] == [("défi", "challenge")]
        assert " ".join(found.select_one(".eig-source__terms").text.split()) == (
            "Glossary: défi → challenge (Never “defi”.)"
        )

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Les défis de la Promotion", ["défi", "promotion"]),
            ("Un appel à projets", ["appel à projets"]),
            ("Appels  à\nprojets", ["appel à projets"]),
            ("indéfini, défilé", []),
            ("<b>défi</b> & co", ["défi"]),
            ("", []),
        ],
    )
    def test_finds_whole_words_whatever_their_number(self, text, found):
        for french, rendering in (
            ("défi", "challenge"),
            ("promotion", "cohort"),
            ("appel à projets", "call for projects"),
        ):
            term(french, rendering)
        term("projet", "")

        marked, terms = Glossary("fr", "en").mark(text)
        assert [one.term for one in terms] == found
        assert BeautifulSoup(marked, "html.parser").text == text

    def test_is_kept_by_editors(self, client):
        client.force_login(UserFactory(role="editor"))
        page = client.get("/en/admin/languages/term/add/")
        client.post("/en/admin/languages/term/add/", form_data(page, name_fr="défi"))
        found = Term.objects.get()
        address = f"/en/admin/languages/term/{found.pk}/in/en/"
        client.post(address, form_data(client.get(address), name_en="challenge"))
        found.refresh_from_db()

        assert (found.name_fr, found.name_en) == ("défi", "challenge")


class TestLeavingOut:
    def send(self, client, post, **changes):
        return client.post(english(post), form_data(client.get(english(post)), **changes), follow=True)

    def test_a_field_with_its_reason(self, client, publisher, post):
        publish_source(client, post, body_fr="Un.\n\nTrois.")
        page = self.send(client, post, left_out_field="body", left_out_reason="  Un avis\nlocal ", _leave_out="1")

        assert messages(page) == ["It is noted as not to be translated."]
        assert [(line.field, line.reason, line.by) for line in left_out(post, "en")] == [
            ("body", "Un avis local", publisher)
        ]
        assert beside(client, post, "body_en").select("button") == []
        assert post.edition("en").has_draft is False

    def test_the_whole_item_and_after_all(self, client, publisher, post):
        self.send(client, post, left_out_reason="Un avis local", _leave_out="1")
        assert [line.field for line in left_out(post, "en")] == [""]
        self.send(client, post, _translate_again="")

        assert left_out(post, "en") == []

    @pytest.mark.parametrize(
        ("field", "reason"), [("", ""), ("", "  "), ("zzz", "Parce que"), ("cover", "x"), ("slug", "x")]
    )
    def test_asks_for_a_reason_and_for_a_text_of_the_item(self, client, publisher, post, field, reason):
        page = self.send(client, post, left_out_field=field, left_out_reason=reason, _leave_out="1")

        assert messages(page) == ["Say why it is not to be translated: others will wonder."]
        assert LeftOut.objects.count() == 0

    def test_keeps_what_was_typed(self, client, publisher, post):
        page = self.send(
            client, post, title_en="Typed", left_out_field="body", left_out_reason="Parce que", _leave_out="1"
        )

        assert form_data(page)["title_en"] == "Typed"

    def test_of_a_list_without_editions(self, client, publisher):
        tag = TagFactory(name_fr="Etalab")
        address = f"/en/admin/tags/tag/{tag.pk}/in/en/"
        page = client.post(
            address, form_data(client.get(address), left_out_reason="Un nom propre", _leave_out="1"), follow=True
        )

        assert page.redirect_chain == [(address, 302)]
        assert [line.reason for line in left_out(tag, "en")] == ["Un nom propre"]

    def test_is_refused_to_whoever_may_not_write_it(self, client, publisher, post):
        page = client.get(english(post))
        client.force_login(UserFactory(role="contributor"))

        assert client.post(english(post), form_data(page, left_out_reason="x", _leave_out="1")).status_code == 403
        assert LeftOut.objects.count() == 0


class TestGate:
    def codes(self, post):
        return [(finding.code, finding.place) for finding in findings(post, "en") if "transl" in finding.code]

    def test_a_stale_text_is_to_be_looked_at(self, client, publisher, post):
        publish_source(client, post, body_fr="Un.\n\nTrois.")
        post.refresh_from_db()

        assert self.codes(post) == [("translation-stale", "body")]

    def test_not_where_its_readers_are_told(self, client, publisher, post):
        publish_source(client, post, body_fr="Un.\n\nTrois.")
        warn_readers(post, "en", publisher)
        post = Post.objects.get()

        assert self.codes(post) == []

    def test_what_is_left_out_is_not(self, client, publisher, post):
        publish_source(client, post, body_fr="Un.\n\nTrois.")
        post.refresh_from_db()
        leave_out(post, "en", "Un avis local", publisher, "body")

        assert self.codes(post) == []

    def test_nor_an_item_left_out_as_a_whole(self, publisher):
        post = PostFactory(published=["fr"])
        assert self.codes(post) != []
        leave_out(post, "en", "Un avis local", publisher)

        assert self.codes(post) == []

"""The two screens of the exchange: what goes out, what a file would change, and who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from blog.models import Post
from eig.exchange import screens, xliff
from eig.exchange.outgoing import STATES, Choice, outgoing
from eig.languages.models import Translation
from eig.publishing.models import Edition
from tests.admin_forms import errors, form_data, soup
from tests.eig.exchange.translators import field, in_capitals, units, worked_on
from tests.factories import CohortFactory, PostFactory, TagFactory, UserFactory

pytestmark = pytest.mark.django_db
EXPORT, IMPORT = "/en/admin/languages/export/", "/en/admin/languages/import/"


@pytest.fixture
def editor(client):
    user = UserFactory(role="editor")
    client.force_login(user)
    return user


@pytest.fixture
def post():
    return PostFactory(
        key="mer",
        title_fr="La mer",
        standfirst_fr="Elle est belle.",
        body_fr="Un [lien](https://a.b).",
        published=["fr"],
    )


def asked(**said):
    return {"to": "en", "only": ["missing", "stale", "progress"], **said}


def sent(data, name="retour.xliff"):
    return {"file": SimpleUploadedFile(name, data)}


def returned(**targets):
    return worked_on(outgoing(Choice("en", STATES)).as_file(), targets)


def words(response, selector):
    return [" ".join(found.text.split()) for found in soup(response).select(selector)]


class TestExport:
    def test_asks_for_what_has_something_to_do(self, client, editor):
        page = client.get(EXPORT)

        assert form_data(page)["to"] == "en"
        assert words(page, "input[name=only][checked]") == ["", "", ""]
        assert len(soup(page).select("input[name=only]")) == 4

    def test_counts_before_anything_is_sent(self, client, editor, post):
        page = client.get(EXPORT, asked(count="1"))

        assert words(page, ".eig-exchange__found") == ["3 texts in 1 item, 7 words to read"]

    def test_gives_the_file(self, client, editor, post):
        TagFactory(name_fr="Données ouvertes")
        response = client.get(EXPORT, asked(download="1", kind=["blog.post"]))

        assert response["Content-Type"] == "application/xliff+xml"
        assert response["Content-Disposition"].startswith('attachment; filename="translations-en-')
        assert field(response.content, "title") == ["blog.post:mer:title"]
        assert field(response.content, "name") == []

    def test_gives_what_is_of_a_cohort(self, client, editor, post):
        cohort = CohortFactory()
        PostFactory(key="promo", title_fr="La promotion", cohort=cohort, published=["fr"])
        response = client.get(EXPORT, asked(download="1", cohort=cohort.pk, kind=["blog.post"]))

        assert field(response.content, "title") == ["blog.post:promo:title"]

    def test_says_when_there_is_nothing(self, client, editor):
        page = client.get(EXPORT, asked(download="1"))

        assert words(page, ".eig-exchange__found") == [
            "There is nothing to send out: choose other states, kinds or another language."
        ]

    @pytest.mark.parametrize(
        "said",
        [
            {"to": "tlh"},
            {"only": ["zzz"]},
            {"only": []},
            {"kind": ["auth.user"]},
            {"cohort": "9" * 40},
            {"cohort": "zz"},
            {"to": "\x00"},
        ],
    )
    def test_an_address_made_up_is_answered_in_words(self, client, editor, post, said):
        page = client.get(EXPORT, asked(download="1", **said))

        assert (page.status_code, len(errors(page))) == (200, 1)


class TestImport:
    def test_shows_what_a_file_would_change_and_writes_nothing(self, client, editor, post):
        page = client.post(IMPORT, sent(returned(**{"mer:title": "The sea"})))

        assert words(page, ".eig-exchange__numbers li") == ["1 new text", "2 texts unchanged"]
        assert words(page, ".eig-exchange__items dt") == ["Title new"]
        assert words(page, ".eig-exchange__items dd") == ["The sea"]
        assert (Post.objects.get().title_en, Translation.objects.count()) == (None, 0)

    def test_writes_it_once_it_is_confirmed(self, client, editor, post):
        page = client.post(IMPORT, sent(returned(**{"mer:title": "The sea"})))
        page = client.post(IMPORT, form_data(page))

        assert words(page, ".eig-exchange__found p") == ["Done:"]
        assert (Post.objects.get().title_en, Post.objects.get().slug_en) == ("The sea", "the-sea")
        assert Translation.objects.get(field="title").by == editor
        assert "held" not in form_data(client.get(IMPORT))

    def test_confirming_twice_changes_nothing(self, client, editor, post):
        confirmed = form_data(client.post(IMPORT, sent(returned(**{"mer:title": "The sea"}))))
        client.post(IMPORT, confirmed)

        assert words(client.post(IMPORT, confirmed), ".eig-exchange__numbers li") == ["3 texts unchanged"]

    def test_looks_again_when_it_is_confirmed(self, client, editor, post):
        confirmed = form_data(client.post(IMPORT, sent(returned(**{"mer:title": "The sea"}))))
        Post.objects.update(title_fr="La mer bleue")
        page = client.post(IMPORT, confirmed)

        assert words(page, ".eig-exchange__reason") == ["Its original has changed since the export: export it again"]
        assert Post.objects.get().title_en is None

    def test_marks_what_changes_in_a_text(self, client, editor):
        PostFactory(key="mer", title_fr="La mer", title_en="The old sea", published=["fr", "en"])
        page = client.post(IMPORT, sent(returned(**{"mer:title": "The blue sea"})))

        assert words(page, "dd del") == ["removed: old"]
        assert words(page, "dd ins") == ["added: blue"]
        assert "will wait in the working draft" in soup(page).select_one(".eig-exchange__items .eig-quiet").text

    def test_what_is_refused_comes_first_with_its_reason(self, client, editor, post):
        TagFactory(name_fr="Données ouvertes")
        data = in_capitals(returned(**{"mer:title": "a" * 251}))
        page = client.post(IMPORT, sent(data))

        assert words(page, ".eig-exchange__items h2") == ["La mer", "Données ouvertes"]
        assert words(page, ".eig-exchange__reason") == ["It is too long: 251 characters, and there is room for 250"]

    def test_markup_in_a_file_is_words_on_the_page(self, client, editor, post):
        page = client.post(IMPORT, sent(returned(**{"mer:title": "&lt;script&gt;alert(1)&lt;/script&gt;"})))

        assert soup(page).select("dd script") == []

    @pytest.mark.parametrize(
        "data", [b"", b"PK\x03\x04", b"<html/>", b'<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>']
    )
    def test_a_file_of_no_use_is_refused_in_a_line(self, client, editor, data):
        page = client.post(IMPORT, sent(data))

        assert (page.status_code, len(errors(page))) == (200, 1)

    def test_no_file_at_all(self, client, editor):
        assert errors(client.post(IMPORT)) == ["Choose the file that the translator sent back."]

    def test_a_file_too_long_for_a_page_is_for_the_command(self, client, editor, post, monkeypatch):
        monkeypatch.setattr(screens, "MOST_ITEMS", 0)

        assert errors(client.post(IMPORT, sent(returned(**{"mer:title": "The sea"}))))[0].startswith(
            "This file holds more than 0 items"
        )

    def test_one_too_big_to_be_held_cannot_be_confirmed(self, client, editor, post, monkeypatch):
        monkeypatch.setattr(screens, "MOST_HELD", 10)
        page = client.post(IMPORT, sent(returned(**{"mer:title": "The sea"})))

        assert soup(page).select(".eig-exchange__confirm button") == []

    def test_one_too_big_is_refused(self, client, editor, monkeypatch):
        monkeypatch.setattr(xliff, "MOST_BYTES", 10)

        assert errors(client.post(IMPORT, sent(b"<xliff/>" * 100))) == ["This file is too big: 0 megabytes at most."]

    @pytest.mark.parametrize("held", ["", "zz", "zz:zz", "eJw:1", "a" * 10_000])
    def test_what_was_not_held_here_is_not_taken(self, client, editor, held):
        assert errors(client.post(IMPORT, {"held": held})) == [
            "The file that was to be confirmed did not come back whole: choose it again."
        ]

    def test_what_was_held_for_someone_else_is_not_taken(self, client, editor, post):
        confirmed = form_data(client.post(IMPORT, sent(returned(**{"mer:title": "The sea"}))))
        client.force_login(UserFactory(role="editor"))

        assert errors(client.post(IMPORT, {"held": confirmed["held"]})) != []


class TestRoles:
    @pytest.mark.parametrize(
        ("role", "status"),
        [("contributor", 403), ("editor", 200), ("publisher", 200), ("programme_lead", 200), ("translator", 403)],
    )
    def test_who_may_change_texts_may_send_them_out_and_take_them_back(self, client, role, status):
        client.force_login(UserFactory(role=role))

        assert [client.get(address).status_code for address in (EXPORT, IMPORT)] == [status, status]

    def test_nobody_comes_in_without_an_account(self, client):
        assert [client.get(address).status_code for address in (EXPORT, IMPORT)] == [302, 302]

    def test_a_translator_sends_out_what_is_in_their_languages(self, client, post):
        client.force_login(UserFactory(role="translator", translates=["en"]))
        page = client.get(EXPORT)

        assert words(page, "select[name=to] option") == ["English"]
        assert list(units(client.get(EXPORT, asked(download="1")).content)) == [
            "blog.post:mer:title",
            "blog.post:mer:standfirst",
            "blog.post:mer:body",
        ]

    def test_a_translator_takes_them_back(self, client, post):
        client.force_login(UserFactory(role="translator", translates=["en"]))
        page = client.post(IMPORT, sent(in_capitals(outgoing(Choice("en")).as_file())))
        page = client.post(IMPORT, form_data(page))

        assert words(page, ".eig-exchange__numbers li") == ["3 new texts"]
        assert Edition.objects.get(language="en").state == "draft"
        assert Post.objects.get().title_en == "LA MER"

    def test_a_translator_of_another_language_is_refused_field_by_field(self, client, post):
        client.force_login(UserFactory(role="translator", translates=["fr"]))
        page = client.post(IMPORT, sent(in_capitals(outgoing(Choice("en")).as_file())))

        assert words(page, ".eig-exchange__numbers li") == ["3 texts refused"]
        assert words(page, ".eig-exchange__items h2") == ["blog.post:mer"]

"""What a translator writes, field by field: the texts of a language and nothing else, whatever a browser sends."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from blog.models import Post
from challenges.models import Challenge
from eig.languages.columns import codes, column
from eig.languages.forms import translated_fields
from eig.languages.models import Term
from eig.notifications.models import Notification
from eig.publishing.bin import put_into_bin
from eig.publishing.links import share
from eig.publishing.models import Version
from eig.publishing.rights import translated_models
from eig.publishing.workflow import keep_draft, keep_version
from tests import factories
from tests.admin_forms import form_data, messages, soup
from tests.factories import (
    AudienceFactory,
    ImageFactory,
    PostFactory,
    TagFactory,
    UserFactory,
    VideoFactory,
    challenge_with_rows,
)

pytestmark = pytest.mark.django_db

KINDS = sorted(model._meta.label for model in translated_models())
MADE_BY = {
    "images.Image": lambda: ImageFactory(number=1, caption_fr="Un phare"),
    "languages.Term": lambda: Term.objects.create(name_fr="défi"),
}
# Kept by saving: when it was, how it is sorted and searched, and the HTML of what was written.
FOLLOWS = {"updated_at", "sort_key", "search_key"}


def made(label):
    model = apps.get_model(label)
    return MADE_BY[label]() if label in MADE_BY else getattr(factories, f"{model.__name__}Factory")()


def address(item, code="en", end="in"):
    name = f"admin:{item._meta.app_label}_{item._meta.model_name}"
    with override("en"):
        if code == "fr":
            return reverse(f"{name}_change", args=[item.pk])
        return reverse(f"{name}_{end}", args=[item.pk, code])


@pytest.fixture
def translator(client):
    """Someone who translates into English, logged in."""
    user = UserFactory(first_name="Tom", role="translator", translates=["en"])
    client.force_login(user)
    return user


def another(field, item):
    """Something else than the item has in the field, as a browser would send it."""
    if isinstance(field, models.BooleanField):
        return [] if getattr(item, field.name) else ["on"]
    if field.many_to_one:
        return [str(pk) for pk in field.related_model._base_manager.values_list("pk", flat=True)][:1] or ["1"]
    if isinstance(field, models.DateTimeField):
        return None  # two inputs, below
    if isinstance(field, models.DateField):
        return ["2001-02-03"]
    if isinstance(field, (models.IntegerField, models.FloatField, models.DecimalField)):
        return ["7"]
    if field.choices:
        return [str(next(value for value, _words in field.flatchoices if value != getattr(item, field.name)))]
    if isinstance(field, models.URLField):
        return ["https://other.example.org/"]
    if isinstance(field, models.EmailField):
        return ["other@example.org"]
    return [f"autre-{field.name}"[: field.max_length or 100]]


def everything_else(item, code="en", prefix=""):
    """`{input: [value]}`: something else for every column, relation and tag of the item, but texts of that language."""
    own = {column(name, code) for name in translated_fields(type(item))}
    sent = {}
    for field in item._meta.concrete_fields:
        if field.primary_key or field.name in own:
            continue
        value = another(field, item)
        sent |= (
            {f"{prefix}{field.name}_0": ["2001-02-03"], f"{prefix}{field.name}_1": ["04:05"]}
            if value is None
            else {f"{prefix}{field.name}": value}
        )
    for field in item._meta.many_to_many:
        chosen = field.related_model._base_manager.values_list("pk", flat=True)[:1]
        sent[f"{prefix}{field.name}"] = [str(pk) for pk in chosen]
    if hasattr(item, "tags"):
        sent[f"{prefix}tags"] = ["un mot tout neuf"]
    return sent


def state_of(item, code="en"):
    """All that stands in the item's columns and relations, without its texts of that language and what follows them."""
    model = type(item)
    left_out = {f"{name}{html}_{code}" for name in translated_fields(model) for html in ("", "_html")} | FOLLOWS
    # The column without a language is one that nobody reads.
    left_out |= {f"{name}{html}" for name in translated_fields(model) for html in ("", "_html")}
    row = model._base_manager.filter(pk=item.pk).values().get()
    found = {name: value for name, value in row.items() if name not in left_out}
    for field in model._meta.many_to_many:
        found[field.name] = sorted(getattr(item, field.name).values_list("pk", flat=True))
    if hasattr(item, "tags"):
        found["tags"] = sorted(item.tags.values_list("pk", flat=True))
    return found


def texts_of(form, code="en"):
    """The inputs of the form that hold its texts: a new word for each."""
    return {name: f"new-{number}" for number, name in enumerate(sorted(form)) if name.endswith(f"_{code}")}


class TestFieldByField:
    @pytest.mark.parametrize("label", KINDS)
    def test_writes_the_texts_of_the_language_and_no_other_field(self, client, translator, label):
        item = made(label)
        TagFactory()
        before = state_of(item)
        form = form_data(client.get(address(item)))
        texts = texts_of(form)
        answer = client.post(address(item), {**everything_else(item), **form, **texts, "_continue": "1"})

        item = type(item)._base_manager.get(pk=item.pk)
        assert answer.status_code == 302
        assert set(texts) == {column(name, "en") for name in translated_fields(type(item))}
        assert {name: getattr(item, name) for name in texts} == texts
        assert state_of(item) == before

    @pytest.mark.parametrize("label", KINDS)
    def test_the_screen_of_the_source_takes_nothing(self, client, translator, label):
        item = made(label)
        before = type(item)._base_manager.filter(pk=item.pk).values().get()
        page = client.get(address(item, "fr"))
        inputs = soup(page).select("#content-main form [name]:not([type=hidden]):not(button)")
        answer = client.post(address(item, "fr"), {**everything_else(item, "xx"), "_continue": "1"})

        assert (page.status_code, answer.status_code) == (200, 403)
        assert [field["name"] for field in inputs if field["name"] not in {"note", "reason", "comment"}] == []
        assert type(item)._base_manager.filter(pk=item.pk).values().get() == before

    def test_an_autosaved_text_brings_no_other_field_along(self, client, translator):
        post = PostFactory(published=["fr"])
        sent = {**everything_else(post), "title_en": "A lighthouse", "title_xx": "?", "authorships-0-person": "1"}
        answer = client.post(address(post, end="autosave"), {**sent, "_revision": "0"})

        assert answer.json()["status"] == "saved"
        assert list(post.editions.defer(None).get(language="en").draft) == ["title_en", "title_en-from"]

    @pytest.mark.parametrize("state", ["draft", "live"])
    def test_nor_does_what_someone_else_publishes_after_her(self, client, translator, state):
        both = {"title_en": "A lighthouse", "slug_en": "a-lighthouse", "published": ["fr", "en"]}
        post = PostFactory(**(both if state == "live" else {"published": ["fr"]}))
        before = state_of(post)
        texts = {"title_en": "Another one", "standfirst_en": "Two sentences.", "body_en": "A paragraph."}
        client.post(address(post), {**everything_else(post), **texts, "_submit": "1"})
        client.force_login(UserFactory(role="publisher"))
        client.post(address(post), form_data(client.get(address(post)), _approve_publish="1"))

        post = Post.objects.get()
        assert (post.title_en, post.edition("en").is_live(), post.edition("en").has_draft) == (
            "Another one",
            True,
            False,
        )
        assert state_of(post) == before

    def test_a_version_that_holds_other_fields_brings_none_of_them_back(self, client, translator):
        post = PostFactory(published=["fr"])
        payload = {**everything_else(post), "title_en": ["Once"], "authorships-0-person": ["1"]}
        version = keep_version(post, "en", payload, Version.Kind.SAVED, None, "Une")
        client.post(address(post, end="versions"), {"restore": str(version.number)})

        assert list(post.editions.defer(None).get(language="en").draft) == ["title_en", "title_en-from"]

    def test_a_draft_that_holds_other_fields_shows_and_writes_none_of_them(self, client, translator):
        post = PostFactory(published=["fr"])
        before = state_of(post)
        keep_draft(post, "en", {**everything_else(post), "title_en": ["Once"], "slug_en": ["once"]}, None)
        client.post(address(post), form_data(client.get(address(post)), _continue="1"))

        assert (Post.objects.get().title_en, state_of(post)) == ("Once", before)


class TestRows:
    """The rows under an item are translated with it; they are neither made nor moved nor deleted."""

    @pytest.fixture
    def challenge(self):
        challenge = challenge_with_rows(title_fr="Phare")
        VideoFactory(challenge=challenge, description_fr="Le film")
        return challenge

    @staticmethod
    def rows(challenge):
        owned = ("figures", "deliverables", "videos", "participations", "sought_profiles")
        return {name: list(getattr(challenge, name).order_by("pk")) for name in owned}

    def test_writes_their_texts_and_no_other_field(self, client, translator, challenge):
        before = {name: [state_of(row) for row in rows] for name, rows in self.rows(challenge).items()}
        form = form_data(client.get(address(challenge)))
        hostile = {}
        for name, rows in self.rows(challenge).items():
            for number, row in enumerate(rows):
                hostile |= everything_else(row, prefix=f"{name}-{number}-") | {f"{name}-{number}-DELETE": ["on"]}
        texts = texts_of(form)
        answer = client.post(address(challenge), {**hostile, **form, **texts, "_continue": "1"})

        assert answer.status_code == 302
        assert {name: [state_of(row) for row in rows] for name, rows in self.rows(challenge).items()} == before
        written = {
            f"{name}-{number}-{column(field, 'en')}": getattr(row, column(field, "en"))
            for name, rows in self.rows(challenge).items()
            for number, row in enumerate(rows)
            for field in translated_fields(type(row))
        }
        assert len(written) == 4 + 3 * 3 + 1
        assert written == {name: text for name, text in texts.items() if "-" in name}

    def test_adds_and_deletes_none(self, client, translator, challenge):
        count = {name: len(rows) for name, rows in self.rows(challenge).items()}
        form = form_data(client.get(address(challenge)))
        new = {"figures-4-description_en": "New", "figures-4-amount": "9", "figures-TOTAL_FORMS": "5"}
        new |= {"participations-TOTAL_FORMS": "1", "participations-INITIAL_FORMS": "0", "participations-0-role": "eig"}
        new |= {f"figures-{number}-DELETE": "on" for number in range(4)}
        client.post(address(challenge), {**form, **new, "_continue": "1"})

        assert {name: len(rows) for name, rows in self.rows(challenge).items()} == count

    def test_those_of_another_item_stay_as_they_are(self, client, translator, challenge):
        other = challenge_with_rows(title_fr="Ancre")
        figure = other.figures.first()
        form = form_data(client.get(address(challenge)))
        sent = {**form, "figures-0-id": str(figure.pk), "figures-0-description_en": "Elsewhere", "_continue": "1"}
        client.post(address(challenge), sent)

        figure.refresh_from_db()
        assert figure.description_en in {None, ""}

    def test_while_visitors_read_it_they_wait_in_the_draft(self, client, translator, challenge):
        live = challenge_with_rows(title_fr="Ancre", published=["fr"])
        form = form_data(client.get(address(live)))
        client.post(address(live), {**form, **texts_of(form), "_continue": "1"})

        edition = live.editions.defer(None).get(language="en")
        assert Challenge.objects.get(pk=live.pk).title_en in {None, ""}
        assert {name.rpartition("-")[2] for name in edition.draft} == {
            *("title_en", "slug_en", "tagline_en", "body_en", "description_en", "call_to_action_en"),
            *("id", "challenge", "from", "TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS"),
        }


class TestLists:
    @pytest.mark.parametrize(
        ("role", "translates", "code"),
        [("translator", ["en"], "en"), ("translator", [], "fr"), ("editor", ["en"], "fr")],
    )
    def test_lead_to_the_screen_of_her_language(self, client, role, translates, code):
        client.force_login(UserFactory(role=role, translates=translates))
        post, tag = PostFactory(title_fr="Un phare"), TagFactory()
        links = [
            soup(client.get(page)).select_one("#result_list tbody th a")["href"]
            for page in ("/en/admin/blog/post/", "/en/admin/tags/tag/")
        ]

        assert links == [address(post, code), address(tag, code)]

    def test_ask_as_many_queries_for_three_items_as_for_one(self, client, translator, content_types):
        counts = []
        for number in (1, 2):
            for _time in range(number):
                PostFactory(published=["fr"], title_en="A", cover=ImageFactory())
            with CaptureQueriesContext(connection) as asked:
                client.get("/en/admin/blog/post/")
            counts.append(len(asked))

        assert counts[0] == counts[1]

    def test_positions_are_not_hers_to_change(self, client, translator):
        audience = AudienceFactory(position=1)
        page = client.get("/en/admin/pages/audience/")
        rows = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": audience.pk, "form-0-position": "9"}
        answer = client.post("/en/admin/pages/audience/", {**rows, "_save": "1"})

        assert (page.status_code, answer.status_code) == (200, 403)
        assert soup(page).select("#result_list input:not(.action-select)") == []
        audience.refresh_from_db()
        assert audience.position == 1

    def test_submits_many_in_her_language_and_does_nothing_else_to_them(self, client, translator):
        done, empty = PostFactory(title_en="A", slug_en="a"), PostFactory()
        page = client.get("/en/admin/blog/post/")
        offered = [option["value"] for option in soup(page).select("[name=action] option") if option["value"]]
        page = client.post(
            "/en/admin/blog/post/", {"action": "bulk_submit", "_selected_action": [done.pk, empty.pk]}, follow=True
        )
        language = soup(page).select_one("[name=language] option[selected]")["value"]
        client.post("/en/admin/blog/post/bulk/submit/", form_data(page, _do="1"))

        assert (offered, language) == (["bulk_submit"], "en")
        assert [post.edition("en") and post.edition("en").review for post in (done, empty)] == ["in_review", None]

    @pytest.mark.parametrize("verb", ["publish", "unpublish", "tag", "untag", "review"])
    def test_the_other_acts_upon_many_are_refused(self, client, translator, verb):
        post = PostFactory(published=["fr"])
        tag = TagFactory()
        sent = {"chosen": post.pk, "revisions": f"{post.pk}:0", "language": "en", "tag": tag.pk, "_do": "1"}
        answer = client.post(f"/en/admin/blog/post/bulk/{verb}/", {**sent, "review_on": "2199-01-01"})

        assert answer.status_code == 403
        assert (post.tags.count(), Post.objects.get().review_on, post.editions.get().is_live()) == (0, None, True)

    def test_submitting_many_in_the_source_language_leaves_them_all(self, client, translator):
        post = PostFactory()
        sent = {"chosen": post.pk, "revisions": f"{post.pk}:0", "language": "fr", "_do": "1"}
        client.post("/en/admin/blog/post/bulk/submit/", sent)

        assert [edition.review for edition in post.editions.all()] in ([], [""])

    def test_merges_no_tags_and_deletes_none(self, client, translator):
        one, other = TagFactory(), TagFactory()
        answer = client.post(f"/en/admin/tags/tag/merge/?tags={one.pk},{other.pk}", {"kept": one.pk})
        client.post("/en/admin/tags/tag/", {"action": "delete_selected", "_selected_action": [one.pk], "post": "yes"})

        assert answer.status_code == 403
        assert type(one).objects.count() == 2


class TestElsewhere:
    @pytest.mark.parametrize("language", [None, "fr", "en"])
    def test_begins_nothing(self, client, translator, language):
        asked = f"?in={language}" if language else ""
        sent = {"title_fr": "Un", "title_en": "One", "_continue": "1"}
        answers = [
            client.get(f"/en/admin/blog/post/add/{asked}"),
            client.post(f"/en/admin/blog/post/add/{asked}", sent),
            client.post(f"/en/admin/blog/post/add/preview/{language or 'en'}/", sent),
        ]

        assert [answer.status_code for answer in answers] == [403, 403, 403]
        assert Post.objects.count() == 0

    def test_sees_pictures_and_brings_in_none(self, client, translator):
        image = ImageFactory(number=1)
        chooser = client.get("/en/admin/images/image/chooser/")
        upload = client.post("/en/admin/images/image/upload/", {})
        original = client.get(f"/en/admin/images/image/{image.pk}/original/")
        page = client.get(address(image))

        assert (chooser.status_code, upload.status_code, original.status_code) == (200, 403, 403)
        assert "/original/" not in page.text

    def test_changes_the_words_of_a_picture_and_not_its_rights(self, client, translator):
        image = ImageFactory(number=1, credit="Ana")
        form = form_data(client.get(address(image)))
        client.post(address(image), {**form, "alt_en": "A lighthouse", "credit": "Me", "file": "", "_continue": "1"})
        client.post(f"/en/admin/images/image/chooser/{image.pk}/save/", {"alt_fr": "Autre"})

        image.refresh_from_db()
        assert (image.alt_en, image.credit, image.alt_fr) == (
            "A lighthouse",
            "Ana",
            "Une personne devant un ordinateur",
        )

    def test_chooses_what_a_text_links_to(self, client, translator):
        PostFactory(title_fr="Un phare")

        assert "Un phare" in client.get("/en/admin/links/?q=phare").text

    def test_gives_preview_links_of_her_language_only(self, client, translator):
        post = PostFactory(title_en="A", slug_en="a")
        link = {"label": "Ana", "days": "7"}
        answers = [client.post(address(post, code, "links"), link).status_code for code in codes()[1:]]
        french = client.post(f"/en/admin/blog/post/{post.pk}/links/fr/", link)

        assert (answers, french.status_code) == ([302], 403)
        assert [link.language for link in post.preview_links.all()] == ["en"]

    def test_closes_no_link_of_another_language(self, client, translator):
        lead = UserFactory(role="programme_lead")
        post = PostFactory()
        link = share(post, "fr", "Ana", lead)
        answers = [
            client.post(f"/en/admin/blog/post/{post.pk}/links/{code}/", {"revoke": link.pk}).status_code
            for code in ("fr", "en")
        ]

        link.refresh_from_db()
        assert (answers, link.revoked_at) == ([403, 404], None)

    def test_the_bin_opens_nothing(self, client, translator):
        post = PostFactory(title_en="A", slug_en="a")
        put_into_bin(post, UserFactory(role="publisher"))
        answer = client.post(address(post), {"title_en": "B", "_continue": "1"})

        assert answer.status_code == 403
        assert Post.objects.get().title_en == "A"


class TestRefusals:
    def words(self, page):
        body = soup(page).select_one(".eig-refusal")
        return body.select_one(".eig-refusal__lead").text, [line.text.strip() for line in body.select("li")]

    @pytest.fixture(autouse=True)
    def _people(self):
        UserFactory(first_name="Ana", last_name="Silva", email="", role="editor")
        UserFactory(first_name="Léa", last_name="Chef", email="", role="programme_lead")

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            (
                {"_continue": "1"},
                "You translate into English. “Un phare” was written in French: this text is no translation. "
                "Ask an editor.",
            ),
            (
                {"_review_12": "1"},
                "You translate into English: you may not change what “Un phare” has in every language. Ask an editor.",
            ),
        ],
    )
    def test_say_which_languages_are_hers_and_whom_to_ask(self, client, translator, sent, words):
        post = PostFactory(title_fr="Un phare")
        page = client.post(f"/en/admin/blog/post/{post.pk}/change/", sent)

        assert (page.status_code, self.words(page)) == (403, (words, ["Ana Silva"]))

    def test_say_that_a_language_was_not_given(self, client):
        client.force_login(UserFactory(role="translator", translates=["fr"]))
        page = client.post(address(PostFactory(title_fr="Un phare")), {"_continue": "1"})

        assert self.words(page) == (
            "You translate into French: you may not change “Un phare” in English. Ask an editor, or the programme "
            "lead for that language.",
            ["Ana Silva"],
        )

    def test_say_that_no_language_was_given(self, client):
        client.force_login(UserFactory(role="translator"))
        page = client.post(address(PostFactory(title_fr="Un phare")), {"_continue": "1"})

        assert self.words(page) == (
            "You may not change “Un phare” in English: no language to translate into was given to your account. "
            "Ask the programme lead.",
            ["Léa Chef"],
        )

    def test_are_said_for_what_has_no_edition_too(self, client, translator):
        tag = TagFactory(name_fr="Santé")
        page = client.post(f"/en/admin/tags/tag/{tag.pk}/change/", {"name_fr": "Autre"})

        assert self.words(page) == (
            "You translate into English. “Santé” was written in French: this text is no translation. Ask an editor.",
            ["Ana Silva"],
        )

    def test_in_french(self, client, translator):
        post = PostFactory(title_fr="Un phare")
        page = client.post(f"/admin/blog/post/{post.pk}/change/", {"_continue": "1"})

        assert self.words(page)[0] == (
            "Vous traduisez en anglais. « Un phare » a été écrit en français : ce texte n’est pas une "
            "traduction. Adressez-vous à une relectrice ou un relecteur."
        ).replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" :", "\u00a0:")


class TestReading:
    NOTE = "Here it is there to be read: you write under “English”."

    def notes(self, client, item, code="fr"):
        return [note.text for note in soup(client.get(address(item, code))).select(".eig-tabs > p")]

    def test_the_screen_of_the_source_says_where_she_writes(self, client, translator):
        assert self.notes(client, PostFactory()) == [self.NOTE]
        assert self.notes(client, TagFactory()) == [self.NOTE]
        assert self.notes(client, PostFactory(), "en")[0].startswith("Each text stands beside the one")

    def test_nothing_is_said_to_those_who_write_there_or_nowhere(self, client):
        for fields in ({"role": "editor", "translates": ["en"]}, {"role": "contributor"}, {"role": "translator"}):
            client.force_login(UserFactory(**fields))
            assert self.notes(client, PostFactory()) == []

    def test_nor_of_what_lies_in_the_bin(self, client, translator):
        post = PostFactory()
        put_into_bin(post, UserFactory(role="publisher"))

        assert self.notes(client, post) == []


class TestWork:
    def test_home_counts_what_waits_in_her_languages_instead_of_saying_that_nothing_does(self, client, translator):
        assert soup(client.get("/en/admin/")).select_one(".eig-idle")
        PostFactory(title_fr="Un phare", published=["fr"])
        page = soup(client.get("/en/admin/"))
        waiting = page.select_one("section[aria-labelledby=to-translate-1]")

        assert not page.select(".eig-idle")
        assert waiting.h3.text == "Translate into English"
        assert [" ".join(line.text.split()) for line in waiting.select("li")] == ["Posts: 1 to translate"]
        client.force_login(UserFactory(role="editor"))
        assert not soup(client.get("/en/admin/")).select("[aria-labelledby^=to-translate]")

    def test_what_changed_names_the_language_as_its_reader_does(self, client, translator):
        post = PostFactory(title_fr="Un phare", published=["fr"])
        client.post(address(post), form_data(client.get(address(post)), title_en="A lighthouse"))

        assert "(langue « anglais »)" in soup(client.get("/admin/")).select_one(
            "[aria-labelledby=recent]"
        ).text.replace("\xa0", " ")

    def test_what_waits_to_be_published_is_said_to_those_who_write_alone(self, client, translator):
        post = PostFactory(title_fr="Un phare", published=["fr", "en"])
        assert "visitors see it once it is published" in soup(client.get(address(post))).text
        assert "What you save waits" not in soup(client.get(address(post, "fr"))).text
        client.force_login(UserFactory(role="contributor"))
        assert "Each text stands beside" not in soup(client.get(address(post))).text

    def test_submits_what_reviewers_are_told_of(self, client, translator):
        editor = UserFactory(role="editor")
        post = PostFactory(title_fr="Un phare", published=["fr"])
        page = client.post(
            address(post), form_data(client.get(address(post)), title_en="A lighthouse", _submit="1"), follow=True
        )

        assert messages(page)[-1] == "“Un phare” is submitted for review in English."
        assert [(one.recipient, one.language, one.actor) for one in Notification.objects.all()] == [
            (editor, "en", translator)
        ]
        assert post.edition("en").review == "in_review"

    def test_is_told_when_her_text_comes_back(self, client, translator):
        post = PostFactory(title_fr="Un phare", published=["fr"])
        client.post(address(post), form_data(client.get(address(post)), title_en="A lighthouse", _submit="1"))
        client.force_login(UserFactory(role="editor"))
        client.post(address(post), form_data(client.get(address(post)), _return="1", comment="Shorter."))

        told = Notification.objects.filter(recipient=translator)
        assert [(one.what, one.comment) for one in told] == [("returned", "Shorter.")]

    def test_home_lists_the_work_of_her_languages(self, client, translator):
        begun = PostFactory(title_fr="Commencé", title_en="Begun", slug_en="begun", published=["fr"])
        back = PostFactory(title_fr="Rendu", title_en="Back", slug_en="back", published=["fr"])
        PostFactory(title_fr="D'une autre")  # a draft of the source is its author's
        for post, review in ((begun, ""), (back, "changes_requested")):
            post.editions.create(language="en", review=review)
        page = soup(client.get("/en/admin/"))
        blocks = {
            block.select_one("h3").text: [link["href"] for link in block.select("li a[href*='/admin/blog/post/']")]
            for block in page.select("section:has(h3)")
            if block.select_one("h3").text in {"Returned to you", "Your drafts"}
        }

        assert blocks == {"Returned to you": [address(back)], "Your drafts": [address(begun)]}

    def test_home_leads_to_what_waits_in_each_of_her_languages(self, client, translator):
        links = soup(client.get("/en/admin/")).select(".eig-quick a")

        assert [(link.text, link["href"]) for link in links] == [
            ("Translate into English", "/en/admin/languages/?to=en")
        ]
        assert client.get(links[0]["href"]).status_code == 200

    def test_an_editor_who_was_given_a_language_keeps_her_own_home(self, client):
        client.force_login(UserFactory(role="editor", translates=["en"]))
        post = PostFactory(published=["fr"])
        post.editions.create(language="en")

        assert address(post) not in client.get("/en/admin/").text

    def test_a_contributor_who_translates_has_both(self, client):
        user = UserFactory(role="contributor", translates=["en"])
        user.groups.add(*UserFactory(role="translator").groups.all())
        client.force_login(user)
        own, other = PostFactory(created_by=user), PostFactory()
        statuses = [
            client.post(address(post, code), form_data(client.get(address(post, code)), _continue="1")).status_code
            for post in (own, other)
            for code in ("fr", "en")
        ]

        assert statuses == [302, 302, 403, 302]


def test_a_right_without_the_role_is_worth_the_same(client):
    """Someone with `change` on nothing and `translate` on posts, by a group of their own."""
    user = UserFactory(permissions=["view_post", "translate_post"], translates=["en"])
    client.force_login(user)
    post = PostFactory()

    assert client.post(address(post), {"title_en": "A", "_continue": "1"}).status_code == 302
    assert Post.objects.get().title_en == "A"


def test_a_language_that_left_the_site_opens_nothing(client):
    client.force_login(UserFactory(role="translator", translates=["de"]))
    post = PostFactory()

    assert client.get(f"/en/admin/blog/post/{post.pk}/in/de/").status_code == 404
    assert client.post(address(post), {"title_en": "A"}).status_code == 403

"""Readers of a translation are told that it may be out of date, when staff ask for it, until it is published again."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.utils import timezone

from eig.content_hash import content_hash
from eig.publishing.permissions import RefusedError
from eig.publishing.workflow import publish, stop_warning, unpublish, warn_readers
from tests.admin_forms import form_data
from tests.factories import (
    AudienceFactory,
    ChallengeFactory,
    FAQEntryFactory,
    PageFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)  # the 22nd in Paris
BOTH = ["fr", "en"]


def translated(factory=PostFactory, **changes):
    texts = {"slug_fr": "phare", "slug_en": "lighthouse", "title_fr": "Le phare", "title_en": "The lighthouse"}
    return factory(**{**texts, "published": BOTH, **changes})


def notices(client, path):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [" ".join(notice.text.split()) for notice in page.select("main .eig-outdated")]


def dated(item, at=NOVEMBER):
    warn_readers(item, "en")
    item.editions.filter(language="en").update(outdated_since=at)


def kinds():
    audience = AudienceFactory(slug_fr="candidats", slug_en="candidates", name_en="Candidates")
    texts = {"question_fr": "Quand ?", "question_en": "When?", "answer_en": "Now."}
    return {
        "post": translated(),
        "page": translated(PageFactory, slug_fr="guide", slug_en="guide"),
        "challenge": translated(ChallengeFactory),
        "person": PersonFactory(bio_fr="Une vie.", bio_en="A life.", published=BOTH),
        "press": translated(PageFactory, slug_fr=None, slug_en=None, place="press"),
        "home": translated(PageFactory, slug_fr=None, slug_en=None, place="home"),
        "blog": translated(PageFactory, slug_fr=None, slug_en=None, place="blog"),
        "take_part": translated(PageFactory, slug_fr=None, slug_en=None, place="take_part"),
        "question": FAQEntryFactory(audience=audience, published=BOTH, **texts),
    }


def test_every_kind_of_page_says_so_in_its_translation_alone(client):
    items = kinds()
    for item in items.values():
        dated(item)

    said = {
        name: [notices(client, item.address_in(code).partition("#")[0]) for code in BOTH]
        for name, item in items.items()
    }
    words = "This translation may be out of date since 22 November 2026. Read the original, in French"
    assert said == {name: [[], [words]] for name in items}


def test_notice_is_dated_and_leads_to_the_source(client):
    post = translated()
    dated(post)

    notice = BeautifulSoup(client.get(post.address_in("en")).content, "html.parser").select_one(".eig-outdated")
    assert notice.time["datetime"] == "2026-11-22"
    assert (notice.a["href"], notice.a["hreflang"]) == (post.address_in("fr"), "fr")


def test_french_translation_says_it_in_french(client):
    post = translated(source_language="en")
    warn_readers(post, "fr")
    post.editions.filter(language="fr").update(outdated_since=NOVEMBER)

    assert notices(client, post.address_in("fr")) == [
        "Cette traduction n’est peut-être plus à jour depuis le 22 novembre 2026. Lire le texte d’origine, en anglais"
    ]


def test_notice_names_no_source_that_visitors_do_not_read(client):
    post = translated()
    dated(post)
    unpublish(post, "fr", reason="on_request")

    assert notices(client, post.address_in("en")) == ["This translation may be out of date since 22 November 2026."]


@pytest.mark.parametrize("leave", [publish, unpublish, stop_warning])
def test_notice_goes_with_the_next_publication_or_when_staff_say_so(leave):
    post = translated()
    warn_readers(post, "en")

    leave(post, "en")

    assert post.edition("en").outdated_since is None


def test_publishing_the_source_or_planning_to_leave_keeps_it():
    post = translated()
    warn_readers(post, "en")

    publish(post, "fr")
    unpublish(post, "en", at=timezone.now() + timedelta(days=3), reason="on_request")

    assert post.edition("en").outdated_since is not None


def test_only_a_translation_that_is_live_gets_one():
    by = UserFactory(role="publisher")
    post = translated(published=["fr"])

    assert warn_readers(post, "fr", by).outdated_since is None
    assert warn_readers(post, "en", by).outdated_since is None
    assert post.steps.count() == 0


def test_first_day_stands_when_asked_twice():
    by = UserFactory(role="publisher")
    post = translated()
    first = warn_readers(post, "en", by, comment="Les dates de l'appel ont changé.").outdated_since

    assert warn_readers(post, "en", by).outdated_since == first
    stop_warning(post, "en", by)
    stop_warning(post, "en", by)
    assert [(step.verb, step.language, step.by, step.comment) for step in post.steps.all()] == [
        ("trusted", "en", by, ""),
        ("warned", "en", by, "Les dates de l'appel ont changé."),
    ]


@pytest.mark.parametrize("step", [warn_readers, stop_warning])
def test_only_who_may_publish_may_say_it(step):
    post = translated()
    with pytest.raises(RefusedError, match="une ou un responsable de publication"):
        step(post, "en", UserFactory(role="editor"))
    assert post.edition("en").outdated_since is None


def test_database_keeps_no_warning_of_what_was_never_out():
    post = translated(published=["fr"])
    with pytest.raises(IntegrityError), transaction.atomic():
        post.editions.create(language="en", outdated_since=NOVEMBER)


def test_warning_is_part_of_the_content():
    post = translated()
    before = content_hash()
    warn_readers(post, "en")

    assert content_hash() != before
    stop_warning(post, "en")
    assert content_hash() == before


class TestScreen:
    @pytest.fixture
    def publisher(self, client):
        user = UserFactory(role="publisher")
        client.force_login(user)
        return user

    def address(self, post, code="en"):
        return f"/en/admin/blog/post/{post.pk}/" + ("change/" if code == "fr" else f"in/{code}/")

    def panel(self, client, post, code="en"):
        page = BeautifulSoup(client.get(self.address(post, code)).content, "html.parser")
        return {button["name"]: button.text for button in page.select("button[name*=warn]")}

    def press(self, client, post, button, **changes):
        page = client.get(self.address(post))
        answer = client.post(self.address(post), form_data(page, **changes, **{button: "1"}), follow=True)
        return [str(message).partition(" <a")[0] for message in answer.context["messages"]]

    def test_button_stands_on_the_screen_of_a_live_translation(self, client, publisher):
        post = translated()

        assert self.panel(client, post) == {"_warn": "Say it on the page"}
        assert self.panel(client, post, "fr") == {}
        assert self.panel(client, translated(slug_fr="b", slug_en="b", published=["fr"])) == {}

    def test_button_says_it_and_takes_it_back(self, client, publisher):
        post = translated()

        assert self.press(client, post, "_warn") == [
            "Readers of “The lighthouse” in English are told that it may be out of date."
        ]
        assert len(notices(client, post.address_in("en"))) == 1
        assert self.panel(client, post) == {"_stop_warning": "No longer say so"}
        assert self.press(client, post, "_stop_warning") == [
            "Readers of “The lighthouse” in English are no longer told that it may be out of date."
        ]
        assert notices(client, post.address_in("en")) == []

    def test_what_was_typed_is_kept_and_waits(self, client, publisher):
        post = translated()
        self.press(client, post, "_warn", title_en="The beacon")

        edition = post.edition("en")
        assert (edition.has_draft, edition.outdated_since is None) == (True, False)
        assert type(post).objects.get(pk=post.pk).title_en == "The lighthouse"

    def test_publishing_the_translation_takes_it_away(self, client, publisher):
        post = translated()
        warn_readers(post, "en")
        self.press(client, post, "_publish", title_en="The beacon")

        assert post.edition("en").outdated_since is None

    def test_editors_read_it_without_a_button(self, client):
        client.force_login(UserFactory(role="editor"))
        post = translated()
        warn_readers(post, "en")

        assert self.panel(client, post) == {}
        assert (
            "its page says that this translation may be out of date" in client.get(self.address(post)).content.decode()
        )

    def test_source_language_cannot_be_told(self, client, publisher):
        post = translated()
        page = client.get(self.address(post, "fr"))
        answer = client.post(self.address(post, "fr"), form_data(page, _warn="1"), follow=True)

        assert [str(message) for message in answer.context["messages"]] == [
            "Only readers of a translation that is on the site can be told."
        ]

"""Acts on many items of a list: the effect shown first, then done item by item."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.models import Post
from eig.publishing import workflow
from eig.publishing.review_dates import remind
from eig.publishing.workflow import keep_draft, publish
from tests.admin_forms import column, errors, form_data, messages, soup
from tests.factories import ChallengeFactory, PageFactory, PostFactory, TagFactory, UserFactory

POSTS = "/en/admin/blog/post/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def post(title, **changes):
    return PostFactory(**{"title_fr": title, "date": date(2026, 3, 14), **changes})


def begin(client, act, items, **changes):
    chosen = {"_selected_action": [item.pk for item in items], "index": "0"}
    return client.post(changes.pop("at", POSTS), {"action": f"bulk_{act}", **chosen, **changes})


def look(client, page, **changes):
    return client.post(soup(page).select_one("#bulk_form")["action"], form_data(page, _look="1", **changes))


def do(client, page, **changes):
    return client.post(soup(page).select_one("#bulk_form")["action"], form_data(page, _do="1", **changes), follow=True)


def effects(page):
    """`{title: words}` of each item on the page."""
    found = {}
    for line in soup(page).select(".eig-effects > li"):
        found[line.select_one("a").text] = " ".join(" ".join(part.text.split()) for part in line.select("p, ul li"))
    return found


class TestPublishing:
    def test_shows_the_effect_and_does_nothing_yet(self, client, staff):
        live, changed = post("En ligne", published=["fr"]), post("Retouché", published=["fr"])
        address = f"{POSTS}{changed.pk}/change/"
        draft = form_data(client.get(address), title_fr="Retouché deux fois", standfirst_fr="Autrement.")
        client.post(address, {**draft, "_continue": "1"})
        unfinished = post("Inachevé", published=["fr"])
        keep_draft(unfinished, "fr", {"title_fr": [""]}, by=staff)
        page = begin(client, "publish", [post("Neuf"), live, changed, unfinished])

        assert effects(page) == {
            "Neuf": "Will be on the site at once.",
            "Retouché": "Its changes will be on the site at once: Title, Standfirst.",
            "En ligne": "It is on the site, with no change that waits.",
            "Inachevé": "A field is to be mended first, on its own screen.",
        }
        assert soup(page).select_one("[name=_do]").text == "Publish 2 items"
        assert Post.objects.get(title_fr="Neuf").live_languages() == []

    def test_does_it_and_leaves_the_rest(self, client, staff):
        new, live = post("Neuf"), post("En ligne", published=["fr"])
        page = do(client, begin(client, "publish", [new, live]))

        assert messages(page) == ["1 item is published."]
        assert column(page, "states") == ["FR published 3 to check EN to translate"] * 2
        assert [(step.verb, step.by) for step in new.steps.all()] == [("published", staff)]
        assert [version.kind for version in new.versions.all()] == ["published"]
        assert live.steps.count() == 0

    def test_in_another_language_shows_its_effect_first(self, client, staff):
        one, two = post("Un"), post("Deux", title_en="Two", slug_en="two", standfirst_en="Two.", body_en="Two.")
        page = begin(client, "publish", [one, two])
        page = do(client, page, language="en")
        assert one.live_languages() == two.live_languages() == []

        assert effects(page) == {
            "Two": "Will be on the site at once.",
            "Un": "Nothing is written in English yet.",
        }
        assert messages(do(client, page)) == ["1 item is published."]
        assert (one.live_languages(), two.live_languages()) == ([], ["en"])

    def test_names_what_the_gate_stops(self, client, staff):
        stopped = post("Bloqué", standfirst_fr="", body_fr="![](image:rien)")
        page = begin(client, "publish", [stopped])

        assert effects(page)["Bloqué"].startswith("It cannot go out yet: ")
        assert soup(page).select("[name=_do]") == []

    def test_leaves_what_changed_since_and_names_it(self, client, staff):
        one, two = post("Un"), post("Deux")
        page = begin(client, "publish", [one, two])
        workflow.note_saved(one, "fr", by=staff)
        page = do(client, page)

        assert messages(page) == [
            "1 item is published.",
            "1 item is left as it was: “Un” (it changed since you looked)",
        ]
        assert (one.live_languages(), two.live_languages()) == ([], ["fr"])

    def test_one_that_fails_leaves_the_others_done(self, client, staff, monkeypatch):
        one, two = post("Un"), post("Deux")
        page = begin(client, "publish", [one, two])
        log = workflow.log

        def failing(item, *rest):
            if item == one:
                raise DatabaseError("full")
            return log(item, *rest)

        monkeypatch.setattr(workflow, "log", failing)
        page = do(client, page)

        assert messages(page) == [
            "1 item is published.",
            "1 item is left as it was: “Un” (it could not be written: try it on its own screen)",
        ]
        assert (one.live_languages(), two.live_languages()) == ([], ["fr"])

    def test_all_that_a_filter_finds(self, client, staff):
        for number in range(60):
            post(f"Brouillon {number}")
        post("En ligne", published=["fr"])
        listed = Post.objects.filter(title_fr__startswith="Brouillon")[:1]
        page = begin(client, "publish", listed, select_across="1", at=f"{POSTS}?state_fr=draft")
        assert soup(page).select_one("[name=_do]").text == "Publish 60 items"
        page = do(client, page)

        assert messages(page) == ["60 items are published."]
        assert page.redirect_chain == [(f"{POSTS}?state_fr=draft", 302)]
        assert Post.objects.published("fr").count() == 61

    def test_asks_as_many_questions_an_item_whatever_their_number(self, client, staff):
        def count(number):
            items = [post(f"{number}-{index}") for index in range(number)]
            begin(client, "publish", items)
            with CaptureQueriesContext(connection) as captured:
                begin(client, "publish", items)
            return len(captured)

        one, three, five = count(1), count(3), count(5)
        assert five - three == three - one
        assert (three - one) / 2 <= 6

    def test_says_what_is_planned_for_later(self, client, staff):
        later = post("Plus tard")
        publish(later, "fr", at=datetime(2199, 1, 15, 8, 0, tzinfo=UTC))

        assert effects(begin(client, "publish", [later])) == {
            "Plus tard": "Planned for 15 January 2199 at 09:00: will be on the site at once instead."
        }


class TestUnpublishing:
    def test_asks_why_once_for_all(self, client, staff):
        items = [post("Un", published=["fr"]), post("Deux", published=["fr"])]
        page = begin(client, "unpublish", items)
        assert effects(page) == {"Un": "Visitors will no longer read it.", "Deux": "Visitors will no longer read it."}

        assert errors(do(client, page)) == ["This field is required."]
        page = do(client, page, reason="out_of_date", comment="Fin de la saison.")
        assert messages(page) == ["2 items are unpublished."]
        assert [(item.edition("fr").unpublish_reason, item.steps.get().comment) for item in items] == [
            ("out_of_date", "Fin de la saison."),
            ("out_of_date", "Fin de la saison."),
        ]

    def test_says_what_visitors_will_read(self, client, staff):
        challenge = ChallengeFactory(title_fr="Phare", published=["fr", "en"])
        later, draft = ChallengeFactory(title_fr="Plus tard"), ChallengeFactory(title_fr="Brouillon")
        publish(later, "fr", at=timezone.now() + timedelta(days=3))
        page = begin(client, "unpublish", [challenge, later, draft], at="/en/admin/challenges/challenge/")

        found = effects(page)
        assert found["Phare"] == "Visitors will no longer read it in any language."
        assert found["Plus tard"].startswith("Will not be published on ")
        assert found["Brouillon"] == "It is not on the site."
        assert effects(look(client, page, language="en"))["Phare"] == (
            "Visitors will read its text in the language it was written in."
        )

    def test_offers_no_replacement(self, client, staff):
        page = begin(client, "unpublish", [post("Un", published=["fr"])])

        assert [option["value"] for option in soup(page).select("[name=reason] option")] == [
            "",
            "out_of_date",
            "duplicate",
            "on_request",
        ]


class TestTagging:
    def test_changes_what_is_live_and_what_waits(self, client, staff):
        item, tag = post("Un", published=["fr"]), TagFactory(name_fr="Mer", name_en="Sea")
        address = f"{POSTS}{item.pk}/change/"
        client.post(address, {**form_data(client.get(address), title_fr="Deux"), "_continue": "1"})
        page = begin(client, "tag", [item])
        assert soup(page).select(".eig-effects") == []
        page = look(client, page, tag=tag.pk)
        assert effects(page) == {"Un": "Will be tagged “Sea”."}
        page = do(client, page)

        assert messages(page) == ["1 item is tagged."]
        assert list(item.tags.all()) == [tag]
        client.post(address, form_data(client.get(address), _publish="1"))
        assert list(item.tags.all()) == [tag]
        page = begin(client, "untag", [item])
        page = do(client, look(client, page, tag=tag.pk))
        assert messages(page) == ["The tag is removed from 1 item."]
        assert list(item.tags.all()) == []

    def test_offers_to_remove_only_the_tags_there_are(self, client, staff):
        item, tag = post("Un"), TagFactory(name_fr="Mer", name_en="Sea")
        TagFactory(name_fr="Terre")
        item.tags.add(tag)
        page = begin(client, "untag", [item])

        assert [option.text for option in soup(page).select("[name=tag] option")][1:] == ["Sea"]

    def test_is_offered_where_items_have_tags(self, client, staff):
        PageFactory()
        post("Un")
        offered = {
            path: [option["value"] for option in soup(client.get(path)).select("[name=action] option")][1:]
            for path in (POSTS, "/en/admin/pages/page/")
        }

        assert [name for name in offered[POSTS] if name.startswith("bulk_")] == [
            "bulk_submit",
            "bulk_publish",
            "bulk_unpublish",
            "bulk_tag",
            "bulk_untag",
            "bulk_review",
        ]
        assert "bulk_tag" not in offered["/en/admin/pages/page/"]
        assert client.post("/en/admin/pages/page/bulk/tag/", {"chosen": "1"}).status_code == 404


class TestReviewDates:
    def test_sets_and_takes_them_away(self, client, staff):
        items = [post("Un"), post("Deux")]
        page = do(client, begin(client, "review", items), review_on="2199-01-15")
        assert messages(page) == ["The review date of 2 items is set."]
        assert {item.review_on for item in Post.objects.all()} == {date(2199, 1, 15)}

        page = begin(client, "review", items)
        assert set(effects(page).values()) == {"To be reviewed on 15 January 2199 until now."}
        do(client, page, review_on="")
        assert {item.review_on for item in Post.objects.all()} == {None}

    def test_deals_with_what_reminded_of_the_old_one(self, client, staff):
        due = post("Un", published=["fr"], review_on=timezone.localdate())
        remind()
        assert staff.notifications.unread().count() == 1

        do(client, begin(client, "review", [due]), review_on="2199-01-15")
        assert staff.notifications.unread().count() == 0

    @pytest.mark.parametrize(
        ("given", "words"),
        [("2020-01-01", "This day is past: choose a later one."), ("demain", "Write the day like this: 2026-11-21.")],
    )
    def test_refuses_a_day_that_cannot_be(self, client, staff, given, words):
        page = do(client, begin(client, "review", [post("Un")]), review_on=given)

        assert errors(page) == [words]


class TestWho:
    def test_a_contributor_submits_her_own(self, client):
        author = UserFactory(role="contributor")
        client.force_login(author)
        own, other = post("À moi", created_by=author), post("À une autre")
        page = begin(client, "submit", [own, other])
        assert effects(page)["À moi"] == "Will be submitted for review."
        assert effects(page)["À une autre"] != "Will be submitted for review."
        page = do(client, page, comment="Merci.")

        assert messages(page) == ["1 item is submitted for review."]
        assert (own.edition("fr").review, other.edition("fr")) == ("in_review", None)
        assert [(step.verb, step.comment) for step in own.steps.all()] == [("submitted", "Merci.")]

    def test_what_is_not_hers_is_left_by_direct_request_too(self, client):
        client.force_login(UserFactory(role="contributor"))
        other = post("À une autre")
        data = {"chosen": other.pk, "revisions": f"{other.pk}:0", "language": "fr", "shown_language": "fr", "_do": "1"}
        client.post(f"{POSTS}bulk/submit/", data)

        assert other.steps.count() == 0

    @pytest.mark.parametrize("act", ["publish", "unpublish"])
    def test_an_editor_does_not_publish(self, client, act):
        client.force_login(UserFactory(role="editor"))
        item = post("Un", published=["fr"] if act == "unpublish" else [])
        offered = [option["value"] for option in soup(client.get(POSTS)).select("[name=action] option")]
        data = {
            "chosen": item.pk,
            "revisions": f"{item.pk}:1",
            "language": "fr",
            "shown_language": "fr",
            "reason": "out_of_date",
            "_do": "1",
        }

        assert f"bulk_{act}" not in offered
        assert client.post(f"{POSTS}bulk/{act}/", data).status_code == 403
        assert item.steps.count() == 0

    def test_an_editor_does_not_tag_what_is_live(self, client):
        client.force_login(UserFactory(role="editor"))
        live, draft, tag = post("En ligne", published=["fr"]), post("Brouillon"), TagFactory(name_fr="Mer")
        page = look(client, begin(client, "tag", [live, draft]), tag=tag.pk)
        do(client, page)

        assert (live.tags.count(), draft.tags.count()) == (0, 1)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"chosen": "x,99999999999999999999,-1"},
        {"chosen": "99999999"},
        {"chosen": "\x00"},
        {"chosen": "1", "language": "xx", "shown_language": "xx", "_do": "1"},
        {"chosen": "1", "revisions": "1:x,x:1,1", "language": "fr", "shown_language": "fr", "_do": "1"},
        {"chosen": "1", "filters": "\x00"},
    ],
)
def test_survives_whatever_is_sent(client, staff, data):
    post("Un")

    assert client.post(f"{POSTS}bulk/publish/", data).status_code in {200, 302}
    assert Post.objects.published("fr").count() == 0


def test_opened_again_leads_to_the_list(client, staff):
    assert client.get(f"{POSTS}bulk/publish/").url == POSTS
    assert client.get(f"{POSTS}bulk/zzz/").status_code == 404

"""The day on which an item is to be read again: set beside the form, reminded of, moved on once it was read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from blog.models import Post
from eig.notifications.models import Notification, OutgoingMail
from eig.publishing import workflow
from eig.publishing.review_dates import in_months, remind, set_review_date
from tests.admin_forms import form_data, messages, soup
from tests.factories import ChallengeFactory, PostFactory, UserFactory

# Monday 23 November 2026, 9:00 in Paris.
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
What = Notification.What

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    rights = ["view_post", "change_post", "review_post", "view_challenge", "change_challenge", "review_challenge"]
    user = UserFactory(username="editor", permissions=rights)
    client.force_login(user)
    return user


def due_post(day=date(2026, 11, 23), **fields):
    return PostFactory(published=["fr"], published_at=datetime(2026, 3, 1, tzinfo=UTC), review_on=day, **fields)


class TestInMonths:
    @pytest.mark.parametrize(
        ("day", "months", "then"),
        [
            (date(2026, 11, 22), 6, date(2027, 5, 22)),
            (date(2026, 12, 31), 12, date(2027, 12, 31)),
            (date(2026, 8, 31), 6, date(2027, 2, 28)),
            (date(2027, 8, 31), 6, date(2028, 2, 29)),
            (date(2028, 2, 29), 12, date(2029, 2, 28)),
            (date(2026, 6, 30), 6, date(2026, 12, 30)),
        ],
    )
    def test_is_the_same_day_or_the_last_of_a_shorter_month(self, day, months, then):
        assert in_months(months, day) == then


class TestDue:
    def test_is_what_visitors_read_from_that_day_on_in_paris(self):
        post = due_post()
        PostFactory(review_on=date(2026, 11, 23), title_fr="Brouillon")
        binned = due_post(title_fr="Dans la corbeille")
        Post.objects.filter(pk=binned.pk).update(binned_at=timezone.now())
        due_post(day=None)
        midnight = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)  # the 23rd begins in Paris

        assert list(Post.objects.due_for_review(midnight)) == [post]
        assert list(Post.objects.due_for_review(midnight - timedelta(seconds=1))) == []

    def test_ends_with_the_publication(self):
        post = due_post()
        workflow.unpublish(post, "fr", at=MONDAY)

        assert list(Post.objects.due_for_review(MONDAY)) == []


class TestReminders:
    def test_come_on_the_day_then_each_week_and_once_whoever_asks(self, editor):
        due_post()
        days = [-1, 0, 0, 1, 6, 7, 7, 13, 14]

        assert [remind(MONDAY + timedelta(days=day)) for day in days] == [0, 1, 0, 0, 0, 1, 0, 0, 1]

    def test_are_one_mail_a_person_and_one_line_a_text(self, editor):
        due_post()
        due_post(day=date(2026, 11, 20))
        ChallengeFactory(published=["fr"], published_at=datetime(2026, 3, 1, tzinfo=UTC), review_on=date(2026, 1, 1))
        UserFactory(username="author", permissions=["add_post", "view_post"])
        remind(MONDAY)

        mail = OutgoingMail.objects.get()
        assert (mail.recipient, mail.notices.count(), mail.next_try_at) == (editor, 3, MONDAY)
        remind(MONDAY + timedelta(days=7))
        assert Notification.objects.unread().count() == 3

    def test_come_late_rather_than_never(self, editor):
        due_post(day=date(2026, 11, 1))

        assert remind(MONDAY) == 1

    def test_end_once_the_text_was_read_again(self, editor):
        post = due_post()
        remind(MONDAY)
        set_review_date(post, date(2027, 11, 23), editor)

        assert Notification.objects.unread().count() == 0
        assert remind(MONDAY + timedelta(days=7)) == 0
        assert remind(MONDAY + timedelta(days=365)) == 1

    def test_ask_the_same_queries_for_one_as_for_three_when_all_was_said(self, editor, django_assert_num_queries):
        remind(MONDAY)  # content types looked up
        with django_assert_num_queries(7) as nothing_due:
            remind(MONDAY)
        for _number in range(3):
            due_post(day=date(2026, 12, 24))
        with django_assert_num_queries(len(nothing_due)):
            remind(MONDAY)


class TestTomorrow:
    @pytest.mark.parametrize(
        ("instant", "told"),
        [
            (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), 0),  # still today in Paris
            (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), 2),
            (datetime(2026, 11, 24, 22, 59, tzinfo=UTC), 2),
            (datetime(2026, 11, 24, 23, 0, tzinfo=UTC), 0),
        ],
    )
    def test_is_announced_once_to_the_author_and_whoever_planned_it(self, monkeypatch, instant, told):
        monkeypatch.setattr(timezone, "now", lambda: MONDAY)
        author = UserFactory(permissions=["add_post", "view_post"])
        publisher = UserFactory(permissions=["view_post", "publish_post"])
        UserFactory(permissions=["view_post", "review_post"])
        post = PostFactory(created_by=author)
        workflow.publish(post, "fr", publisher, at=instant)
        Notification.objects.all().delete()

        assert [remind(MONDAY), remind(MONDAY)] == [told, 0]
        assert set(Notification.objects.values_list("recipient", flat=True)) <= {author.pk, publisher.pk}


class TestPanel:
    def address(self, post):
        return f"/en/admin/blog/post/{post.pk}/change/"

    def press(self, client, post, **changes):
        data = form_data(client.get(self.address(post)), **changes)
        return client.post(self.address(post), data, follow=True)

    def panel(self, page):
        found = soup(page).select_one("section[aria-labelledby=review-date]")
        return found and " ".join(found.text.split())

    @pytest.mark.parametrize("state", [[], ["fr"]])
    def test_saves_a_date_at_once_without_touching_the_text(self, client, editor, state):
        post = PostFactory(published=state)
        before = (Post.objects.get().updated_at, post.edition("fr") and post.edition("fr").revision)
        day = in_months(3)
        page = self.press(client, post, review_on=day.isoformat(), _review_on="1")

        post = Post.objects.get()
        edition = post.edition("fr")
        assert (post.review_on, post.updated_at) == (day, before[0])
        assert (edition and edition.revision, edition and edition.has_draft) == (before[1], edition and False)
        assert len(messages(page)) == 1
        assert "is to be read again on" in messages(page)[0]
        assert LogEntry.objects.get().get_change_message() == "Changed to be reviewed on."

    @pytest.mark.parametrize(("button", "months"), [("_review_6", 6), ("_review_12", 12), ("_reread", 12)])
    def test_offers_quick_choices(self, client, editor, button, months):
        post = due_post(day=date(2026, 1, 1))
        self.press(client, post, **{button: "1"})

        assert Post.objects.get().review_on == in_months(months)

    def test_clears_the_date(self, client, editor):
        post = due_post(day=in_months(3))
        page = self.press(client, post, review_on="", _review_on="1")

        assert Post.objects.get().review_on is None
        assert self.panel(page).startswith("Review date None: nobody is reminded to read it again.")

    def test_keeps_what_was_typed_besides(self, client, editor):
        post = PostFactory(title_fr="Cartes", published=["fr"])
        page = self.press(client, post, title_fr="Cartes vivantes", review_on="", _review_12="1")

        assert Post.objects.get().title_fr == "Cartes"
        assert post.edition("fr").has_draft
        assert form_data(page)["title_fr"] == "Cartes vivantes"

    def test_overwrites_nobody_s_text(self, client, editor):
        post = PostFactory(title_fr="Cartes", published=["fr"])
        data = form_data(client.get(self.address(post)), title_fr="Mien", _review_12="1")
        workflow.keep_draft(post, "fr", {"title_fr": ["Sien"]}, UserFactory(permissions=["change_post"]))
        page = client.post(self.address(post), data)

        assert soup(page).select_one(".eig-overtaken") is not None
        assert Post.objects.get().review_on == in_months(12)

    @pytest.mark.parametrize("day", ["demain", "2026-02-30", "1999-01-01", "9999-12-31", "2026-11-22\x00", "9" * 50])
    def test_refuses_a_day_that_is_none_to_come(self, client, editor, day):
        post = due_post(day=in_months(3))
        page = self.press(client, post, review_on=day, _review_on="1")

        assert (page.status_code, Post.objects.get().review_on) == (200, in_months(3))
        assert [message.split(":")[0].split(",")[0] for message in messages(page)] in [
            ["This review date cannot be read"],
            ["Choose a review date to come"],
        ]

    def test_asks_for_a_reading_when_it_is_due(self, client, editor):
        page = client.get(self.address(due_post(day=date(2026, 1, 1))))

        assert self.panel(page).startswith(
            "Review date to be read again since 1 January 2026 Is all it says still right?"
        )
        assert soup(page).select_one("[name=_reread]").text == "I read it again: all good"

    def test_is_only_shown_to_who_may_not_write(self, client, editor):
        reader = UserFactory(permissions=["view_post"])
        client.force_login(reader)
        post, other = due_post(day=date(2199, 1, 1)), due_post(day=None)

        assert self.panel(client.get(self.address(post))) == "Review date To be read again on 1 January 2199"
        assert self.panel(client.get(self.address(other))) is None
        assert client.post(self.address(post), {"_review_12": "1"}).status_code == 403
        assert Post.objects.get(pk=post.pk).review_on == date(2199, 1, 1)

    def test_is_part_of_no_payload(self, client, editor):
        post = PostFactory(published=["fr"])
        self.press(client, post, title_fr="Autre", review_on="2199-01-01", _continue="1")

        assert Post.objects.get().review_on is None
        assert "review_on" not in Post.objects.get().editions.defer(None).get().draft

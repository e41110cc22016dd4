"""The bell in the head of every page, and the list of what one was told."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eig.notifications.models import Notification, OutgoingMail
from eig.notifications.telling import tell
from tests.admin_forms import messages, soup
from tests.factories import PostFactory, UserFactory

What = Notification.What
NOTICES = "/en/admin/notices/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    user = UserFactory(username="ana", permissions=["view_post"])
    client.force_login(user)
    return user


@pytest.fixture
def lucie():
    return UserFactory(first_name="Lucie", last_name="Bon")


def tell_ana(ana, lucie, count=1, **details):
    for _number in range(count):
        post = PostFactory(title_fr="Cartes", title_en="Maps")
        tell(What.COMMENTED, post, [ana], by=lucie, **{"language": "fr", "comment": "Et la date ?", **details})
    return Notification.objects.latest("pk")


def bell(page):
    return " ".join(soup(page).select_one(".eig-bell").text.split())


class TestBell:
    def test_counts_what_is_unread_for_its_reader_alone(self, client, ana, lucie):
        assert bell(client.get(NOTICES)) == "Notices"
        tell_ana(ana, lucie, 2)
        Notification.objects.create(
            recipient=lucie, what=What.PUBLISHED, content_type=Notification.objects.first().content_type, object_id=1
        )

        assert bell(client.get("/en/admin/")) == "Notices 2 unread notices2"

    def test_asks_one_query_however_many(self, client, ana, lucie, django_assert_num_queries):
        tell_ana(ana, lucie)
        page = "/en/admin/tags/tag/"
        ana.user_permissions.add(Permission.objects.get(codename="view_tag", content_type__app_label="tags"))
        client.get(page)
        with CaptureQueriesContext(connection) as few:
            client.get(page)
        tell_ana(ana, lucie, 2)
        with django_assert_num_queries(len(few)):
            assert bell(client.get(page)) == "Notices 3 unread notices3"

        asked = [query["sql"] for query in few.captured_queries if "notifications_notification" in query["sql"]]
        assert len(asked) == 1

    def test_is_not_on_public_pages(self, client, ana):
        assert soup(client.get("/en/")).select(".eig-bell") == []


class TestList:
    def test_says_what_happened_in_the_language_of_the_page(self, client, ana, lucie):
        tell_ana(ana, lucie)
        page = soup(client.get(NOTICES))

        assert page.select_one(".eig-notice__words").text == "New Lucie Bon commented on “Cartes” (French)."
        assert page.select_one(".eig-notice__comment").text == "Et la date ?"
        assert [notice["class"] for notice in page.select(".eig-notice")] == [["eig-notice", "eig-notice--unread"]]

    def test_takes_as_many_queries_for_one_as_for_three(self, client, ana, lucie, django_assert_num_queries):
        tell_ana(ana, lucie)
        client.get(NOTICES)
        with django_assert_num_queries(7) as one:
            client.get(NOTICES)
        tell_ana(ana, lucie, 2)
        with django_assert_num_queries(len(one)):
            client.get(NOTICES)

    def test_goes_on_over_pages_whatever_number_is_asked(self, client, ana, lucie):
        tell_ana(ana, lucie, 31)

        def shown(page):
            return len(soup(client.get(f"{NOTICES}?page={page}")).select(".eig-notice"))

        assert [shown(page) for page in ("1", "2", "abc", "99999999999999999999", "%00")] == [30, 1, 30, 1, 30]

    def test_is_empty_at_first(self, client, ana):
        page = soup(client.get(NOTICES))

        assert page.select_one(".eig-notices > p:last-child").text == "Nothing to tell you so far."
        assert page.select(".eig-notices form") == []


class TestReading:
    def test_one_leads_to_the_screen_in_its_language_and_is_read(self, client, ana, lucie):
        notice = tell_ana(ana, lucie, language="en")
        page = client.get(f"{NOTICES}{notice.pk}/")

        assert page["Location"] == f"/en/admin/blog/post/{notice.object_id}/in/en/"
        assert bell(client.get(NOTICES)) == "Notices"
        read = Notification.objects.get().read_at
        client.get(f"{NOTICES}{notice.pk}/")
        assert Notification.objects.get().read_at == read

    def test_one_without_language_leads_to_the_source(self, client, ana, lucie):
        notice = tell_ana(ana, lucie, language="")

        assert client.get(f"{NOTICES}{notice.pk}/")["Location"] == f"/en/admin/blog/post/{notice.object_id}/change/"

    def test_one_about_what_is_gone_says_so(self, client, ana, lucie):
        notice = tell_ana(ana, lucie)
        notice.item.delete()
        page = client.get(f"{NOTICES}{notice.pk}/", follow=True)

        assert messages(page) == ["“Cartes” is no longer there, or no longer yours to see."]

    def test_one_about_what_she_may_no_longer_see_leads_nowhere(self, client, ana, lucie):
        notice = tell_ana(ana, lucie)
        ana.user_permissions.clear()

        assert client.get(f"{NOTICES}{notice.pk}/")["Location"] == NOTICES

    @pytest.mark.parametrize("number", ["{other}", "0", "99999999999999999999"])
    def test_those_of_others_are_not_there(self, client, ana, lucie, number):
        notice = tell_ana(ana, lucie)
        client.force_login(lucie)

        assert client.get(f"{NOTICES}{number.format(other=notice.pk)}/").status_code == 404
        assert Notification.objects.get().read_at is None

    def test_all_at_once(self, client, ana, lucie):
        tell_ana(ana, lucie, 3)
        assert client.get(f"{NOTICES}read/").status_code == 405
        page = client.post(f"{NOTICES}read/", follow=True)

        assert (bell(page), messages(page)) == ("Notices", ["All notices are marked as read."])

    def test_needs_a_login(self, client):
        for address in (NOTICES, f"{NOTICES}1/", f"{NOTICES}read/"):
            assert client.get(address)["Location"].startswith("/en/admin/login/?next=")


class TestTelling:
    def test_reaches_nobody_twice_for_the_same_occasion(self, ana, lucie):
        post = PostFactory()
        counts = [tell(What.TO_REREAD, post, [ana, ana], once=once) for once in ("a", "a", "b", "a")]

        assert counts == [1, 0, 1, 0]
        assert OutgoingMail.objects.count() == 2

    def test_leaves_out_the_actor_and_who_may_not_see(self, ana, lucie):
        away = UserFactory(permissions=["view_post"], is_active=False)
        outsider = UserFactory(permissions=["view_post"], is_staff=False)
        someone = UserFactory(permissions=["view_page"])
        count = tell(What.PUBLISHED, PostFactory(), [ana, lucie, away, outsider, someone], by=ana)

        assert (count, Notification.objects.count()) == (0, 0)

    def test_spares_mail_to_who_wants_none(self, ana, lucie):
        type(ana).objects.update(wants_mail=False)
        ana.refresh_from_db()

        assert tell(What.PUBLISHED, PostFactory(), [ana], by=lucie) == 1
        assert OutgoingMail.objects.count() == 0


class TestOutbox:
    CHANGELIST = "/en/admin/notifications/outgoingmail/"

    def test_shows_states_and_tries_again_what_was_refused(self, client, ana, lucie):
        now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        tell_ana(ana, lucie, 4)
        mails = list(OutgoingMail.objects.order_by("pk"))
        OutgoingMail.objects.filter(pk=mails[0].pk).update(sent_at=now, next_try_at=None)
        OutgoingMail.objects.filter(pk=mails[1].pk).update(next_try_at=None, last_error="550 no", attempts=5)
        OutgoingMail.objects.filter(pk=mails[2].pk).update(next_try_at=None)
        client.force_login(UserFactory(is_superuser=True))
        page = soup(client.get(f"{self.CHANGELIST}?o=1"))
        assert [cell.text for cell in page.select(".field-state")] == [
            "sent",
            "refused",
            "nothing left to tell",
            "waiting",
        ]
        chosen = {"_selected_action": [mail.pk for mail in mails], "action": "try_again"}
        page = client.post(self.CHANGELIST, chosen, follow=True)

        assert messages(page) == ["2 mails are tried again."]
        assert OutgoingMail.objects.waiting().count() == 2
        shown = soup(client.get(f"{self.CHANGELIST}?state=waiting")).select(".field-state")
        assert len(shown) == 2

    def test_is_for_those_who_run_the_site(self, client, ana, lucie):
        mail = tell_ana(ana, lucie).mail

        assert client.get(self.CHANGELIST).status_code == 403
        assert client.get(f"{self.CHANGELIST}{mail.pk}/change/").status_code == 403

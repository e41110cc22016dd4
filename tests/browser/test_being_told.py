"""Being told, as each role: the bell, the list of notices, the review date beside the form."""

from datetime import date

import pytest

from blog.models import Post
from eig.notifications.models import OutgoingMail
from eig.publishing import workflow
from eig.publishing.review_dates import in_months, remind
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ana():
    return UserFactory(first_name="Ana", last_name="Roy", role="contributor")


@pytest.fixture
def lucie():
    return UserFactory(first_name="Lucie", last_name="Bon", role="editor")


def test_a_text_goes_to_and_fro_and_each_is_told(open_page, login_cookie, ana, lucie, live_server):
    post = PostFactory(title_fr="Cartes", created_by=ana)
    workflow.submit(post, "fr", ana, "Relue hier soir.")
    page = open_page("/en/admin/", cookies=[login_cookie(lucie)])
    page.locator("#user-tools").get_by_role("link", name="Notices 1 unread notice").click()
    assert page.locator(".eig-notice__comment").inner_text() == "Relue hier soir."
    page.get_by_role("link", name="Ana Roy asks for a review of “Cartes” (French).").click()
    assert page.url == f"{live_server.url}/en/admin/blog/post/{post.pk}/change/"
    assert page.locator(".eig-bell__count").count() == 0

    workflow.send_back(post, "fr", lucie, "Trop long.")
    page = open_page("/en/admin/notices/", width=390, cookies=[login_cookie(ana)])
    assert page.locator(".eig-drawer summary").inner_text().split("\n") == ["Menu ", "1 unread notice", "1"]
    page.get_by_role("button", name="Mark all as read").press("Enter")
    page.get_by_text("All notices are marked as read.").wait_for()
    assert page.locator(".eig-notice--unread").count() == 0
    assert OutgoingMail.objects.filter(recipient=ana).count() == 1


def test_a_text_that_was_read_again_gets_its_next_date(open_page, login_cookie, lucie):
    post = PostFactory(title_fr="Cartes", published=["fr"], review_on=date(2026, 1, 1))
    assert remind() == 1
    page = open_page("/en/admin/notices/", cookies=[login_cookie(lucie)])
    page.get_by_role("link", name="“Cartes” is to be read again: is all it says still right?").click()
    panel = page.get_by_role("region", name="Review date")
    panel.get_by_role("button", name="I read it again: all good").press("Enter")
    panel.get_by_text("To be read again on").wait_for()
    assert Post.objects.get().review_on == in_months(12)

    panel.get_by_text("Change the review date").press("Enter")
    panel.get_by_label("Or on this day").fill("")
    panel.get_by_role("button", name="Save the date").click()
    panel.get_by_text("None: nobody is reminded to read it again.").wait_for()
    assert (Post.objects.get().review_on, post.edition("fr").has_draft) == (None, False)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nobody_is_kept_out(open_page, login_cookie, ana, lucie, violations, live_server, dark):
    post = PostFactory(title_fr="Cartes " + "et lignes " * 20, created_by=ana, published=["fr"], review_on="2026-01-01")
    workflow.comment(post, "fr", "Une_adresse_bien_longue" * 12, ana)
    workflow.comment(post, "fr", "Quelle date ?", by_name="La mairie")
    lead = UserFactory(role="programme_lead", username="lead", wants_mail=False)
    workflow.comment(post, "fr", "En mars.", lead)
    workflow.comment(post, "fr", "En avril.", ana)
    page = open_page("/en/admin/notices/", width=320, dark=dark, cookies=[login_cookie(lead)])
    faults, wide = {}, []
    for path in ("notices/", "notifications/outgoingmail/", f"blog/post/{post.pk}/change/"):
        page.goto(f"{live_server.url}/en/admin/{path}")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            faults[path, width] = violations(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((path, width))

    assert {place: found for place, found in faults.items() if found} == {}
    assert wide == []

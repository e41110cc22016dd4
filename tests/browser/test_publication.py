"""Publishing as an editor does it: many at once, a copy, the next cohort, and something taken off the site."""

from datetime import date

import pytest

from blog.models import Post
from community.models import Cohort
from tests.factories import CallFactory, ChallengeFactory, CohortFactory, PageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_office(open_page, login_cookie):
    """`open_office("/en/admin/")` → a page of the back office, seen by a publisher."""
    user = UserFactory(first_name="Claire", role="publisher")
    return lambda path, **options: open_page(path, cookies=[login_cookie(user)], **options)


def test_many_are_published_after_a_look_at_the_effect(open_office, violations):
    for title in ("Un", "Deux"):
        PostFactory(title_fr=title)
    PostFactory(title_fr="En ligne", published=["fr"])
    page = open_office("/en/admin/blog/post/")
    page.check("#action-toggle")
    page.select_option("[name=action]", "bulk_publish")
    page.locator("#changelist-form .actions button").first.click()
    page.get_by_role("heading", name="What happens to 2 items").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Publish 2 items").click()

    page.get_by_text("2 items are published.").wait_for()
    assert Post.objects.published("fr").count() == 3


def test_a_copy_is_made_of_what_one_sees(open_office):
    post = PostFactory(title_fr="Une rentrée", published=["fr"])
    page = open_office(f"/en/admin/blog/post/{post.pk}/change/")
    page.get_by_role("button", name="Duplicate").click()
    page.get_by_text("is a new draft").wait_for()

    copy = Post.objects.exclude(pk=post.pk).get()
    assert page.input_value("#id_title_fr") == copy.title_fr
    assert (copy.title_fr.endswith("Une rentrée"), copy.live_languages()) == (True, [])


def test_what_is_replaced_leads_its_visitors_on(open_office, live_server, violations):
    post = PostFactory(title_fr="Ancien", slug_fr="ancien", date=date(2026, 3, 14), published=["fr"])
    PageFactory(title_fr="Le nouveau guide", slug_fr="nouveau-guide", published=["fr"])
    page = open_office(f"/en/admin/blog/post/{post.pk}/change/", width=320)
    page.locator("summary", has_text="Unpublish").click()
    assert page.get_by_label("Replaced by").is_hidden()
    page.get_by_label("Reason").select_option("replaced")
    page.get_by_label("Replaced by").press_sequentially("nouveau")
    option = page.locator("#id_replaced_by_found option")
    option.wait_for(state="attached")
    page.get_by_label("Replaced by").fill(option.get_attribute("value"))
    assert violations(page) == []
    page.get_by_role("button", name="Unpublish now").click()
    page.get_by_text("visitors no longer read it").wait_for()

    page.goto(f"{live_server.url}/blog/2026/3/14/ancien/")
    assert page.url == f"{live_server.url}/nouveau-guide/"


def test_the_next_cohort_is_begun_from_the_last_one(open_office, live_server, violations):
    last = CohortFactory(slug="eig-9", name_fr="EIG 9", name_en="EIG 9", year=2199)
    CallFactory(cohort=last, opens="2199-01-15T08:00Z", closes="2199-03-15T08:00Z")
    ChallengeFactory(cohort=last, published=["fr"])
    page = open_office(f"/en/admin/community/cohort/{last.pk}/change/")
    page.get_by_role("link", name="Start the next cohort").last.click()
    page.get_by_role("heading", name="Its calls").wait_for()
    assert violations(page) == []
    assert page.get_by_label("Name in French").input_value() == "EIG 10"
    page.get_by_role("button", name="Make all of this").dblclick()
    page.get_by_role("heading", name="things to complete").wait_for()

    assert sorted(Cohort.objects.values_list("slug", "shown")) == [("eig-10", False), ("eig-9", True)]
    assert page.goto(f"{live_server.url}/promotions/eig-10/").status == 404
    page.complaints.clear()  # the page that visitors are not to see yet

"""A publisher is held back by the gate, follows the link, mends, and publishes."""

import pytest
from playwright.sync_api import expect

from blog.models import Post
from tests.factories import ImageFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

STANDFIRST = "Une équipe raconte dix mois de travail au service de celles et ceux qui naviguent."


@pytest.fixture
def post():
    return PostFactory(
        title_fr="Dix mois au large",
        standfirst_fr=STANDFIRST,
        body_fr="Voir [ici](https://example.org/).",
        cover=ImageFactory(alt_en="Someone", consent="not_needed"),
    )


@pytest.fixture
def open_post(open_page, login_cookie, post):
    cookie = login_cookie(UserFactory(role="publisher"))
    return lambda **options: open_page(f"/en/admin/blog/post/{post.pk}/change/", cookies=[cookie], **options)


def publish(page):
    page.locator(".eig-panel--state").get_by_role("button", name="Publish now").click()


def test_who_is_held_back_follows_the_link_mends_and_publishes(open_post, violations):
    page = open_post()
    gate = page.locator("#gate")
    expect(gate.get_by_role("heading", name="1 thing to mend first")).to_be_visible()

    publish(page)
    expect(gate.get_by_text("Nothing went out.")).to_be_visible()
    expect(gate.get_by_role("heading", name="Before publishing")).to_be_focused()
    assert violations(page) == []
    assert Post.objects.with_editions().get().live_languages() == []

    gate.get_by_role("link", name="The words of the link “ici”").click()
    expect(page.locator("#id_body_fr")).to_be_focused()
    page.locator("#id_body_fr").fill("Voir [le rapport](https://example.org/).")
    gate.get_by_role("button", name="Check again").click()
    expect(gate.get_by_text("All is well.")).to_be_visible()

    publish(page)
    expect(page.get_by_text("“Dix mois au large” is published in French.")).to_be_visible()
    assert Post.objects.with_editions().get().live_languages() == ["fr"]


def test_the_panel_leads_to_what_a_chooser_hides_and_keeps_its_place_on_a_phone(open_post, post, violations):
    Post.objects.update(cover=None)
    page = open_post(width=320)
    gate = page.locator("#gate")

    gate.get_by_role("link", name="There is no cover").click()
    expect(page.locator(".field-cover [data-choose]")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert violations(page) == []


def test_a_check_that_does_not_answer_says_so(open_post):
    page = open_post()
    page.route("**/gate/fr/", lambda route: route.abort())
    page.get_by_role("button", name="Check again").click()

    expect(page.locator("#gate").get_by_text("The check did not answer: try again in a moment.")).to_be_visible()
    page.complaints.clear()

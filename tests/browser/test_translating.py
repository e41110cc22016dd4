"""The radar and the screen of a translation, as those who translate use them: by keyboard, on a phone, in the dark."""

import re

import pytest
from playwright.sync_api import expect

from blog.models import Post
from eig.languages.models import Term, Translation
from eig.publishing.screens.autosave import PACE
from tests.factories import PostFactory, TagFactory, UserFactory, challenge_with_rows

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("pace")]

BODY = "## Un titre\n\nUn [lien](https://example.org), ![une image](image:x) et un défi."


@pytest.fixture
def pace(monkeypatch):
    """What is typed is saved at once."""
    for name, milliseconds in {"delay": 50, "longest": 100, "beat": 600_000}.items():
        monkeypatch.setitem(PACE, name, milliseconds)


@pytest.fixture
def open_office(open_page, login_cookie):
    user = UserFactory(first_name="Claire", role="publisher")
    Term(name_fr="défi", name_en="challenge").save()
    return lambda path, **options: open_page(path, cookies=[login_cookie(user)], **options)


@pytest.fixture
def stale():
    """A post whose original went on after it was translated."""
    post = PostFactory(
        title_fr="Un phare", title_en="A lighthouse", body_fr="Un.", body_en="One.", published=["fr", "en"]
    )
    post.body_fr = BODY
    post.save()
    return post


def english(post):
    return f"/en/admin/blog/post/{post.pk}/in/en/"


def ready(page):
    expect(page.locator("form[data-keeping=ready]")).to_be_attached()
    return page


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (320, False)])
def test_no_fault_and_nothing_sideways(open_office, violations, live_server, stale, width, dark):
    TagFactory(name_fr="Données")
    challenge_with_rows(published=["fr"])
    page = open_office("/en/admin/languages/", width=width, dark=dark)
    faults = {}
    for path in (
        "/en/admin/languages/",
        "/en/admin/languages/?state=current",
        "/admin/languages/?to=fr",
        english(stale),
    ):
        assert page.goto(f"{live_server.url}{path}").status == 200, path
        faults[path] = violations(page)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults[path].append("too wide")

    assert {path: found for path, found in faults.items() if found} == {}


def test_the_radar_leads_to_what_changed_and_a_key_says_that_it_still_holds(open_office, stale):
    page = open_office("/en/admin/languages/")
    page.get_by_label("State", exact=True).select_option(label="To update")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=re.compile("^To update – A lighthouse")).click()
    ready(page)
    changed = page.locator(".field-body_en .eig-changes")
    expect(changed.locator("del")).to_contain_text("Un.")
    button = page.get_by_role("button", name="Still valid – Text")
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("1 text is up to date with its source.")
    expect(page.locator(".eig-changes")).to_have_count(0)
    assert Translation.objects.get(object_id=stale.pk, field="body").source.text == BODY
    assert stale.edition("en").has_draft is False


def test_an_empty_text_begins_with_its_original_and_a_written_one_never_does(open_office):
    post = PostFactory(title_fr="Un phare", title_en="A lighthouse", body_fr=BODY, published=["fr"])
    page = ready(open_office(english(post)))
    expect(page.get_by_role("button", name="Begin with the original – Title")).to_be_hidden()
    begin = page.get_by_role("button", name="Begin with the original – Text")
    begin.focus()
    page.keyboard.press("Enter")
    body = page.locator("#id_body_en")
    expect(body).to_have_value(BODY)
    expect(body).to_be_focused()
    expect(begin).to_be_hidden()
    with page.expect_request_finished(lambda request: "Draft.+%23" in (request.post_data or "")):
        page.keyboard.type("Draft. ")

    draft = post.editions.defer(None).get(language="en").draft
    assert draft["body_en"] == [f"Draft. {BODY}"]
    assert Post.objects.get().body_en in {None, ""}


def test_the_length_of_a_text_stands_beside_that_of_its_original(open_office):
    post = PostFactory(title_fr="Un phare", title_en="A lighthouse", published=["fr"])
    page = ready(open_office(english(post)))
    compared, advised = page.locator(".field-title_en [data-length]"), page.locator(".field-title_en .eig-length")
    expect(compared).to_have_text("characters: 8 in the original, 12 in the translation")
    page.locator("#id_title_en").fill("é" * 121)

    expect(compared).to_have_text("characters: 8 in the original, 121 in the translation")
    expect(advised).to_have_text("121 characters: more than the 120 that read well")


def test_a_term_of_the_glossary_is_marked_in_the_original(open_office):
    post = PostFactory(title_fr="Un défi", published=["fr"])
    page = ready(open_office(english(post)))

    expect(page.locator(".field-title_en mark")).to_have_text("défi")
    expect(page.locator(".field-title_en .eig-source__terms")).to_contain_text("défi → challenge")

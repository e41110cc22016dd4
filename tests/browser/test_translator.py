"""A translator at work: from home to the screen of their language, by keyboard alone; and no further."""

import re

import pytest
from playwright.sync_api import expect

from challenges.models import Challenge
from eig.publishing.screens.autosave import PACE
from tests.factories import UserFactory, challenge_with_rows

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("pace")]

SAVED = re.compile(r"^Saved \d\d:\d\d$")
MOST_STEPS = 120  # of the Tab key to anything on a page
# The texts of the screen, in the order in which the Tab key comes to them.
ROWS = [
    *(f"figures-{number}-description_en" for number in range(4)),
    *(f"deliverables-{number}-{name}_en" for number in range(3) for name in ("title", "description", "call_to_action")),
]
TEXTS = {
    "title_en": "A lighthouse for everyone",
    "tagline_en": "To guide by night",
    "body_en": "A paragraph about the lamp.",
    "slug_en": "a-lighthouse",
    **{name: f"Text {number}" for number, name in enumerate(ROWS)},
}


@pytest.fixture
def pace(monkeypatch):
    """What is typed is saved at once."""
    for name, milliseconds in {"delay": 50, "longest": 100, "beat": 600_000}.items():
        monkeypatch.setitem(PACE, name, milliseconds)


@pytest.fixture
def nora():
    """A translator into English, who logs in as “nora” with the password “une-phrase”."""
    user = UserFactory(username="nora", first_name="Nora", role="translator", translates=["en"])
    user.set_password("une-phrase")
    user.save()
    return user


@pytest.fixture
def challenge():
    """A challenge on the site in French, with rows, of which nothing is translated."""
    return challenge_with_rows(title_fr="Un phare pour tous", body_fr="Un paragraphe.", published=["fr"])


def focused(page):
    """`name` of the input, or words of the link or button, that has the focus."""
    called = "on.name || on.textContent.trim().replace(/\\s+/g, ' ')"
    return page.evaluate(f"() => {{ const on = document.activeElement; return {called}; }}")


def tab_to(page, wanted):
    """Press Tab until what is called like that has the focus."""
    passed = []
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        passed.append(focused(page))
        if re.search(wanted, passed[-1]):
            return
    raise AssertionError(f"The Tab key never came to {wanted}: {passed}")


def follow(page, wanted, address):
    """Follow the link that is called like that, by keyboard, to an address that ends so."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"{re.escape(address)}$"))


def log_in(page):
    page.keyboard.type("nora")
    tab_to(page, "^password$")
    page.keyboard.type("une-phrase")
    page.keyboard.press("Enter")
    expect(page.locator("#user-tools")).to_contain_text("Nora")


def writable(page):
    """The inputs that hold something of the item."""
    inputs = page.locator("#content-main form [name]:visible:not(button)")
    names = [field.get_attribute("name") for field in inputs.all()]
    beside = {"version_name", "comment", "note", "review_on", "left_out_field", "left_out_reason"}
    return [name for name in names if name not in beside and not name.startswith("_")]


def drafted(challenge):
    """The texts of the working draft, as they stand in the database."""
    draft = challenge.editions.defer(None).get(language="en").draft
    return {name: draft[name][0] for name in TEXTS}


def test_a_translator_walks_from_the_login_to_a_submitted_text_by_keyboard(open_page, violations, nora, challenge):
    page = open_page("/en/admin/")
    log_in(page)
    assert violations(page) == []
    follow(page, "^Translate into English$", "/en/admin/languages/?to=en")
    follow(page, "Un phare pour tous, English$", f"/en/admin/challenges/challenge/{challenge.pk}/in/en/")
    expect(page.locator("form[data-keeping=ready]")).to_be_attached()
    assert sorted(writable(page)) == sorted(TEXTS)

    for name, text in TEXTS.items():
        tab_to(page, f"^{name}$")
        page.keyboard.type(text)
    expect(page.locator("#saved [data-saved]")).to_have_text(SAVED)
    for _moment in range(100):  # the last words are on their way
        if (kept := drafted(challenge)) == TEXTS:
            break
        page.wait_for_timeout(100)
    assert kept == TEXTS

    tab_to(page, "^_submit$")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("is submitted for review in English.")
    edition = challenge.editions.get(language="en")
    assert (edition.review, edition.draft_by, edition.is_live()) == ("in_review", nora, False)
    assert violations(page) == []


def test_the_screen_of_the_source_is_there_to_be_read(open_page, login_cookie, violations, nora, challenge):
    address = f"/en/admin/challenges/challenge/{challenge.pk}/change/"
    page = open_page(address, cookies=[login_cookie(nora)])

    expect(page.locator("#content h1, #content-main h1").first).to_contain_text("Un phare pour tous")
    assert writable(page) == []
    assert page.get_by_role("button", name=re.compile("Save|Submit|Publish|Duplicate|Delete")).count() == 0
    assert violations(page) == []

    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    answer = page.request.post(
        page.url,
        form={"csrfmiddlewaretoken": token, "title_fr": "Autre", "_continue": "1"},
        headers={"Referer": page.url},
    )
    assert answer.status == 403
    assert "You translate into English." in answer.text()
    assert Challenge.objects.get().title_fr == "Un phare pour tous"


def test_the_lead_gives_the_role_with_its_languages(open_page, login_cookie, violations, nora):
    lead = UserFactory(first_name="Léa", role="programme_lead")
    page = open_page(f"/en/admin/accounts/user/{nora.pk}/change/", cookies=[login_cookie(lead)])
    assert page.get_by_role("checkbox", name="English").is_checked()
    page.get_by_role("checkbox", name="English").uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#content")).to_contain_text("Tick the languages that this person translates into.")
    assert violations(page) == []
    page.get_by_role("checkbox", name="French").check()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist")).to_be_visible()
    nora.refresh_from_db()
    assert nora.translates == ["fr"]

"""The back office, told as the people of the team live it: each story in the role of whoever it happens to."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from blog.models import Post
from challenges.models import Challenge
from eig.accounts.models import User
from eig.environment import mail_server
from eig.publishing.screens.autosave import PACE
from tests.factories import (
    ChallengeFactory,
    ChallengeFigureFactory,
    DeliverableFactory,
    ImageFactory,
    PageFactory,
    ParticipationFactory,
    PostFactory,
    UserFactory,
)
from tests.smtp_server import smtp_server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("pace")]

SAVED = re.compile(r"^Saved \d\d:\d\d$")
# What only a publisher is offered, in the panel or in the bar.
TO_THE_SITE = re.compile(
    "^(Publish now|Save and publish|Publish the changes|Approve and publish|Unpublish now|Schedule)$"
)


@pytest.fixture
def pace(monkeypatch):
    """What is typed is saved at once."""
    for name, milliseconds in {"delay": 50, "longest": 100, "beat": 600_000}.items():
        monkeypatch.setitem(PACE, name, milliseconds)


@pytest.fixture
def ana():
    return UserFactory(username="ana", first_name="Ana", last_name="Roy", role="contributor")


@pytest.fixture
def lucie():
    return UserFactory(username="lucie", first_name="Lucie", last_name="Bon", role="editor")


@pytest.fixture
def paul():
    return UserFactory(username="paul", first_name="Paul", last_name="Mer", role="publisher")


@pytest.fixture
def jeanne():
    return UserFactory(username="jeanne", first_name="Jeanne", last_name="Lac", role="programme_lead")


@pytest.fixture
def sit_down(open_page, login_cookie):
    """`sit_down(ana, "/en/admin/")` → that page as Ana sees it."""
    return lambda person, path, **options: open_page(path, cookies=[login_cookie(person)], **options)


def form_of(item):
    return f"/en/admin/{item._meta.app_label}/{item._meta.model_name}/{item.pk}/change/"


def panel(page):
    return page.locator(".eig-panel--state")


def press(page, name):
    """The button of that name in the panel of the state; the page that follows says what happened."""
    with page.expect_navigation():
        panel(page).get_by_role("button", name=name, exact=True).click()


def said(page, words):
    expect(page.locator(".messagelist")).to_contain_text(words)


def offered(page):
    """The buttons in sight that lead to the site."""
    return page.get_by_role("button", name=TO_THE_SITE).all_inner_texts()


def open_fold(page, words):
    page.locator("summary", has_text=words).first.click()


def test_a_contributor_writes_is_saved_meanwhile_submits_and_cannot_publish(sit_down, ana, lucie):
    page = sit_down(ana, "/en/admin/")
    page.get_by_role("link", name="Write a post").first.click()
    page.locator("#id_title_fr").fill("Une nuit au phare")
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "Une nuit au phare")
    assert offered(page) == []

    expect(page.locator("form[data-keeping=ready]")).to_be_attached()
    page.locator("#id_body_fr").fill("La lumière tourne.")
    expect(page.locator("#saved [data-saved]")).to_have_text(SAVED)
    page.reload()
    expect(page.locator("#id_body_fr")).to_have_value("La lumière tourne.")

    open_fold(page, "With a word for the reviewers")
    page.get_by_label("Comment", exact=True).first.fill("Merci d'avance.")
    press(page, "Submit for review")
    said(page, "“Une nuit au phare” is submitted for review in French.")
    expect(panel(page)).to_contain_text("An editor reads it: you will be told.")
    assert page.locator("#id_title_fr").count() == 0  # to be read only, while someone reviews it
    post = Post.objects.get()
    step = post.steps.get(verb="submitted")
    assert (post.body_fr, post.created_by, step.comment) == ("La lumière tourne.", ana, "Merci d'avance.")
    assert post.live_languages() == []


def test_who_may_not_publish_is_told_whom_to_ask(sit_down, ana, paul):
    post = PostFactory(title_fr="En ligne", published=["fr"], created_by=ana)
    page = sit_down(ana, form_of(post))
    assert (offered(page), page.locator("#id_title_fr").count()) == ([], 0)
    answer = page.goto(page.url.replace("/change/", "/delete/"))
    assert answer.status == 403
    expect(page.locator("main")).to_contain_text("Paul Mer")
    page.complaints.clear()  # the refusal that was asked for


def test_an_editor_returns_a_text_and_approves_it_once_mended(sit_down, ana, lucie):
    post = PostFactory(title_fr="Cartes", created_by=ana)
    author = sit_down(ana, form_of(post))
    press(author, "Submit for review")

    editor = sit_down(lucie, "/en/admin/")
    editor.get_by_role("main").get_by_role("link", name="Cartes").first.click()
    press(editor, "Ask for changes")
    said(editor, "Say what is to be changed")  # nobody is sent back without a word
    editor.get_by_label("Comment for the author").fill("Dites d'où viennent les cartes.")
    press(editor, "Ask for changes")
    expect(panel(editor)).to_contain_text("Dites d'où viennent les cartes.")
    assert post.editions.get().review == "changes_requested"

    author.reload()
    expect(panel(author)).to_contain_text("Dites d'où viennent les cartes.")
    author.locator("#id_body_fr").fill("Elles viennent du port.")
    press(author, "Submit for review")

    editor.reload()
    expect(editor.locator("#id_body_fr")).to_have_value("Elles viennent du port.")
    press(editor, "Approve")
    said(editor, "Cartes")
    assert (post.editions.get().review, offered(editor)) == ("approved", [])
    assert Post.objects.get().live_languages() == []


def test_a_publisher_publishes_now(sit_down, paul, live_server):
    post = PostFactory(title_fr="Une rentrée", slug_fr="rentree")
    page = sit_down(paul, form_of(post))
    press(page, "Publish now")
    page.get_by_role("link", name="See it on the site").click()

    page.wait_for_url(f"{live_server.url}/blog/2026/3/14/rentree/")
    expect(page.locator("h1")).to_have_text("Une rentrée")


def test_a_publisher_plans_a_publication_and_its_end_and_finds_both_in_the_calendar(sit_down, paul, live_server):
    post = PostFactory(title_fr="Une offre", slug_fr="offre")
    page = sit_down(paul, form_of(post))
    open_fold(page, "Publish later")
    page.locator("#id_publish_at").fill("2099-07-01T09:30")
    open_fold(page, "For a time only")
    page.locator("#id_withdraw_at").fill("2099-07-15T18:00")
    page.locator("#id_reason").select_option("out_of_date")
    press(page, "Schedule")
    expect(panel(page)).to_contain_text("On the site from")
    assert Post.objects.get().live_languages() == []
    assert page.goto(f"{live_server.url}/blog/2026/3/14/offre/").status == 404
    page.complaints.clear()  # nobody may read it yet

    page.goto(f"{live_server.url}/en/admin/calendar/?month=2099-07")
    cells = page.locator("td", has=page.get_by_role("link", name="Une offre"))
    assert [time.get_attribute("datetime") for time in cells.locator("> time").all()] == ["2099-07-01", "2099-07-15"]
    page.get_by_role("navigation", name="View").get_by_role("link", name="List").click()
    expect(page.get_by_role("heading", level=3)).to_have_count(2)
    page.get_by_role("main").get_by_role("link", name="Une offre").first.click()
    page.wait_for_url(f"**{form_of(post)}")


def test_a_publisher_puts_a_post_into_the_bin_and_takes_it_back(sit_down, paul, live_server):
    post = PostFactory(title_fr="Une erreur", slug_fr="erreur", published=["fr"])
    page = sit_down(paul, form_of(post))
    panel(page).get_by_role("link", name="Delete…").click()
    page.get_by_role("button", name="Put into the bin").click()
    expect(page.locator(".messagelist")).to_contain_text("Une erreur")
    assert page.goto(f"{live_server.url}/blog/2026/3/14/erreur/").status in {404, 410}

    page.goto(f"{live_server.url}/en/admin/bin/")
    page.get_by_role("button", name="Take out: Une erreur").click()
    expect(page.locator(".messagelist")).to_contain_text("Une erreur")
    assert (Post.objects.get().binned_at, Post.objects.get().live_languages()) == (None, [])
    page.complaints.clear()  # what visitors no longer read


def test_the_programme_lead_opens_an_account_that_does_what_its_role_says(sit_down, open_page, jeanne):
    page = sit_down(jeanne, "/en/admin/accounts/user/add/")
    for label, words in {"First name": "Noé", "Last name": "Vent", "Email address": "noe@example.org"}.items():
        page.get_by_label(label).fill(words)
    page.get_by_label("Username").fill("noe")
    page.get_by_role("checkbox", name="Editor").check()
    page.get_by_role("textbox", name="First password").fill("une-phrase-de-passe")
    page.get_by_label("The same once more").fill("une-phrase-de-passe")
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "noe")
    assert [group.name for group in User.objects.get(username="noe").groups.all()] == ["editor"]

    his = open_page("/en/admin/")
    his.locator("#id_username").fill("noe")
    his.locator("#id_password").fill("une-phrase-de-passe")
    his.get_by_role("button", name="Log in").click()
    expect(his.locator("#user-tools")).to_contain_text("Noé")
    assert his.locator(".eig-nav").get_by_role("link", name="Users").count() == 0


@pytest.fixture
def challenge():
    """A live challenge with 4 figures, 3 deliverables and 5 people, that the gate lets through."""
    picture = {"alt_fr": "Un phare", "alt_en": "A lighthouse", "consent": "not_needed"}
    challenge = ChallengeFactory(
        title_fr="Phare", slug_fr="phare", tagline_fr="Guider.", cover=ImageFactory(**picture), published=["fr"]
    )
    for position in range(1, 5):
        ChallengeFigureFactory(challenge=challenge, amount=str(position * 10), position=position)
    for position in range(1, 4):
        DeliverableFactory(challenge=challenge, title_fr=f"Outil {position}", position=position)
    for position in range(1, 6):
        ParticipationFactory(challenge=challenge, position=position)
    return challenge


def rows(challenge):
    fresh = Challenge.objects.get(pk=challenge.pk)
    return (
        fresh.tagline_fr,
        list(fresh.figures.values_list("amount", flat=True)),
        list(fresh.deliverables.values_list("title_fr", flat=True)),
        fresh.participations.count(),
    )


BEFORE = ("Guider.", ["10", "20", "30", "40"], ["Outil 1", "Outil 2", "Outil 3"], 5)


def change(page):
    """Another tagline, another amount, a figure less, a deliverable with another name."""
    expect(page.locator("form[data-keeping=ready]")).to_be_attached()
    page.locator("#id_tagline_fr").fill("Guider de nuit.")
    page.locator("#id_figures-0-amount").fill("11")
    page.locator("#id_figures-3-DELETE").check()
    page.locator("#id_deliverables-1-title_fr").fill("Carte")
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "visitors see them once you publish")


def test_what_an_editor_changes_in_a_live_challenge_waits_until_a_publisher_publishes_it(
    sit_down, lucie, paul, challenge, live_server
):
    page = sit_down(lucie, form_of(challenge))
    change(page)
    assert (rows(challenge), offered(page)) == (BEFORE, [])
    page.goto(f"{live_server.url}/en/admin/challenges/challenge/")
    expect(page.locator(".field-states .eig-chip").first).to_contain_text("with changes in progress")

    page.goto(f"{live_server.url}{form_of(challenge)}")
    panel(page).get_by_role("link", name="Versions: compare, restore").click()
    page.get_by_role("button", name="Compare").click()
    marked = page.locator(".eig-compared dd")
    assert "de nuit" in " ".join(marked.locator("ins").all_text_contents())
    assert "40" in " ".join(marked.locator("del").all_text_contents())

    page.get_by_role("link", name="Back to the form").click()
    panel(page).locator("details", has=page.locator("[name=_discard]")).locator("summary").click()
    press(page, "Discard the changes")
    expect(page.locator("#id_tagline_fr")).to_have_value("Guider.")
    assert rows(challenge) == BEFORE

    change(page)
    publisher = sit_down(paul, form_of(challenge))
    expect(publisher.locator("#id_figures-0-amount")).to_have_value("11")
    press(publisher, "Publish the changes")
    said(publisher, "“Phare” is published in French.")
    assert rows(challenge) == ("Guider de nuit.", ["11", "20", "30"], ["Outil 1", "Carte", "Outil 3"], 5)
    publisher.get_by_role("link", name="See it on the site").click()
    expect(publisher.locator(".eig-figures__number")).to_have_text(["11", "20", "30"])


def test_an_editor_restores_what_was_live_before_and_a_publisher_publishes_it(
    sit_down, lucie, paul, challenge, live_server
):
    publisher = sit_down(paul, form_of(challenge))
    change(publisher)
    press(publisher, "Publish the changes")
    said(publisher, "“Phare” is published in French.")

    page = sit_down(lucie, form_of(challenge))
    page.get_by_role("link", name="Whole history").click()
    expect(page.get_by_role("main")).to_contain_text("Paul Mer")
    page.goto(f"{live_server.url}{form_of(challenge)}")
    panel(page).get_by_role("link", name="Versions: compare, restore").click()
    page.get_by_role("button", name="Restore version 1").click()
    expect(page.locator("#id_tagline_fr")).to_have_value("Guider.")
    assert rows(challenge)[0] == "Guider de nuit."

    publisher.goto(f"{live_server.url}{form_of(challenge)}")
    press(publisher, "Publish the changes")
    said(publisher, "“Phare” is published in French.")
    assert rows(challenge) == BEFORE


def test_an_editor_keeps_a_version_under_a_name_and_sees_what_changed_since(sit_down, lucie):
    post = PostFactory(title_fr="Un phare breton", created_by=lucie)
    page = sit_down(lucie, form_of(post))
    open_fold(page, "Keep this version under a name")
    page.get_by_label("Name of the version").fill("Avant les vacances")
    press(page, "Save as a version")
    page.locator("#id_title_fr").fill("Un phare normand")
    expect(page.locator("#saved [data-saved]")).to_have_text(SAVED)
    panel(page).get_by_role("link", name="Versions: compare, restore").click()

    main = page.get_by_role("main")
    expect(main).to_contain_text("Avant les vacances")
    expect(main.locator("dd del")).to_contain_text("breton")
    expect(main.locator("dd ins")).to_contain_text("normand")


@pytest.fixture
def post_office(settings):
    """A mail server on the loopback, which the site writes to when its jobs run."""
    settings.SITE_ADDRESS, settings.DEFAULT_FROM_EMAIL = "https://eig.example.org", "site@eig.example.org"
    with smtp_server() as (behaviour, port):
        settings.MAILERS = {"default": mail_server(f"smtp://127.0.0.1:{port}", timeout=2)}
        yield behaviour


def test_who_reviews_gets_a_letter_and_a_notice_that_lead_to_the_text(sit_down, ana, lucie, post_office, capsys):
    lucie.language = "en"
    lucie.save()
    post = PostFactory(title_fr="Cartes", created_by=ana)
    press(sit_down(ana, form_of(post)), "Submit for review")
    call_command("run_jobs")

    (letter,) = post_office.received
    assert (letter["To"], letter["Content-Language"]) == ("lucie@example.org", "en")
    address = re.search(r"https://eig\.example\.org(\S+/notices/\d+/)", letter.get_body(("plain",)).get_content())
    page = sit_down(lucie, address.group(1))
    assert page.url.endswith(form_of(post))
    expect(page.locator("#id_title_fr")).to_have_value("Cartes")


def test_a_contributor_shows_a_draft_to_someone_without_an_account(sit_down, open_page, ana, live_server):
    post = PostFactory(title_fr="Une rentrée", created_by=ana)
    page = sit_down(ana, form_of(post))
    page.get_by_role("link", name="Make a preview link").click()
    page.get_by_label("For whom").fill("La mairie")
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_label("Address of the link for “La mairie”").input_value()

    outsider = open_page(address.removeprefix(live_server.url), width=390)
    outsider.locator("#say-name").fill("Jeanne Martin")
    outsider.locator("#say-text").fill("Il manque la date.")
    outsider.locator("button[name=comment]").click()
    expect(outsider.locator("#say [role=status]")).to_be_visible()

    page.goto(f"{live_server.url}{form_of(post)}")
    expect(page.locator(".eig-recent .eig-said").first).to_have_text("Il manque la date.")
    page.get_by_role("link", name="Make a link, close one").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Close the link for “La mairie”").click()
    assert outsider.goto(address).status in {404, 410}
    outsider.complaints.clear()  # the link that was closed


def test_a_contributor_begins_with_a_copy(sit_down, ana):
    post = PostFactory(title_fr="Une rentrée", published=["fr"])
    page = sit_down(ana, form_of(post))
    page.get_by_role("button", name="Duplicate").click()
    expect(page.get_by_text("is a new draft")).to_be_visible()

    copy = Post.objects.exclude(pk=post.pk).get()
    assert (copy.created_by, copy.live_languages(), page.input_value("#id_title_fr")) == (ana, [], copy.title_fr)


def test_an_editor_submits_many_and_is_not_offered_to_publish_them(sit_down, lucie):
    for title in ("Un", "Deux"):
        PostFactory(title_fr=title)
    page = sit_down(lucie, "/en/admin/blog/post/")
    actions = page.locator("[name=action] option").evaluate_all("options => options.map((option) => option.value)")
    assert ("bulk_submit" in actions, "bulk_publish" in actions, "bulk_unpublish" in actions) == (True, False, False)
    page.check("#action-toggle")
    page.select_option("[name=action]", "bulk_submit")
    page.locator("#changelist-form .actions button").first.click()
    expect(page.get_by_role("heading", name="What happens to 2 items")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Submit 2 items")).click()

    expect(page.locator(".messagelist")).to_contain_text("2 items")
    assert sorted(post.editions.get().review for post in Post.objects.all()) == ["in_review", "in_review"]


def test_a_page_that_is_replaced_leads_on_and_a_contributor_never_sees_the_way(sit_down, paul, ana, live_server):
    page_out = PageFactory(title_fr="Ancien guide", slug_fr="ancien-guide", published=["fr"])
    PageFactory(title_fr="Nouveau guide", slug_fr="nouveau-guide", published=["fr"])
    hers = sit_down(ana, form_of(page_out))
    assert hers.get_by_text("Unpublish", exact=True).count() == 0

    page = sit_down(paul, form_of(page_out))
    open_fold(page, "Unpublish")
    page.get_by_label("Reason").select_option("replaced")
    page.get_by_label("Replaced by").press_sequentially("nouveau")
    option = page.locator("#id_replaced_by_found option")
    option.wait_for(state="attached")
    page.get_by_label("Replaced by").fill(option.get_attribute("value"))
    press(page, "Unpublish now")
    said(page, "visitors no longer read it")
    page.goto(f"{live_server.url}/ancien-guide/")
    assert page.url == f"{live_server.url}/nouveau-guide/"

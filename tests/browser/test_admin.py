import pytest

from blog.models import Post
from challenges.models import Challenge
from eig.images.models import Image
from tests.browser.site import build_site
from tests.factories import CallFactory, CohortFactory, DocumentFactory, PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_office(open_page, login_cookie):
    """`open_office("/admin/")` → a page of the back office, seen by the programme lead."""
    user = UserFactory(first_name="Claire", role="programme_lead")
    return lambda path, **options: open_page(path, cookies=[login_cookie(user)], **options)


def screens():
    post, challenge, image = Post.objects.first(), Challenge.objects.first(), Image.objects.first()
    return [
        "/admin/",
        "/admin/blog/post/",
        "/admin/blog/post/?q=zzz",
        "/admin/blog/post/add/",
        f"/admin/blog/post/{post.pk}/change/",
        f"/admin/blog/post/{post.pk}/in/en/",
        f"/admin/challenges/challenge/{challenge.pk}/change/",
        f"/admin/challenges/challenge/{challenge.pk}/in/en/",
        "/admin/images/image/",
        f"/admin/images/image/{image.pk}/change/",
        f"/admin/images/image/{image.pk}/delete/",
        "/admin/community/person/",
        "/admin/community/call/",
        "/admin/tags/tag/",
        "/admin/accounts/user/add/",
        "/admin/auth/group/",
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_back_office_has_no_accessibility_fault(open_page, open_office, violations, live_server, dark):
    build_site()
    page = open_page("/admin/login/", dark=dark)
    faults = {"login": violations(page)}
    page = open_office("/admin/", dark=dark)
    for path in screens():
        assert page.goto(f"{live_server.url}{path}").status == 200, path
        faults[path] = violations(page)

    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_screen_scrolls_sideways(open_office, live_server, width):
    build_site()
    page = open_office("/admin/", width=width)
    too_wide = []
    for path in screens():
        page.goto(f"{live_server.url}{path}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append(path)

    assert too_wide == []


def test_a_post_is_written_with_a_new_tag_and_an_author(open_office):
    PersonFactory(name="Élise Cœur")
    page = open_office("/en/admin/blog/post/add/")
    page.fill("#id_title_fr", "Une rentrée ouverte")
    page.get_by_role("searchbox", name="Tags").fill("Données ouvertes")
    page.get_by_role("option", name="Données ouvertes").click()
    page.get_by_role("button", name="Add an author").click()
    page.get_by_role("combobox", name="Person").click()
    page.keyboard.type("elise coeur")
    page.get_by_role("option", name="Élise Cœur").click()
    with page.expect_navigation():
        page.locator(".submit-row").get_by_role("button", name="Save", exact=True).click()

    post = Post.objects.get()
    assert (post.title_fr, post.slug_fr, post.live_languages()) == ("Une rentrée ouverte", "une-rentree-ouverte", [])
    assert [tag.name_en or tag.name_fr for tag in post.tags.all()] == ["Données ouvertes"]
    assert [person.name for person in post.authors.all()] == ["Élise Cœur"]


def test_enter_saves_and_never_publishes(open_office):
    post = PostFactory()
    page = open_office(f"/en/admin/blog/post/{post.pk}/change/")
    page.fill("#id_title_fr", "Un autre titre")
    with page.expect_navigation():
        page.press("#id_title_fr", "Enter")

    post.refresh_from_db()
    assert (post.title_fr, post.live_languages()) == ("Un autre titre", [])


def test_a_post_is_published_and_seen_on_the_site(open_office):
    post = PostFactory(title_fr="Une rentrée", slug_fr="rentree")
    page = open_office(f"/en/admin/blog/post/{post.pk}/change/")
    page.locator(".eig-panel--state").get_by_role("button", name="Publish now").click()
    page.get_by_role("link", name="See it on the site").click()

    assert page.url.endswith("/blog/2026/3/14/rentree/")
    assert page.locator("h1").inner_text() == "Une rentrée"


def test_leaving_with_words_unsaved_asks_first(open_office):
    """Where nothing is kept as one types: a cohort has no working draft."""
    page = open_office(f"/admin/community/cohort/{CohortFactory().pk}/change/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.fill("#id_name_fr", "Un nom à garder")
    with page.expect_event("dialog"):
        page.click(".eig-nav a[href='/admin/challenges/challenge/']:visible", no_wait_after=True)

    assert (asked, page.input_value("#id_name_fr")) == (["beforeunload"], "Un nom à garder")


def test_a_form_in_which_nothing_was_written_is_left_without_a_question(open_office):
    call = CallFactory(regulation=DocumentFactory())
    page = open_office(f"/admin/community/call/{call.pk}/change/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("h1").click()
    # What lists say once they are set up, however late that is.
    page.evaluate("django.jQuery('select').trigger('change')")
    page.click(".eig-nav a[href='/admin/challenges/challenge/']:visible")

    assert page.url.endswith("/admin/challenges/challenge/")
    assert asked == []


@pytest.mark.parametrize("field", ["Regulation", "Other documents"])
def test_leaving_with_something_chosen_in_a_list_asks_first(open_office, field):
    DocumentFactory(title_fr="Le règlement", title_en="The rules", published=["fr", "en"])
    page = open_office(f"/en/admin/community/call/{CallFactory().pk}/change/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("combobox" if field == "Regulation" else "searchbox", name=field).click()
    page.get_by_role("option", name="The rules").click()
    with page.expect_event("dialog"):
        page.click(".eig-nav a[href='/en/admin/challenges/challenge/']:visible", no_wait_after=True)

    assert asked == ["beforeunload"]


def test_a_double_click_saves_once(open_office):
    page = open_office("/admin/blog/post/add/")
    page.fill("#id_title_fr", "Une fois suffit")
    with page.expect_navigation():
        page.locator(".submit-row .default").dblclick(no_wait_after=True)

    assert [post.title_fr for post in Post.objects.all()] == ["Une fois suffit"]


def test_the_preview_shows_what_is_typed_beside_the_form(open_office, violations):
    build_site()
    post = Post.objects.first()
    page = open_office(f"/en/admin/blog/post/{post.pk}/change/", width=1440)
    page.fill("#id_title_fr", "Un titre pas encore enregistré")
    page.get_by_role("button", name="Preview").click()
    inside = page.frame_locator("iframe[name=preview]")
    inside.get_by_role("heading", name="Un titre pas encore enregistré", level=1).wait_for()

    assert page.evaluate("document.activeElement.id") == "viewing-title"
    assert (page.locator("iframe").get_attribute("sandbox") or "").split()[0] == "allow-same-origin"
    assert inside.locator("body").evaluate("body => body.ownerDocument.defaultView.innerWidth") == 390
    page.get_by_role("button", name="Computer").click()
    assert inside.locator("body").evaluate("body => body.ownerDocument.defaultView.innerWidth") == 1280
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert page.locator("#viewing").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Preview"
    assert Post.objects.get(pk=post.pk).title_fr == post.title_fr


@pytest.mark.parametrize("width", [320, 1280])
def test_versions_are_compared_and_restored(open_office, violations, width):
    build_site()
    challenge = Challenge.objects.first()
    page = open_office(f"/en/admin/challenges/challenge/{challenge.pk}/change/", width=width)
    page.fill("#id_tagline_fr", "Tout change ici.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and publish").click()
    page.get_by_role("link", name="Versions: compare, restore").click()
    page.get_by_label("From: version 1").check()
    page.get_by_label("To: version 2").check()
    page.get_by_role("button", name="Compare").click()

    assert page.locator(".eig-compared dd ins").all_text_contents() == ["added: Tout change ici."]
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Restore version 1").click()
    assert page.input_value("#id_tagline_fr") == (challenge.tagline_fr or "")
    assert Challenge.objects.get(pk=challenge.pk).tagline_fr == "Tout change ici."

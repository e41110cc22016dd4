import pytest

from tests.factories import PageFactory

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "![Le phare](embed:https://www.youtube.com/watch?v=aB-3)\n\n![Un mot](embed:https://video.example/w/1)"
PLAYER = "https://www.youtube-nocookie.com/embed/aB-3"


def test_a_player_is_asked_for_by_a_click_alone_and_takes_the_focus(open_page, violations):
    PageFactory(slug_fr="film", body_fr=BODY, published=["fr"])
    page = open_page("/film/")
    asked = []

    def answer(route):
        asked.append((route.request.url, route.request.headers.get("referer")))
        route.fulfill(content_type="text/html", body="<title>Film</title><button>Lecture</button>")

    page.context.route("https://www.youtube-nocookie.com/**", answer)
    buttons = page.locator("button.eig-embed__screen")
    assert (asked, page.complaints, violations(page)) == ([], [], [])
    assert buttons.count() == 1
    above = page.locator(".eig-embed__title").first.bounding_box()

    buttons.focus()
    page.keyboard.press("Enter")

    frame = page.locator("iframe")
    assert frame.get_attribute("title") == "Le phare – YouTube"
    assert page.frame_locator("iframe").get_by_role("button", name="Lecture").is_enabled()
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    assert page.locator(".eig-embed__title").first.bounding_box() == above
    assert [url for url, _referrer in asked] == [PLAYER]
    assert all(not referrer or "film" not in referrer for _url, referrer in asked)
    assert page.complaints == [f"request to {PLAYER}"]
    page.complaints.clear()


def test_a_page_frames_no_one_but_the_providers_of_its_players(open_page):
    PageFactory(slug_fr="film", body_fr=BODY, published=["fr"])
    page = open_page("/film/")
    asked = []
    page.context.route("https://player.vimeo.com/**", lambda route: asked.append(route.request.url) or route.abort())

    refused = page.evaluate("""() => new Promise(done => {
        document.onsecuritypolicyviolation = event => done([event.effectiveDirective, event.blockedURI])
        document.body.append(Object.assign(document.createElement("iframe"), {src: "https://player.vimeo.com/video/1"}))
    })""")

    assert refused == ["frame-src", "https://player.vimeo.com"]
    assert asked == []
    page.complaints.clear()


def test_without_scripts_a_player_is_a_link(open_page):
    PageFactory(slug_fr="film", body_fr=BODY, published=["fr"])
    page = open_page("/film/", scripts=False)

    assert page.locator("button.eig-embed__screen, iframe").count() == 0
    link = page.get_by_role("link", name="YouTube")
    assert link.get_attribute("href") == "https://www.youtube.com/watch?v=aB-3"
    assert link.is_visible()

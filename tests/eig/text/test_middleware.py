import pytest
from django.http import HttpResponse, StreamingHttpResponse

from eig.text.middleware import PlayersMiddleware
from tests.factories import PageFactory

VIMEO = '<figure data-player="https://player.vimeo.com/video/1">'
YOUTUBE = '<figure data-player="https://www.youtube-nocookie.com/embed/1">'


def frames(html, **attributes):
    response = HttpResponse(html)
    vars(response).update(attributes)
    config = getattr(PlayersMiddleware(lambda request: response)(None), "_csp_config", {})
    return config.get("frame-src")


@pytest.mark.parametrize(
    ("html", "hosts"),
    [
        ("<p>Rien", None),
        (VIMEO * 2, ["https://player.vimeo.com"]),
        (YOUTUBE + VIMEO, ["https://player.vimeo.com", "https://www.youtube-nocookie.com"]),
        ('<figure data-player="https://elsewhere.example/1">', None),
        ('<figure data-player="https://player.vimeo.com.elsewhere.example/1">', None),
        ("<p>data-player=&quot;https://player.vimeo.com/1&quot;", None),
    ],
)
def test_a_page_may_frame_the_providers_of_its_own_players_and_no_other(html, hosts):
    assert frames(html) == hosts


def test_rules_of_a_view_stay_its_own():
    assert frames(VIMEO, _csp_config={"default-src": []}) is None


def test_what_is_streamed_is_not_read():
    response = StreamingHttpResponse(iter([VIMEO.encode()]))
    assert PlayersMiddleware(lambda request: response)(None) is response
    assert not hasattr(response, "_csp_config")


@pytest.mark.django_db
def test_the_rule_is_sent_with_the_page(client):
    PageFactory(slug_fr="film", body_fr="![Phare](embed:https://vimeo.com/12)", published=["fr"])
    PageFactory(slug_fr="texte", body_fr="Rien.", published=["fr"])
    rules = client.get("/film/").headers["Content-Security-Policy"].split("; ")
    assert "frame-src https://player.vimeo.com" in rules
    assert "default-src 'none'" in rules
    assert "frame-src" not in client.get("/texte/").headers["Content-Security-Policy"]

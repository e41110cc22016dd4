import pytest
from django.utils.translation import override

from eig.text.markdown import render
from eig.text.references import resolve


def shown(markdown):
    with override("en"):
        return resolve(render(markdown)).strip()


def test_a_player_is_a_card_with_a_plain_link():
    assert shown("![Phare & co](embed:https://www.dailymotion.com/video/x7abc)") == (
        '<figure class="eig-embed">\n'
        '<figcaption class="eig-embed__words">\n'
        '<span class="eig-embed__provider">Dailymotion</span>\n'
        '<span class="eig-embed__title">Phare &amp; co</span>\n'
        "</figcaption>\n"
        '<a class="fr-link" href="https://www.dailymotion.com/video/x7abc" rel="noopener external">'
        "Open “Phare &amp; co” on Dailymotion</a>\n"
        '<p class="eig-embed__notice">This link opens another site. Nothing is asked of it before you click.</p>\n'
        "</figure>"
    )


def test_a_player_without_a_title_is_named_by_its_host():
    html = shown("![](embed://player.example.org/x)")
    assert (
        'href="https://player.example.org/x" rel="noopener external">Open this content on player.example.org</a>'
        in html
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "x7abc", "/blog/"])
def test_what_is_no_web_address_shows_nothing(address):
    assert shown(f"![Phare](embed:{address})") == ""

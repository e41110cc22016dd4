import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override

from eig.text.markdown import render
from eig.text.references import resolve


def shown(markdown):
    with override("en"):
        return resolve(render(markdown)).strip()


def test_a_player_is_a_card_that_a_click_turns_into_it_with_a_plain_link():
    assert shown("![Phare & co](embed:https://www.dailymotion.com/video/x7abc)") == (
        '<figure class="eig-embed" data-player="https://geo.dailymotion.com/player.html?video=x7abc"'
        ' data-player-title="Phare &amp; co – Dailymotion" data-player-label="Play it on this page">\n'
        '<figcaption class="eig-embed__words">\n'
        '<span class="eig-embed__provider">Dailymotion</span>\n'
        '<span class="eig-embed__title">Phare &amp; co</span>\n'
        "</figcaption>\n"
        '<a class="fr-link" href="https://www.dailymotion.com/video/x7abc" rel="noopener external">'
        'Open on Dailymotion<span class="fr-sr-only"> – Phare &amp; co</span></a>\n'
        '<p class="eig-embed__notice">Nothing is asked of Dailymotion before you click. '
        "Loading it lets Dailymotion know your IP address and may set cookies.</p>\n"
        "</figure>"
    )


def test_a_title_of_another_language_is_marked_in_the_card_and_plain_in_its_attribute():
    title = mark_safe('<span lang="fr">Phare &amp; co</span>')
    context = {
        "title": title,
        "provider": "Dailymotion",
        "address": "https://a.example/",
        "player": "https://b.example/",
    }
    card = BeautifulSoup(render_to_string("components/embed.html", context), "html.parser").figure

    assert card["data-player-title"] == "Phare & co – Dailymotion"
    assert card.select_one(".eig-embed__title span[lang=fr]").text == "Phare & co"
    assert sorted(card.attrs) == ["class", "data-player", "data-player-label", "data-player-title"]


def test_what_is_not_played_here_is_a_link_alone():
    html = shown("![Un mot](embed:https://twitter.com/etalab/status/12)")
    assert html.startswith('<figure class="eig-embed">')
    assert "This link opens another site. Nothing is asked of it before you click.</p>" in html


def test_a_player_without_a_title_is_named_by_its_host():
    html = shown("![](embed://player.example.org/x)")
    assert (
        'href="https://player.example.org/x" rel="noopener external">Open this content on player.example.org</a>'
        in html
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "x7abc", "/blog/"])
def test_what_is_no_web_address_shows_nothing(address):
    assert shown(f"![Phare](embed:{address})") == ""

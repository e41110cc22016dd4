import pytest

from eig.text.embeds import PLAYER_HOSTS, PLAYERS, Provider, embed_address, player_address, recognise


@pytest.mark.parametrize(
    ("provider", "identifier", "address"),
    [
        (Provider.YOUTUBE, "aB-3", "https://www.youtube.com/watch?v=aB-3"),
        (Provider.YOUTUBE, "x&list=y#z", "https://www.youtube.com/watch?v=x%26list%3Dy%23z"),
        (Provider.SPEAKER_DECK, "someone/talk", "https://speakerdeck.com/player/someone/talk"),
        (Provider.PEERTUBE, "https://video.example/w/1", "https://video.example/w/1"),
        (Provider.PEERTUBE, "javascript://%0aalert(1)", ""),
        (Provider.PEERTUBE, "w/1", ""),
    ],
)
def test_a_player_leads_to_a_web_page_or_nowhere(provider, identifier, address):
    assert embed_address(provider, identifier) == address


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://youtu.be/aB-3", "https://www.youtube-nocookie.com/embed/aB-3"),
        ("https://www.youtube.com/watch?v=aB-3&list=x", "https://www.youtube-nocookie.com/embed/aB-3"),
        ("//dai.ly/x7abc", "https://geo.dailymotion.com/player.html?video=x7abc"),
        ("https://vimeo.com/12", "https://player.vimeo.com/video/12?dnt=1"),
        ("https://speakerdeck.com/player/ab12", "https://speakerdeck.com/player/ab12"),
        ("https://speakerdeck.com/someone/talk", ""),
        ("https://twitter.com/etalab/status/12", ""),
        ("https://video.example/w/1", ""),
    ],
)
def test_what_is_played_in_a_page_is_known(address, player):
    assert recognise(address).player == player


@pytest.mark.parametrize("identifier", ["x/../../evil", "x?autoplay=1", 'x" onload="', ""])
def test_an_odd_identifier_plays_nothing(identifier):
    assert player_address(Provider.YOUTUBE, identifier) == ""


def test_hosts_of_players_are_those_of_their_addresses():
    assert len(PLAYER_HOSTS) == len(PLAYERS) == 4
    assert "www.youtube-nocookie.com" in PLAYER_HOSTS

import pytest

from eig.text.embeds import Provider, embed_address


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

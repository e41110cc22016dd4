"""Players of other sites: which are known, the public page behind each, and what may be loaded into ours on a click."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.db import models


class Provider(models.TextChoices):
    """Sites whose players may stand in a page, as a card that loads nothing before a click."""

    DAILYMOTION = "dailymotion", "Dailymotion"
    YOUTUBE = "youtube", "YouTube"
    VIMEO = "vimeo", "Vimeo"
    PEERTUBE = "peertube", "PeerTube"
    SPEAKER_DECK = "speakerdeck", "Speaker Deck"
    TWITTER = "twitter", "Twitter"


PAGES = {
    Provider.DAILYMOTION: "https://www.dailymotion.com/video/{}",
    Provider.YOUTUBE: "https://www.youtube.com/watch?v={}",
    Provider.VIMEO: "https://vimeo.com/{}",
    Provider.SPEAKER_DECK: "https://speakerdeck.com/player/{}",
}
# What is loaded in a page once a reader asks for it; of other providers there is a link alone.
PLAYERS = {
    Provider.DAILYMOTION: "https://geo.dailymotion.com/player.html?video={}",
    Provider.YOUTUBE: "https://www.youtube-nocookie.com/embed/{}",
    Provider.VIMEO: "https://player.vimeo.com/video/{}?dnt=1",
    Provider.SPEAKER_DECK: "https://speakerdeck.com/player/{}",
}
PLAYER_HOSTS = frozenset(urlsplit(player).netloc for player in PLAYERS.values())
IDENTIFIER = re.compile(r"[\w-]+")
PATTERNS = {
    Provider.DAILYMOTION: r"(?:www\.)?dailymotion\.com/(?:embed/)?video/([\w-]+)|dai\.ly/([\w-]+)",
    Provider.YOUTUBE: r"(?:www\.)?youtube(?:-nocookie)?\.com/(?:watch\?v=|embed/)([\w-]+)|youtu\.be/([\w-]+)",
    Provider.VIMEO: r"(?:player\.)?vimeo\.com/(?:video/)?(\d+)",
    Provider.SPEAKER_DECK: r"speakerdeck\.com/player/(\w+)|speakerdeck\.com/([\w-]+/[\w-]+)",
    Provider.TWITTER: r"(?:mobile\.)?(?:twitter|x)\.com/\w+/status/(\d+)",
}


@dataclass(frozen=True)
class Embed:
    """A player elsewhere: provider ("" when unknown) and its name, public page, what plays it here ("" for a link)."""

    provider: str
    name: str
    address: str
    player: str = ""


def embed_address(provider, identifier):
    """The public page of a player, "" for a provider whose pages cannot be told from an identifier."""
    if page := PAGES.get(provider, ""):
        return page.format(quote(identifier, safe="/"))
    return identifier if re.match(r"https?://", identifier) else ""


def player_address(provider, identifier):
    """What plays it inside a page of ours, "" for a provider whose players are not known or an odd identifier."""
    known = PLAYERS.get(provider, "")
    return known.format(identifier) if known and IDENTIFIER.fullmatch(identifier) else ""


class Played:
    """Of a model that names a film by `platform` and `video_id`."""

    @property
    def url(self):
        """The film's public page."""
        return embed_address(self.platform, self.video_id)

    @property
    def player(self):
        """What plays the film inside a page, "" where it can only be opened elsewhere."""
        return player_address(self.platform, self.video_id)


def recognise(address):
    """What an address embeds; a provider nobody knows comes out with its host as the name."""
    for provider, pattern in PATTERNS.items():
        if found := re.match(rf"(?:https?:)?//(?:{pattern})", address):
            identifier = next(filter(None, found.groups()))
            return Embed(provider, provider.label, address, player_address(provider, identifier))
    host = re.sub(r"^(?:https?:)?//(?:www\.)?", "", address).split("/")[0]
    return Embed("", host, address)

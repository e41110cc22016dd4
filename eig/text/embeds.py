"""Players of other sites: which are known, and the public page behind each."""

import re
from dataclasses import dataclass
from urllib.parse import quote

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
PATTERNS = {
    Provider.DAILYMOTION: r"(?:www\.)?dailymotion\.com/(?:embed/)?video/([\w-]+)|dai\.ly/([\w-]+)",
    Provider.YOUTUBE: r"(?:www\.)?youtube(?:-nocookie)?\.com/(?:watch\?v=|embed/)([\w-]+)|youtu\.be/([\w-]+)",
    Provider.VIMEO: r"(?:player\.)?vimeo\.com/(?:video/)?(\d+)",
    Provider.SPEAKER_DECK: r"speakerdeck\.com/player/(\w+)|speakerdeck\.com/([\w-]+/[\w-]+)",
    Provider.TWITTER: r"(?:mobile\.)?(?:twitter|x)\.com/\w+/status/(\d+)",
}


@dataclass(frozen=True)
class Embed:
    """An embedded player: the provider ("" when unknown), its name as shown, and the public page."""

    provider: str
    name: str
    address: str


def embed_address(provider, identifier):
    """The public page of a player, "" for a provider whose pages cannot be told from an identifier."""
    if page := PAGES.get(provider, ""):
        return page.format(quote(identifier, safe="/"))
    return identifier if re.match(r"https?://", identifier) else ""


def recognise(address):
    """What an address embeds; a provider nobody knows comes out with its host as the name."""
    for provider, pattern in PATTERNS.items():
        if re.match(rf"(?:https?:)?//(?:{pattern})", address):
            return Embed(provider, provider.label, address)
    host = re.sub(r"^(?:https?:)?//(?:www\.)?", "", address).split("/")[0]
    return Embed("", host, address)

"""Players of other sites inside a text: a card that a click turns into the player; nothing is asked of them before."""

import re

from django.template.loader import render_to_string
from django.utils.translation import get_language

from eig.text.embeds import recognise
from eig.text.typography import typeset

WEB_ADDRESS = re.compile(r"(?:https?:)?//[^\s]+")


def render_embeds(figures):
    """The HTML of each card, in order; what is not a web address shows nothing."""
    return [_render(figure) for figure in figures]


def _render(figure):
    if not WEB_ADDRESS.fullmatch(figure.key):
        return ""
    address = f"https:{figure.key}" if figure.key.startswith("//") else figure.key
    title = typeset(figure.caption, figure.language or get_language())
    embed = recognise(address)
    context = {"title": title, "provider": embed.name, "address": address, "player": embed.player}
    return render_to_string("components/embed.html", context)

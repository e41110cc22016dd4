"""Players of other sites inside a text: a card with a plain link, so that nothing is asked of them before a click."""

import re

from django.template.loader import render_to_string

from eig.text.embeds import recognise

WEB_ADDRESS = re.compile(r"(?:https?:)?//[^\s]+")


def render_embeds(figures):
    """The HTML of each card, in order; what is not a web address shows nothing."""
    return [_render(figure) for figure in figures]


def _render(figure):
    if not WEB_ADDRESS.fullmatch(figure.key):
        return ""
    address = f"https:{figure.key}" if figure.key.startswith("//") else figure.key
    context = {"title": figure.caption, "provider": recognise(address).name, "address": address}
    return render_to_string("components/embed.html", context)

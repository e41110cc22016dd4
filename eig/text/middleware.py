import re

from django.conf import settings

from eig.text.embeds import PLAYER_HOSTS

PLAYER = re.compile(rb'data-player="https://([^/"?]+)/')


class PlayersMiddleware:
    """Lets a page frame the providers whose players it offers, and no other; a page without one frames nothing.

    It reads the page, not the request, so that what is true of a page is true of it in a cache (ADR 50).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # A preview, which has rules of its own, runs no script that could load a player.
        if not response.streaming and b"data-player=" in response.content and not hasattr(response, "_csp_config"):
            found = {host.decode("ascii", "replace") for host in PLAYER.findall(response.content)}
            if hosts := sorted(found & PLAYER_HOSTS):
                response._csp_config = {**settings.SECURE_CSP, "frame-src": [f"https://{host}" for host in hosts]}
        return response

from django.conf import settings
from django.http import HttpResponsePermanentRedirect

from eig.seo.models import Redirect


class RedirectMiddleware:
    """An address that leads nowhere is looked up among the old ones: one permanent hop to today's page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not _leads_nowhere(request, response) or request.method not in {"GET", "HEAD"}:
            return response
        if "\x00" in request.path or request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            return response
        redirect = Redirect.objects.for_path(request.path)
        address = redirect.address() if redirect else ""
        return HttpResponsePermanentRedirect(address) if address else response


def _leads_nowhere(request, response):
    """A 404, or the redirect that only adds a final slash: an old address without one needs a single hop too."""
    return response.status_code == 404 or (
        response.status_code == 301 and response.get("Location", "").partition("?")[0] == f"{request.path}/"
    )

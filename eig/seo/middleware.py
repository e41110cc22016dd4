from django.conf import settings
from django.http import HttpResponsePermanentRedirect

from eig.seo.models import Redirect


class RedirectMiddleware:
    """An address that leads nowhere is looked up among the old ones: one permanent hop to today's page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        if "\x00" in request.path or request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            return response
        redirect = Redirect.objects.for_path(request.path)
        address = redirect.address() if redirect else ""
        return HttpResponsePermanentRedirect(address) if address else response

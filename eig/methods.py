from django.http import HttpResponseNotAllowed

KNOWN = ["GET", "HEAD", "POST"]
# The address may be a key, as that of a preview link is.
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


class KnownMethodsMiddleware:
    """Nothing of the site is asked for otherwise: a page is not rendered for a method that means something else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in KNOWN:
            return self.get_response(request)
        return HttpResponseNotAllowed(KNOWN, headers=HEADERS)

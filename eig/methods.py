from django.http import HttpResponseNotAllowed

KNOWN = ["GET", "HEAD", "POST"]


class KnownMethodsMiddleware:
    """Nothing of the site is asked for otherwise: a page is not rendered for a method that means something else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request) if request.method in KNOWN else HttpResponseNotAllowed(KNOWN)

from django.conf import settings
from django.core.exceptions import RequestDataTooBig

from eig.accounts.log_in_again import weighs_more


class LightBodiesMiddleware:
    """What visitors send is words: a body that says it weighs more is refused unread, files in it too.

    The back office looks after itself: its pictures weigh, and what was typed there is carried over a login.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        is_office = "admin" in match.app_names and match.url_name != "login"
        if not is_office and weighs_more(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            raise RequestDataTooBig(f"{request.path} takes no more than {settings.DATA_UPLOAD_MAX_MEMORY_SIZE} bytes")

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language_from_path


class Utf8Middleware:
    """What comes in is UTF-8, as our pages ask for it: other encodings that a request names can hide half characters.

    Django takes the name from whoever asks; some name no encoding of text, others make text that no database keeps.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.encoding is not None:
            request.encoding = settings.DEFAULT_CHARSET
        return self.get_response(request)


class AddressLanguageMiddleware:
    """The language of a page is that of its address: no cookie and no header changes it, so pages can be cached."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

import os

import django
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eig.settings")


class Application(WSGIHandler):
    """Django, which answers even what it refuses before it has a request: a content type it cannot read is none."""

    def __call__(self, environ, start_response):
        asked = {**environ}  # a request writes the path that it read back into its own
        try:
            return super().__call__(environ, start_response)
        except (BadRequest, SuspiciousOperation):
            # It read a strange content type, or the whole query because the content type names an encoding.
            return super().__call__({**asked, "CONTENT_TYPE": ""}, start_response)


django.setup(set_prefix=False)
application = Application()

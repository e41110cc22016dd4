"""The site as visitors get it: behind what docs/operations.md asks of a proxy, which ends TLS and compresses pages."""

import gzip

import brotli
from django.core.wsgi import get_wsgi_application

COMPRESSED = ("text/", "application/json", "application/xml", "application/rss+xml", "application/atom+xml")
FEWEST_BYTES = 500


class BehindTheProxy:
    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        environ["HTTP_X_FORWARDED_PROTO"] = "https"
        begun = []

        def begin(status, headers, exc_info=None):
            begun[:] = [status, headers]

        body = self.application(environ, begin)
        status, headers = begun
        how = _encoding(environ, status, {name.lower(): value for name, value in headers})
        if how is None:
            start_response(status, headers)
            return body
        try:
            compressed = _compress(how, b"".join(body))
        finally:
            if hasattr(body, "close"):
                body.close()
        start_response(status, [*_kept(headers), ("Content-Encoding", how), ("Content-Length", str(len(compressed)))])
        return [compressed]


def _encoding(environ, status, headers):
    """How the answer is to be compressed, None to hand it on as it is."""
    if environ["REQUEST_METHOD"] == "HEAD" or not status.startswith(("200", "4", "5")) or "content-encoding" in headers:
        return None
    if not headers.get("content-type", "").startswith(COMPRESSED):
        return None
    if int(headers.get("content-length") or FEWEST_BYTES) < FEWEST_BYTES:
        return None
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    return next((how for how in ("br", "gzip") if how in accepted), None)


def _compress(how, body):
    return brotli.compress(body, quality=5) if how == "br" else gzip.compress(body, 6)


def _kept(headers):
    """The headers without the length; what was strong of the plain bytes is weak of the compressed ones."""
    for name, value in headers:
        if name.lower() == "etag" and not value.startswith("W/"):
            yield name, f"W/{value}"
        elif name.lower() != "content-length":
            yield name, value


application = BehindTheProxy(get_wsgi_application())

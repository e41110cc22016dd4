"""Visiting our own pages without a server, as a visitor without a cookie would."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client


class Visitor:
    """Asks the site for pages, in this process and inside its transaction."""

    def __init__(self):
        host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
        self._client = Client(SERVER_NAME=host, raise_request_exception=False)
        self._seen = {}

    def visit(self, path):
        """`(status, HTML)` of a page; a permanent redirect of this host is followed once."""
        if path not in self._seen:
            self._seen[path] = self._visit(path)
        return self._seen[path]

    def _visit(self, path):
        response = self._client.get(path, secure=True)
        if response.status_code in (301, 308):
            target = urlsplit(response["Location"])
            query = f"?{target.query}" if target.query else ""
            response = self._client.get(target.path + query, secure=True)
        streaming = getattr(response, "streaming", False)
        html = "" if streaming else response.content.decode(response.charset or "utf-8", "replace")
        return response.status_code, html

    def main(self, path):
        """The HTML of a page's own part, "" where it does not answer 200."""
        status, html = self.visit(path)
        main = BeautifulSoup(html, "html.parser").find("main") if status == 200 else None
        return str(main) if main else html if status == 200 else ""

    def heading(self, path):
        """The words of the page's first heading, "" where it does not answer 200."""
        status, html = self.visit(path)
        heading = BeautifulSoup(html, "html.parser").find("h1") if status == 200 else None
        return heading.get_text(" ", strip=True) if heading else ""

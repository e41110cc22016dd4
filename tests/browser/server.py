"""What the live server of the browser tests has in hand: a test ends when nothing is."""

import socket
from threading import Condition
from urllib.parse import urlsplit

from django.core.handlers.base import BaseHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection


class Connections:
    """The connections that browsers hold to the live server, counted from their acceptance to their end.

    A request that is still answered when its test ends holds locks while the tables are emptied.
    """

    def __init__(self, monkeypatch):
        self._changed, self._accepted, self._open = Condition(), 0, 0
        accept, serve = ThreadedWSGIServer.process_request, ThreadedWSGIServer.process_request_thread

        def accept_and_count(server, request, client_address):
            self._count(accepted=1, opened=1)
            accept(server, request, client_address)

        def serve_and_count(server, request, client_address):
            try:
                serve(server, request, client_address)
            finally:
                self._count(opened=-1)

        monkeypatch.setattr(ThreadedWSGIServer, "process_request", accept_and_count)
        monkeypatch.setattr(ThreadedWSGIServer, "process_request_thread", serve_and_count)

    def _count(self, accepted=0, opened=0):
        with self._changed:
            self._accepted += accepted
            self._open += opened
            self._changed.notify_all()

    def ended(self, url, timeout=30):
        """Wait until all connections made to `url` have ended; False when one is left after `timeout` seconds.

        They are accepted in their order: one of our own, made last, shows that none waits before the door.
        """
        with self._changed:
            before = self._accepted
            address = urlsplit(url)
            with socket.create_connection((address.hostname, address.port), timeout=timeout):
                accepted = self._changed.wait_for(lambda: self._accepted > before, timeout)
            return accepted and self._changed.wait_for(lambda: not self._open, timeout)


def answer_one_request_at_a_time(monkeypatch):
    """On SQLite, the threads of the live server share the one connection of the database in memory: it takes no two."""
    turn, answer = Condition(), BaseHandler.get_response

    def answer_alone(handler, request):
        with turn:
            return answer(handler, request)

    if connection.vendor == "sqlite":
        monkeypatch.setattr(BaseHandler, "get_response", answer_alone)

import socket
from urllib.parse import urlsplit

import pytest


@pytest.fixture
def client(live_server):
    """A browser that has connected and not yet asked anything."""
    address = urlsplit(live_server.url)
    with socket.create_connection((address.hostname, address.port)) as client:
        yield client


def test_a_connection_that_is_open_is_waited_for(server_connections, live_server, client):
    assert not server_connections.ended(live_server.url, timeout=0.2)
    client.close()
    assert server_connections.ended(live_server.url)


def test_a_request_is_waited_for_until_its_answer_is_sent(server_connections, live_server, client):
    client.sendall(b"GET /nowhere/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert server_connections.ended(live_server.url)
    assert client.recv(20).startswith(b"HTTP/1.1 404")

import pytest

from eig.environment import mail_server
from tests.smtp_server import smtp_server


@pytest.fixture
def server(settings):
    """A real mail server on the loopback, which the site sends to."""
    settings.SITE_ADDRESS, settings.DEFAULT_FROM_EMAIL = "https://eig.example.org", "site@eig.example.org"
    with smtp_server() as (behaviour, port):
        settings.MAILERS = {"default": mail_server(f"smtp://127.0.0.1:{port}", timeout=2)}
        yield behaviour

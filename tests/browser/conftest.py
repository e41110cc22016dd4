import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect, sync_playwright

from tests.browser.server import Connections, answer_one_request_at_a_time
from tests.factories import UserFactory

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all the tests of a process; it reaches nothing but this machine."""
    # Playwright keeps an event loop running in this thread; Django is used from it on purpose.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=30_000)  # as long as Playwright gives a click; a machine may be busy
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def server_connections(live_server, monkeypatch):
    """The connections to the live server; the test ends with the last of them: the good-bye of a form is one."""
    answer_one_request_at_a_time(monkeypatch)
    connections = Connections(monkeypatch)
    yield connections
    assert connections.ended(live_server.url), "a request is still answered"


@pytest.fixture
def open_page(chromium, live_server, server_connections):
    """`open_page("/blog/", width=390, dark=True)` → a page whose console and requests were clean so far."""
    contexts, complaints = [], []

    def opened(path, width=1280, height=900, dark=False, scripts=True, cookies=()):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale="fr-FR",
            timezone_id="Europe/Paris",
        )
        context.add_cookies(list(cookies))
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(_words(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: _note_foreign(request, live_server.url, complaints))
        page.goto(f"{live_server.url}{path}")
        page.complaints = complaints
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _words(message):
    return f"{message.text} ({message.location.get('url', '')})"


def _note_foreign(request, own, complaints):
    if not request.url.startswith((own, "data:")):
        complaints.append(f"request to {request.url}")


@pytest.fixture
def violations():
    """`violations(page)` → what axe finds wrong, as `rule: selectors` lines; [] is what every page owes."""

    def found(page):
        results = Axe().run(page).response["violations"]
        return [
            f"{rule['id']}: {', '.join(' '.join(map(str, node['target'])) for node in rule['nodes'][:4])}"
            for rule in results
        ]

    return found


@pytest.fixture
def editor():
    """An editor, who logs in as “claire” with the password “phare”."""
    user = UserFactory(username="claire", first_name="Claire", role="editor")
    user.set_password("phare")
    user.save()
    return user


@pytest.fixture
def login_cookie(live_server):
    """`login_cookie(user)` → the cookie of a session of that user, for `open_page`."""

    def cookie(user):
        session = SessionStore()
        session.update(
            {
                SESSION_KEY: str(user.pk),
                BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                HASH_SESSION_KEY: user.get_session_auth_hash(),
            }
        )
        session.save()
        return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}

    return cookie

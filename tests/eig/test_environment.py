import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from eig.environment import chosen, listed

PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "a-long-secret-that-only-a-test-knows-0123456789-abcdefgh",
    "ALLOWED_HOSTS": "eig.example.org",
    "DATABASE_URL": "postgresql://eig@127.0.0.1/eig",
}


def started(**environment):
    """What a process with only these variables says of its settings: `(worked, words)`."""
    command = [sys.executable, "-c", "from eig import settings; print(settings.DEBUG, settings.ALLOWED_HOSTS)"]
    environment = {"PATH": os.environ["PATH"], **environment}
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout or done.stderr.splitlines()[-1]


def test_production_starts_with_all_it_needs_and_never_debugs():
    assert started(**PRODUCTION, DEBUG="1") == (True, "False ['eig.example.org']\n")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_names_what_is_missing(name):
    worked, words = started(**{**PRODUCTION, name: " "})

    assert not worked
    assert words.endswith(f"ENVIRONMENT=production needs {name}: set it in the environment.")


def test_a_misspelt_environment_is_refused(monkeypatch):
    monkeypatch.setenv("ENVIRONMENT", "prod")
    with pytest.raises(ImproperlyConfigured, match="ENVIRONMENT=prod means nothing: write local or production"):
        chosen("ENVIRONMENT", "local", "production")


def test_a_list_of_nothing_is_refused_where_something_is_needed(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", " , ")
    assert listed("ALLOWED_HOSTS") == []
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS names nothing"):
        listed("ALLOWED_HOSTS", needed=True)

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from django.core.exceptions import ImproperlyConfigured

from eig.environment import chosen, database, listed, mail_server, page_cache, site_address

PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "a-long-secret-that-only-a-test-knows-0123456789-abcdefgh",
    "ALLOWED_HOSTS": "eig.example.org",
    "DATABASE_URL": "postgresql://eig@127.0.0.1/eig",
    "SITE_ADDRESS": "https://eig.example.org",
    "MAIL_FROM": "site@eig.example.org",
    "MAIL_SERVER": "smtp+starttls://eig:s%40cret@mail.example.org:587",
}


def started(**environment):
    """What a process with only these variables says of its settings: `(worked, words)`."""
    command = [sys.executable, "-c", "from eig import settings; print(settings.DEBUG, settings.ALLOWED_HOSTS)"]
    environment = {"PATH": os.environ["PATH"], **environment}
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout or done.stderr.splitlines()[-1]


def test_a_message_of_the_framework_is_printed_once_under_debug():
    command = "import django, logging; django.setup(); logging.getLogger('django.request').warning('Not Found: /x')"
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "eig.settings", "DEBUG": "1"}
    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr == "Not Found: /x\n"


def test_production_starts_with_all_it_needs_and_never_debugs():
    assert started(**PRODUCTION, DEBUG="1") == (True, "False ['eig.example.org']\n")


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SITE_ADDRESS", "MAIL_FROM", "MAIL_SERVER"]
)
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


@pytest.mark.parametrize(
    ("url", "engine", "name"),
    [
        ("postgresql://eig:s%40cret@db.example.org:5433/eig", "postgresql", "eig"),
        ("postgres:///eig?host=/run/postgresql", "postgresql", "eig"),
        ("postgresql://?service=eig", "postgresql", ""),
        ("sqlite:////srv/eig.sqlite3", "sqlite3", "/srv/eig.sqlite3"),
        ("sqlite://:memory:", "sqlite3", ":memory:"),
    ],
)
def test_a_database_is_read_from_its_address(url, engine, name):
    read = database(url)

    assert (read["ENGINE"], read["NAME"]) == (f"django.db.backends.{engine}", name)


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "/srv/eig.sqlite3",
        "mysql://eig@127.0.0.1/eig",
        "postgresql://eig:very-secret@127.0.0.1:port/eig",
        "postgresql://eig:very/secret@127.0.0.1/eig",
        "postgresql://eig@127.0.0.1",
    ],
)
def test_what_is_no_database_is_refused_with_an_example(url):
    with pytest.raises(ImproperlyConfigured) as refusal:
        database(url)

    example = "postgresql://user:password@host/name or sqlite:///path"
    assert str(refusal.value) == f"DATABASE_URL is no database that the site can use: write {example}."


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("smtp://127.0.0.1", {"host": "127.0.0.1", "use_tls": False, "use_ssl": False}),
        ("smtps://mail.example.org", {"host": "mail.example.org", "use_tls": False, "use_ssl": True}),
        (
            "smtp+starttls://eig%40a:s%2Fcret@mail.example.org:587",
            {
                "host": "mail.example.org",
                "use_tls": True,
                "use_ssl": False,
                "port": 587,
                "username": "eig@a",
                "password": "s/cret",
            },
        ),
    ],
)
def test_a_mail_server_is_read_from_its_address(address, options):
    assert mail_server(address, timeout=3)["OPTIONS"] == {"timeout": 3, **options}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (
            "MAIL_SERVER",
            "mail.example.org",
            "MAIL_SERVER is no mail server: write smtp+starttls://user:password@host:587.",
        ),
        ("MAIL_SERVER", "imap://mail.example.org", "MAIL_SERVER is no mail server"),
        ("MAIL_SERVER", "smtp://mail.example.org:99999", "MAIL_SERVER cannot be read: check its host and port."),
        ("MAIL_FROM", "EIG <site@example.org>", "MAIL_FROM=EIG <site@example.org> is no e-mail address"),
        (
            "SITE_ADDRESS",
            "eig.example.org",
            "SITE_ADDRESS=eig.example.org is no address of a site: write https://host.",
        ),
        (
            "SITE_ADDRESS",
            "https://eig.example.org/fr",
            "SITE_ADDRESS=https://eig.example.org/fr is no address of a site",
        ),
    ],
)
def test_production_refuses_what_no_mail_can_go_out_with(name, value, words):
    worked, said = started(**{**PRODUCTION, name: value})

    assert not worked
    assert words in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_SERVER", "smtp//eig:very-secret@mail.example.org"),
        ("DATABASE_URL", "postgresql://eig:very-secret@127.0.0.1:port/eig"),
        ("CACHE_URL", "http://:very-secret@cache.example.org"),
        ("CACHE_URL", "redis://:very-secret@cache.example.org:port"),
    ],
)
def test_a_password_is_never_repeated(name, value):
    worked, said = started(**{**PRODUCTION, name: value})

    assert not worked
    assert "very-secret" not in said


def test_pages_are_kept_in_the_memory_of_the_process_unless_a_cache_is_named():
    memory = page_cache("")

    assert memory["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"
    assert memory["OPTIONS"] == {"MAX_ENTRIES": 1200}


@pytest.mark.parametrize(
    "url",
    [
        "redis://127.0.0.1",
        "redis://127.0.0.1:6379/0",
        "rediss://eig:s%2Fcret@cache.example.org:6380/2",
        "unix:///run/redis/redis.sock?db=1",
    ],
)
def test_a_cache_of_pages_is_read_from_its_address_and_not_waited_for(url):
    cache = page_cache(url)

    assert (cache["BACKEND"], cache["LOCATION"]) == ("django.core.cache.backends.redis.RedisCache", url)
    assert cache["OPTIONS"] == {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}
    RedisCache(url, cache)._cache.get_client()  # the client reads it too


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:6379",
        "localhost:6379/0",
        "redis:6379",
        "redis:///0",
        "redis://127.0.0.1/pages",
        "redis://127.0.0.1/0/1",
        "memcached://127.0.0.1:11211",
        "unix://",
        "on",
    ],
)
def test_what_is_no_cache_is_refused_with_an_example(url):
    with pytest.raises(ImproperlyConfigured, match=r"^CACHE_URL is no cache: write redis://host:6379/0\.$"):
        page_cache(url)


def test_a_cache_on_a_port_there_is_none_of_is_refused():
    assert started(CACHE_URL="redis://127.0.0.1:99999/0") == (
        False,
        "django.core.exceptions.ImproperlyConfigured: CACHE_URL cannot be read: check its host and port.",
    )


def test_the_address_of_the_site_ends_without_a_slash():
    assert site_address("https://eig.example.org/") == "https://eig.example.org"

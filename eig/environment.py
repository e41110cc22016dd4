"""Reading the environment: what is missing is named, once, before anything starts."""

import os
import re
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

ENGINES = {f"django.db.backends.{name}" for name in ("postgresql", "sqlite3")}


def text(name, default=""):
    """The variable's value without surrounding space, or the default when unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name):
    """True for 1, true, yes or on, in any case."""
    return text(name).lower() in {"1", "true", "yes", "on"}


def required(name):
    """The variable's value; raises ImproperlyConfigured that names it when unset."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"ENVIRONMENT=production needs {name}: set it in the environment.")
    return value


def listed(name, needed=False):
    """A comma-separated variable as a list."""
    value = required(name) if needed else text(name)
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if needed and not parts:
        raise ImproperlyConfigured(f"{name} names nothing: separate its values by commas.")
    return parts


def chosen(name, *values):
    """The variable's value, the first one when unset; raises ImproperlyConfigured for what is none of the values."""
    value = text(name, values[0])
    if value not in values:
        raise ImproperlyConfigured(f"{name}={value} means nothing: write {' or '.join(values)}.")
    return value


def number(name, default, least=0):
    """The variable's value as a whole number; raises ImproperlyConfigured for what is none, or less than `least`."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name}={value} is no number: write {default} or another one, from {least} on.")
    return int(value)


def database(value, **options):
    """What DATABASES needs for `postgresql://user:password@host/name` or `sqlite:///path`, and `options` as they are.

    Raises ImproperlyConfigured for anything else.
    """
    try:
        read = dj_database_url.parse(value, **options)
    except ValueError:
        read = {}
    named = read.get("NAME") or "service" in read.get("OPTIONS", {})
    if read.get("ENGINE") not in ENGINES or not named:
        # The value may hold a password: it is not repeated.
        example = "postgresql://user:password@host/name or sqlite:///path"
        raise ImproperlyConfigured(f"DATABASE_URL is no database that the site can use: write {example}.")
    return read


def site_address(value):
    """`https://host` without a final slash, as mails begin their links; ImproperlyConfigured for anything else."""
    parts = _split("SITE_ADDRESS", value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(f"SITE_ADDRESS={value} is no address of a site: write https://host.")
    return f"{parts.scheme}://{parts.netloc}"


def page_cache(value):
    """What CACHES needs for pages: `redis://host:port/number` (Valkey too), or the process's memory when unset.

    Raises ImproperlyConfigured for anything else.
    """
    if not value:
        # A page weighs some 40 KB: fifty megabytes a process at most.
        memory = "django.core.cache.backends.locmem.LocMemCache"
        return {"BACKEND": memory, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 1200}}
    parts = _split("CACHE_URL", value)
    # The client takes what it cannot read for this machine, or for the database 0.
    names_a_host = parts.hostname and re.fullmatch("/?[0-9]*", parts.path)
    if not {"redis": names_a_host, "rediss": names_a_host, "unix": parts.path}.get(parts.scheme):
        # The value may hold a password: it is not repeated.
        raise ImproperlyConfigured("CACHE_URL is no cache: write redis://host:6379/0.")
    # A cache that does not answer is not waited for: the page is rendered.
    patience = {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"BACKEND": backend, "LOCATION": value, "KEY_PREFIX": "eig", "OPTIONS": patience}


def mail_address(name, value):
    """The value, when it is one address; ImproperlyConfigured otherwise."""
    if not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", value):
        raise ImproperlyConfigured(f"{name}={value} is no e-mail address: write name@host.")
    return value


def mail_server(value, timeout):
    """What MAILERS needs for `smtp://user:password@host:port`, `smtp+starttls://…` or `smtps://…`."""
    parts = _split("MAIL_SERVER", value)
    if parts.scheme not in {"smtp", "smtp+starttls", "smtps"} or not parts.hostname or parts.path.strip("/"):
        # The value holds a password: it is not repeated.
        raise ImproperlyConfigured("MAIL_SERVER is no mail server: write smtp+starttls://user:password@host:587.")
    options = {"host": parts.hostname, "timeout": timeout}
    options |= {"use_tls": parts.scheme == "smtp+starttls", "use_ssl": parts.scheme == "smtps"}
    if parts.port:
        options["port"] = parts.port
    if parts.username:
        options |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


def _split(name, value):
    try:
        parts = urlsplit(value)
        _port = parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{name} cannot be read: check its host and port.") from None
    return parts

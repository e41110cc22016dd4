"""Reading the environment: what is missing is named, once, before anything starts."""

import os

from django.core.exceptions import ImproperlyConfigured


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

"""Handles on other services: whatever an editor pastes ends as the handle, or is refused with a reason."""

import re
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

HOSTS = {
    "github": ("github.com",),
    "gitlab": ("gitlab.com",),
    "linkedin": ("linkedin.com",),
    "twitter": ("twitter.com", "x.com"),
}
SHAPES = {
    "github": re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})"),
    "gitlab": re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}"),
    "linkedin": re.compile(r"(?:company/)?[\w.%’'-]{2,100}"),
    "twitter": re.compile(r"[A-Za-z0-9_]{1,15}"),
    "mastodon": re.compile(r"[A-Za-z0-9_.-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
}
ADDRESSES = {
    "github": "https://github.com/{}",
    "gitlab": "https://gitlab.com/{}",
    "linkedin": "https://www.linkedin.com/in/{}/",
    "twitter": "https://twitter.com/{}",
}
REFUSED = _("“%(value)s” is no %(service)s handle: paste the profile's address, or the name after the @.")
MASTODON_REFUSED = _(
    "“%(value)s” is no Mastodon handle: paste the profile's address, or the name and server: @name@server."
)
NAMES = {"github": "GitHub", "gitlab": "GitLab", "linkedin": "LinkedIn", "twitter": "Twitter", "mastodon": "Mastodon"}


def normalise_handle(service, value):
    """The bare handle behind an address, an @ or a trailing slash; "" for nothing.

    Raises ValidationError, in the user's language, when the value can be no handle of that service.
    """
    text = unquote((value or "").strip()).strip()
    if not text:
        return ""
    try:
        handle = _mastodon(text) if service == "mastodon" else _from_address(service, text)
    except ValueError:  # "https://[": an address that nothing can take apart
        handle = "?"
    if not SHAPES[service].fullmatch(handle):
        raise ValidationError(
            MASTODON_REFUSED if service == "mastodon" else REFUSED,
            code="invalid_handle",
            params={"value": value, "service": NAMES[service]},
        )
    return handle


def _from_address(service, text):
    """The handle in a profile's address; an address pasted after another's host is understood too."""
    nested = text.rfind("http://"), text.rfind("https://")
    text = text[max(nested) :] if max(nested) > 0 else text
    hosts = HOSTS[service]
    if "://" not in text and re.match(rf"(?:[\w-]+\.)?(?:{'|'.join(map(re.escape, hosts))})/", text, re.I):
        text = f"https://{text}"
    if "://" in text:
        address = urlsplit(text)
        host = (address.hostname or "").lower()
        if not any(host == known or host.endswith(f".{known}") for known in hosts):
            return "?"  # another site's address: never a handle
        text = address.path
    parts = [part for part in text.strip("/").split("/") if part]
    if service == "linkedin" and parts:
        if parts[0] in {"in", "pub"}:
            parts = parts[1:2]
        elif parts[0] == "company":
            return "/".join(parts[:2])
    return parts[0].lstrip("@") if len(parts) == 1 else "?" if not parts else _first_part(service, parts)


def _first_part(service, parts):
    """`github.com/name/project` still names someone; two words with a slash on their own do not."""
    return parts[0].lstrip("@") if service in {"github", "gitlab"} else "?"


def _mastodon(text):
    if "://" in text:
        address = urlsplit(text)
        name = address.path.strip("/").removeprefix("users/").lstrip("@")
        return f"{name}@{address.hostname}" if name and "@" not in name else name
    return text.lstrip("@").rstrip("/")


class HandleField(models.CharField):
    """A handle on a service ("github", "gitlab", "linkedin", "twitter" or "mastodon"), bare in the database."""

    def __init__(self, *args, service, **kwargs):
        self.service = service
        kwargs.setdefault("max_length", 150)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "service": self.service}

    def clean(self, value, model_instance):
        return super().clean(normalise_handle(self.service, value), model_instance)

    def pre_save(self, model_instance, add):
        handle = normalise_handle(self.service, getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, handle)
        return handle

    def formfield(self, **kwargs):
        # A whole address may be longer than the handle in it.
        return super().formfield(**{"max_length": 500, **kwargs})


def handle_address(service, handle):
    """The profile's address, "" without a handle."""
    if not handle:
        return ""
    if service == "mastodon":
        name, _at, host = handle.partition("@")
        return f"https://{host}/@{name}"
    if service == "linkedin" and handle.startswith("company/"):
        return f"https://www.linkedin.com/{handle}/"
    return ADDRESSES[service].format(handle)


def bare_handles(model, *fields):
    """One CheckConstraint a field: no address, no leading @ in the database."""
    return [
        models.CheckConstraint(
            condition=~Q(**{f"{field}__startswith": "@"}) & ~Q(**{f"{field}__contains": "://"}),
            name=f"{model}_{field}_bare",
        )
        for field in fields
    ]

"""Addresses as editors wrote them, and what they lead to in the tree."""

import posixpath
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

HTTP = ("http", "https")


@dataclass(frozen=True)
class Address:
    """An address taken apart. `path` is decoded, from the site's root, "" unless it is on the site itself."""

    written: str
    absolute: str
    path: str
    anchor: str
    outside: bool = False

    @property
    def on_site(self):
        return bool(self.path)


def read_address(written, base, site_url, hosts):
    """The Address of a link written in the page at `base` of a site. `outside`: it climbs above the site's root."""
    text = written.strip()
    if text.startswith("//"):
        text = "https:" + text
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").lower()
    except ValueError:
        return Address(written, text, "", "")
    if parts.scheme and parts.scheme.lower() not in HTTP:
        return Address(written, text, "", "")
    if host and host not in hosts:
        return Address(written, text, "", unquote(parts.fragment))
    if host:
        path = parts.path or "/"
    elif not parts.path:
        return Address(written, text, base, unquote(parts.fragment))
    else:
        path = parts.path if parts.path.startswith("/") else posixpath.join(posixpath.dirname(base), parts.path)
    plain, outside = clean_path(path)
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    absolute = urljoin(site_url + "/", plain.lstrip("/")) + query + fragment if site_url else plain + query + fragment
    return Address(written, absolute, plain, unquote(parts.fragment), outside)


def clean_path(path):
    """(the path decoded, composed, from the root, without empty or dotted steps; whether it left the root)."""
    decoded = unicodedata.normalize("NFC", unquote(path)).replace("\\", "/")
    steps, outside = [], False
    for step in decoded.split("/"):
        if step == "..":
            outside = outside or not steps
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    folder = "/" if steps and decoded.endswith("/") else ""
    return "/" + "/".join(steps) + folder, outside


def spellings(path):
    """The paths under which a server would look for a page: "/a" → "/a", "/a.html", "/a/index.html"."""
    bare = path.rstrip("/")
    yield path
    if path.endswith("/"):
        yield path + "index.html"
        yield bare or "/"
    else:
        yield path + "/index.html"
    if bare:
        yield bare + ".html"
    if bare.endswith("/index"):
        yield bare + ".html"
        yield bare.removesuffix("index")
    if bare.endswith("/index.html"):
        yield bare.removesuffix("index.html")
    elif bare.endswith(".html"):
        yield bare.removesuffix(".html")
        yield bare.removesuffix(".html") + "/"


class AddressBook:
    """Things by address, found whatever the case, the ".html" or the final slash; an exact spelling comes first."""

    def __init__(self):
        self._exact, self._folded = {}, {}

    def add(self, path, thing):
        self._exact.setdefault(path, thing)
        self._folded.setdefault(path.casefold(), thing)

    def find(self, path):
        """What stands at a path, or None."""
        for known, key in ((self._exact, str), (self._folded, str.casefold)):
            for spelling in spellings(path):
                if (thing := known.get(key(spelling))) is not None:
                    return thing
        return None

    def __iter__(self):
        return iter(self._exact)

    def items(self):
        return self._exact.items()

"""Which requests may be answered from what is kept, and under which key."""

import hashlib
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost

from eig.caching.release import release

# Anyone may invent query strings: their pages share so many places, and one displaces another.
PLACES_WITH_QUERY = 512
LONGEST_QUERY, MOST_FIELDS = 200, 10


def key_of(request):
    """`(key, what is asked)`, or None for what is never kept.

    What is asked is said whole – scheme, host, path, which names the language, and query in one order – and is compared
    with what a place holds: two requests never share a page, whatever their keys.
    """
    if request.method not in {"GET", "HEAD"}:
        return None
    if request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return None
    host, query = _host(request), _query(request)
    if host is None or query is None:
        return None
    asked = "\n".join((release(), request.scheme, host, request.path, query))
    print_of_it = hashlib.sha256(asked.encode(errors="surrogateescape")).hexdigest()
    if query:
        return f"query:{int(print_of_it[:8], 16) % PLACES_WITH_QUERY}", asked
    return f"page:{print_of_it}", asked


def _host(request):
    """The host, if it is one of those named in full, at the site's own port or none: anybody may invent others."""
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    if host == urlsplit(settings.SITE_ADDRESS).netloc:
        return host
    return host if host in settings.ALLOWED_HOSTS and not host.startswith(".") else None


def _query(request):
    """The query string with its fields in one order; None for one that no link of ours has."""
    said = request.META.get("QUERY_STRING", "")
    if len(said) > LONGEST_QUERY:
        return None
    try:
        fields = parse_qsl(said, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="surrogateescape")
    except ValueError:  # too many
        return None
    return urlencode(sorted(fields, key=lambda field: field[0]), errors="surrogateescape")

"""What the publication gate asks of bare addresses of the site: that they answer, if only by a redirect."""

from collections import defaultdict
from urllib.parse import unquote

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, gettext_lazy, override
from django.utils.translation import gettext as _

from eig.publishing.gate import Family, Finding, Level, register, register_rules
from eig.seo.models import Redirect, path_key

MOST_QUOTED = 60

_finders = {}


def register_pages(view_name, finder):
    """`finder(language, at, places)` → those of the places, kwargs of the view, that answer readers then."""
    _finders[view_name] = finder


def at_slugs(items, field, places):
    """Those of the places whose `slug` is that of one of the items, in one query."""
    slugs = {place["slug"] for place in places}
    known = set(items.order_by().filter(**{f"{field}__in": slugs}).values_list(field, flat=True))
    return [place for place in places if place["slug"] in known]


def bare_addresses(sheets):
    """Links to addresses of the site that nothing answers any more."""
    named = defaultdict(list)
    for sheet in sheets:
        for name, found in sheet.outlines.items():
            for link in found.links:
                if link.href.startswith("/") and not link.href.startswith("//"):
                    named[link.href.partition("#")[0].partition("?")[0], sheet.at].append((sheet, name, link))
    silent = _silent(named)
    redirected = _redirected({path for path, _at in silent})
    for path, at in silent:
        if path_key(path) in redirected:
            continue
        for sheet, name, link in named[path, at]:
            words = _("The link “%(text)s” leads to %(path)s, where the site has nothing: choose another target.")
            details = {"text": _shortened(link.text), "path": _shortened(path)}
            place = f"{name}:{path}"
            yield sheet, Finding("address-dead", Level.ERROR, words % details, sheet.input(name), place=place)


def _silent(asked):
    """Among `(path, instant)`, those that nothing answers, in order: one query a kind of page and language."""
    silent, places = set(), defaultdict(list)
    for path, at in asked:
        match _page(path):
            case None:
                silent.add((path, at))
            case language, view_name, kwargs if view_name in _finders:
                places[view_name, language, at].append((path, kwargs))
    for (view_name, language, at), found in places.items():
        with override(language):
            there = _finders[view_name](language, at, [kwargs for _path, kwargs in found])
        silent |= {(path, at) for path, kwargs in found if kwargs not in there}
    return [place for place in asked if place in silent]


def _page(path):
    """`(language, name of the view, its kwargs)` of the page at that path, None where there is none."""
    path = unquote(path)
    if path.startswith((settings.MEDIA_URL, settings.STATIC_URL)):
        return "", "", {}  # a file, which is no page
    if "\x00" in path:
        return None
    language = get_language_from_path(path) or settings.LANGUAGE_CODE
    with override(language):
        try:
            found = resolve(path)
        except Resolver404:
            return None
    return language, found.view_name, found.kwargs


def _redirected(paths):
    """The keys of the paths that a redirect answers, in one query."""
    if not paths:
        return set()
    keys = {path_key(path) for path in paths}
    return set(Redirect.objects.filter(path_key__in=keys).values_list("path_key", flat=True))


def _shortened(text):
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED].rstrip()}…"


def connect():
    register(bare_addresses)
    register_rules(Family.LINKS, {"address-dead": gettext_lazy("addresses where the site has nothing")})

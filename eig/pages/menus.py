"""The menus as visitors see them: entries that lead somewhere in the active language, in order."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from eig.languages.columns import columns
from eig.languages.fallbacks import line
from eig.pages.models import MenuItem
from eig.pages.places import path_of

_lists_of_sections = []
LINKABLE = re.compile(r"/(?![/\\])|#|https?://|mailto:|tel:", re.IGNORECASE)
UNSEEN = [f"page__{name}" for field in ("body", "body_html", "standfirst") for name in columns(field)]


@dataclass(frozen=True)
class Entry:
    """A line of a menu; `current` is "page" on its own page, "true" on a page under it, else ""."""

    label: str
    path: str
    current: str = ""
    children: tuple = ()


def entries(current_path):
    """`{menu: [Entry, …]}` for every menu, in one query; the main one has the site's sections when staff set none."""
    items = list(MenuItem.objects.leading_somewhere().select_related("page", "audience").defer(*UNSEEN))
    menus = {menu: _level(items, menu, None, current_path) for menu in MenuItem.Menu.values}
    if not menus[MenuItem.Menu.MAIN]:
        menus[MenuItem.Menu.MAIN] = [_entry(label, path, current_path) for label, path in _sections()]
    return menus


def register_sections(lister):
    """`lister()` → `(label, path)` of the sections of the site: its main menu until staff set one."""
    _lists_of_sections.append(lister)


def _sections():
    return [section for lister in _lists_of_sections for section in lister()]


def is_linkable(address):
    """Whether a page may link to it: a path of this site, or an address of the web, mail or phone."""
    return LINKABLE.match(address) is not None


def local_path(address):
    """A path of this site written in the default language, as it reads in the active one; others unchanged.

    "" for what no page may link to.
    """
    if not is_linkable(address):
        return ""
    if not address.startswith("/") or get_language() == settings.LANGUAGE_CODE:
        return address
    path, mark, rest = address.partition("?") if "?" in address else address.partition("#")
    try:
        with override(settings.LANGUAGE_CODE):
            match = resolve(path)
    except Resolver404:
        return address
    if match.args or match.kwargs:
        return address
    return f"{reverse(match.view_name)}{mark}{rest}"


def _level(items, menu, parent, current_path):
    found = []
    for item in items:
        if item.menu != menu or item.parent_id != parent:
            continue
        children = _level(items, menu, item.pk, current_path) if parent is None else []
        path = _path(item)
        if children and path:
            children.insert(0, Entry(_("Overview"), path, "page" if path == current_path else ""))
        if path or children:
            found.append(_entry(line(item, "label"), path, current_path, tuple(children)))
    return found


def _entry(label, path, current_path, children=()):
    if any(child.current for child in children):
        return Entry(label, path, "true", children)
    if path == current_path:
        return Entry(label, path, "page", children)
    under = path.startswith("/") and path != reverse("home") and current_path.startswith(path)
    return Entry(label, path, "true" if under else "", children)


def _path(item):
    if item.page_id:
        return item.page.get_absolute_url()
    if item.audience_id:
        return item.audience.get_absolute_url()
    if item.place:
        return path_of(item.place)
    return local_path(item.url)

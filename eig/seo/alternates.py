"""The same page in the other languages, for the language menu and hreflang."""

from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from eig.languages.columns import codes


def of_item(item):
    """`(code, path)` of each language whose pages show the item; free of queries when its editions are fetched."""
    shown = item.languages_shown() if hasattr(item, "languages_shown") else codes()
    return [(code, path) for code in shown if (path := item.address_in(code))]


def of_view(path_in):
    """`(code, path)` in every language of a page that exists in all: `path_in()` is called once a language."""
    alternates = []
    for code in codes():
        with translation.override(code):
            alternates.append((code, path_in()))
    return alternates


def nearest(crumbs, language):
    """`(label, path)` of the closest page above this one that the language has: `label` in the active language.

    `crumbs` are those of the page. What stands above it in every language is a page without an item of its own: a
    section, a list; at last the home page.
    """
    for label, path in reversed(crumbs):
        if path and (there := _in_language(path, language)):
            return label, there
    return _("Home"), _in_language(reverse("home"), language)


def _in_language(path, language):
    """A path of the active language as it reads in another; "" for that of an item, which may not be there."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    if match.args or match.kwargs:
        return ""
    with translation.override(language):
        return reverse(match.view_name)

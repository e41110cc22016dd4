"""The same page in the other languages, for the language menu and hreflang."""

from django.utils import translation

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

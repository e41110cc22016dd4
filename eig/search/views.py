from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from eig.languages.names import language_name
from eig.search import misses
from eig.search.kinds import registered
from eig.search.searching import search, suggestions
from eig.seo.alternates import of_view

QUERY, KIND = "q", "kind"


@require_safe
@cache_control(no_cache=True)  # each question without an answer is counted
def results(request):
    kind = request.GET.get(KIND, "")
    found = search(request.GET.get(QUERY, ""), kind if kind in registered() else "", request.GET.get("page", 1))
    if request.method == "GET" and found.query.words and not found.total:
        misses.count(found.query)
    paths = dict(of_view(lambda: _path(found.query.text)))
    context = {
        "found": found,
        "page_obj": found.page,
        "tabs": _tabs(found),
        "crumbs": [(pgettext("page", "Search"), None)],
        "alternates": list(paths.items()),
        "instead": _path(found.instead) if found.instead else "",
        "elsewhere": [(code, number, paths[code]) for code, number in found.elsewhere],
    }
    return render(request, "search/results.html", context)


def _tabs(found):
    """`(words, number, path, whether it is shown)`: everything, then each kind there is."""
    if len(found.counts) < 2:
        return []
    kinds = [(capfirst(str(kind.label)), number, kind.name) for kind, number in found.counts]
    return [
        (words, number, _path(found.query.text, kind), kind == found.kind)
        for words, number, kind in ((_("All results"), found.total, ""), *kinds)
    ]


def _path(text, kind=""):
    """Where the results of a query are in the active language."""
    asked = urlencode({name: value for name, value in {QUERY: text, KIND: kind}.items() if value})
    return reverse("search:results") + (f"?{asked}" if asked else "")


def _kind_of(result):
    """What a result is called, and in which language it is shown where that is not the page's."""
    kind = capfirst(str(result.kind.one))
    if result.shown_language == get_language():
        return kind
    words = {"kind": kind, "language": language_name(result.shown_language)}
    return _("%(kind)s, in %(language)s") % words


@require_safe
def suggest(request):
    """What the field of the search proposes while one types: names, and where they lead."""
    found = suggestions(request.GET.get(QUERY, ""))
    lines = [
        {
            "name": result.title,
            "language": result.language,
            "kind": _kind_of(result),
            "address": result.address,
        }
        for result in found
    ]
    return JsonResponse({"suggestions": lines})

"""What a visitor reads when nothing stands at an address, when something broke, and while the site is being worked on.

The last two need no database, no template context and no translation that is there already: whatever failed, they hold.
"""

import logging
import re
from difflib import get_close_matches
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.csp import build_policy
from django.utils.translation import get_language

from blog.models import Post
from challenges.models import Challenge
from community.models import Person
from eig.languages.columns import column
from eig.languages.fallbacks import line
from eig.pages.models import Page
from eig.text.folding import fold

logger = logging.getLogger(__name__)

NEAREST_SHOWN = 3
LONGEST_WORD = 100
# Words of an address that are looked for: how many, how long they are at least, and how much of them must be right.
MOST_WORDS, SHORTEST_WORD, SURE_LETTERS = 4, 3, 4
# Of each kind, so many addresses with one of the words are compared, however many there are.
MOST_COMPARED = 60
WORD = re.compile(r"[a-z0-9]+")
# What robots try: files that no page of ours, old or new, is called after.
NO_PAGE = re.compile(r"\.(?!html?$)[a-z0-9]{1,5}$|^\.", re.IGNORECASE)
# Where even the template or its translation fails: no style, and no word that has to be looked up.
LAST_RESORT = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Erreur – Error</title></head><body><main>'
    "<h1>Le site a rencontré un problème. Réessayez dans quelques minutes.</h1>"
    "<p>The site met a problem. Please try again in a few minutes.</p></main></body></html>"
)


def not_found(request, exception):
    """The page for what is not found, with the pages whose address ends most like the one asked for."""
    return render(request, "404.html", {"nearest": _nearest(request.path)}, status=404)


def broken(request):
    """The page for what broke."""
    return HttpResponse(error_page("500.html", request.path_info), status=500)


class MaintenanceMiddleware:
    """While `MAINTENANCE_FILE` exists, or `MAINTENANCE` is set, every page says that the site will be back.

    The file may hold the number of minutes to wait.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # The page needs its style.
        minutes = None if request.path.startswith(settings.STATIC_URL) else minutes_of_maintenance()
        if minutes is None:
            return self.get_response(request)
        headers = {
            "Retry-After": str(60 * minutes),
            "Cache-Control": "no-store",
            "Content-Security-Policy": build_policy(settings.SECURE_CSP),
        }
        return HttpResponse(error_page("503.html", request.path_info), status=503, headers=headers)


def minutes_of_maintenance():
    """How long the site will be worked on, None when it is not."""
    file = Path(settings.MAINTENANCE_FILE)
    if not settings.MAINTENANCE and not file.exists():
        return None
    try:
        said = file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        said = ""
    return int(said) if re.fullmatch(r"[1-9][0-9]{0,3}", said) else settings.MAINTENANCE_MINUTES


def error_page(template, path):
    """A page that no database, context or earlier request has a part in, in the language of the address."""
    try:
        language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
        with translation.override(language):
            return render_to_string(template)
    except Exception:
        logger.exception("%s cannot be shown", template)
        return LAST_RESORT


def _nearest(path):
    """`(title, path)` of each, in seven queries at most."""
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)) or NO_PAGE.search(
        path.rstrip("/").rpartition("/")[2]
    ):
        return []
    word = fold(path.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html"))[:LONGEST_WORD]
    beginnings = _beginnings(word)
    if not beginnings:
        return []
    found = {}
    for items, field in _sources():
        likely = Q()
        for beginning in beginnings:
            likely |= Q(**{f"{field}__contains": beginning})
        slugs = items.filter(likely).order_by(field).values_list(field, flat=True)[:MOST_COMPARED]
        found |= dict.fromkeys(slugs, (items, field))
    nearest = get_close_matches(word, found, NEAREST_SHOWN)
    return [_title_and_path(*found[slug], slug) for slug in nearest]


def _beginnings(word):
    """How the longest words begin: the letters that are least often mistyped."""
    words = {found for found in WORD.findall(word) if len(found) >= SHORTEST_WORD and not found.isdigit()}
    return {found[:SURE_LETTERS] for found in sorted(words, key=lambda found: (-len(found), found))[:MOST_WORDS]}


def _title_and_path(items, field, slug):
    item = items.filter(**{field: slug}).first()
    title = line(item, "title") if "title" in item.translated_texts else str(item)
    return title, item.get_absolute_url()


def _sources():
    """`(items a visitor may read, the field of their address)`."""
    translated = column("slug", get_language())
    return [
        (Person.objects.published(), "slug"),
        (Post.objects.published(), translated),
        (Challenge.objects.published().select_related("cohort"), translated),
        (Page.objects.published().with_own_address(), translated),
    ]

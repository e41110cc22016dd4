"""What a visitor reads when nothing stands at an address, when something broke, and while the site is being worked on.

The last two need no database, no template context and no translation that is there already: whatever failed, they hold.
"""

import logging
import re
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.csp import build_policy

from eig.nearest import nearest
from eig.refusals import missing

logger = logging.getLogger(__name__)

# Where even the template or its translation fails: no style, and no word that has to be looked up.
LAST_RESORT = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Erreur – Error</title></head><body><main>'
    "<h1>Le site a rencontré un problème. Réessayez dans quelques minutes.</h1>"
    "<p>The site met a problem. Please try again in a few minutes.</p></main></body></html>"
)


def not_found(request, exception):
    """The page for what is not found, with the pages whose address ends most like the one asked for.

    Whoever works in the back office is answered inside it, when it is there that nothing was found.
    """
    if _is_in_office(request):
        return missing(request)
    return render(request, "404.html", {"nearest": nearest(request.path)}, status=404)


def _is_in_office(request):
    user = getattr(request, "user", None)  # none where a middleware answers before it is known
    return user is not None and request.path.startswith(reverse("admin:index")) and admin.site.has_permission(request)


def broken(request):
    """The page for what broke, which nobody keeps."""
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(error_page("500.html", request.path_info), status=500, headers=headers)


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

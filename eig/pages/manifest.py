"""What a phone knows of the site once it stands among its applications."""

from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import conditional_page, require_safe

from eig.languages.fallbacks import shown_text
from eig.pages.identity import SiteIdentity
from eig.seo.drawings import BLUE_FRANCE, WHITE
from eig.seo.icons import FAVICON, MANIFEST, icon, letters


@require_safe
@conditional_page
def manifest(request):
    """The web manifest in the active language."""
    identity = SiteIdentity.current()
    return JsonResponse(
        {
            "id": reverse("home"),
            "name": shown_text(identity, "service_name")[0] or identity.service_name,
            "short_name": letters(identity),
            "description": shown_text(identity, "tagline")[0],
            "lang": get_language(),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "start_url": reverse("home"),
            "scope": "/",
            # The site's pages have no way back of their own.
            "display": "minimal-ui",
            "background_color": WHITE,
            "theme_color": BLUE_FRANCE,
            "icons": [
                {
                    "src": icon(identity, side, maskable),
                    "sizes": f"{side}x{side}",
                    "type": "image/png",
                    "purpose": "maskable" if maskable else "any",
                }
                for side, maskable in MANIFEST
            ],
        },
        json_dumps_params={"ensure_ascii": False},
        content_type="application/manifest+json; charset=utf-8",
    )


@require_safe
def favicon(request):
    """The place where programs look for an icon that no page told them of."""
    return HttpResponseRedirect(
        icon(SiteIdentity.current(), FAVICON), headers={"Cache-Control": "public, max-age=86400"}
    )

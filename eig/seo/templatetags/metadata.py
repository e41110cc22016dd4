from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info, override

from eig.images.component import rendition_url
from eig.images.pixels.specs import SPECS, renditions

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical_address(context):
    """The page's own absolute address: of the query, only the number of the page shown is part of it."""
    request = context["request"]
    page = context.get("page_obj")
    kept = f"?page={page.number}" if page and page.number > 1 else ""
    return request.build_absolute_uri(request.path + kept)


@register.simple_tag(takes_context=True)
def alternate_addresses(context):
    """`(hreflang, absolute address)` of the page in every language it has, then of the default one; none when alone."""
    alternates = context.get("alternates") or []
    if len(alternates) < 2:
        return []
    absolute = context["request"].build_absolute_uri
    return [(code, absolute(path)) for code, path in alternates] + [("x-default", absolute(alternates[0][1]))]


@register.simple_tag(takes_context=True)
def social_picture(context, *images):
    """The picture that networks show with a link to the page: the first one given that is not withdrawn."""
    image = next((image for image in images if image and not image.is_withdrawn()), None)
    if image is None:
        return ""
    rendition = renditions(image, SPECS["social"])[-1]
    return format_html(
        '<meta property="og:image" content="{}"><meta name="twitter:card" content="summary_large_image">',
        context["request"].build_absolute_uri(rendition_url(image, rendition)),
    )


@register.simple_tag(takes_context=True)
def language_menu(context):
    """Every language of the site, with the path of the same page in it, or of its home where there is none."""
    paths = dict(context.get("alternates") or [])
    current = get_language()
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "path": paths.get(code) or _home(code),
            "current": code == current,
        }
        for code, _name in settings.LANGUAGES
    ]


def _home(code):
    with override(code):
        return reverse("home")

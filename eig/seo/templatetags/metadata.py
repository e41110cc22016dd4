import locale
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info, to_locale
from django.utils.translation import gettext as _

from eig.images.component import rendition_url, words_of
from eig.images.pixels.specs import SPECS, renditions
from eig.languages.fallbacks import shown_text
from eig.languages.names import language_name
from eig.seo.alternates import nearest
from eig.seo.drawings import CARD
from eig.seo.drawn import address
from eig.seo.feeds import FORMATS, links
from eig.seo.icons import FAVICON, TOUCH, icon, letters
from eig.text.templatetags.prose import plain
from eig.text.typography import typeset

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
    """`(hreflang, absolute address)` of the page in every language it has, itself too, then of the default one.

    Addresses are canonical: what narrows a list is no part of them. The next pages of a list are alone, for those of
    another language hold other items.
    """
    alternates = context.get("alternates") or []
    if not alternates:
        return []
    page = context.get("page_obj")
    if page and page.number > 1:
        own = canonical_address(context)
        return [(get_language(), own), ("x-default", own)]
    absolute = context["request"].build_absolute_uri
    addresses = [(code, absolute(urlsplit(path).path)) for code, path in alternates]
    return [*addresses, ("x-default", addresses[0][1])]


@register.tag
def noted(parser, token):
    """`{% noted name %}…{% endnoted %}`: prints nothing, and keeps what stands inside under that name."""
    _tag, name = token.split_contents()
    nodes = parser.parse(["endnoted"])
    parser.delete_first_token()
    return Noted(nodes, name)


class Noted(template.Node):
    """What the blocks of a page say once, for all the places of its head that repeat it."""

    def __init__(self, nodelist, name):
        self.nodelist = nodelist
        self.name = name

    def render(self, context):
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308 - escaped inside
        return ""


@register.simple_tag(takes_context=True)
def social_picture(context, identity, *images, title=""):
    """The picture that networks show with a link to the page, in the size they ask for: the first one given that fills
    it, enlarged up to twice, and is not withdrawn; else a card drawn with the page's title.
    """
    title = title or plain(context.get("page_title"))
    service = shown_text(identity, "service_name")[0]
    absolute = context["request"].build_absolute_uri
    spec = SPECS["social"]
    for image in (image for image in images if image and not image.is_withdrawn()):
        if (shared := renditions(image, spec)[-1]).width >= spec.widths[0]:
            alt = words_of(image, "alt").text or title
            return _shared(absolute(rendition_url(image, shared)), "image/jpeg", shared.width, shared.height, alt)
    places = [str(label) for label, _path in (context.get("crumbs") or [])[:-1]]
    name, state = str(service), " ".join(identity.brand_lines)
    if title == name:  # the home page: what the site promises says more than its name again
        title = shown_text(identity, "tagline")[0] or name
    path = address("card", letters(identity), name, state, " – ".join(places), typeset(title, get_language()))
    alt = title if title == name else f"{title} – {name}"
    return _shared(absolute(path), "image/png", *CARD, alt)


def _shared(address, media_type, width, height, alt):
    named = [
        ("property", "og:image", address),
        ("property", "og:image:type", media_type),
        ("property", "og:image:width", width),
        ("property", "og:image:height", height),
        ("property", "og:image:alt", alt),
        ("name", "twitter:card", "summary_large_image"),
    ]
    return format_html_join("\n  ", '<meta {}="{}" content="{}">', named)


@register.simple_tag
def social_locale(code):
    """The language as networks name it: with the country that it is mostly written in."""
    return locale.normalize(to_locale(code)).partition(".")[0]


@register.simple_tag
def site_icons(identity):
    """The icons that browsers show of the site, and the one that phones put among their applications."""
    return format_html(
        '<link rel="icon" href="{}" type="image/png" sizes="{}x{}">\n  <link rel="apple-touch-icon" href="{}">',
        icon(identity, FAVICON),
        FAVICON,
        FAVICON,
        icon(identity, TOUCH),
    )


@register.simple_tag
def feed_links(title, name, *arguments):
    """What lets readers find a feed in each of its formats: `name` is that of its address in the first one."""
    base = reverse(name, args=arguments).removesuffix(FORMATS[0].file_name)
    formats = [(media_type, title, label, address) for media_type, label, address in links(base)]
    return format_html_join("\n  ", '<link rel="alternate" type="{}" title="{} ({})" href="{}">', formats)


@register.simple_tag(takes_context=True)
def language_menu(context):
    """Every language of the site, with the path of the same page in it, else of the nearest: `instead` says so."""
    paths, crumbs = dict(context.get("alternates") or []), context.get("crumbs") or []
    return [_entry(code, paths.get(code), crumbs) for code, _name in settings.LANGUAGES]


def _entry(code, path, crumbs):
    entry = {
        "code": code,
        "name": get_language_info(code)["name_local"].capitalize(),
        "path": path,
        "current": code == get_language(),
        "instead": "",
    }
    if not path:
        label, entry["path"] = nearest(crumbs, code)
        if not entry["current"]:
            words = {"language": language_name(code), "page": label}
            entry["instead"] = _("this page does not exist in %(language)s: see “%(page)s”") % words
    return entry

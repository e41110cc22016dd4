from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eig.images.credits import images_in_use
from eig.languages.columns import column
from eig.pages.contents import contents
from eig.pages.models import Audience, Document, FAQEntry, Page, PressRelease
from eig.pages.places import Place, path_of
from eig.pages.site_map import branches
from eig.seo.alternates import of_item, of_view

# What a place is called until a page stands there.
HEADINGS = {
    Place.FAQ: _("Frequent questions"),
    Place.CONTACT: _("Contact"),
    Place.PRESS: _("Press"),
    Place.SITE_MAP: _("Site map"),
    Place.ACCESSIBILITY: _("Accessibility"),
    Place.LEGAL: _("Legal notice"),
    Place.PRIVACY: _("Personal data and cookies"),
    Place.CREDITS: _("Picture credits"),
}


def page(request, slug):
    found = get_object_or_404(
        Page.objects.published().with_own_address().select_related("cover").with_editions(),
        **{column("slug", get_language()): slug},
    )
    context = {
        "page": found,
        "contents": contents(found.shown_text("body_html")[0]),
        "crumbs": [(found.title, None)],
        "alternates": of_item(found),
    }
    return render(request, "pages/page.html", context)


def faq(request):
    in_order = ("audience__position", "audience__key", "position", "key")
    entries = FAQEntry.objects.published().select_related("audience").order_by(*in_order)
    return _standing(request, Place.FAQ, "pages/faq.html", entries=entries)


def faq_audience(request, slug):
    audience = get_object_or_404(Audience, **{column("slug", get_language()): slug})
    entries = FAQEntry.objects.published().filter(audience=audience)
    context = {
        "audience": audience,
        "entries": entries,
        "crumbs": [(HEADINGS[Place.FAQ], reverse("pages:faq")), (audience.name, None)],
        "alternates": of_item(audience),
    }
    return render(request, "pages/faq_audience.html", context)


def contact(request):
    return _standing(request, Place.CONTACT, "pages/contact.html")


def press(request):
    return _standing(
        request,
        Place.PRESS,
        "pages/press.html",
        releases=PressRelease.objects.readable().select_related("document"),
        documents=Document.objects.published().select_related("cover"),
    )


def site_map(request):
    return _standing(request, Place.SITE_MAP, "pages/site_map.html", branches=branches())


def accessibility(request):
    return _standing(request, Place.ACCESSIBILITY, "pages/accessibility.html")


def legal(request):
    return _standing(request, Place.LEGAL, "pages/legal.html")


def privacy(request):
    return _standing(request, Place.PRIVACY, "pages/privacy.html")


def picture_credits(request):
    in_use = images_in_use()
    credited = [entry for entry in in_use if entry.image.credit]
    return _standing(
        request,
        Place.CREDITS,
        "pages/credits.html",
        credited=credited,
        uncredited=[entry for entry in in_use if not entry.image.credit],
        for_press=any(entry.press_file for entry in credited),
    )


def _standing(request, place, template, **context):
    """A page with an address of its own, under the words that staff wrote for its place, if any."""
    standing = Page.objects.standing_at(place)
    heading = standing.shown_text("title")[0] if standing else HEADINGS[place]
    context |= {
        "standing": standing,
        "heading": heading,
        "crumbs": [(heading, None)],
        "alternates": of_view(lambda: path_of(place)),
    }
    return render(request, template, context)

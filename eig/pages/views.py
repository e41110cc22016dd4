from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from eig.images.credits import images_in_use
from eig.languages.columns import column
from eig.languages.fallbacks import line
from eig.pages import notices
from eig.pages.contents import contents
from eig.pages.models import Audience, Document, FAQEntry, Page, PressRelease
from eig.pages.places import Place, path_of
from eig.pages.press import figures, pictures
from eig.pages.questions import LONGEST_SEARCH, containing, words_of
from eig.pages.site_map import branches
from eig.pages.structured import questions
from eig.seo.alternates import of_item, of_view
from eig.seo.structured import Site

# What a place is called until a page stands there.
HEADINGS = {
    Place.FAQ: _("Frequent questions"),
    Place.CONTACT: _("Contact"),
    Place.PRESS: _("Press"),
    Place.DOCUMENTS: _("Documents"),
    Place.SITE_MAP: _("Site map"),
    Place.ACCESSIBILITY: _("Accessibility"),
    Place.LEGAL: _("Legal notice"),
    Place.PRIVACY: _("Personal data and cookies"),
    Place.TERMS: _("Terms of use"),
    Place.CREDITS: _("Picture credits"),
}

# What documents of each kind are called together.
KINDS = {
    Document.Kind.BOOKLET.value: _("booklets"),
    Document.Kind.REPORT.value: _("reports"),
    Document.Kind.REGULATION.value: _("regulations"),
    Document.Kind.OTHER.value: _("other documents"),
}
DOCUMENTS_A_PAGE = 24
DOCUMENTS_FOR_PRESS = 6


def page(request, slug):
    found = get_object_or_404(
        Page.objects.published().with_own_address().with_warning().select_related("cover").with_editions(),
        **{column("slug", get_language()): slug},
    )
    context = {
        "page": found,
        "contents": contents(found.shown_text("body_html")[0]),
        "crumbs": [(found.shown_text("title")[0], None)],
        "alternates": of_item(found),
        **notices.of(found.notice),
    }
    return render(request, "pages/page.html", context)


def faq(request):
    in_order = ("audience__position", "audience__key", "position", "key")
    entries = FAQEntry.objects.published().with_warning().select_related("audience").order_by(*in_order)
    asked = request.GET.get("q", "")[:LONGEST_SEARCH]
    if words := words_of(asked):
        entries = containing(entries, words)
    return standing_page(request, Place.FAQ, "pages/faq.html", entries=entries, asked=asked if words else "")


def faq_audience(request, slug):
    audience = get_object_or_404(Audience.objects.with_languages(), **{column("slug", get_language()): slug})
    if get_language() not in audience.languages_shown():
        raise Http404(gettext("No question has been answered here yet."))
    entries = FAQEntry.objects.published().with_warning().select_related("audience").filter(audience=audience)
    context = {
        "audience": audience,
        "entries": entries,
        "crumbs": [(HEADINGS[Place.FAQ], reverse("pages:faq")), (line(audience, "name"), None)],
        "alternates": of_item(audience),
        "things": [questions(entries, Site(request).absolute(audience.get_absolute_url()))],
    }
    return render(request, "pages/faq_audience.html", context)


def press(request):
    # A release stands above, with its document.
    others = Document.objects.published().filter(press_releases=None)
    return standing_page(
        request,
        Place.PRESS,
        "pages/press.html",
        releases=PressRelease.objects.readable().select_related("document"),
        documents=others.latest_first().select_related("cover")[:DOCUMENTS_FOR_PRESS],
        pictures=pictures(),
        figures=figures(),
    )


def documents(request):
    """The published documents, of one kind if asked; what is asked and does not exist is left out."""
    published = Document.objects.published()
    counts = dict(published.order_by().values_list("kind").annotate(Count("pk")))
    chosen = kind if (kind := request.GET.get("kind")) in counts else ""
    shown = published.filter(kind=chosen) if chosen else published
    pages = Paginator(shown.latest_first().select_related("cover"), DOCUMENTS_A_PAGE)
    return standing_page(
        request,
        Place.DOCUMENTS,
        "pages/documents.html",
        query=f"?kind={chosen}" if chosen else "",
        page_obj=pages.get_page(request.GET.get("page")),
        kinds=[(kind, words, counts[kind]) for kind, words in KINDS.items() if kind in counts],
        total=sum(counts.values()),
        chosen=chosen,
        chosen_words=KINDS.get(chosen, ""),
    )


def site_map(request):
    return standing_page(request, Place.SITE_MAP, "pages/site_map.html", branches=branches())


def accessibility(request):
    return standing_page(request, Place.ACCESSIBILITY, "pages/accessibility.html")


def legal(request):
    return standing_page(request, Place.LEGAL, "pages/legal.html")


def privacy(request):
    return standing_page(request, Place.PRIVACY, "pages/privacy.html", months=settings.CONTACT_KEPT_MONTHS)


def terms(request):
    return standing_page(request, Place.TERMS, "pages/terms.html")


def picture_credits(request):
    in_use = images_in_use()
    credited = [entry for entry in in_use if entry.image.credit]
    return standing_page(
        request,
        Place.CREDITS,
        "pages/credits.html",
        credited=credited,
        uncredited=[entry for entry in in_use if not entry.image.credit],
        for_press=any(entry.press_file for entry in credited),
    )


def standing_page(request, place, template, status=200, query="", **context):
    """A page with an address of its own, under the words that staff wrote for its place, if any.

    `query` is what of its query string the page in another language is asked too: "?kind=report".
    """
    standing = Page.objects.standing_at(place)
    heading = standing.shown_text("title")[0] if standing else HEADINGS[place]
    context |= {
        "standing": standing,
        "heading": heading,
        "crumbs": [(heading, None)],
        "alternates": of_view(lambda: path_of(place) + query),
    }
    return render(request, template, context, status=status)

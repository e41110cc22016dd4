"""The page by which visitors write to the team, and the one that says that their message has arrived."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from eig.contact.forms import ContactForm
from eig.contact.receiving import TAKEN, receive
from eig.pages.models import Page
from eig.pages.places import Place
from eig.pages.views import HEADINGS, standing_page
from eig.seo.alternates import of_view


# No cookie, no session: what the token of a logged-in form protects is not here (ADR 46).
@csrf_exempt
@cache_control(no_cache=True)  # the form says when it was asked for
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request):
    if request.method != "POST":
        return _page(request, ContactForm(asked=request.GET.get("about", "")))
    form = ContactForm(request.POST)
    status = receive(request, form)
    if status == TAKEN:
        return HttpResponseRedirect(reverse("pages:contact_sent"), status=303)
    response = _page(request, form, status)
    response.headers["Cache-Control"] = "no-store"  # it holds what someone typed
    if status == 429:
        response.headers["Retry-After"] = "3600"
    return response


@require_safe
def sent(request):
    above = Page.objects.standing_at(Place.CONTACT)
    label = above.shown_text("title")[0] if above else HEADINGS[Place.CONTACT]
    context = {
        "crumbs": [(label, reverse("pages:contact")), (_("Message sent"), None)],
        "alternates": of_view(lambda: reverse("pages:contact_sent")),
        "months": settings.CONTACT_KEPT_MONTHS,
    }
    return render(request, "pages/contact_sent.html", context)


def _page(request, form, status=200):
    return standing_page(
        request, Place.CONTACT, "pages/contact.html", status, form=form, months=settings.CONTACT_KEPT_MONTHS
    )

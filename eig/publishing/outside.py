"""The page behind a preview link: an item as it is being written, for someone without an account, who may answer."""

from functools import wraps

from django import forms
from django.contrib import admin
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from eig.publishing.drafts.preview import desk_of_everyone, render_page
from eig.publishing.links import LONGEST_COMMENT, FullError, address_of, open_link, say

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",  # the address is the key: no page it leads to is told
    "X-Robots-Tag": "noindex, nofollow",
}
LONGEST_NAME = 100


class SayForm(forms.Form):
    """What someone outside says of the text: a comment, or that they agree with it, with or without a word."""

    name = forms.CharField(
        label=_("Your name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    text = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST_COMMENT,
        required=False,
        help_text=_("The team who writes this page reads it."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    # Out of sight: what fills it in is no person.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    @property
    def agrees(self):
        return "approve" in self.data

    @property
    def is_automatic(self):
        return bool(self.data.get("website"))

    def clean_name(self):
        # It comes to stand in the subject of a mail: one line, whatever was sent.
        return " ".join(self.cleaned_data["name"].split())

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")

    def clean(self):
        cleaned = super().clean()
        if not self.agrees and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write your comment, or approve the page."))
        return cleaned


def _kept_private(view):
    """Whatever the answer: no cache keeps it, no search engine lists it, no other site learns its address."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answered


# Nobody is logged in here, so there is no session that another site could ride on: who knows the token may speak.
@csrf_exempt
@_kept_private
@require_http_methods(["GET", "HEAD", "POST"])
def shared_preview(request, token):
    """What the link of that token shows today; one and the same page for every link that shows nothing."""
    link = open_link(token)
    if link is None:
        return render(request, "publishing/outside/closed.html", status=404)
    if get_language() != link.language:
        return HttpResponseRedirect(address_of(link))
    item = link.item
    edition = item.edition(link.language)
    model_admin = admin.site.get_model_admin(type(item))
    site_address = model_admin.public_address(item, link.language)
    if edition is not None and edition.is_live() and not edition.has_draft:
        return render(request, "publishing/outside/published.html", {"title": str(item), "address": site_address})
    form = SayForm(request.POST if request.method == "POST" else None, auto_id="say-%s", use_required_attribute=False)
    if request.method == "POST" and _is_said(form, link):
        return HttpResponseRedirect(f"{address_of(link)}?thanks=1#say", status=303)
    page = _as_visitors_will_see_it(request, model_admin, item, link.language)
    if page is None:
        return render(request, "publishing/outside/empty.html", {"title": str(item)}, status=404)
    context = {
        "link": link,
        "edition": edition,
        "site_address": site_address,
        "form": form,
        "action": f"{address_of(link)}#say",
        "thanks": "thanks" in request.GET and request.method != "POST",
    }
    return HttpResponse(_framed(page, context))


def _is_said(form, link):
    """Whether what was sent is dealt with; else the form says what is missing."""
    if form.is_automatic:
        return True  # thanked like anyone, and told nothing
    if not form.is_valid():
        return False
    try:
        say(link, form.cleaned_data["name"], form.cleaned_data["text"], form.agrees)
    except FullError:
        form.add_error(None, _("No more comments are taken by this link: write to the person who sent it to you."))
        return False
    return True


def _as_visitors_will_see_it(request, model_admin, item, language):
    """The public page, as bytes, of the working draft or of what was last saved; None while it has no page yet."""
    desk = desk_of_everyone(model_admin, request, item, language)
    try:
        return render_page(desk, desk.bind(desk.payload()))
    except Http404:
        return None


def _framed(page, context):
    """The page with the bar above it, and the box to answer after its text."""
    head = render_to_string("publishing/outside/head.html").encode()
    bar = render_to_string("publishing/outside/bar.html", context).encode()
    box = render_to_string("publishing/outside/box.html", context).encode()
    page = page.replace(b"</head>", head + b"</head>", 1).replace(b"<body>", b"<body>" + bar, 1)
    text, end, after = page.rpartition(b"</main>")
    return text + box + end + after

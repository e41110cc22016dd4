"""The preview links of an edition: made, copied and closed by whoever writes or publishes it."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.languages.choices import is_id
from eig.languages.columns import codes
from eig.languages.names import language_name
from eig.publishing import links, permissions
from eig.publishing.models import PreviewLink
from eig.publishing.permissions import require

CLOSED_SHOWN = 20  # of the links that are over, the last ones: enough to know who was sent what


class LinkForm(forms.ModelForm):
    """For whom a new link is, and for how long."""

    days = forms.TypedChoiceField(label=_("Open for"), choices=links.LASTS, initial=links.USUAL, coerce=int)

    class Meta:
        model = PreviewLink
        fields = ("label",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_label(self):
        return " ".join(self.cleaned_data["label"].split())


class LinksScreen:
    """The screen of an edition's preview links, and what the panel beside its form shows of them."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_links"
        view = self.admin_site.admin_view(self.links_view)
        return [path("<path:object_id>/links/<str:code>/", view, name=name), *super().get_urls()]

    def links_address(self, item, code):
        """Where the item's preview links are made; "" for what has no page of its own."""
        if not hasattr(item, "address_in"):
            return ""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_links", args=[quote(item.pk), code])

    def links_view(self, request, object_id, code):
        """Every link of the item in one language; a POST makes one, or closes one."""
        item = self.get_object(request, unquote(object_id))
        if item is None or code not in codes() or not hasattr(item, "address_in"):
            raise Http404
        require(permissions.may_share, request.user, item, code)
        if "revoke" in request.POST:
            return self._revoke_link(request, item, code)
        form = LinkForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            return self._share_item(request, item, code, form.cleaned_data)
        now = timezone.now()
        every = item.preview_links.filter(language=code).select_related("created_by")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Preview links of %(item)s") % {"item": item},
            "original": item,
            "form": form,
            "screen_address": self.screen_address(item, code),
            "tabs": [(capfirst(language_name(one)), self.links_address(item, one), one == code) for one in codes()],
            "open_links": _with_addresses(request, every.open(now)),
            "closed_links": every.exclude(pk__in=every.open(now))[:CLOSED_SHOWN],
            "is_closed": links.is_closed(item),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/publishing/links.html", context)

    def _share_item(self, request, item, code, wanted):
        try:
            link = links.share(item, code, wanted["label"], request.user, wanted["days"])
        except links.ClosedError:
            words = _("“%(item)s” was unpublished on request, or is in the bin: no link shows it.")
            messages.error(request, words % {"item": item})
        else:
            messages.success(request, _("The link for “%(label)s” is ready: copy it below.") % {"label": link.label})
        return HttpResponseRedirect(self.links_address(item, code))

    def _revoke_link(self, request, item, code):
        number = request.POST["revoke"]
        link = item.preview_links.filter(language=code, pk=number).first() if is_id(number) else None
        if link is None:
            raise Http404
        links.revoke(link, request.user)
        words = _("The link for “%(label)s” is closed: nobody reads the page by it any more.")
        messages.success(request, words % {"label": link.label})
        return HttpResponseRedirect(self.links_address(item, code))

    def side_context(self, request, desk):
        """The open links of the edition, for whoever may share it."""
        context = super().side_context(request, desk)
        address = self.links_address(desk.item, desk.language)
        if not address or not permissions.may_share(request.user, desk.item, desk.language):
            return context
        opened = desk.item.preview_links.filter(language=desk.language).open().select_related("created_by")
        return {**context, "links_address": address, "open_links": _with_addresses(request, opened)}


def _with_addresses(request, opened):
    """The links, each with the whole address to be sent."""
    found = list(opened)
    for link in found:
        link.address = request.build_absolute_uri(links.address_of(link))
    return found

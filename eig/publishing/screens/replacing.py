"""What may stand in the place of an item: looked for as one types, and shown beside the form."""

from django.contrib.admin.utils import quote, unquote
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils.text import capfirst

from eig.languages.columns import codes
from eig.publishing import permissions, replacements
from eig.publishing.permissions import require


class ReplacingScreen:
    """Beside the form: what replaces the item, and the search among what could."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_replacements"
        view = self.admin_site.admin_view(self.replacements_view)
        return [path("<path:object_id>/replacements/<str:code>/", view, name=name), *super().get_urls()]

    def replacements_address(self, item, code):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_replacements"
        return reverse(name, args=[quote(item.pk), code])

    def replacements_view(self, request, object_id, code):
        """`{"found": [{"address", "words", "kind"}, …]}`: what visitors of the language read, by words of its title."""
        item = self.get_object(request, unquote(object_id))
        if item is None or code not in codes():
            raise Http404
        require(permissions.may_publish, request.user, item)
        found = [
            {"address": address, "words": str(other), "kind": capfirst(other._meta.verbose_name)}
            for address, other in replacements.search(request.GET.get("q", ""), code, besides=item)
        ]
        return JsonResponse({"found": found})

    def side_context(self, request, desk):
        edition, item = desk.edition, desk.item
        other = edition.replaced_by if edition and edition.replaced_by_id else None
        return {
            **super().side_context(request, desk),
            "has_address": hasattr(item, "address_in"),
            "hides_all": item.shown_in_every_language and desk.language == item.source_language,
            "successor": (other, replacements.public_address(other, desk.language)) if other is not None else None,
            "replacements_address": self.replacements_address(item, desk.language),
        }

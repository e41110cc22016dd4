"""A button that makes a copy of an item, to begin from."""

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.languages.forms import Screen
from eig.publishing import permissions
from eig.publishing.drafts.copies import duplicate
from eig.publishing.drafts.desk import Desk
from eig.publishing.permissions import require


class DuplicatingScreen:
    """The form's button “Duplicate”, and what it does. `not_copied` names fields that a copy begins without."""

    not_copied = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_duplicate"
        view = self.admin_site.admin_view(self.duplicate_view)
        return [path("<path:object_id>/duplicate/", view, name=name), *super().get_urls()]

    def duplicate_view(self, request, object_id):
        """A new draft made from the item as its editors see it."""
        item = self.get_object(request, unquote(object_id))
        if item is None:
            raise Http404
        require(permissions.may_read, request.user, item)
        if not self.has_add_permission(request):
            raise PermissionDenied(gettext("You may not add such items: ask the programme lead."))
        if request.method != "POST":
            return HttpResponseRedirect(self.screen_address(item, item.source_language))
        request.screen = Screen(item.source_language, item.source_language)
        copy = duplicate(Desk(self, request, item), request.user)
        self.log_addition(request, copy, [{"added": {}}])
        words = _("“%(copy)s” is a new draft, made from “%(item)s”: change its title, and what is to be otherwise.")
        messages.success(request, words % {"copy": copy, "item": item})
        return HttpResponseRedirect(self.screen_address(copy, copy.source_language))

    def side_context(self, request, desk):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_duplicate"
        is_offered = self.has_add_permission(request) and desk.item.binned_at is None
        address = reverse(name, args=[quote(desk.item.pk)]) if is_offered else ""
        return {**super().side_context(request, desk), "duplicate_address": address}

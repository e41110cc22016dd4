"""The bin: deleting puts an item there; its screen and one list of all kinds take it out, or delete it for good."""

import re
from dataclasses import replace
from datetime import timedelta

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import ProtectedError, RestrictedError
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.languages.names import language_name
from eig.publishing.bin import DAYS, days_left, erase, goes_on, put_into_bin, take_out_of_bin
from eig.publishing.permissions import may_delete, may_erase, may_read, may_take_out, require
from eig.publishing.rights import publishable_models
from eig.text.models import Reference

KIND = re.compile(r"\(([a-z_]+):")  # of a reference: "[…](post:{key})"
A_PAGE = 50


@admin.action(permissions=["delete"], description=_("Put into the bin"))
def put_chosen_into_bin(model_admin, request, queryset):
    """The list action, which asks first."""
    return model_admin.bin_chosen(request, queryset)


class BinScreen:
    """A ModelAdmin whose items go to the bin when they are deleted: lists and choices do without them from then on."""

    def get_queryset(self, request):
        return super().get_queryset(request).kept()

    def get_object(self, request, object_id, from_field=None):
        """The item wherever it lies: the screen of a binned one says so."""
        return super().get_object(request, object_id, from_field) or self._binned(request, object_id, from_field)

    def _binned(self, request, object_id, from_field):
        field = self.opts.get_field(from_field) if from_field else self.opts.pk
        try:
            return super().get_queryset(request).binned().get(**{field.name: field.to_python(object_id)})
        except (self.model.DoesNotExist, ValidationError, ValueError):
            return None

    def has_delete_permission(self, request, obj=None):
        if obj is None or not hasattr(obj, "editions"):
            return super().has_delete_permission(request, obj)
        return obj.binned_at is None and may_delete(request.user, obj)

    def get_actions(self, request, action_location=admin.ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location)
        if (stock := actions.get("delete_selected")) is not None:
            words = put_chosen_into_bin.short_description
            actions["delete_selected"] = replace(
                stock, func=put_chosen_into_bin, description=words, plural_description=words
            )
        return actions

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        views = (("take-out", "take_out", self.take_out_view), ("erase", "erase", self.erase_view))
        return [
            *(
                path(f"<path:object_id>/{word}/", self.admin_site.admin_view(view), name=f"{name}_{action}")
                for word, action, view in views
            ),
            *super().get_urls(),
        ]

    def bin_address(self, item, action):
        """Where a binned item is taken out ("take_out") or deleted for good ("erase")."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{action}", args=[quote(item.pk)])

    def delete_view(self, request, object_id, extra_context=None):
        """Ask, then put the item into the bin."""
        item = self.get_object(request, unquote(object_id))
        if item is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if item.binned_at is not None:
            return HttpResponseRedirect(self.screen_address(item, self.source_of(item)))
        require(may_delete, request.user, item)
        if not self.has_delete_permission(request, item):
            require(may_erase, request.user, item)  # a list to read: nothing is deleted from here
        if request.method != "POST":
            return self._ask(request, [item], item)
        self._put(request, [item])
        return HttpResponseRedirect(self._list_address())

    def bin_chosen(self, request, queryset):
        """Ask about the chosen items, then put them into the bin."""
        items = list(queryset)
        for item in items:
            require(may_delete, request.user, item)
        if "post" not in request.POST:
            return self._ask(request, items)
        self._put(request, items)
        return None

    def _put(self, request, items):
        self.log_deletions(request, self.model._base_manager.filter(pk__in=[item.pk for item in items]))
        for item in items:
            put_into_bin(item, request.user)
        if len(items) == 1:
            words = _("“%(item)s” is in the bin: you may take it out until %(day)s.")
        else:
            words = _("%(count)d items are in the bin: you may take them out until %(day)s.")
        messages.success(request, words % {"item": items[0], "count": len(items), "day": self._last_day()})

    def _ask(self, request, items, item=None):
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Put into the bin"),
            "opts": self.opts,
            "media": self.media,
            "item": item,
            "items": [(one, self._languages(one), self.uses(one)) for one in items],
            "day": self._last_day(),
            "back": self.screen_address(item, self.source_of(item)) if item else self._list_address(),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/publishing/bin_confirmation.html", context)

    def _languages(self, item):
        """The names of the languages in which visitors read the item in its own text."""
        return [language_name(code) for code in item.live_languages()]

    def _last_day(self):
        return date_format(timezone.localdate() + timedelta(days=DAYS), "DATE_FORMAT")

    def _list_address(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def uses(self, item):
        """Links to what refers to the item: texts, and items that name it; what lies in the bin apart."""
        found = dict.fromkeys([*self._texts(item), *related(item, self.admin_site)])
        return [self._link(one) for one in found if getattr(one, "binned_at", None) is None]

    def _texts(self, item):
        kind = KIND.search(self.reference)
        rows = Reference.objects.to(kind.group(1), [item.key]).prefetch_related("item") if kind else ()
        texts = [row.item for row in rows if row.item is not None]
        return [text for text in texts if text != item and self.admin_site.is_registered(type(text))]

    def side_context(self, request, desk):
        item = desk.item
        bin_panel = None
        if item.binned_at is not None:
            bin_panel = {
                "day": goes_on(item),
                "take_out": self.bin_address(item, "take_out") if may_take_out(request.user, item) else "",
                "erase": self.bin_address(item, "erase") if may_erase(request.user, item) else "",
            }
        return {**super().side_context(request, desk), "bin_panel": bin_panel}

    def take_out_view(self, request, object_id):
        """Take the item out of the bin; it comes back as a draft, or unpublished."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        item = self._to_be_found(request, object_id)
        require(may_take_out, request.user, item)
        take_out_of_bin(item, request.user)
        words = _("“%(item)s” is back in the list. It is on no page of the site: publish it when it is ready.")
        messages.success(request, words % {"item": item})
        return HttpResponseRedirect(self.screen_address(item, self.source_of(item)))

    def erase_view(self, request, object_id):
        """Say what goes with the item and what keeps it, then delete it for good."""
        item = self._to_be_found(request, object_id)
        if item.binned_at is None:
            return HttpResponseRedirect(self.screen_address(item, self.source_of(item)))
        require(may_erase, request.user, item)
        _to_delete, counts, _lacking, protected = self.get_deleted_objects([item], request)
        if request.method == "POST" and not protected:
            return self._erased(request, item)
        counts.pop(self.opts.verbose_name_plural, None)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Delete for good"),
            "opts": self.opts,
            "media": self.media,
            "item": item,
            "uses": self.uses(item),
            "protected": protected,
            "counts": [(name, count) for name, count in counts.items() if count],
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/publishing/erase.html", context)

    def _erased(self, request, item):
        name = str(item)
        try:
            erase(item)
        except (ProtectedError, RestrictedError):
            words = gettext("“%(item)s” is in use, so it cannot be deleted.")
            messages.error(request, words % {"item": name})
            return HttpResponseRedirect(self.bin_address(item, "erase"))
        messages.success(request, gettext("“%(item)s” is deleted for good.") % {"item": name})
        return HttpResponseRedirect(reverse("admin:bin"))

    def _to_be_found(self, request, object_id):
        item = self.get_object(request, unquote(object_id))
        if item is None:
            raise Http404
        return item


def related(item, site):
    """The items with a screen of their own that name this one, by themselves or in a row under them."""
    for relation in item._meta.related_objects:
        if not relation.get_accessor_name():
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: item.pk}).order_by("pk")
        if site.is_registered(relation.related_model):
            yield from rows
            continue
        names = [field.name for field in relation.related_model._meta.fields if field.many_to_one]
        for row in rows.select_related(*names):
            owners = (getattr(row, name) for name in names)
            yield from (owner for owner in owners if owner != item and site.is_registered(type(owner)))


class BinViews:
    """The list of all that lies in the bin: an address of the admin site."""

    def get_urls(self):
        return [path("bin/", self.admin_view(self.bin_view), name="bin"), *super().get_urls()]

    def bin_view(self, request):
        """Binned items of every kind, the last one first, each with what this person may do with it."""
        places = []
        for model in publishable_models():
            if self.is_registered(model):
                rows = model.objects.binned().values_list("binned_at", "pk")
                places += [(instant, pk, model) for instant, pk in rows]
        places.sort(key=lambda place: (place[0], place[2]._meta.label, place[1]), reverse=True)
        page = Paginator(places, A_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.each_context(request),
            "title": gettext("Bin"),
            "page": page,
            "lines": list(self._lines(request, page.object_list)),
            "days": DAYS,
        }
        request.current_app = self.name
        return TemplateResponse(request, "admin/publishing/bin.html", context)

    def _lines(self, request, places):
        wanted = {}
        for _instant, pk, model in places:
            wanted.setdefault(model, []).append(pk)
        found = {
            model: model.objects.select_related("binned_by").with_editions().in_bulk(pks)
            for model, pks in wanted.items()
        }
        for _instant, pk, model in places:
            item, model_admin = found[model].get(pk), self.get_model_admin(model)
            if item is None or not may_read(request.user, item):
                continue
            yield {
                "item": item,
                "kind": capfirst(model._meta.verbose_name),
                "address": model_admin.screen_address(item, item.source_language),
                "left": days_left(item),
                "take_out": model_admin.bin_address(item, "take_out") if may_take_out(request.user, item) else "",
                "erase": model_admin.bin_address(item, "erase") if may_erase(request.user, item) else "",
            }

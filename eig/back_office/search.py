"""Searching everything at once: the items of each kind that say the words, those named by them first."""

from typing import NamedTuple

from django.contrib.auth.models import Group
from django.db.models import Case, IntegerField, Value, When, Window
from django.db.models.aggregates import Count
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from eig.back_office.places import SECTIONS
from eig.languages.columns import codes, column
from eig.languages.forms import translated_fields
from eig.publishing.models import Publishable
from eig.publishing.states import chips
from eig.text.admin import LONGEST_SEARCH
from eig.text.folding import fold
from eig.text.models import Foldable

MOST = 6
LEFT_OUT = {Group._meta.label}
VAR = "q"


class Found(NamedTuple):
    """What was found of a kind: the first items as `(words, address, chips)`, how many there are, and where."""

    kind: str
    anchor: str
    lines: list
    number: int
    address: str


class SearchScreen:
    """Of the admin site: one field for everything the person may see."""

    def search(self, request):
        asked = " ".join(request.GET.get(VAR, "").replace("\x00", "")[:LONGEST_SEARCH].split())
        models = list(self._searched(request)) if asked else ()
        found = [one for model in models if (one := self._found(request, model, asked))]
        context = {
            **self.each_context(request),
            "title": _("Search"),
            "asked": asked,
            "found": found,
            "number": sum(one.number for one in found),
            "beginnings": self._beginnings(request, asked) if asked and not found else [],
        }
        return TemplateResponse(request, "admin/search.html", context)

    def _searched(self, request):
        """The kinds to look through, in the order of the navigation."""
        known = {model._meta.label: model for model in self._registry}
        for _slug, _words, labels in SECTIONS:
            for label in labels:
                model = known[label]
                if label in LEFT_OUT or model._meta.proxy:
                    continue
                model_admin = self._registry[model]
                # Where nothing is searched, everything would be found.
                if model_admin.get_search_fields(request) and model_admin.has_view_or_change_permission(request):
                    yield model

    def _found(self, request, model, asked):
        model_admin = self._registry[model]
        items = model_admin.get_queryset(request)
        items, _duplicates = model_admin.get_search_results(request, items, asked)
        items = items.annotate(number_found=Window(Count("pk")))
        if issubclass(model, Foldable):
            items = items.annotate(closeness=_closeness(asked)).order_by("closeness", "sort_key", "pk")
        if issubclass(model, Publishable):
            items = items.prefetch_related("editions")
        items = list(items[:MOST])
        if not items:
            return None
        opts = model._meta
        return Found(
            kind=capfirst(opts.verbose_name_plural),
            anchor=opts.label_lower.replace(".", "-"),
            lines=[(str(item), self._screen_of(item), _chips_of(item)) for item in items],
            number=items[0].number_found,
            address=f"{_list_of(opts)}?{urlencode({'q': asked})}",
        )

    def _screen_of(self, item):
        model_admin = self._registry[type(item)]
        if hasattr(model_admin, "screen_address"):
            return model_admin.screen_address(item, model_admin.source_of(item))
        return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])

    def _beginnings(self, request, asked):
        """`(words, address)` of what may be begun under the name that was not found."""
        named = [(words, address, self._name_in_form(address)) for words, address in self.quick_starts(request)]
        return [(words, f"{address}?{urlencode({name: asked})}") for words, address, name in named if name]

    def _name_in_form(self, address):
        """The field that names an item on the adding screen at that address, "" for another screen."""
        for model in self._registry:
            opts = model._meta
            if issubclass(model, Publishable) and address == reverse(f"admin:{opts.app_label}_{opts.model_name}_add"):
                named = model.named_by
                return column(named, codes()[0]) if named in translated_fields(model) else named
        return ""


def _closeness(asked):
    """0 for items whose name begins with the words, 1 for those whose name holds them, 2 for the others."""
    words = fold(asked)
    return Case(
        When(sort_key__startswith=words, then=Value(0)),
        When(sort_key__contains=words, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _chips_of(item):
    return chips(item) if isinstance(item, Publishable) else ""


def _list_of(opts):
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")

"""Quick lists above the items of a kind: what is mine, what waits for a review, what is to be mended."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from eig.publishing.gate import Level
from eig.publishing.models import Defect, Edition
from eig.publishing.screens.marks import MarkedList

VAR = "work"


def _having(items, **lookups):
    """Items with an edition like that."""
    return items.filter(Exists(_editions(items).filter(**lookups)))


def _editions(items):
    return _about(items, Edition)


def _about(items, model):
    """The rows of the model that speak of an item, for a subquery."""
    return model.objects.filter(
        content_type__app_label=items.model._meta.app_label,
        content_type__model=items.model._meta.concrete_model._meta.model_name,
        object_id=OuterRef("pk"),
    )


def _with_defects(items, user):
    """Those in which the last inspection found something to mend."""
    return items.filter(Exists(_about(items, Defect).filter(level=Level.ERROR)))


def _mine(items, user):
    return items.filter(Q(created_by=user) | Q(Exists(_editions(items).filter(draft_by=user))))


def _with_changes(items, user):
    return items.filter(Exists(_editions(items).live().filter(draft_at__isnull=False)))


CHOICES = {
    "mine": (_("mine"), _mine),
    "review": (_("in review"), lambda items, user: _having(items, review=Edition.Review.ASKED)),
    "returned": (_("changes requested"), lambda items, user: _having(items, review=Edition.Review.CHANGES)),
    "approved": (_("approved"), lambda items, user: _having(items, review=Edition.Review.APPROVED)),
    "changes": (_("with changes in progress"), _with_changes),
    "due": (_("to be read again"), lambda items, user: items.due_for_review()),
    "mend": (_("with something to mend"), _with_defects),
}


class WorkFilter(admin.SimpleListFilter):
    """One question about the work on items, asked above the list."""

    title = _("work in progress")
    parameter_name = VAR
    template = "admin/includes/nothing.html"  # it stands above the list, not beside it

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.user = request.user

    def lookups(self, request, model_admin):
        return [(name, words) for name, (words, _items) in CHOICES.items()]

    def queryset(self, request, queryset):
        asked = self.value()
        return CHOICES[asked][1](queryset, request.user) if asked in CHOICES else queryset

    def links(self, changelist):
        """`(words, address, whether it is chosen)`; one that is chosen leads back to the whole list."""
        lines = []
        for name, (words, _items) in CHOICES.items():
            chosen = name == self.value()
            address = changelist.get_query_string(remove=[VAR]) if chosen else changelist.get_query_string({VAR: name})
            lines.append((words, address, chosen))
        return lines


class ListScreen(MarkedList):
    """Of an admin of publishable items: the quick lists above its list, and what the gate says of each row."""

    def get_list_filter(self, request):
        return (WorkFilter, *super().get_list_filter(request))

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        for spec in changelist.filter_specs:
            if isinstance(spec, WorkFilter):
                changelist.quick_lists = spec.links(changelist)
        return changelist

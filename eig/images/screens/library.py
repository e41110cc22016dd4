"""The image library as a list: cards or rows, and what narrows them down."""

from dataclasses import dataclass

from django.contrib import admin
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from eig.accounts.admin import SignedChangeList
from eig.images.models import Image
from eig.images.rights import RightsStatus
from eig.images.screens.quick_filters import FILTERS_APART, FILTERS_VAR, counts, quick_filters
from eig.languages.columns import codes, column

GRID, LIST = "grid", "list"
VIEWS = (GRID, LIST)
VIEW_VAR = "view"
ORDER_VAR = "o"
CHIPS = {
    RightsStatus.EXPIRED: "alert",
    RightsStatus.UNKNOWN: "alert",
    RightsStatus.CONSENT_MISSING: "draft",
    RightsStatus.EXPIRING: "draft",
    RightsStatus.CLEAR: "live",
}


@dataclass(frozen=True)
class QuickChoice:
    """A quick filter as a link: the address adds it to those chosen, or takes it away."""

    words: str
    note: str
    number: int
    chosen: bool
    address: str


class QuickFilters(admin.ListFilter):
    """All quick filters in one parameter, `?only=credit.alt-fr`: an image is shown when all of them concern it."""

    title = _("to check")

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        asked = params.pop(FILTERS_VAR, [""])[-1].split(FILTERS_APART)
        self.filters = quick_filters()
        self.chosen = [name for name in self.filters if name in asked]

    def has_output(self):
        return True

    def expected_parameters(self):
        return [FILTERS_VAR]

    def queryset(self, request, queryset):
        for name in self.chosen:
            queryset = self.filters[name].among(queryset)
        return queryset

    def choices(self, changelist):
        numbers = counts(changelist.queryset)
        return [
            QuickChoice(one.words, one.note, numbers[name], name in self.chosen, self._address(changelist, name))
            for name, one in self.filters.items()
        ]

    def _address(self, changelist, name):
        """That of the list with the filter added, or without it when it is chosen."""
        names = [other for other in self.filters if (other in self.chosen) != (other == name)]
        return changelist.get_query_string({FILTERS_VAR: FILTERS_APART.join(names) or None})


class AddedFilter(admin.DateFieldListFilter):
    """Images by the day on which they came in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("added")


class RightsFilter(admin.SimpleListFilter):
    """The one status derived from licence, credit, consent and dates."""

    title = _("rights status")
    parameter_name = "rights"

    def lookups(self, request, model_admin):
        return RightsStatus.choices

    def queryset(self, request, queryset):
        return queryset.in_rights(self.value()) if self.value() in RightsStatus.values else queryset


@dataclass(frozen=True)
class Card:
    """An image of the grid and what its card says."""

    image: Image
    address: str
    rights: SafeString
    alts: SafeString
    uses: str


@dataclass(frozen=True)
class Menu:
    """A filter, or the order, as a menu: the choice made (None while all is shown) and `(words, address, current)`."""

    name: str
    chosen: str | None
    choices: list


class LibraryChangeList(SignedChangeList):
    """The list of images, which keeps the view chosen while one filters and turns pages."""

    def __init__(self, request, *args):
        super().__init__(request, *args)
        self.view = request.library_view

    def get_filters_params(self, params=None):
        filters = super().get_filters_params(params)
        filters.pop(VIEW_VAR, None)
        return filters

    @cached_property
    def quick_choices(self):
        return [choice for spec in self.filter_specs if isinstance(spec, QuickFilters) for choice in spec.choices(self)]

    @cached_property
    def menus(self):
        """The filters that are not quick ones, and in the grid the order: the list has its columns for that."""
        menus = [self._menu(spec) for spec in self.filter_specs if not isinstance(spec, QuickFilters)]
        return [*menus, self._order_menu()] if self.view == GRID else menus

    def _menu(self, spec):
        choices = [(choice["display"], choice["query_string"], choice["selected"]) for choice in spec.choices(self)]
        chosen = next((words for words, _address, current in choices[1:] if current), None)
        return Menu(spec.title, chosen, choices)

    def _order_menu(self):
        orders = [
            (_("newest first"), None),
            (_("by title"), self._place("title")),
            (_("most used first"), f"-{self._place('uses')}"),
            (_("heaviest first"), f"-{self._place('measures')}"),
        ]
        asked = self.params.get(ORDER_VAR) or None
        choices = [(words, self.get_query_string({ORDER_VAR: place}), place == asked) for words, place in orders]
        return Menu(_("order"), next((words for words, place in orders if place == asked), None), choices)

    def _place(self, name):
        return str(self.list_display.index(name))

    @cached_property
    def cards(self):
        return [
            Card(image, self.url_for_result(image), rights_chip(image), alt_chips(image), uses_words(image))
            for image in self.result_list
        ]

    @cached_property
    def views(self):
        """`(words, address, current)` of each view."""
        words = {GRID: _("Grid"), LIST: _("List")}
        return [(words[view], self.get_query_string({VIEW_VAR: view}), view == self.view) for view in VIEWS]


def chosen_view(request):
    """The view asked for, else the one this person chose last, else the grid."""
    view = request.GET.get(VIEW_VAR)
    kept = request.session.get("library_view")
    if view in VIEWS and view != kept:
        request.session["library_view"] = kept = view
    return kept if kept in VIEWS else GRID


def chip(kind, words):
    return format_html('<span class="eig-chip eig-chip--{}">{}</span>', kind, words)


def credit_chip(image):
    """The credit line, or that nobody knows it."""
    return image.credit_line if image.credit else chip("alert", _("credit unknown"))


def rights_chip(image):
    return chip(CHIPS[image.rights_status], image.rights_status.label)


def alt_chips(image):
    """Whether each language has an alternative text."""
    if image.decorative:
        return chip("none", _("decorative"))
    missing = image.alt_missing_in
    return format_html_join(
        " ",
        '<span class="eig-chip eig-chip--{}"><b>{}</b> {}</span>',
        (
            ("none", code.upper(), _("missing"))
            if column("alt", code) in missing
            else ("live", code.upper(), _("written"))
            for code in codes()
        ),
    )


def uses_words(image):
    """How often an image with `number_of_uses` is used."""
    number = image.number_of_uses
    return (
        ngettext("used %(number)d time", "used %(number)d times", number) % {"number": number}
        if number
        else gettext("unused")
    )

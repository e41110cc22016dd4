"""Filters of lists: items by the state of their translation into a language."""

from django.contrib import admin
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import codes
from eig.languages.names import language_name
from eig.languages.survey import State


class TranslationFilter(admin.SimpleListFilter):
    """Items by the state of their translation into one language."""

    language = None

    def __init__(self, request, params, model, model_admin):
        self.model_admin = model_admin
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(str(state), state.words) for state in State if state != State.NOTHING]

    def queryset(self, request, queryset):
        if self.value() not in {value for value, _label in self.lookup_choices}:
            return queryset
        asked = State(self.value())
        found = self.model_admin.cells(self.model_admin.to_be_translated(), [self.language])
        return queryset.filter(pk__in=[pk for pk, cells in found.items() if cells[self.language].state == asked])


def parameter(code):
    """The name under which an address asks for the translation into a language."""
    return f"translation_{code.replace('-', '_')}"


def translation_filters(languages):
    """One filter for each of these languages."""
    return [
        type(
            f"TranslationFilter{code.title().replace('-', '')}",
            (TranslationFilter,),
            {
                "language": code,
                "parameter_name": parameter(code),
                "title": format_lazy(_("translation into {language}"), language=language_name(code)),
            },
        )
        for code in languages
        if code in codes()
    ]

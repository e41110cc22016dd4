"""The screen of a translation: how it stands, what is confirmed, what is left out; and lists by the same states."""

import json

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from eig.languages.beside import put_beside
from eig.languages.columns import codes, column
from eig.languages.filters import translation_filters
from eig.languages.forms import plain_label, sources_beside
from eig.languages.leaving_out import leave_out, left_out, translate_again
from eig.languages.names import language_name
from eig.languages.origins import beside, note, remember
from eig.languages.survey import State, fields_of, look

EVERYTHING = "everything"


class TranslatingScreen:
    """Of an admin with one screen a language: what its translations were made from, and what is still to be done."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.reference:
            context["reference"] = self.reference.format(key=obj.key)
        if request.screen.is_translation:
            formsets = [shown.formset for shown in context["inline_admin_formsets"]]
            context["sources"] = json.dumps(sources_beside(context["adminform"].form, formsets))
            context["translating"] = self._translating(request, obj, context["adminform"].form, formsets)
            context["show_delete"] = False  # it would delete the item in every language
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_list_filter(self, request):
        return (*super().get_list_filter(request), *translation_filters(self.target_languages()))

    def target_languages(self):
        """The languages that items are translated into."""
        return codes()[1:] if fields_of(self.model) else []

    def to_be_translated(self):
        """The items whose translation is asked for."""
        return self.model._base_manager.all()

    def cells(self, items, languages):
        """`{id: {language: Cell}}`: how the translation of those items stands."""
        return look(self.model, languages, items)

    def cells_of(self, item):
        """The item's cell in each language."""
        return self.cells(self.model._base_manager.filter(pk=item.pk), codes())[item.pk]

    def _translating(self, request, item, form, formsets):
        """What the screen says of the translation as a whole; each text gets what stands beside it."""
        screen = request.screen
        cell = request.cells[screen.language]
        rows = [(row, row.instance) for formset in formsets for row in formset.forms if row.instance.pk]
        put_beside([(form, None), *rows], cell, screen.source, screen.language)
        return {
            "cell": cell,
            "numbers": [(state, cell.counts[state]) for state in State if cell.counts[state]],
            "left_out": left_out(item, screen.language),
            "language": language_name(screen.language),
            "source": language_name(screen.source),
            "fields": self._named_fields(screen.source),
        }

    def _named_fields(self, language):
        """`[(name, what it is called)]` of the item's own texts."""
        names = fields_of(self.model)
        return [(name, capfirst(plain_label(self.opts.get_field(column(name, language))))) for name in names]

    def leave_out_as_asked(self, request, item):
        """What the buttons of the screen say is not to be translated, or is after all; whether one was pressed."""
        language, field = request.screen.language, request.POST.get("left_out_field", "")
        if "_translate_again" in request.POST:
            translate_again(item, language, request.POST["_translate_again"])
            messages.success(request, _("It is to be translated again."))
        elif "_leave_out" in request.POST:
            try:
                leave_out(item, language, request.POST.get("left_out_reason", ""), request.user, field)
            except ValueError:
                messages.error(request, _("Say why it is not to be translated: others will wonder."))
            else:
                messages.success(request, _("It is noted as not to be translated."))
        else:
            return False
        return True

    def response_change(self, request, obj):
        if request.screen.is_translation and (self.leave_out_as_asked(request, obj) or "_confirm" in request.POST):
            return HttpResponseRedirect(self.screen_address(obj, request.screen.language))
        return super().response_change(request, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.note_translations(request, form)

    def note_translations(self, request, form):
        """Note what the texts that were changed or confirmed were made from; keep what others were made from."""
        screen, item = request.screen, form.instance
        fields = {column(name, screen.language): name for name in fields_of(self.model)}
        changed = [name for name in form.changed_data if name in fields]
        if not screen.is_translation:
            remember(form.initial.get(name) for name in changed)
            return
        sources = beside(request.POST)
        wanted = {*changed, *self.confirmed_names(request, fields)}
        made_from = {fields[name]: sources.get(name, "") for name in fields if name in wanted}
        note(item, screen.language, made_from, screen.source, request.user)

    def confirmed_names(self, request, names):
        """Which texts are said to be still valid: one, or all that have a source beside them."""
        asked = request.POST.get("_confirm")
        return [name for name in names if asked in {name, EVERYTHING}] if asked else []

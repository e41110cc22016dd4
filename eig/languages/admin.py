"""One admin screen per item and language: the source language's holds everything, another's its translation."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import flatten_fieldsets, quote, unquote
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject, lazy
from django.utils.text import capfirst
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField

from eig.accounts.admin import Signed
from eig.languages import instants
from eig.languages.choices import ItemField, ItemSelect, ItemsField, ItemsSelect, is_id
from eig.languages.columns import codes, columns, value
from eig.languages.deleting import UsesInWords
from eig.languages.forms import Screen, ScreenForm, label_plainly, plain_label, translated_fields
from eig.languages.models import Term
from eig.languages.names import language_name
from eig.languages.rows import RowForm, RowsInWords, ScreenFormSet
from eig.languages.translating import TranslatingScreen
from eig.languages.translators import languages_of, may_translate, refusal, source_of, translates_kind
from eig.text.admin import MARKDOWN_HELP, FoldedSearch, markdown_columns

MARKDOWN_ROWS = 24
TEXT_ROWS = 4


class ScreenFields:
    """What the screens of items and of their inlines share: which columns are shown, and how they read."""

    slugs = {}
    formfield_overrides = instants.FIELDS

    def screen_fieldsets(self, request, fieldsets):
        """The declared fieldsets with the screen's columns; a translation's screen holds its texts alone."""
        translated = translated_fields(self.model)
        if not request.screen.is_translation:
            return [
                (title, {**options, "fields": [self._columns_of(request, name) for name in options["fields"]]})
                for title, options in fieldsets
            ]
        names = [name for name in flatten_fieldsets(fieldsets) if name in translated]
        return [(None, {"fields": [request.screen.name(self.model, name) for name in names]})]

    def _columns_of(self, request, entry):
        if isinstance(entry, (tuple, list)):
            return tuple(request.screen.name(self.model, name) for name in entry)
        return request.screen.name(self.model, entry)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        markdown = db_field.name in markdown_columns(self.model)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        field.show_hidden_initial = False  # a form sends its texts alone, whatever made the first ones
        if isinstance(db_field, TranslationField):
            field.label = capfirst(plain_label(db_field))
        if any(db_field.name in {slug, *columns(slug)} for slug in self.slugs):
            field.label, field.help_text = _("End of the address"), _("Left empty, it is made from the first words.")
        self._lighten(field.widget)
        if markdown:
            body = db_field.name in columns("body")
            size = {"rows": MARKDOWN_ROWS, "class": "vLargeTextField eig-markdown"} if body else {"rows": TEXT_ROWS * 2}
            field.widget.attrs.update(size, **{"data-markdown": True})
            field.help_text = MARKDOWN_HELP
        elif db_field.get_internal_type() == "TextField":
            field.widget.attrs["rows"] = TEXT_ROWS
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ItemSelect(db_field, self.admin_site))
            kwargs.setdefault("form_class", ItemField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", ItemsField)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ItemsSelect(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _lighten(self, widget):
        """Beside a choice: to mend it and to add one. Deleting from afar is no one's errand."""
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_delete_related = widget.can_view_related = False
            if isinstance(widget.widget, AutocompleteSelectMultiple):
                # No cross that clears everything: each choice has its own.
                widget.widget.is_required = True


class TranslatedAdmin(
    TranslatingScreen, RowsInWords, Signed, UsesInWords, ScreenFields, FoldedSearch, admin.ModelAdmin
):
    """An admin whose `fieldsets` name the translated fields plainly; each language has its own screen."""

    form = ScreenForm
    list_per_page = 50
    chooses_source_language = False
    adding = ""  # what the button says that begins one: “Add a post”
    reference = ""  # how a text refers to such an item: "[…](post:{key})"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_in"
        view = self.admin_site.admin_view(self.translation_view)
        return [path("<path:object_id>/in/<str:code>/", view, name=name), *super().get_urls()]

    def translation_view(self, request, object_id, code):
        """The form of one item in a language other than its source's."""
        if code not in codes():
            raise Http404
        item = self.get_object(request, unquote(object_id))
        if item is not None and code == self.source_of(item):
            return HttpResponseRedirect(self.screen_address(item, code))
        request.screen_language = code
        return self.changeform_view(request, object_id)

    def has_change_permission(self, request, obj=None):
        """Who may change such items, on any screen; who translates this one, on the screen of that language."""
        return self.may_change_whole(request, obj) or self._translates(request, obj)

    def may_change_whole(self, request, obj=None):
        """Whether the person may change what an item has in every language, too."""
        return super().has_change_permission(request, obj)

    def _translates(self, request, obj):
        screen = getattr(request, "screen", None)  # none of a list, or of what is done to the item whole
        return obj is not None and screen is not None and may_translate(request.user, obj, screen.language)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if "_saveasnew" in request.POST:
            # Django takes it from anyone: the copy would lack all that the screen does not show.
            raise PermissionDenied
        item = request.asked_for = self.get_object(request, unquote(object_id)) if object_id else None
        source = self.source_of(item) if item else self._first_language(request)
        request.screen = Screen(getattr(request, "screen_language", source), source)
        # Looked at if a page is shown: most buttons lead elsewhere.
        request.cells = SimpleLazyObject(partial(self.cells_of, item))
        context = {
            "screen": request.screen,
            "language_tabs": SimpleLazyObject(partial(self.language_tabs, request, item)),
            "writes_under": self._writes_under(request, item),
        }
        return super().changeform_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def _changeform_view(self, request, object_id, form_url, extra_context):
        if request.method == "POST" and object_id and not self.may_change_whole(request):
            item = request.asked_for
            if item is not None and translates_kind(request.user, item) and not self._translates(request, item):
                raise PermissionDenied(refusal(request.user, item, request.screen.language))
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def get_changeform_initial_data(self, request):
        """What the address of the adding screen fills in: no instants, for Django trips over those it cannot read."""
        instants = {field.name for field in self.opts.fields if field.get_internal_type() == "DateTimeField"}
        filled = super().get_changeform_initial_data(request)
        return {name: text for name, text in filled.items() if name not in instants}

    def source_of(self, item):
        """The language the item was written in first."""
        return source_of(item)

    def _first_language(self, request):
        """The language in which a new item is written: `?in=en` on the adding screen."""
        asked = request.GET.get("in")
        return asked if self.chooses_source_language and asked in codes() else codes()[0]

    def address_in_list(self, request, item):
        """Where its line leads whoever may only translate it: to their own screen; "" for everybody else."""
        if self.opts.proxy or self.may_change_whole(request, item):
            return ""
        return next((self.screen_address(item, code) for code in self._mine(request, item)), "")

    def _mine(self, request, item):
        return [code for code in languages_of(request.user) if may_translate(request.user, item, code)]

    def _writes_under(self, request, item):
        """The name of the tab under which someone who only reads this one translates the item, "" for none."""
        if item is None or getattr(item, "binned_at", None) or self.has_change_permission(request, item):
            return ""
        return next((capfirst(language_name(code)) for code in self._mine(request, item)), "")

    def screen_address(self, item, code):
        """Where the item's texts in that language are edited."""
        base = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if code == self.source_of(item):
            return reverse(f"{base}_change", args=[quote(item.pk)])
        return reverse(f"{base}_in", args=[quote(item.pk), code])

    def language_tabs(self, request, item):
        """The tabs of the form: `{"code", "name", "address", "current", "chip"}` per language, the source's first."""
        if (item is None and not self.chooses_source_language) or not translated_fields(self.model):
            return []
        if item is not None:
            item.cells = request.cells
        ordered = sorted(codes(), key=lambda code: code != request.screen.source) if item else codes()
        return [
            {
                "code": code,
                "name": capfirst(language_name(code)),
                "address": self.screen_address(item, code) if item else f"?in={code}",
                "current": code == request.screen.language,
                "chip": self.state_in(item, code) if item else None,
            }
            for code in ordered
        ]

    def state_in(self, item, code):
        """`(kind, words)` of the item in that language: whether it is translated."""
        if code == self.source_of(item):
            is_written = any(value(item, name, code) for name in translated_fields(self.model))
            return ("live", _("complete")) if is_written else ("none", _("empty"))
        state = item.cells[code].state
        return state.look, state.words

    def get_fieldsets(self, request, obj=None):
        return self.screen_fieldsets(request, super().get_fieldsets(request, obj))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.screen, form.slugs = request.screen, self.slugs
        label_plainly(form)
        return form

    def get_inline_instances(self, request, obj=None):
        inlines = super().get_inline_instances(request, obj)
        if request.screen.is_translation:
            return [inline for inline in inlines if translated_fields(inline.model)]
        return inlines

    def changelist_view(self, request, extra_context=None):
        # Positions may be changed in a list: in no other language than the first.
        request.screen = Screen(codes()[0], codes()[0])
        if chosen := request.POST.getlist(ACTION_CHECKBOX_NAME):
            # What no item is called is not chosen: Django says that nothing is.
            request.POST = request.POST.copy()
            request.POST.setlist(ACTION_CHECKBOX_NAME, [entry for entry in chosen if is_id(entry)])
        return super().changelist_view(request, extra_context)

    def construct_change_message(self, request, form, formsets, add=False):
        message = super().construct_change_message(request, form, formsets, add)
        words = _words_of_fields([form, *(formset.forms[0] for formset in formsets or () if formset.forms)])
        for part in message:
            if fields := part.get("changed", {}).get("fields"):
                part["changed"]["fields"] = [words.get(label, label) for label in fields]
        if request.screen.is_translation:
            for part in message:
                if "name" not in part.get("changed", {"name": ""}):
                    # Read as: Changed title for language “English”.
                    local = get_language_info(request.screen.language)["name_local"]
                    part["changed"].update(name="language", object=local)
        return message


def _words_of_fields(forms):
    """What the models call the fields, by label, untranslated: a history is translated when it is read."""
    with override(None):
        return {str(field.label): _word(form, name) for form in forms for name, field in form.fields.items()}


def _word(form, name):
    try:
        return plain_label(form._meta.model._meta.get_field(name))
    except FieldDoesNotExist:
        return str(form.fields[name].label)


class TranslatedInline(ScreenFields, admin.StackedInline):
    """Rows edited with their item: who may change the item may change them; a translation adds and removes none."""

    form = RowForm
    formset = ScreenFormSet
    extra = 0

    def get_queryset(self, request):
        """The rows with the items they name, each row's own name among them."""
        named = [name for name in self.autocomplete_fields if self.model._meta.get_field(name).many_to_one]
        rows = super().get_queryset(request)
        return rows.select_related(*named) if named else rows

    def get_fieldsets(self, request, obj=None):
        return self.screen_fieldsets(request, super().get_fieldsets(request, obj))

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.screen, formset.form.slugs = request.screen, self.slugs
        label_plainly(formset.form)
        return formset

    def has_view_permission(self, request, obj=None):
        return self._parent_admin.has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return self._parent_admin.has_add_permission(request)
        return self._parent_admin.has_change_permission(request, obj)

    def has_add_permission(self, request, obj):
        return not request.screen.is_translation and self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return not request.screen.is_translation and self.has_change_permission(request, obj)

    @property
    def _parent_admin(self):
        return self.admin_site.get_model_admin(self.parent_model)


def _said_in(code):
    """The column of a list that says how a term is called in that language."""

    @admin.display(description=lazy(lambda: capfirst(language_name(code)), str)(), ordering=f"name_{code}")
    def said(term):
        return value(term, "name", code) or "–"

    return said


@admin.register(Term)
class TermAdmin(TranslatedAdmin):
    """The glossary: the programme's own words, and how they are said in each language."""

    adding = _("Add a term")
    list_display = ("name_shown", *map(_said_in, codes()[1:]), "last_change")
    list_display_links = ("name_shown",)
    search_fields = columns("name")
    fieldsets = ((None, {"fields": ("name", "note")}),)

    @admin.display(description=_("term"), ordering=columns("name")[0])
    def name_shown(self, term):
        return str(term)

"""The form of one item in one language."""

from dataclasses import dataclass

from django import forms
from django.db.models import UniqueConstraint
from django.utils.text import slugify
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField
from modeltranslation.translator import NotRegistered, translator

from eig.languages.columns import column, value
from eig.languages.origins import digest
from eig.text.folding import fold


@dataclass(frozen=True)
class Screen:
    """The language whose texts a form shows, and the one the item was written in first."""

    language: str
    source: str

    @property
    def is_translation(self):
        return self.language != self.source

    def name(self, model, field):
        """The name under which this screen edits a field: the language's column when it is translated."""
        return column(field, self.language) if field in translated_fields(model) else field


def translated_fields(model):
    """Names of the fields that staff write in each language; their rendered HTML apart."""
    try:
        names = translator.get_options_for_model(model).all_fields
    except NotRegistered:
        return set()
    return {name for name in names if not name.endswith("_html")}


class ScreenForm(forms.ModelForm):
    """Texts of one language; on the source language's screen the untranslated fields too.

    `slugs` says from which field an empty slug is made: `{"slug": "title"}`.
    """

    screen = None
    slugs = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        if self.instance._state.adding and hasattr(self.instance, "source_language"):
            self.instance.source_language = self.screen.source
        model = self._meta.model
        for name in self.slugs:
            if (field := self.fields.get(self.screen.name(model, name))) is not None:
                field.required = False
        for name in translated_fields(model):
            if (field := self.fields.get(column(name, self.screen.language))) is not None:
                self._describe(field, name)

    def _describe(self, field, name):
        field.required = self.is_required(name)
        if self.screen.is_translation:
            field.source_text = value(self.instance, name, self.screen.source)
            field.source_code = self.screen.source
            field.beside = None
        field.widget.attrs["lang"] = self.screen.language

    def is_required(self, name):
        """Whether the screen's language cannot do without that text: a translation may be begun empty."""
        mandatory = not self._meta.model._meta.get_field(name).blank and name not in self.slugs
        return mandatory and not self.screen.is_translation

    def clean(self):
        super().clean()
        for name, text in self.cleaned_data.items():
            if isinstance(text, str):
                self.cleaned_data[name] = text.replace("\r\n", "\n")  # as browsers end lines, which changes no word
        for slug, source in self.slugs.items():
            name = self.screen.name(self._meta.model, slug)
            if name in self.fields and name not in self.errors:
                self._clean_slug(name, self.screen.name(self._meta.model, source))
        return self.cleaned_data

    def _clean_slug(self, name, source):
        slug = self.cleaned_data.get(name)
        if slug:
            if self._is_taken(name, slug):
                self.add_error(name, self.taken_words(name, slug))
            return
        self.cleaned_data[name] = self.kept_slug(name) or self._free_slug(name, self.cleaned_data.get(source))
        if not self.cleaned_data[name] and self.cleaned_data.get(source):
            self.add_error(name, _("Nothing in “%(text)s” can make an address: write one.") % self._quoted(source))

    def _quoted(self, source):
        return {"text": self.cleaned_data[source]}

    def kept_slug(self, name):
        """The stored slug that an emptied field gets back: an address in use is never made anew."""
        return self.initial.get(name)

    def _free_slug(self, name, text):
        """A slug made from the text that no other item has, None when the text has no letter."""
        base = slugify(fold(text or "").replace("'", " "))
        room = self._meta.model._meta.get_field(name).max_length - 5
        if len(base) > room:
            base = base[: room + 1].rpartition("-")[0] or base[:room]  # no word cut in two
        candidate, number = base, 2
        while candidate and self._is_taken(name, candidate):
            candidate, number = f"{base}-{number}", number + 1
        return candidate or None

    def taken_words(self, name, slug):
        """What is said of an address that another item has."""
        return _("Another item already has this address: change a word.")

    def _is_taken(self, name, slug):
        return any(others.exists() for others in self.holders(name, slug))

    def holders(self, name, slug):
        """The other items that have this address, a queryset a constraint."""
        model = self._meta.model
        if model._meta.get_field(name).unique:
            groups = [()]
        else:
            constraints = [found for found in model._meta.constraints if isinstance(found, UniqueConstraint)]
            groups = [found.fields for found in constraints if name in found.fields]
        others = model._base_manager.exclude(pk=self.instance.pk)
        return [
            others.filter(**{name: slug}, **{other: self._known(other) for other in fields if other != name})
            for fields in groups
        ]

    def _known(self, name):
        return self.cleaned_data[name] if name in self.cleaned_data else getattr(self.instance, name, None)


class NamedOnceForm(ScreenForm):
    """The form of a model whose sort key is unique: the same name is not entered twice, whatever case and accents."""

    def clean(self):
        cleaned = super().clean()
        model = self._meta.model
        name = self.screen.name(model, model.named_by)
        if not self.screen.is_translation and cleaned.get(name):
            twin = model.objects.filter(sort_key=fold(cleaned[name])[:250]).exclude(pk=self.instance.pk).first()
            if twin is not None:
                self.add_error(name, _("This name is there already: “%(name)s”.") % {"name": twin})
        return cleaned


def sources_beside(form, formsets):
    """`{name of an input: digest}` of the sources that the forms show beside their texts."""
    found = {}
    for one in (form, *(row for formset in formsets for row in formset.forms)):
        for name, field in one.fields.items():
            if text := getattr(field, "source_text", ""):
                found[one.add_prefix(name)] = digest(text)
    return found


def plain_label(db_field):
    """The label of a translated column without its language, which the screen's tab says already."""
    original = db_field.translated_field if isinstance(db_field, TranslationField) else db_field
    return str(original.verbose_name)


def label_plainly(form):
    """Give a form class those labels, for the fields that a person reads and does not write."""
    columns = [field for field in form._meta.model._meta.get_fields() if isinstance(field, TranslationField)]
    form._meta.labels = {**(form._meta.labels or {}), **{field.name: plain_label(field) for field in columns}}

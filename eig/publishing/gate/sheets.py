"""What the gate reads: an item in one language at an instant, as the columns have it or as a form holds it."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst
from modeltranslation.fields import TranslationField
from modeltranslation.translator import NotRegistered, translator

from eig.languages.columns import codes, column, columns, value
from eig.text.markdown import render
from eig.text.outline import outline


@dataclass(frozen=True)
class Row:
    """A row under an item: what it is, and the beginning of the names of its inputs."""

    item: Model
    prefix: str
    index: int
    is_changed: bool = False  # what was typed in it is not saved yet

    @property
    def place(self):
        """The same wherever the row stands among the others."""
        if self.item.pk is None:
            return f"{self.prefix}:new-{self.index}"
        return f"{self.prefix}:{getattr(self.item, 'key', '') or self.item.pk}"

    def input(self, name):
        return f"{self.prefix}-{self.index}-{name}"


@dataclass(eq=False)
class Sheet:
    """An item in one language, to be looked at as visitors read it, or will read it, at that instant.

    `rows` holds the rows of a form by accessor, those of others are read from the database. `changed` names the
    columns whose text is not saved yet: their HTML is made here. `is_fallback`: visitors of the language read the
    source's texts, for the item is shown there without an edition of its own.
    """

    item: Model
    language: str
    at: datetime = None
    rows: dict = field(default_factory=dict)
    changed: frozenset = frozenset()
    is_fallback: bool = False

    def __post_init__(self):
        self.at = self.at or timezone.now()

    @property
    def model(self):
        return self.item._meta.concrete_model

    @property
    def source(self):
        return getattr(self.item, "source_language", codes()[0])

    @property
    def is_translation(self):
        return self.language != self.source

    def text(self, name):
        """The item's own text in the language."""
        return value(self.item, name, self.language)

    def source_text(self, name):
        return value(self.item, name, self.source)

    def input(self, name):
        """The name of the input for a field of the item."""
        return column(name, self.language) if name in translated(self.model) else name

    def rows_of(self, accessor):
        """The rows under the item, in order."""
        if accessor in self.rows:
            return self.rows[accessor]
        items = getattr(self.item, accessor).all() if self.item.pk else []
        return [Row(item, accessor, index) for index, item in enumerate(items)]

    @cached_property
    def outlines(self):
        """`{field: Outline}` of the texts in Markdown that visitors of the language read."""
        if self.is_fallback:
            return {}  # the texts of the source, which has a sheet of its own
        out_of_sight = getattr(self.item, "fields_out_of_sight", ())
        names = [name for name in getattr(self.item, "markdown_fields", ()) if name not in out_of_sight]
        return {name: outline(self._html(name)) for name in names}

    def _html(self, name):
        if column(name, self.language) in self.changed:
            return render(self.text(name))
        return value(self.item, f"{name}_html", self.language)

    def address(self):
        """The screen on which the sheet's texts are written; "" for what has none."""
        return screen_address(self.item, self.language)

    def mending_address(self, finding):
        """Where what was found is mended: another screen, or the input on the screen that has it."""
        if finding.address or not finding.field:
            return finding.address or self.address()
        # What is not a text is on the screen of the language the item was written in.
        is_text = finding.field.endswith(f"_{self.language}")
        screen = self.address() if is_text else screen_address(self.item, self.source)
        rows = {relation.get_accessor_name() for relation in self.model._meta.related_objects}
        anchor = f"{finding.field}-group" if finding.field in rows else f"id_{finding.field}"
        return f"{screen}#{anchor}" if screen else ""


def screen_address(item, language=""):
    """The screen of an item in a language, that of its source by default; "" where the back office has none."""
    base = f"admin:{item._meta.app_label}_{item._meta.model_name}"
    source = getattr(item, "source_language", codes()[0])
    try:
        if language and language != source:
            return reverse(f"{base}_in", args=[item.pk, language])
        return reverse(f"{base}_change", args=[item.pk])
    except NoReverseMatch:
        return ""


def translated(model):
    """Names of the fields that staff write in each language; their rendered HTML apart."""
    try:
        names = translator.get_options_for_model(model).all_fields
    except NotRegistered:
        return set()
    return {name for name in names if not name.endswith("_html")}


def label(model, name):
    """What a field is called, with a capital."""
    db_field = model._meta.get_field(columns(name)[0] if name in translated(model) else name)
    original = db_field.translated_field if isinstance(db_field, TranslationField) else db_field
    return capfirst(str(original.verbose_name))

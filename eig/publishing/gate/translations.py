"""Checks of a translation against its source: what is not translated yet, and what says something older."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eig.languages.columns import column, value
from eig.languages.models import LeftOut, Translation
from eig.languages.names import language_name
from eig.languages.survey import fields_of, has_words
from eig.publishing.gate.checks import rows_looked_at
from eig.publishing.gate.findings import Finding, Level
from eig.publishing.gate.rules import Family
from eig.publishing.gate.sheets import label
from eig.publishing.gate.texts import quoted

RULES = {
    Family.TRANSLATIONS: {
        "to-translate": gettext_lazy("to translate"),
        "translation-stale": gettext_lazy("translations older than their original"),
    }
}


@dataclass(frozen=True)
class Text:
    """A text of a translation: the item or row it belongs to, the name of its input, and what tells it from others."""

    owner: object
    field: str
    input: str
    place: str
    named: str
    is_changed: bool = False  # not saved yet: who writes it has the original beside it


def translations(sheets):
    """What the source says and the translation does not, or no longer; two queries for all of them."""
    sheets = [sheet for sheet in sheets if sheet.is_translation]
    texts = {sheet: list(_texts(sheet)) for sheet in sheets}
    owners = [(text.owner, sheet.language) for sheet in sheets for text in texts[sheet]]
    left_out = _noted(LeftOut.objects, owners)
    made = _noted(Translation.objects.select_related("source"), owners)
    for sheet in sheets:
        if _mark(sheet.item, sheet.language, "") in left_out:
            continue
        wanted = [text for text in texts[sheet] if _mark(text.owner, sheet.language, text.field) not in left_out]
        found = _findings(sheet, wanted, made)
        told = {"translation-stale"} if _readers_know(sheet) else set()
        yield from ((sheet, finding) for finding in found if finding.code not in told)


def _findings(sheet, texts, made):
    details = {"language": language_name(sheet.language), "source": language_name(sheet.source)}
    if sheet.is_fallback:
        if any(has_words(value(text.owner, text.field, sheet.source)) for text in texts):
            words = _("To translate into %(language)s: visitors read it in %(source)s meanwhile.")
            yield Finding("to-translate", Level.WARNING, words % details)
        return
    for text in texts:
        source = value(text.owner, text.field, sheet.source)
        about = details | {"text": text.named or quoted(source)}
        if not has_words(source):
            continue
        if not value(text.owner, text.field, sheet.language):
            words = _("“%(text)s” is still to be translated into %(language)s.")
            yield Finding("to-translate", Level.WARNING, words % about, text.input, place=text.place)
        elif not text.is_changed and not _is_made_from(made.get(_mark(text.owner, sheet.language, text.field)), source):
            words = _("“%(text)s”: the original changed since it was translated into %(language)s. Look at it again.")
            yield Finding("translation-stale", Level.WARNING, words % about, text.input, place=text.place)


def _readers_know(sheet):
    """Whether the page itself says that it may be out of date."""
    edition = sheet.item.edition(sheet.language) if hasattr(sheet.item, "editions") and sheet.item.pk else None
    return edition is not None and edition.outdated_since is not None


def _texts(sheet):
    """The texts of a sheet that may have something to translate."""
    for name in fields_of(sheet.model):
        is_changed = column(name, sheet.language) in sheet.changed
        yield Text(sheet.item, name, sheet.input(name), name, label(sheet.model, name), is_changed)
    for accessor in rows_looked_at(sheet.model):
        for row in sheet.rows_of(accessor):
            for name in fields_of(type(row.item)):
                place = f"{row.place}:{name}"
                yield Text(row.item, name, row.input(column(name, sheet.language)), place, "", row.is_changed)


def _is_made_from(note, source):
    return note is not None and note.source is not None and note.source.text == source


def _mark(item, language, field):
    return item._meta.concrete_model, item.pk, language, field


def _noted(notes, owners):
    """`{mark: note}` of what is noted of those items in those languages."""
    keys, languages = {}, set()
    for item, language in owners:
        if item.pk is not None:
            keys.setdefault(item._meta.concrete_model, set()).add(item.pk)
            languages.add(language)
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in keys}
    if not kinds:
        return {}
    rows = notes.filter(content_type__in=kinds, object_id__in=set().union(*keys.values()), language__in=languages)
    return {(kinds[row.content_type_id], row.object_id, row.language, row.field): row for row in rows}

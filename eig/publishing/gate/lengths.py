"""How long titles and the like are to be, and which of them an item cannot do without."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from eig.languages.columns import column
from eig.publishing.gate.checks import register
from eig.publishing.gate.findings import Finding, Level
from eig.publishing.gate.rules import Family
from eig.publishing.gate.sheets import label

# Each field has a code of its own, which ends like this.
RULES = {
    Family.TEXTS: {"too-long": gettext_lazy("too long"), "too-short": gettext_lazy("too short")},
    Family.INCOMPLETE: {"missing": gettext_lazy("titles and texts left empty")},
}

_lengths = {}


@dataclass(frozen=True)
class Length:
    """How many characters a field takes; `missing` are the words, lazily translated, for one that is left empty."""

    name: str
    most: int
    least: int = 0
    missing: object = None
    level: Level = Level.WARNING  # of a field that is left empty


def register_lengths(model, *lengths):
    """Have the fields of the model's items keep to these lengths."""
    _lengths[model] = lengths
    register(_keep_to_lengths, model)


def limits(model):
    """`{field: the most characters that read well}`."""
    return {length.name: length.most for length in _lengths.get(model._meta.concrete_model, ())}


def _keep_to_lengths(sheets):
    for sheet in sheets:
        if not sheet.is_fallback:
            for length in _lengths[sheet.model]:
                if (finding := _finding(sheet, length)) is not None:
                    yield sheet, finding


def _finding(sheet, length):
    size, name = len(sheet.text(length.name).strip()), length.name
    if not size:
        if length.missing is None or (sheet.is_translation and sheet.source_text(name)):
            return None  # a text that is still to be translated is said to be so
        return Finding(f"{name}-missing", length.level, str(length.missing), sheet.input(name), place=name)
    if length.least <= size <= length.most:
        return None
    if size > length.most:
        code, bound = "too-long", length.most
        words = ngettext(
            "“%(field)s” has %(count)d character: beyond %(bound)d, it is cut or skipped on a screen.",
            "“%(field)s” has %(count)d characters: beyond %(bound)d, it is cut or skipped on a screen.",
            size,
        )
    else:
        code, bound = "too-short", length.least
        words = ngettext(
            "“%(field)s” has %(count)d character only: with %(bound)d or more, readers know what to expect.",
            "“%(field)s” has %(count)d characters only: with %(bound)d or more, readers know what to expect.",
            size,
        )
    details = {"field": label(sheet.model, name), "count": size, "bound": bound}
    return Finding(f"{name}-{code}", Level.WARNING, words % details, sheet.input(name), place=name)


def advice(length):
    """What the help text of the field says of its length."""
    if length.least:
        return _("Between %(least)d and %(most)d characters read well.") % {"least": length.least, "most": length.most}
    return _("Up to %(most)d characters read well.") % {"most": length.most}


def advices(model, language):
    """`{column: (words for the help text, most characters)}` in that language."""
    found = _lengths.get(model._meta.concrete_model, ())
    return {column(length.name, language): (advice(length), length.most) for length in found}

"""The columns that hold a translated field, one a language, named from LANGUAGES."""

from django.conf import settings
from django.db.models import Q
from django.db.models.constraints import CheckConstraint, UniqueConstraint
from modeltranslation.utils import build_localized_fieldname


def codes():
    """The site's language codes, default first."""
    return [code for code, _name in settings.LANGUAGES]


def column(field, language):
    """`column("title", "fr")` → "title_fr"."""
    return build_localized_fieldname(field, language)


def columns(field):
    """The field's columns in every language, default first."""
    return [column(field, code) for code in codes()]


def value(item, field, language):
    """The item's own text in that language, "" when there is none: never a fallback."""
    return getattr(item, column(field, language)) or ""


def set_value(item, field, language, text):
    setattr(item, column(field, language), text)


def unique_in_each_language(name, field, *others):
    """One UniqueConstraint a language: `field` is unique among items that share `others`."""
    return [
        UniqueConstraint(fields=[*others, column(field, code)], name=f"{name}_{field}_{code}_unique")
        for code in codes()
    ]


def never_blank_in_any_language(name, field):
    """One CheckConstraint a language: an absent `field` is NULL, so that absent ones never collide."""
    return [
        CheckConstraint(condition=~Q(**{column(field, code): ""}), name=f"{name}_{field}_{code}_not_blank")
        for code in codes()
    ]


def required_in_source_language(name, field):
    """CheckConstraint: the item's source language has a text in `field`."""
    condition = Q(pk__isnull=True)
    for code in codes():
        text = column(field, code)
        # Said of NULL too, for a CHECK lets pass what it cannot tell.
        condition |= Q(source_language=code, **{f"{text}__isnull": False}) & ~Q(**{text: ""})
    return [CheckConstraint(condition=condition, name=f"{name}_{field}_in_source")]

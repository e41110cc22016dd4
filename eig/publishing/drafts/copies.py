"""A copy of an item as a new draft: its columns, its tags and relations, and the rows under it.

What is copied is what the editor has before the eyes: the columns, with the working draft of the source language.
A copy has its own key and its own life: no edition on the site, no version, no step, no redirect, no review date.
"""

from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext, override

from eig.languages.columns import codes, column, columns, value
from eig.languages.forms import translated_fields
from eig.languages.origins import note_origins, origins_of
from eig.languages.survey import fields_of
from eig.publishing.drafts.desk import undone
from eig.publishing.models import Edition, Publishable
from eig.text.folding import fold

# What belongs to the item alone, or follows from the rest when it is saved.
OWN = {"id", "key", "sort_key", "search_key"}
OWN |= {field.name for field in Publishable._meta.get_fields() if getattr(field, "column", None)} - {"source_language"}


def copied_fields(model, besides=()):
    """The concrete fields whose values a copy takes over."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in OWN | set(besides) and not field.primary_key and not _is_made_on_save(field)
    ]


def _is_made_on_save(field):
    """Rendered HTML, and the untranslated column of a translated field, which nobody reads."""
    base = field.name.rpartition("_")[0]
    is_html = field.name.endswith("_html") or (base.endswith("_html") and field.name != base)
    return is_html or hasattr(field.model, columns(field.name)[0])


@transaction.atomic
def duplicate(desk, by):
    """A new draft, named “Copy of …”, with all that the item is made of; `desk` shows it in its source language."""
    model, admin = type(desk.item), desk.admin
    with undone():
        item = desk.save_what_is_valid(desk.bind(desk.draft())) if desk.has_draft else desk.item
        item = model._base_manager.get(pk=item.pk)
        values = _values(item, copied_fields(model, besides(admin)))
        relations = _relations(item)
        origins, said = origins_of(item), _said(item, item.source_language)
        rows = [
            (kind, owner, [(_row(row, owner), origins_of(row), _said(row, item.source_language)) for row in found])
            for kind, owner, found in _rows(desk, item)
        ]
    copy = model(**values, created_by=by)
    _name(copy)
    _give_addresses(copy, admin.slugs)
    _write(copy)
    for name, related, chosen in relations:
        getattr(copy, name).set(related._base_manager.filter(pk__in=chosen))
    for kind, owner, found in rows:
        for values, known, words in found:
            row = kind(**values, **{owner: copy})
            row.save()
            note_origins(row, known, words, copy.source_language)
    note_origins(copy, origins, said, copy.source_language)
    _begin_editions(copy)
    return copy


def besides(admin):
    """The fields of the admin's items that a copy begins without: addresses, and what the admin names."""
    return {name for slug in admin.slugs for name in (slug, *columns(slug))} | set(admin.not_copied)


def _values(item, fields):
    return {
        field.attname: getattr(item, field.attname).name
        if isinstance(field, models.FileField)
        else getattr(item, field.attname)
        for field in fields
    }


def _relations(item):
    """`(name, model, ids)` of what the item is related to without rows that the form shows: tags among them.

    A tag that the draft alone names is made when it is published: the copy does without.
    """
    return [
        (field.name, field.related_model, [related.pk for related in getattr(item, field.name).all()])
        for field in item._meta.many_to_many
        if not isinstance(field, models.ManyToManyField) or field.remote_field.through._meta.auto_created
    ]


def _rows(desk, item):
    """`(model, its link to the item, rows)` of each set of rows that the form shows."""
    for inline in desk.admin.get_inline_instances(desk.request, item):
        owner = next(
            field.name
            for field in inline.model._meta.fields
            if field.many_to_one and issubclass(type(item), field.related_model)
        )
        yield inline.model, owner, list(inline.model._base_manager.filter(**{owner: item}).order_by("pk"))


def _said(item, language):
    """`{field: text}` of the item's own words in the language."""
    return {name: value(item, name, language) for name in fields_of(type(item))}


def _row(row, owner):
    return _values(row, copied_fields(type(row), {owner}))


def _name(copy):
    """“Copy of …”, in the language of each text; a name that is not translated, in that of the person who copies."""
    named = copy.named_by
    if named not in translated_fields(type(copy)):
        _set_name(copy, named, getattr(copy, named))
        return
    for code in codes():
        if words := getattr(copy, column(named, code)):
            with override(code):
                _set_name(copy, column(named, code), words)


def _set_name(copy, name, words):
    most = copy._meta.get_field(name).max_length
    setattr(copy, name, (gettext("Copy of %(title)s") % {"title": words})[:most])


def _give_addresses(copy, slugs):
    """No address where the item may do without; else a free one, made from the new name."""
    for slug, source in slugs.items():
        name = column(slug, copy.source_language) if hasattr(copy, columns(slug)[0]) else slug
        words = getattr(copy, column(source, copy.source_language), None) or getattr(copy, source)
        field = copy._meta.get_field(name)
        if field.null and not _is_promised(copy, name):
            continue
        base = slugify(fold(words).replace("'", " "))[: field.max_length - 5] or copy.key
        others, candidate, number = type(copy)._base_manager, base, 2
        while others.filter(**{name: candidate}).exists():
            candidate, number = f"{base}-{number}", number + 1
        setattr(copy, name, candidate)


def _is_promised(copy, name):
    """Whether the database asks for that text in the language the item was written in."""
    return any(
        constraint.name.endswith("_in_source") and name in constraint.condition.referenced_base_fields
        for constraint in copy._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )


def _write(copy):
    """Save the copy with files of its own: whoever deletes one of two items leaves the other its file."""
    files = [field.name for field in copy._meta.fields if isinstance(field, models.FileField)]
    copy.save()
    for name in files:
        if file := getattr(copy, name):
            with file.open("rb") as opened:
                content = ContentFile(opened.read())
            file.save(PurePosixPath(file.name).name, content)


def _begin_editions(copy):
    """A draft in the language it is written in, and in each in which it has a text."""
    texts = translated_fields(type(copy))
    for code in codes():
        if code == copy.source_language or any(getattr(copy, column(name, code)) for name in texts):
            Edition.objects.create(
                content_type=copy.editions.content_type, object_id=copy.pk, language=code, state=Edition.State.DRAFT
            )

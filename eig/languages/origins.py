"""From which text each translated field was made: noted when a translation is saved or confirmed, never guessed."""

import hashlib
import json
import re

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from eig.languages.columns import codes, column, value
from eig.languages.models import LeftOut, SourceText, Translation
from eig.languages.survey import fields_of

A_DIGEST = re.compile(r"[0-9a-f]{64}")


def digest(text):
    """SHA-256 of a text, in hexadecimal; "" for none."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def remember(texts):
    """Keep texts that may have been translated from; `{digest: SourceText}` of those that say something."""
    wanted = {digest(text): text for text in texts if text}
    if not wanted:
        return {}
    known = {row.digest: row for row in SourceText.objects.filter(digest__in=wanted)}
    if new := [SourceText(digest=key, text=text) for key, text in wanted.items() if key not in known]:
        SourceText.objects.bulk_create(new, ignore_conflicts=True)
        known = {row.digest: row for row in SourceText.objects.filter(digest__in=wanted)}
    return known


def beside(posted):
    """`{name of an input: digest}` of the sources that stood beside the texts, as a posted form says it was opened."""
    try:
        said = json.loads(posted.get("_sources") or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {name: key for name, key in said.items() if isinstance(key, str) and A_DIGEST.fullmatch(key)}


def note(item, language, made_from, source, by=None):
    """Note from which text each field of the item was made: `made_from` is `{field: digest}`, "" where nobody knows.

    `source` is the language it was written in. A field without words in the language has nothing to be noted.
    """
    if not made_from:
        return
    by = by if by is not None and by.pk else None  # what acts for nobody has no account
    standing = {digest(text): text for text in (value(item, field, source) for field in made_from)}
    texts = remember(text for key, text in standing.items() if key in made_from.values())
    others = {key for key in made_from.values() if key} - texts.keys()
    texts |= {row.digest: row for row in SourceText.objects.filter(digest__in=others)} if others else {}
    kind = ContentType.objects.get_for_model(item, for_concrete_model=True)
    now, rows, empty = timezone.now(), [], []
    for field, key in made_from.items():
        if not value(item, field, language):
            empty.append(field)
            continue
        rows.append(
            Translation(
                content_type=kind,
                object_id=item.pk,
                language=language,
                field=field,
                source=texts.get(key),
                at=now,
                by=by,
            )
        )
    _write(rows)
    if empty:
        of_item(item, language).filter(field__in=empty).delete()


def note_as_made(item, language, fields, source, by=None):
    """Note that these fields were made from what the source says now: importers, which write both at once."""
    note(item, language, {field: digest(value(item, field, source)) for field in fields}, source, by)


def note_written(item, source, changed):
    """Note that the translations among the changed columns were made from what the source says now."""
    for code in codes():
        names = [name for name in fields_of(type(item)) if column(name, code) in changed]
        if code != source and any(value(item, name, code) for name in names):
            note_as_made(item, code, names, source)


def origins_of(item):
    """`{(language, field): the text it was made from, None where nobody knows}` of what is noted of the item."""
    kind = ContentType.objects.get_for_model(item)
    notes = Translation.objects.filter(content_type=kind, object_id=item.pk).select_related("source")
    return {(note.language, note.field): note.source and note.source.text for note in notes}


def note_origins(copy, origins, original, source):
    """Note the same of a copy: what was up to date with the original is so with the copy, whose name may differ."""
    for (language, field), text in origins.items():
        is_current = text is not None and text == original.get(field)
        made_from = value(copy, field, source) if is_current else text
        note(copy, language, {field: digest(made_from)}, source)


def note_all(models, source_of):
    """Note every translation there is and that nobody noted, as made from what its source says now; how many.

    For content loaded at once in all its languages. `source_of(item)` is the language it was written in.
    """
    count = 0
    for model in models:
        fields = fields_of(model)
        kind = ContentType.objects.get_for_model(model)
        known = set(Translation.objects.filter(content_type=kind).values_list("object_id", "language", "field"))
        rows, texts = [], {}
        for item in model._base_manager.all():
            source = source_of(item)
            for code in codes():
                for field in fields:
                    if code == source or not value(item, field, code) or (item.pk, code, field) in known:
                        continue
                    text = value(item, field, source)
                    texts[digest(text)] = text
                    rows.append((item.pk, code, field, digest(text)))
        kept = remember(texts.values())
        _write(
            Translation(content_type=kind, object_id=pk, language=code, field=field, source=kept.get(key))
            for pk, code, field, key in rows
        )
        count += len(rows)
    return count


def of_item(item, language):
    """What is noted of the item in the language."""
    kind = ContentType.objects.get_for_model(item, for_concrete_model=True)
    return Translation.objects.filter(content_type=kind, object_id=item.pk, language=language)


def forget_orphans(at=None):
    """Forget what was noted of items that are no longer there; how many notes."""
    count = 0
    for notes in (Translation, LeftOut):
        for kind_id in notes.objects.order_by().values_list("content_type", flat=True).distinct():
            model = ContentType.objects.get_for_id(kind_id).model_class()
            rows = notes.objects.filter(content_type=kind_id)
            if model is not None:
                rows = rows.exclude(object_id__in=model._base_manager.values("pk"))
            count += rows.delete()[0]
    return count


def _write(rows):
    Translation.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "language", "field"],
        update_fields=["source", "at", "by"],
    )

"""What an edition said of its source as a whole is noted field by field; where it no longer fits, nobody knows."""

import hashlib

from django.conf import settings
from django.db import migrations

APPS = ("blog", "challenges", "community", "pages", "tags", "images")


def _digest(item, names, code):
    """As editions kept it: of all translated texts of the source, fields in alphabetical order."""
    said = "\x1f".join(f"{name}\x1e{getattr(item, f'{name}_{code}') or ''}" for name in sorted(names))
    return hashlib.sha256(said.encode()).hexdigest()


def _names(model, codes):
    """The fields that have a column in each language, their HTML apart."""
    columns = {field.name for field in model._meta.fields}
    return [
        field.name
        for field in model._meta.fields
        if not field.name.endswith("_html") and all(f"{field.name}_{code}" in columns for code in codes)
    ]


def note(apps, schema_editor):
    codes = [code for code, _name in settings.LANGUAGES]
    ContentType = apps.get_model("contenttypes", "ContentType")
    Edition = apps.get_model("publishing", "Edition")
    made = {
        (kind, pk, code): digest
        for kind, pk, code, digest in Edition.objects.exclude(source_digest="").values_list(
            "content_type_id", "object_id", "language", "source_digest"
        )
    }
    for model in apps.get_models():
        if model._meta.app_label not in APPS or model._meta.proxy:
            continue
        names = [name for name in _names(model, codes)]
        kind = ContentType.objects.filter(app_label=model._meta.app_label, model=model._meta.model_name).first()
        if not names or kind is None:
            continue
        has_source = any(field.name == "source_language" for field in model._meta.fields)
        for item in model._base_manager.all():
            source = item.source_language if has_source else codes[0]
            digest = _digest(item, names, source) if has_source else ""
            for code in codes:
                if code != source and (not has_source or made.get((kind.pk, item.pk, code)) == digest):
                    _note_texts(apps, kind, item, names, source, code)


def _note_texts(apps, kind, item, names, source, code):
    SourceText, Translation = (apps.get_model("languages", name) for name in ("SourceText", "Translation"))
    for name in names:
        text, translation = getattr(item, f"{name}_{source}"), getattr(item, f"{name}_{code}")
        if text and translation and item._meta.get_field(name).get_internal_type() != "SlugField":
            digest = hashlib.sha256(text.encode()).hexdigest()
            origin, _created = SourceText.objects.get_or_create(digest=digest, defaults={"text": text})
            Translation.objects.get_or_create(
                content_type_id=kind.pk, object_id=item.pk, language=code, field=name, defaults={"source": origin}
            )


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0007_warnings_to_readers"),
        ("languages", "0001_translations"),
        ("blog", "0006_bin_and_review_date"),
        ("challenges", "0004_bin_and_review_date"),
        ("community", "0004_shown"),
        ("pages", "0004_programme_steps"),
        ("tags", "0001_initial"),
        ("images", "0003_find_by_file_name"),
    ]

    operations = [
        migrations.RunPython(note, migrations.RunPython.noop),
        migrations.RemoveField(model_name="edition", name="source_digest"),
    ]

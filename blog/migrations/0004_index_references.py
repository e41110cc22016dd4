"""Fills the index of what texts refer to, from the texts of a site that is there already.

It stands in the section above all others, after the tables of all texts.
"""

import re

from django.db import migrations

from eig.text.references import references

HTML = re.compile(r"(?P<field>[a-z_]+)_html_(?P<language>[a-z]{2}(?:_[a-z]+)?)")


def index(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    reference = apps.get_model("text", "Reference")
    for model in apps.get_models():
        columns = [found for field in model._meta.concrete_fields if (found := HTML.fullmatch(field.name))]
        if not columns or model._meta.proxy:
            continue
        label = {"app_label": model._meta.app_label, "model": model._meta.model_name}
        content_type, _created = content_types.get_or_create(**label)
        rows = (
            reference(
                content_type=content_type,
                object_id=row["pk"],
                field=found["field"],
                language=found["language"],
                kind=kind,
                key=key,
            )
            for row in model._base_manager.values("pk", *(found.group() for found in columns)).iterator()
            for found in columns
            for kind, key in sorted(references(row[found.group()] or ""))
            if kind != "embed"
        )
        # Going back leaves the index where it is, and coming again adds nothing twice.
        reference.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0003_initial"),
        ("challenges", "0002_initial"),
        ("community", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("pages", "0001_initial"),
        ("text", "0001_initial"),
    ]

    operations = [migrations.RunPython(index, migrations.RunPython.noop)]

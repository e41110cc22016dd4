from django.db import migrations

TABLES = {
    "postgresql": "CREATE TABLE caching_change (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, token numeric NOT NULL)",
    "sqlite": "CREATE TABLE caching_change (id integer PRIMARY KEY, token bigint NOT NULL)",
}


def make(apps, schema_editor):
    schema_editor.execute(TABLES[schema_editor.connection.vendor])


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE caching_change")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS caching_note_change() CASCADE")


class Migration(migrations.Migration):
    """A table of its own, not a model: it is no content, and nobody edits it. Triggers are set after each migration."""

    operations = [migrations.RunPython(make, drop)]

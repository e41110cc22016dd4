from django.db import migrations

from eig.search.engines import postgresql, sqlite

ENGINES = {"postgresql": postgresql, "sqlite": sqlite}


def create(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        ENGINES[schema_editor.connection.vendor].create(cursor)


def drop(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        ENGINES[schema_editor.connection.vendor].drop(cursor)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]

from django.db import migrations, models


def empty(apps, schema_editor):
    """The index is made again after the migrations: with compounds, plurals in -aux, and what is prose."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words")
    apps.get_model("search", "Entry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words")]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="entry",
            name="segments",
            field=models.JSONField(
                default=list, help_text="[language, text, part, whether it is prose] of each.", verbose_name="texts"
            ),
        ),
    ]

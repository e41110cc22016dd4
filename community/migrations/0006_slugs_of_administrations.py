from django.db import migrations, models

from community.slugs import free_slug


def give_slugs(apps, schema_editor):
    administrations = apps.get_model("community", "Administration").objects
    taken = set()
    for administration in administrations.order_by("sort_key"):
        administration.slug = free_slug([administration.acronym, administration.sort_key], taken.__contains__)
        taken.add(administration.slug)
        administration.save(update_fields=["slug"])


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0005_calls_extended_with_documents_and_questions"),
    ]

    operations = [
        migrations.AddField(
            model_name="administration",
            name="slug",
            field=models.SlugField(default="", max_length=80, verbose_name="slug", db_index=False),
            preserve_default=False,
        ),
        migrations.RunPython(give_slugs, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="administration",
            name="slug",
            field=models.SlugField(blank=True, help_text="The same in every language. Left empty, it is made of the acronym, else of the name.", max_length=80, unique=True, verbose_name="slug"),
        ),
    ]

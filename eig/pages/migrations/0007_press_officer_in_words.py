"""The press officer is said in each language; what was written in none was French."""

from django.db import migrations, models
from django.db.models import F


def keep_what_was_written(apps, schema_editor):
    apps.get_model("pages", "SiteIdentity").objects.exclude(press_name="").update(press_name_fr=F("press_name"))


class Migration(migrations.Migration):
    dependencies = [("pages", "0006_press_pictures")]

    operations = [
        migrations.AddField(
            model_name="siteidentity",
            name="press_name_en",
            field=models.CharField(blank=True, max_length=150, null=True, verbose_name="press officer"),
        ),
        migrations.AddField(
            model_name="siteidentity",
            name="press_name_fr",
            field=models.CharField(blank=True, max_length=150, null=True, verbose_name="press officer"),
        ),
        migrations.RunPython(keep_what_was_written, migrations.RunPython.noop),
    ]

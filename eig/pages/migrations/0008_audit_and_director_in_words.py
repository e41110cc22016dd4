"""The means of the audit, the director and the data protection officer are said in each language; what was written in none was French."""

from django.db import migrations, models
from django.db.models import F

NAMES = ("publication_director", "audit_environment", "audit_tools", "dpo")


def keep_what_was_written(apps, schema_editor):
    for name in NAMES:
        written = apps.get_model("pages", "SiteIdentity").objects.exclude(**{name: ""})
        written.update(**{f"{name}_fr": F(name)})


def keep_what_is_french(apps, schema_editor):
    # The column of no language holds what was last written, in whichever language that was.
    for name in NAMES:
        written = apps.get_model("pages", "SiteIdentity").objects.exclude(**{f"{name}_fr": ""})
        written.exclude(**{f"{name}_fr": None}).update(**{name: F(f"{name}_fr")})


class Migration(migrations.Migration):
    dependencies = [("pages", "0007_press_officer_in_words")]

    operations = [
        migrations.AddField(
            model_name="siteidentity",
            name="audit_environment_en",
            field=models.TextField(
                blank=True,
                help_text="Browsers and assistive technologies, one a line.",
                null=True,
                verbose_name="test environment",
            ),
        ),
        migrations.AddField(
            model_name="siteidentity",
            name="audit_environment_fr",
            field=models.TextField(
                blank=True,
                help_text="Browsers and assistive technologies, one a line.",
                null=True,
                verbose_name="test environment",
            ),
        ),
        migrations.AddField(
            model_name="siteidentity",
            name="audit_tools_en",
            field=models.TextField(blank=True, help_text="One a line.", null=True, verbose_name="tools of the audit"),
        ),
        migrations.AddField(
            model_name="siteidentity",
            name="audit_tools_fr",
            field=models.TextField(blank=True, help_text="One a line.", null=True, verbose_name="tools of the audit"),
        ),
        migrations.AddField(
            model_name="siteidentity",
            name="publication_director_en",
            field=models.CharField(blank=True, max_length=200, null=True, verbose_name="director of publication"),
        ),
        migrations.AddField(
            model_name="siteidentity",
            name="publication_director_fr",
            field=models.CharField(blank=True, max_length=200, null=True, verbose_name="director of publication"),
        ),
        migrations.AddField(
            model_name="siteidentity",
            name="dpo_en",
            field=models.TextField(blank=True, null=True, verbose_name="data protection officer"),
        ),
        migrations.AddField(
            model_name="siteidentity",
            name="dpo_fr",
            field=models.TextField(blank=True, null=True, verbose_name="data protection officer"),
        ),
        migrations.RunPython(keep_what_was_written, keep_what_is_french),
    ]

"""Pictures that are there already are found by the name of their file too."""

from pathlib import PurePath

from django.db import migrations

from eig.text.folding import fold


def add_file_names(apps, schema_editor):
    images = apps.get_model("images", "Image").objects
    for pk, file, search_key in images.values_list("pk", "file", "search_key").iterator():
        name = fold(PurePath(file).name)
        # Going back leaves the names where they are, and coming again adds none twice.
        if not search_key.endswith(name):
            images.filter(pk=pk).update(search_key=f"{search_key} {name}".strip())


class Migration(migrations.Migration):
    dependencies = [("images", "0002_rights_ledger")]

    operations = [migrations.RunPython(add_file_names, migrations.RunPython.noop)]

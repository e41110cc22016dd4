from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.staticfiles.finders import get_finder
from django.core.management import call_command
from django.test import override_settings

from eig.staticfiles import used_design_files

FOLDER = Path(apps.get_app_config("dsfr").path) / "static"


def test_what_a_template_names_is_used_with_what_it_loads():
    used = used_design_files(FOLDER)

    assert {
        "dsfr/dist/core/core.main.min.css",
        "dsfr/dist/component/footer/footer.main.min.css",
        "dsfr/dist/fonts/Marianne-Regular.woff2",
        "dsfr/dist/icons/system/external-link-line.svg",
        "dsfr/dist/favicon/favicon.svg",
    } <= used


def test_what_our_styles_name_is_used():
    assert "dsfr/dist/icons/arrows/arrow-right-line.svg" in used_design_files(FOLDER)


def test_neither_the_full_bundle_nor_the_icon_sheets_are_collected():
    collected = [path for path, _storage in get_finder("eig.staticfiles.UsedFilesFinder").list([])]
    design = [path for path in collected if path.startswith(("dsfr/", "django-dsfr/", "css/", "js/"))]

    assert len(design) < 200
    assert [path for path in design if "utility" in path or path.startswith("dsfr/dist/dsfr")] == []
    assert "admin/css/base.css" in collected


def test_files_of_the_design_system_are_all_found_while_developing():
    assert get_finder("eig.staticfiles.UsedFilesFinder").find("dsfr/dist/utility/utility.min.css")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_collected_files_are_named_by_content_and_lead_to_each_other(tmp_path):
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={"staticfiles": storage}):
        call_command("collectstatic", interactive=False, verbosity=0)

    (core,) = tmp_path.glob("dsfr/dist/core/core.main.min.*.css")
    (font,) = tmp_path.glob("dsfr/dist/fonts/Marianne-Regular.*.woff2")
    assert f"../fonts/{font.name}" in core.read_text()

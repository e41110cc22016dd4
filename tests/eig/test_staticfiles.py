from pathlib import Path

import brotli
import pytest
from django.apps import apps
from django.contrib.staticfiles.finders import find, get_finder
from django.core.management import call_command
from django.test import override_settings

from eig.fonts import LIGHT
from eig.staticfiles import public_styles, used_design_files
from eig.stylesheets import rules

FOLDER = Path(apps.get_app_config("dsfr").path) / "static"


def test_what_a_template_names_is_used_with_what_it_loads():
    used = used_design_files(FOLDER)

    assert {
        "dsfr/dist/fonts/Marianne-Regular.woff2",
        "dsfr/dist/icons/system/add-line.svg",
        "dsfr/dist/favicon/favicon.svg",
    } <= used


def test_what_our_styles_name_is_used():
    assert "dsfr/dist/icons/arrows/arrow-right-line.svg" in used_design_files(FOLDER)


def test_neither_the_full_bundle_nor_the_icon_sheets_are_collected():
    collected = [path for path, _storage in get_finder("eig.staticfiles.UsedFilesFinder").list([])]
    design = [path for path in collected if path.startswith(("dsfr/", "django-dsfr/", "css/", "js/"))]

    assert len(design) < 60
    assert [path for path in design if "utility" in path or path.startswith("dsfr/dist/dsfr")] == []
    assert "admin/css/base.css" in collected


def test_files_of_the_design_system_are_all_found_while_developing():
    assert get_finder("eig.staticfiles.UsedFilesFinder").find("dsfr/dist/utility/utility.min.css")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_collected_files_are_named_by_content_and_lead_to_each_other(tmp_path):
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={"staticfiles": storage}):
        call_command("collectstatic", interactive=False, verbosity=0)

    (sheet,) = tmp_path.glob("eig/public.*.css")
    fonts = [path.name for path in tmp_path.glob("eig/fonts/*.*.woff2")]
    assert len(fonts) == len(LIGHT) == 6
    assert [name for name in fonts if f"fonts/{name}" not in sheet.read_text()] == []
    assert len(brotli.compress(sheet.read_bytes())) < 25_000


def test_what_is_asked_for_while_developing_is_what_is_collected(settings, tmp_path):
    settings.LOCAL_DIR = tmp_path

    found = Path(find("eig/public.css"))

    assert found.is_relative_to(tmp_path)
    assert found.read_text() == public_styles()
    assert find("eig/base.css") == str(settings.BASE_DIR / "static" / "eig" / "base.css")


def test_the_page_declares_its_ground_with_its_ink():
    declared = [body for prelude, body in rules(public_styles()) if prelude == "body"]

    assert any("background-color:" in body and ";color:" in body for body in declared)

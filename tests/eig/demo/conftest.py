from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import override_settings
from django.utils import translation

from eig.demo.loader import load

SMALL = 0.08  # scenes of 128 × 80: enough to tell one picture from another


def pytest_collection_modifyitems(items):
    """One process loads the demo for all of them."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo loaded once for the folder's tests: what was created, and where its files are."""
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media),
        translation.override(settings.LANGUAGE_CODE),
        transaction.atomic(),
    ):
        counts = load(scale=SMALL)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # it plans by what it knows of tables, and looks at these by itself too late
        yield counts, media
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db, settings):
    """A database that holds the demo, and the number of each kind in it."""
    counts, settings.MEDIA_ROOT = loaded
    return counts

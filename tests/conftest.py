import gc
import os

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection, transaction
from django.template import RequestContext, Template
from django.test import override_settings
from django.test.signals import template_rendered
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.moving import build_site, move_in

# Property tests ask the same in every run, and a slow machine fails none: HYPOTHESIS_PROFILE=default asks at random.
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

NEEDS_DATABASE = {"db", "transactional_db", "client", "django_db_setup"}


def pytest_collection_modifyitems(config, items):
    """What asks nothing of a database answers the same on each: it is asked once, on SQLite."""
    if connection.vendor == "sqlite":
        return
    apart = [item for item in items if not _needs_database(item)]
    if apart:
        config.hook.pytest_deselected(items=apart)
        items[:] = [item for item in items if _needs_database(item)]


def _needs_database(item):
    return item.get_closest_marker("django_db") or NEEDS_DATABASE & set(item.fixturenames)


def pytest_collection_finish(session):
    """All that was imported stays: looking through it again and again took a quarter of the time of the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True, scope="session")
def _only_pages_are_noted(django_test_environment):
    """Django notes each template with a copy of its context, every widget's too: a tenth of the time, for nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", _render)
        yield


def _render(template, context):
    if isinstance(context, RequestContext) and context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(autouse=True)
def _french():
    """Every test starts in the site's first language."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    """Files of a test stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _pages(settings):
    """With TEST_PAGE_CACHE=1, what one test keeps is not there for the next."""
    if "pages" in settings.CACHES:
        caches["pages"].clear()


@pytest.fixture
def content_types(db):
    """Content types already looked up, as in a process that has served a page."""
    models = apps.get_models(include_auto_created=True)
    ContentType.objects.get_for_models(*models)
    ContentType.objects.get_for_models(*models, for_concrete_models=False)


@pytest.fixture(scope="class")
def moved(tmp_path_factory, django_db_setup, django_db_blocker):
    """The report of our Jekyll site moved in, once for the tests of a class, which only look at it."""
    folder = tmp_path_factory.mktemp("moved")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=folder / "media"), translation.override(settings.LANGUAGE_CODE):
            report = move_in(build_site(folder))
        yield report
        transaction.set_rollback(True)

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import translation


@pytest.fixture(autouse=True)
def _french():
    """Every test starts in the site's first language."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    """Files of a test stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def content_types(db):
    """Content types already looked up, as in a process that has served a page."""
    ContentType.objects.get_for_models(*apps.get_models(include_auto_created=True))

"""What is running: pages of another release, whose templates or words differ, are not ours to serve."""

import hashlib
from functools import cache
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

PARTS = ("*.py", "*.html", "*.txt", "*.mo", "*.css", "*.js")


@cache
def release():
    """A digest of our code, templates, words and styles, of the framework and of what settings put into pages."""
    digest = hashlib.sha256(django.get_version().encode())
    for name in ("SITE_ADDRESS", "STATIC_URL", "MEDIA_URL", "LANGUAGES", "TIME_ZONE"):
        digest.update(repr(getattr(settings, name, "")).encode())
    for path in sorted(_files()):
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _files():
    base = Path(settings.BASE_DIR)
    ours = {Path(app.path) for app in apps.get_app_configs() if base in Path(app.path).parents}
    folders = {*ours, base / "templates", base / "locale", base / "static"}
    folders = {folder for folder in folders if not any(folder.is_relative_to(other) for other in folders - {folder})}
    for folder in folders:
        for pattern in PARTS:
            yield from (path for path in folder.rglob(pattern) if path.is_file())


def forget(**signal):
    """A file was changed while a developer's server runs: what is running is to be looked at again."""
    release.cache_clear()

"""Static files in production: named by content, compressed, and only what pages use of the design system."""

import posixpath
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder

DESIGN_SYSTEM = "dsfr"
NAMED = re.compile(r"""["'](dsfr/[\w./-]+\.\w+)["']""")
URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')?#]+)""")


class UsedFilesFinder(AppDirectoriesFinder):
    """The static files of apps; of the design system's thousands, those that our templates and styles name.

    Collecting goes by `list`; `find`, which serves them while developing, still knows them all.
    """

    def list(self, ignore_patterns):
        design = self.storages[DESIGN_SYSTEM]
        used = used_design_files(Path(design.location))
        for path, storage in super().list(ignore_patterns):
            if storage is not design or Path(path).as_posix() in used:
                yield path, storage


def used_design_files(folder):
    """Paths, relative to the design system's static folder, of the files that pages load."""
    waiting = _named_in_templates() | _named_in_styles()
    used = set()
    while waiting:
        path = waiting.pop()
        if path in used or not (folder / path).is_file():
            continue
        used.add(path)
        if path.endswith(".css"):
            waiting |= _urls(folder / path, posixpath.dirname(path))
    return used


def _named_in_templates():
    folders = [folder for engine in settings.TEMPLATES for folder in engine["DIRS"]]
    templates = [path for folder in folders for path in Path(folder).rglob("*.html")]
    return {name for path in templates for name in NAMED.findall(path.read_text())}


def _named_in_styles():
    found = set()
    for folder in settings.STATICFILES_DIRS:
        for path in Path(folder).rglob("*.css"):
            found |= _urls(path, path.parent.relative_to(folder).as_posix())
    return {path for path in found if path.startswith(f"{DESIGN_SYSTEM}/")}


def _urls(style, folder):
    """What a style sheet loads, as paths from the root of the static files."""
    return {posixpath.normpath(posixpath.join(folder, url)) for url in URL.findall(style.read_text())}

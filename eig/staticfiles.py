"""Static files in production: named by content, compressed, and only what pages use of the design system."""

import os
import posixpath
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder, find
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils import timezone

from eig import fonts
from eig.stylesheets import IMPORT, Sources, put_together

SHEET = "eig/public.css"
SECTIONS = ("eig", "blog", "challenges", "community")
DESIGN_SYSTEM = "dsfr"
NAMED = re.compile(r"""["'](dsfr/[\w./-]+\.\w+)["']""")
URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')?#]+)""")


class MadeFinder(BaseFinder):
    """Files made from others when static files are collected, or asked for while developing.

    They are the style sheet of public pages as one file, and the light fonts. The finder stands before that of our own
    files, which has the list of what the sheet imports under the same name.
    """

    def check(self, **kwargs):
        return []

    def list(self, ignore_patterns):
        for path in RECIPES:
            yield path, _Made()

    def find(self, path, find_all=False, **kwargs):
        if path not in RECIPES:
            return []
        recipe = RECIPES[path]
        made = settings.LOCAL_DIR / "made" / path
        if not made.exists() or made.stat().st_mtime < max(file.stat().st_mtime for file in recipe.sources()):
            _write_whole(made, recipe.make())
        return [str(made)] if find_all else str(made)


class _Made(Storage):
    """A made file as one to be collected; it has no path but its name, which is what collecting prints."""

    prefix = ""

    def open(self, name, mode="rb"):
        return ContentFile(RECIPES[name].make(), name)

    def path(self, name):
        return name

    def get_modified_time(self, name):
        return timezone.now()


def public_styles():
    """The text of the style sheet of public pages."""
    words = "".join(path.read_text() for path in _sources() if path.suffix != ".css")
    other_styles = "".join(path.read_text() for path in _own_styles())
    return put_together(SHEET, Sources(_found, words, other_styles))


def _found(path):
    """The file of a static path; of the sheet itself, the list of what it imports."""
    own = (Path(folder) / path for folder in settings.STATICFILES_DIRS)
    return next((file for file in own if file.is_file()), None) or find(path)


def _sources():
    """The files that the style sheet is made from, the design system's apart, and those that may name its classes."""
    code = (path for section in SECTIONS for path in (settings.BASE_DIR / section).rglob("*.py"))
    scripts = (path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*.js"))
    return [*_templates(), *code, *scripts, *_own_styles()]


def _own_styles():
    return [path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*.css")]


def _templates():
    folders = [folder for engine in settings.TEMPLATES for folder in engine["DIRS"]]
    return [path for folder in folders for path in Path(folder).rglob("*.html")]


def _write_whole(path, content):
    """A file that others may read at any moment: whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
        file.write(content)
    os.replace(file.name, path)


class Recipe(NamedTuple):
    """How a file is made: `sources()` gives the files it is made from, `make()` its bytes."""

    sources: Callable
    make: Callable


def _recipe(light):
    return Recipe(
        lambda: [Path(find(light.whole)), Path(fonts.__file__)], lambda: fonts.lightened(find(light.whole), light.range)
    )


RECIPES = {
    SHEET: Recipe(_sources, lambda: public_styles().encode()),
    **{path: _recipe(light) for path, light in fonts.LIGHT.items()},
}


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
    return {name for path in _templates() for name in NAMED.findall(path.read_text())}


def _named_in_styles():
    found = set()
    for folder in settings.STATICFILES_DIRS:
        for path in Path(folder).rglob("*.css"):
            found |= _urls(path, path.parent.relative_to(folder).as_posix())
    found |= _urls_in(public_styles(), "eig")
    return {path for path in found if path.startswith(f"{DESIGN_SYSTEM}/")}


def _urls(style, folder):
    """What a style sheet loads, its imports apart, as paths from the root of the static files."""
    return _urls_in(IMPORT.sub("", style.read_text()), folder)


def _urls_in(css, folder):
    return {posixpath.normpath(posixpath.join(folder, url)) for url in URL.findall(css)}

"""Are the message catalogues complete, up to date and compiled?

usage: python -m tests.lint.messages [--gather | --fill-english]
Each language of LANGUAGES has its catalogue: `--gather` begins those that are missing.
Up to date is checked where GNU gettext is installed (CI has it); the rest needs nothing.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
from django.utils.translation import to_locale

from eig.settings import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = ["--no-location", "--no-obsolete", "--ignore", ".venv", "--ignore", "tests"]
NEEDED = [ROOT / "locale" / to_locale(code) / "LC_MESSAGES/django.po" for code, _name in LANGUAGES]
CATALOGUES = sorted(
    [*ROOT.glob("locale/*/LC_MESSAGES/django.po"), *ROOT.glob("eig/languages/wording/*/LC_MESSAGES/django.po")]
)
FRENCH_BREAK = re.compile("« | [:;!?»]")


def gather():
    """Bring the catalogue of every language up to date with the strings of the code, or begin it."""
    (ROOT / "locale").mkdir(exist_ok=True)
    locales = [f"--locale={to_locale(code)}" for code, _name in LANGUAGES]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *locales, *OPTIONS],
        cwd=ROOT,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )


def missing():
    """Languages of the site without a catalogue."""
    return [f"{path.relative_to(ROOT)} is missing" for path in NEEDED if not path.exists()]


def incomplete(path):
    """Entries without a translation, with a doubtful one, or with fewer plural forms than the language has."""
    catalogue = polib.pofile(str(path))
    forms = range(int(catalogue.metadata["Plural-Forms"].split(";")[0].partition("=")[2]))
    for entry in catalogue:
        texts = [entry.msgstr_plural.get(form) for form in forms] if entry.msgid_plural else [entry.msgstr]
        if entry.obsolete or "fuzzy" in entry.flags or not all(texts):
            yield f"{path.relative_to(ROOT)}: “{entry.msgid[:70]}” is not translated"


def not_compiled(path):
    """Whether the compiled catalogue says something else than the text one."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        yield f"{compiled.relative_to(ROOT)} is missing"
        return
    written = {
        (e.msgctxt, e.msgid): (e.msgstr, tuple(e.msgstr_plural.values()))
        for e in polib.pofile(str(path))
        if e.translated()
    }
    read = {(e.msgctxt, e.msgid): (e.msgstr, tuple(e.msgstr_plural.values())) for e in polib.mofile(str(compiled))}
    if written != read:
        yield f"{compiled.relative_to(ROOT)} is not what {path.name} says"


def badly_spaced(path):
    """French that could break before a colon or inside its quotation marks."""
    for entry in polib.pofile(str(path)) if path.parts[-3] == "fr" else ():
        if any(FRENCH_BREAK.search(text) for text in (entry.msgstr, *entry.msgstr_plural.values())):
            yield f"{path.relative_to(ROOT)}: “{entry.msgid[:70]}” wants a no-break space"


def outdated():
    """Catalogues that miss a string of the code or keep one it no longer has."""
    if not shutil.which("xgettext"):
        print("messages: GNU gettext is not installed, whether new strings are missing was not checked")
        return
    before = {path: path.read_bytes() for path in CATALOGUES}
    strings = {path: {(e.msgctxt, e.msgid) for e in polib.pofile(str(path))} for path in CATALOGUES}
    try:
        gather()
        for path in CATALOGUES:
            now = {(e.msgctxt, e.msgid) for e in polib.pofile(str(path))}
            for _context, text in sorted(now ^ strings[path], key=str):
                yield f"{path.relative_to(ROOT)}: “{text[:70]}” was added to or left the code"
    finally:
        for path, content in before.items():
            path.write_bytes(content)


def fill_english():
    """English texts are their own translation."""
    path = ROOT / "locale/en/LC_MESSAGES/django.po"
    catalogue = polib.pofile(str(path), wrapwidth=100)
    for entry in catalogue:
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = entry.msgid
    catalogue.save()


if __name__ == "__main__":
    if "--gather" in sys.argv:
        gather()
        sys.exit()
    if "--fill-english" in sys.argv:
        fill_english()
        sys.exit()
    found = missing()
    found += [line for path in CATALOGUES for check in (incomplete, badly_spaced, not_compiled) for line in check(path)]
    found += [] if missing() else outdated()  # gathering would begin them
    print("\n".join(found[:40]) or "messages: complete, up to date and compiled")
    sys.exit(f"{len(found)} problems: run make messages, translate, run it again" if found else 0)

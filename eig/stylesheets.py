"""The one style sheet of public pages: what it imports, put together, without what nothing on our pages can ask for.

The design system is made for every site there may be. Of its rules, those stay whose classes our templates and code
name; of its colours and fonts, those that a rule which stayed uses (ADR 49).
"""

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from eig.fonts import LIGHT

IMPORT = re.compile(r"""@import\s+url\(["']?([^"')]+)["']?\)\s*([^;]*);""")
URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')?#]+)["']?\s*\)""")
TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/)|(?P<word>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^"')]*\))|(?P<sign>[{};])|[^{};"'/u]+|.""",
    re.S,
)
# A class as a style names it (its signs escaped), and as markup or code does; before a brace it begins many names.
STYLED_CLASS = re.compile(r"\.(fr-(?:[\w-]|\\.)+)")
WRITTEN_CLASS = re.compile(r"\b(fr-[\w@-]+)(\{(?!%))?")
INNERMOST_BRACKETS = re.compile(r"\([^()]*\)")
USED_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
NESTING = ("@media", "@supports", "@container", "@layer")
# Two fonts are loaded; slanted and other letters are drawn from them.
FACES = {("normal", "400"), ("normal", "700")}
# A font that comes late waits for the next page: changing letters under a reader's eyes moves the lines.
LATE_FONT = re.compile(r"font-display:\s*\w+")
OLD_FONT = re.compile(r',url\([^)]*\.woff\) format\("woff"\)')
LARGEST_ICON = 2048
LICENCE = "/*! DSFR | SPDX-License-Identifier: MIT | restricted use: https://www.systeme-de-design.gouv.fr */\n"


@dataclass(frozen=True)
class Sources:
    """Where styles are read from: `find` gives the file of a static path; `words` is all that may name a class."""

    find: object
    words: str
    other_styles: str = ""


def put_together(path, sources):
    """The text of a style sheet with all it imports, pruned; its addresses hold from the sheet's own folder."""
    names, beginnings = _written_classes(sources.words)
    pieces = []
    for part, media, foreign in _parts(path, sources):
        css = _rebased(part, posixpath.dirname(path), sources.find)
        if foreign:
            css = OLD_FONT.sub("", _pruned(css, names, beginnings))
        else:
            css = "".join(_written(prelude, body) for prelude, body in rules(css))
        pieces.append(f"{media}{{{css}}}" if media else css)
    css = _with_light_fonts("\n".join(pieces), posixpath.dirname(path))
    return LICENCE + _without_unused_variables(css, sources.other_styles)


def _parts(path, sources, media=""):
    """`(path, media, whether it is not ours)` of the sheets imported, in order, then of the sheet itself."""
    css = Path(sources.find(path)).read_text()
    folder = posixpath.dirname(path)
    for name, condition in IMPORT.findall(css):
        part = posixpath.normpath(posixpath.join(folder, name))
        yield from _parts(part, sources, f"@media {condition.strip()}" if condition.strip() else media)
    yield path, media, not path.startswith("eig/")


def _rebased(path, folder, find):
    """A sheet without its imports, its addresses written from another folder, its small icons in it."""

    def address(match):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
        file = Path(find(target) or "")
        if file.suffix == ".svg" and file.stat().st_size <= LARGEST_ICON:
            return f'url("data:image/svg+xml,{quote(file.read_text().strip(), safe=" /:=,;@+$!~*-_.")}")'
        return f"url({posixpath.relpath(target, folder)})"

    return URL.sub(address, IMPORT.sub("", Path(find(path)).read_text()))


def rules(css):
    """`(prelude, body)` of each rule of a sheet, comments left out; the body is None for a statement without one."""
    depth, prelude, body = 0, [], []
    for token in TOKEN.finditer(css):
        text, sign = token[0], token["sign"]
        if token["comment"]:
            continue
        depth += (sign == "{") - (sign == "}" and depth > 0)
        if sign == "{" and depth == 1:
            continue
        if sign == "}" and depth == 0:
            yield "".join(prelude).strip(), "".join(body).strip()
            prelude, body = [], []
        elif sign == ";" and depth == 0:
            yield "".join(prelude).strip(), None
            prelude = []
        else:
            (body if depth else prelude).append(text)


def _pruned(css, names, beginnings):
    """The rules that something on our pages may meet."""
    kept = []
    for prelude, body in rules(css):
        if body is None:
            continue
        if prelude.startswith("@font-face"):
            if _face(body) in FACES and "Marianne" in body:
                kept.append(_written(prelude, LATE_FONT.sub("font-display:optional", body)))
        elif prelude.startswith(NESTING):
            if inner := _pruned(body, names, beginnings):
                kept.append(_written(prelude, inner))
        elif prelude.startswith("@"):
            kept.append(_written(prelude, body))
        elif selectors := [one for one in split(prelude, ",") if _may_be_met(one, names, beginnings)]:
            kept.append(_written(",".join(selectors), body))
    return "".join(kept)


def _face(body):
    declared = dict(one.split(":", 1) for one in split(body, ";") if ":" in one)
    return declared.get("font-style"), declared.get("font-weight")


def _with_light_fonts(css, folder):
    """The sheet with its light files, by the letters they have, in place of each font that has some."""
    written = []
    for prelude, body in rules(css):
        address = URL.search(body) if prelude == "@font-face" else None
        whole = posixpath.normpath(posixpath.join(folder, address[1])) if address else ""
        light = {path: one.range for path, one in LIGHT.items() if one.whole == whole}
        for path, letters in light.items():
            face = body.replace(address[1], posixpath.relpath(path, folder)).rstrip(";")
            written.append(_written(prelude, f"{face};unicode-range:{letters}"))
        if not light:
            written.append(_written(prelude, body))
    return "".join(written)


def _written(prelude, body):
    return f"{prelude};" if body is None else f"{prelude}{{{body}}}"


def split(text, sign):
    """A text at each such sign that stands in no string and no brackets."""
    pieces, depth = [""], 0
    for token in re.finditer(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|.""", text, re.S):
        depth += (token[0] in "([") - (token[0] in ")]")
        if token[0] == sign and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += token[0]
    return pieces


def _may_be_met(selector, names, beginnings):
    """Whether all classes of the design system that an element needs are written somewhere.

    What stands in brackets – `:not(…)`, `:is(…)` – needs no class to be there, and is not looked at.
    """
    while INNERMOST_BRACKETS.search(selector):
        selector = INNERMOST_BRACKETS.sub("", selector)
    needed = [found.replace("\\", "") for found in STYLED_CLASS.findall(selector)]
    return all(name in names or name.startswith(beginnings) for name in needed)


def _written_classes(words):
    """The names of classes that a text holds, and how those begin that it puts together."""
    found = WRITTEN_CLASS.findall(words)
    names = {name for name, goes_on in found if not goes_on and not name.endswith("-")}
    return names, tuple({name for name, goes_on in found if goes_on or name.endswith("-")})


def _without_unused_variables(css, other_styles):
    """The sheet without the variables that neither it nor another sheet of ours uses, nor a variable that is used."""
    while True:
        used = set(USED_VARIABLE.findall(css)) | set(USED_VARIABLE.findall(other_styles))
        pruned = _with_variables(css, used)
        if pruned == css:
            return css
        css = pruned


def _with_variables(css, used):
    written = []
    for prelude, body in rules(css):
        if body is not None and prelude.startswith(NESTING):
            body = _with_variables(body, used)
        elif body is not None and not prelude.startswith("@"):
            body = ";".join(one for one in map(str.strip, split(body, ";")) if one and _is_used(one, used))
        if body != "":
            written.append(_written(prelude, body))
    return "".join(written)


def _is_used(declaration, used):
    name = declaration.partition(":")[0].strip()
    return not name.startswith("--") or name in used

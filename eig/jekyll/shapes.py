"""What a page is made of, read from its Liquid: the data it loops over, its form, the parts it includes."""

import re
from dataclasses import dataclass

TAG = re.compile(r"\{%-?\s*(\w+)\s*(.*?)\s*-?%\}", re.S)
LOOP = re.compile(r"([\w-]+)\s+in\s+(.+)", re.S)
ASSIGN = re.compile(r"([\w-]+)\s*=\s*(.+)", re.S)
STEP = re.compile(r"\.?([A-Za-z_][\w-]*)|\[\s*(?:\"([^\"]*)\"|'([^']*)'|([^\]]+))\s*\]")
FORM = re.compile(r"<form\b", re.I)
LOOPS = {"for": "endfor", "tablerow": "endtablerow"}


@dataclass(frozen=True)
class Shape:
    """`loops`: what it loops over, in order ("site.data.faq", "site.posts", "paginator.posts", "page.team").

    `reads`: data it looks up otherwise; `includes`: names of its parts, theirs included.
    """

    loops: tuple[str, ...]
    reads: tuple[str, ...]
    includes: tuple[str, ...]
    has_form: bool


def shape_of(document, tree):
    """The Shape of a document, parts it includes included."""
    loops, reads, includes = [], [], []
    has_form = _read(document.body, document, tree, loops, reads, includes)
    looked_up = [root for root in dict.fromkeys(reads) if root not in loops]
    return Shape(tuple(dict.fromkeys(loops)), tuple(looked_up), tuple(includes), has_form)


def without_loops(source, leave_out, front=None):
    """The Liquid source without its loops over any of `leave_out` ("site.data.people", "site.posts", …)."""
    if not leave_out:
        return source
    kept, position, depth = [], 0, 0
    for tag, root in _walk(source, front or {}):
        name = tag.group(1)
        if depth:
            depth += (name in LOOPS) - (name in LOOPS.values())
            position = tag.end()
        elif name in LOOPS and _matches(root, leave_out):
            kept.append(source[position : tag.start()])
            depth, position = 1, tag.end()
    kept.append(source[position:])
    return "".join(kept) if not depth else source


def _matches(root, leave_out):
    return any(root == name or root.startswith(name + ".") for name in leave_out)


def _read(source, document, tree, loops, reads, includes):
    has_form = bool(FORM.search(source))
    for tag, root in _walk(source, document.front):
        if tag.group(1) in LOOPS and root:
            loops.append(root)
        elif tag.group(1) in ("include", "include_cached", "include_relative"):
            name = (tag.group(2).split() or [""])[0]
            if name in tree.includes and name not in includes:
                includes.append(name)
                has_form = _read(tree.includes[name], document, tree, loops, reads, includes) or has_form
    reads += [f"site.data.{name}" for name in re.findall(r"site\.data\.([\w-]+)", source)]
    return has_form


def _walk(source, front):
    """(tag, root of what it loops over or "") for each tag, names given by `assign` and by loops followed."""
    known, closing = {}, ""
    for tag in TAG.finditer(source):
        name, rest = tag.groups()
        if closing:
            closing = "" if name == closing else closing
            continue
        root = ""
        if name in ("raw", "comment"):
            closing = f"end{name}"
        elif name in LOOPS and (found := LOOP.match(rest)):
            root = _root(found.group(2), known, front)
            known[found.group(1)] = root
        elif name == "assign" and (found := ASSIGN.match(rest)):
            known[found.group(1)] = _root(found.group(2), known, front)
        yield tag, root


def _root(expression, known, front):
    """ "site.posts | where: …" → "site.posts"; "items[1].x" → what `items` came from; "(1..3)" → ""."""
    path = expression.strip().partition("|")[0].strip()
    steps = []
    position = 0
    while found := STEP.match(path, position):
        if found.group(4):
            steps.append(_looked_up(found.group(4).strip(), front))
        else:
            steps.append(found.group(1) or found.group(2) or found.group(3))
        position = found.end()
    if not steps:
        return ""
    if steps[0] in known:
        return known[steps[0]]
    if steps[:2] == ["site", "data"]:
        return ".".join(steps[:3])
    return ".".join(steps[:2])


def _looked_up(inner, front):
    name = inner.removeprefix("page.")
    return str(front.get(name, inner)) if inner.startswith("page.") else inner

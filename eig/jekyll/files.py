"""Reading files of a tree, and never one outside it."""

import os
import stat
from pathlib import Path

from eig.jekyll.problems import Problem

LEFT_ALONE = {"_site", "node_modules", "vendor", "_layouts", "_sass"}


def walk(root, excluded=()):
    """(paths relative to the root, problems): every regular file of the tree, in a stable order."""
    found, problems = [], []
    for folder, folders, names in os.walk(root, followlinks=False):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if _wanted(here / name, root, excluded, problems))
        for name in sorted(names):
            path = here / name
            if not name.startswith(".") and _wanted(path, root, excluded, problems):
                found.append(path.relative_to(root).as_posix())
    return found, problems


def _wanted(path, root, excluded, problems):
    name = path.relative_to(root).as_posix()
    if not _is_text(name):
        readable = os.fsencode(name).decode(errors="backslashreplace")
        problems.append(Problem(readable, 0, "a name that is not UTF-8: left out", "encoding", True))
        return False
    if path.name.startswith(".") or name in LEFT_ALONE or name in excluded:
        return False
    if path.is_symlink():
        target = path.resolve()
        if not target.is_relative_to(root):
            problems.append(Problem(name, 0, "symbolic link that leaves the tree: refused", "outside-tree", True))
            return False
        if target.is_dir():
            problems.append(Problem(name, 0, "symbolic link to a folder: not followed", "symlink", True))
            return False
    if not path.is_dir() and not _is_regular(path):
        problems.append(Problem(name, 0, "not a regular file: left out", "unreadable", True))
        return False
    return True


def _is_text(name):
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_regular(path):
    try:
        # Opening a named pipe would wait for ever.
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def read_text(root, source):
    """(text, problems): the file's words, without byte order mark or carriage returns; None if it cannot be read."""
    try:
        raw = (root / source).read_bytes()
    except OSError as error:
        return None, [Problem(source, 0, f"cannot be read: {error.strerror}", "unreadable", True)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8: byte 0x{raw[error.start]:02x} cannot be decoded"
        return None, [Problem(source, line, message, "encoding", True)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.append(Problem(source, line, "null characters were removed", "control-character"))
        text = text.replace("\0", "")
    return text, problems

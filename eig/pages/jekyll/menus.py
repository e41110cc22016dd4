"""Menus of the tree: the entries of its navigation and of its footer, paired across languages."""

import re

from eig.importing.records import Kind, Record, in_languages
from eig.languages.columns import codes
from eig.pages.models import MenuItem
from eig.pages.places import Place

KIND = Kind("menu items", MenuItem)
LABELS, ADDRESSES, CHILDREN = ("name", "title", "label"), ("path", "url", "link", "href"), ("children", "items")
REASONS = {"section_id": "which pages lit the entry"}
FOOTER = "footer"
# What every page's footer links to by law or by design, under the site's own words.
IN_THE_FOOTER = {
    *(Place.SITE_MAP, Place.ACCESSIBILITY, Place.LEGAL, Place.PRIVACY, Place.TERMS, Place.CREDITS, Place.CONTACT),
}


def labels(move):
    """`{old address: what a menu calls it}`; the navigation's word wins over the footer's."""
    found = {}
    for name in navigation_files(move.tree):
        for entry in _flat(move.tree.data_files[name].value):
            _label(move, entry, found)
    for _language, values in interface_words(move.tree):
        for entry in values.values():
            if isinstance(entry, dict):
                _label(move, entry, found)
    return found


def _label(move, entry, found):
    address = _first(entry, ADDRESSES)
    page = move.tree.document_at("/" + address.lstrip("/")) if address else None
    if page and _first(entry, LABELS):
        found.setdefault(page.address, move.plain(_first(entry, LABELS)))


def navigation_files(tree):
    """`{name: language}` of the data files that are menus: lists of entries with a name, and a path or children."""
    found = {}
    for name, file in tree.data_files.items():
        rows = file.value if isinstance(file.value, list) else []
        entries = [row for row in rows if isinstance(row, dict)]
        if entries and len(entries) == len(rows) and all(_is_entry(row) for row in entries):
            found[name] = _language(name, tree)
    return found


def _is_entry(row):
    """A name, a path or children, and nothing else that says something."""
    known = {*LABELS, *ADDRESSES, *CHILDREN, *REASONS}
    return bool(_first(row, LABELS)) and any(key in row for key in (*ADDRESSES, *CHILDREN)) and row.keys() <= known


def _language(name, tree):
    for part in reversed(re.split(r"[-_./]", name)):
        if part in codes():
            return part
    return tree.config.language


def interface_words(tree):
    """`(language, words by name)` of the data files that hold the words of the old interface, a language each key."""
    for file in tree.data_files.values():
        if is_interface_words(file):
            for language, values in file.value.items():
                if isinstance(values, dict):
                    yield language, values


def is_interface_words(file):
    return isinstance(file.value, dict) and bool(file.value) and set(file.value) <= set(codes())


def read_menus(move, leaves):
    """A record for each entry, parents before their children."""
    by_reference = {leaf.key: leaf for leaf in leaves}
    return _main(move, by_reference) + _footer(move, by_reference)


def _main(move, leaves):
    files = sorted(navigation_files(move.tree).items(), key=lambda pair: pair[1] != move.source_language)
    if not files:
        return []
    first, language = files[0]
    family = _family(first, language)
    others = {
        code: move.tree.data_files[name].value
        for name, code in files
        if code != language and _family(name, code) == family
    }
    for name, code in files[1:]:
        if _family(name, code) != family:
            move.report.warn(move.tree.data_files[name].source, 1, "another menu than the main one: left out", "menu")
    source = move.tree.data_files[first].source
    return _entries(move, leaves, move.tree.data_files[first].value, others, source, language, "main", (), None)


def _family(name, language):
    return re.sub(rf"[-_./]?{language}$", "", name)


def _entries(move, leaves, rows, others, source, language, prefix, path, parent):
    records = []
    for position, row in enumerate(rows):
        twins = {code: _twin(row, position, other) for code, other in others.items()}
        texts = {language: move.plain(_first(row, LABELS))} | {
            code: move.plain(_first(twin, LABELS)) for code, twin in twins.items()
        }
        key = f"{prefix}-{position + 1}"
        line = move.tree.line_of(source, *path, position)
        values = {"menu": MenuItem.Menu.MAIN.value, "position": position} | in_languages("label", texts)
        target = _target(move, leaves, _first(row, ADDRESSES), source, line)
        _compare_targets(move, leaves, target, twins, source, line)
        values |= {"place": target.get("place", ""), "url": target.get("url", "")}
        links = {"parent": parent, "page": target.get("page"), "audience": target.get("audience")}
        records.append(Record(key, source, line, values, links))
        move.note_keys("menus", source, row, {*LABELS, *ADDRESSES, *CHILDREN}, REASONS, lambda _key, at=line: at)
        inner = _first(row, CHILDREN) or []
        inner_others = {code: _first(twin, CHILDREN) or [] for code, twin in twins.items()}
        inner_path = (*path, position, next((name for name in CHILDREN if name in row), CHILDREN[0]))
        records += _entries(move, leaves, inner, inner_others, source, language, key, inner_path, key)
    return records


def _twin(row, position, rows):
    """The same entry in another language: that of the same section, else of the same position."""
    same = [other for other in rows if row.get("section_id") and other.get("section_id") == row["section_id"]]
    return same[0] if same else rows[position] if position < len(rows) else {}


def _target(move, leaves, written, source, line):
    """Where an entry leads, as columns of MenuItem."""
    if not written:
        return {}
    located = move.tree.locate("/" + written.lstrip("/") if "://" not in written else written)
    if not located.on_site:
        return {"url": located.absolute}
    document = move.tree.document_at(located.path)
    reference = move.resolve(document.address) if document else None
    kind, _colon, key = (reference or "").partition(":")
    if kind == "faq":
        return {"audience": key}
    if kind == "page":
        leaf = leaves[key]
        return {"place": leaf.place} if leaf.place else {"page": key}
    if not reference:
        move.report.warn(source, line, f"the menu leads to {written}, which is not in the tree", "dead-link")
    return {"url": located.path + (f"#{located.anchor}" if located.anchor else "")}


def _compare_targets(move, leaves, target, twins, source, line):
    for code, twin in twins.items():
        other = _target(move, leaves, _first(twin, ADDRESSES), source, line)
        if other and other != target:
            label, address = _first(twin, LABELS), _first(twin, ADDRESSES)
            message = f"in {code} the entry “{label}” leads to {address}: an entry has one target"
            move.report.warn(source, line, message, "menu")


def _footer(move, leaves):
    """The footer's links, from the words of the old interface."""
    entries = {}
    for language, values in interface_words(move.tree):
        for name, entry in values.items():
            if (
                name.startswith(FOOTER)
                and isinstance(entry, dict)
                and _first(entry, LABELS)
                and _first(entry, ADDRESSES)
            ):
                entries.setdefault(name, {})[language] = entry
    records = []
    source = next((file.source for file in move.tree.data_files.values() if _holds(file, entries)), "_data")
    for name, by_language in entries.items():
        main = by_language.get(move.source_language) or next(iter(by_language.values()))
        line = move.tree.line_of(source, move.source_language, name)
        target = _target(move, leaves, _first(main, ADDRESSES), source, line)
        if target.get("place") in IN_THE_FOOTER:
            move.report.key_left_out("words of the interface", name, "the footer has this link already", source)
            continue
        values = {"menu": MenuItem.Menu.FOOTER.value, "position": len(records)}
        values |= in_languages(
            "label", {code: move.plain(_first(entry, LABELS)) for code, entry in by_language.items()}
        )
        values |= {"place": target.get("place", ""), "url": target.get("url", "")}
        links = {"page": target.get("page"), "audience": target.get("audience")}
        records.append(Record(f"footer-{len(records) + 1}", source, line, values, links))
    return records


def _holds(file, entries):
    return isinstance(file.value, dict) and any(
        isinstance(words, dict) and entries.keys() & words.keys() for words in file.value.values()
    )


def _flat(rows):
    for row in rows:
        yield row
        yield from _flat(_first(row, CHILDREN) or [])


def _first(row, names):
    return next((row[name] for name in names if isinstance(row, dict) and row.get(name)), "")

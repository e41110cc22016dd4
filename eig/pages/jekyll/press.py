"""What the tree says about the programme elsewhere: press releases, testimonials, documents."""

import posixpath
import re
from datetime import date

from django.core.files import File
from django.utils import dates, translation
from django.utils.text import slugify

from eig.importing.move import bare_key, free_key
from eig.importing.records import Kind, Record, in_languages
from eig.languages.columns import codes
from eig.pages.jekyll.plan import RELEASE
from eig.pages.models import Document, PressRelease, Testimonial
from eig.text.folding import fold

RELEASES, TESTIMONIALS, DOCUMENTS = (
    Kind("press releases", PressRelease),
    Kind("testimonials", Testimonial),
    Kind("documents", Document),
)
FORMATS = (".pdf", ".odt", ".ods", ".odp", ".csv", ".txt", ".zip", ".docx", ".xlsx", ".pptx")
QUOTE, AUTHOR, ROLE, FACE = (
    ("text", "texte", "quote", "citation"),
    ("author", "name", "auteur"),
    ("position", "role"),
    ("avatar", "image"),
)


def read_releases(move, leaves):
    """A record for each press release a page lists, paired across languages by its address."""
    found, taken = {}, set()
    for leaf in leaves:
        for language in sorted(leaf.pages, key=lambda code: code != move.source_language):
            page = leaf.pages[language]
            for name in leaf.release_keys(language):
                for number, row in enumerate(page.front[name]):
                    line = move.tree.line_of(page.source, name, number)
                    entry = found.setdefault(
                        str(row["url"]), {"titles": {}, "row": row, "source": page.source, "line": line}
                    )
                    entry["titles"].setdefault(language, move.plain(row["title"]))
                    move.note_keys("press releases", page.source, row, RELEASE, {}, lambda _key, at=line: at)
    records = []
    for url, entry in found.items():
        day = read_date(entry["row"]["date"])
        if day is None:
            message = f"the date “{entry['row']['date']}” of a press release is not understood: left out"
            move.report.warn(entry["source"], entry["line"], message, "date")
        title = next(iter(entry["titles"].values()))
        key = free_key(bare_key(f"{day or 'undated'}-{slugify(fold(title))[:60]}"), taken)
        values = {"date": day, "url": move.url(url, entry["source"], entry["line"], "address")}
        values |= in_languages("title", entry["titles"])
        records.append(Record(key, entry["source"], entry["line"], values))
    return records


def read_date(value):
    """A date as YAML or people write it ("12 mars 2019", "March 1st, 2019"), or None."""
    if isinstance(value, date):
        return value
    words = re.findall(r"[^\W\d_]+|\d+", fold(str(value)))
    numbers = [int(word) for word in words if word.isdigit()]
    month = next((number for word in words if (number := _months().get(word))), None)
    if len(numbers) == 3 and re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", str(value).strip()):
        year, month, day = numbers
    elif month and len(numbers) == 2:
        day, year = sorted(numbers)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months():
    """Numbers of the months by their folded names in every language of the site."""
    found = {}
    for code in codes():
        with translation.override(code):
            found |= {fold(str(name)): number for number, name in dates.MONTHS.items()}
    return found


def testimonial_files(tree):
    """Names of the data files whose rows are a quotation and who said it."""
    return [
        name
        for name, file in tree.data_files.items()
        if isinstance(file.value, list)
        and file.value
        and all(isinstance(row, dict) and _first(row, QUOTE) and _first(row, AUTHOR) for row in file.value)
    ]


def read_testimonials(move):
    """A record for each quotation; the file of another language ("…-en") translates that of its name."""
    records = {}
    names = sorted(testimonial_files(move.tree), key=len)
    for name in names:
        family, language = _language_of(name, names, move.source_language)
        source = move.tree.data_files[name].source
        for position, row in enumerate(move.tree.data_files[name].value):
            line = move.tree.line_of(source, position)
            key = bare_key(f"{family}-{position + 1}")
            record = records.setdefault(
                key,
                Record(
                    key, source, line, {"position": position} | in_languages("quote", {}) | in_languages("role", {})
                ),
            )
            record.values |= {
                f"quote_{language}": move.plain(_first(row, QUOTE)),
                f"role_{language}": move.plain(_first(row, ROLE)),
            }
            record.values.setdefault("name", move.plain(_first(row, AUTHOR)))
            picture = move.picture(
                _first(row, FACE), source, line, alt=move.plain(_first(row, AUTHOR)), what="portrait"
            )
            record.links["portrait"] = record.links.get("portrait") or picture
            move.note_keys("testimonials", source, row, {*QUOTE, *AUTHOR, *ROLE, *FACE}, {}, lambda _key, at=line: at)
    return list(records.values())


def _language_of(name, names, source_language):
    for code in codes():
        if name.endswith((f"-{code}", f"_{code}")) and name[: -len(code) - 1] in names:
            return name[: -len(code) - 1], code
    return name, source_language


def _first(row, names):
    return next((row[name] for name in names if row.get(name)), "")


def document_files(tree):
    """Paths of the tree's files that are documents to read."""
    return [path for path in tree.files if path.lower().endswith(FORMATS)]


def document_key(path):
    return bare_key(re.sub(r"[/.]", "-", path))


def references(tree):
    """`{path: "document:KEY"}` of the files that become documents."""
    return {f"/{path}": f"document:{document_key(path)}" for path in document_files(tree)}


def read_documents(move):
    """A record for each document, called as its file."""
    records = []
    for path in document_files(move.tree):
        stem = posixpath.splitext(posixpath.basename(path))[0]
        values = {"file": stored_name(path)} | in_languages(
            "title", {move.source_language: re.sub(r"[-_]+", " ", stem).strip()}
        )
        records.append(Record(document_key(path), path, 0, values, editions={move.source_language: move.since}))
    return records


def stored_name(path):
    stem, extension = posixpath.splitext(path)
    return f"documents/{document_key(stem)}{extension.lower()}"


def store_documents(move, progress):
    """Put the documents where the site keeps its files."""
    storage = Document._meta.get_field("file").storage
    paths = document_files(move.tree)
    for done, path in enumerate(paths, 1):
        source, name = move.tree.path_of(path), stored_name(path)
        if not storage.exists(name) or storage.size(name) != source.stat().st_size:
            if storage.exists(name):
                storage.delete(name)
            with source.open("rb") as file:
                storage.save(name, File(file))
        progress("files", done, len(paths))

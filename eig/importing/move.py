"""What the sections share while a tree moves in: the tree, the report, the writer, and the texts turned into ours."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from eig.importing.records import Writer
from eig.importing.report import Report
from eig.jekyll import liquid
from eig.jekyll.conversion import convert
from eig.jekyll.names import Names
from eig.jekyll.places import Place
from eig.jekyll.problems import SetAside
from eig.jekyll.tree import Tree
from eig.jekyll.words import visible_text
from eig.languages.columns import codes
from eig.text.folding import fold

MARKUP = re.compile(r"<[a-zA-Z/!]|&#?\w+;")
NOWHERE = re.compile(r"^(#?|javascript:.*)$", re.I)
KEY_CHARACTERS = re.compile(r"[^a-z0-9._-]+")
is_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Use:
    """A picture in use: its key, as what, the words it stands with and their language, and where it is written."""

    key: str
    language: str
    alt: str = ""
    caption: str = ""
    credit: object = None
    what: str = "text"
    source: str = ""
    line: int = 0


@dataclass
class Move:
    """One run of the import. `references` are ours ("post:KEY") by old address; `people` are keys by name."""

    tree: Tree
    report: Report
    writer: Writer
    references: dict[str, str] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    set_aside: dict[str, list] = field(default_factory=dict)
    people: Names = field(default_factory=lambda: Names({}))

    @property
    def source_language(self):
        return self.tree.config.language if self.tree.config.language in codes() else codes()[0]

    @property
    def since(self):
        """The date of the oldest dated document: pages carry none of their own."""
        dates = [document.date for document in self.tree.documents if document.date]
        return min(dates, default=datetime(2000, 1, 1, tzinfo=self.tree.config.timezone))

    def resolve(self, address):
        return self.references.get(address)

    def markdown(self, document, leave_out=(), controls=True):
        """The body of a document as our Markdown, its Liquid rendered without the loops over `leave_out`.

        Without `controls`, links that lead nowhere (the filters of a list) are set aside.
        """
        rendered = liquid.render(document, self.tree, leave_out=leave_out)
        self.report.add_problems(rendered.problems)
        text = (
            rendered.text if controls or document.markup != "html" else self._without_controls(rendered.text, document)
        )
        return self._converted(text, Place.of(document), document.markup, document.language)

    def _without_controls(self, html, document):
        soup = BeautifulSoup(html, "html.parser")
        taken = [link.extract().get_text(" ", strip=True) for link in soup.find_all("a", href=NOWHERE)]
        words = ", ".join(word for word in taken if word)
        if words:
            self.report.warn(
                document.source, document.line, f"links that lead nowhere were left out: {words}", "controls"
            )
            self.set_aside.setdefault(document.source, []).append(
                SetAside(document.source, document.line, words, "controls")
            )
        return str(soup)

    def passage(self, text, source, line, language, base="/"):
        """A text of a data file or of front matter, HTML or plain, as our Markdown."""
        place = Place(source, line, base)
        return self._converted(str(text), place, "html", language).strip()

    def plain(self, text):
        """A short text without markup, entities or line breaks."""
        text = "" if text is None else str(text)
        return " ".join((visible_text(text) if MARKUP.search(text) else text).split())

    def _converted(self, text, place, markup, language):
        made = convert(text, self.tree, place, markup=markup, resolve=self.resolve)
        self.report.add_problems(made.problems)
        self.set_aside.setdefault(place.source, []).extend(made.set_aside)
        self.uses += [
            Use(use.key, language, use.alt, use.caption, use.credit, source=use.source, line=use.line)
            for use in made.images
        ]
        return made.markdown

    def picture(self, address, source, line, *, alt="", language="", base="/", what="picture"):
        """The key of the picture at an address of the source, or None with the reason in the report."""
        if not address:
            return None
        written = str(address)
        located = self.tree.locate(written, base)
        if located.outside:
            self.report.error(source, line, f"the {what} {written} leaves the tree: refused", "outside-tree")
            return None
        if picture := self.tree.picture_at(written, base):
            language = language or self.source_language
            self.uses.append(Use(picture.key, language, alt, what=what, source=source, line=line))
            return picture.key
        code, where = (
            ("image-missing", "is not in the tree") if located.on_site else ("image-elsewhere", "is on another site")
        )
        self.report.warn(source, line, f"the {what} {located.absolute} {where}", code)
        return None

    def url(self, value, source, line, what):
        """An address of the web, or "" with the reason in the report; one on the old site becomes absolute."""
        if not value:
            return ""
        located = self.tree.locate(str(value))
        try:
            is_url(located.absolute)
        except ValidationError:
            self.report.warn(source, line, f"the {what} {value} is no address of the web: left out", "bad-address")
            return ""
        return located.absolute

    def rows(self, data):
        """The rows of a data file by name: a mapping of mappings, or a list whose rows carry a title or a name."""
        source, value = f"_data/{data}.yml", self.tree.data.get(data) or {}
        if isinstance(value, list):
            value = {str(row.get("title") or row.get("name") or ""): row for row in value if isinstance(row, dict)}
        if not isinstance(value, dict):
            self.report.error(source, 1, "neither a list nor a mapping: left out", "shape")
            return {}
        rows = {}
        for name, row in value.items():
            if isinstance(row, dict):
                rows[str(name)] = row
            else:
                line = self.tree.line_of(source, name)
                self.report.warn(source, line, f"the row “{name}” is empty or no mapping", "shape")
        return rows

    def inline(self, text, source, line, language):
        """A short text as a line of our Markdown."""
        if not isinstance(text, str) or not MARKUP.search(text):
            return self.text(text, source, line, "text")
        return " ".join(self.passage(text, source, line, language).split())

    def number(self, value, source, line, what):
        """A whole number, or None with the reason in the report."""
        if value in (None, ""):
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            self.report.warn(source, line, f"the {what} “{value}” is no number: left out", "number")
            return None

    def text(self, value, source, line, what):
        """A value that should be text; a list or mapping is reported and left out."""
        if isinstance(value, (list, dict)):
            self.report.warn(source, line, f"the {what} is not a text: left out: {value}", "shape")
            return ""
        return self.plain(value)

    def listed(self, value, source, line, what):
        """A value that should be a list; a single one counts as a list of one."""
        if value in (None, ""):
            return []
        if isinstance(value, dict):
            self.report.warn(source, line, f"the {what} is not a list: left out: {value}", "shape")
            return []
        return value if isinstance(value, list) else [value]

    def note_keys(self, kind, source, mapping, fields, reasons, line_of=None):
        """Name in the report every key of the source that ends in no field; empty ones say nothing."""
        for key, value in mapping.items():
            if key in fields or value in (None, "", [], {}):
                continue
            if key in reasons:
                self.report.key_left_out(kind, str(key), reasons[key], source)
            else:
                line = line_of(key) if line_of else 0
                self.report.warn(source, line, f"no field for the key “{key}” of {kind}: {value}", "unknown-key")


def bare_key(text):
    """A stable key made of a name: small letters, digits, dots, dashes."""
    return KEY_CHARACTERS.sub("-", fold(text).replace("'", "-")).strip("-._")[:150] or "item"


def free_key(key, taken):
    """The key, or with a number behind it where it is taken; remembers it."""
    candidate, number = key, 2
    while candidate in taken:
        candidate, number = f"{key}-{number}", number + 1
    taken.add(candidate)
    return candidate

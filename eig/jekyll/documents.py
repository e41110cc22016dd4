"""What a tree is made of: documents, data files, pictures, index pages that are split in pages."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Document:
    """A post, an item of a collection or a page, as it stands in its file.

    `collection` is "posts", a label of `_config.yml`, or "pages". `front` is the file's own front matter, `defaults`
    what `_config.yml` adds to it, `line` the number of the body's first line, `address` where Jekyll published it.
    """

    collection: str
    source: str
    line: int
    front: dict = field(repr=False)
    defaults: dict = field(repr=False)
    body: str = field(repr=False)
    text: str = field(repr=False)
    language: str
    date: datetime | None
    slug: str
    published: bool
    address: str

    @property
    def lang_ref(self):
        """What pairs a document with its translations, or ""."""
        return str(self.get("lang-ref") or self.get("lang_ref") or "")

    @property
    def title(self):
        return str(self.front.get("title") or "")

    @property
    def markup(self):
        """ "markdown" or "html"."""
        return "html" if self.source.endswith((".html", ".htm")) else "markdown"

    def get(self, key, default=None):
        """The value of a key, from the file or from the site's defaults."""
        return self.front.get(key, self.defaults.get(key, default))

    def line_of(self, needle, occurrence=1):
        """The line of the file where a piece of text stands for the nth time; the body's first line if nowhere."""
        position = -1
        for _turn in range(occurrence):
            following = self.text.find(needle, position + 1) if needle else -1
            if following < 0:
                break
            position = following
        return self.text.count("\n", 0, position) + 1 if position >= 0 else self.line


@dataclass(frozen=True)
class DataFile:
    """A file of `_data`: `name` as in `site.data.name`."""

    name: str
    source: str
    value: object = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True)
class Picture:
    """An image file of the tree; `key` is the stable name its uses refer to it by."""

    path: str
    key: str


@dataclass(frozen=True)
class Pagination:
    """An index page that Jekyll splits: `addresses` are those of its pages, the first one included."""

    document: Document
    per_page: int
    addresses: tuple[str, ...]

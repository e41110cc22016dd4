"""A Jekyll tree, read: documents, data, pictures, addresses, redirects and everything that was wrong."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from eig.jekyll import documents, reading
from eig.jekyll.addresses import AddressBook, clean_path, read_address
from eig.jekyll.config import Config, read_config
from eig.jekyll.documents import DataFile, Document, Pagination, Picture
from eig.jekyll.files import read_text, walk
from eig.jekyll.front_matter import Lines
from eig.jekyll.permalinks import page_addresses
from eig.jekyll.problems import NotAJekyllTree, Problem
from eig.jekyll.redirects import Redirect, read_redirects

__all__ = ["NotAJekyllTree", "Tree", "image_key", "read_tree"]

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".ico")


def image_key(path):
    """The stable key of a picture: "/img/blog/Été 1.JPG" → "img-blog-ete-1-jpg"."""
    plain = unicodedata.normalize("NFKD", str(path)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "image"


@dataclass(eq=False, repr=False)
class Tree:
    """The site as read. `files` are the paths of all static files; `hosts` the names the site answered to."""

    root: Path
    config: Config
    documents: list[Document] = field(default_factory=list)
    data_files: dict[str, DataFile] = field(default_factory=dict)
    includes: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    paginations: list[Pagination] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)
    hosts: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self):
        self._pages, self._statics, self._moved, self._lines = AddressBook(), AddressBook(), {}, {}

    def __repr__(self):
        return f"Tree({str(self.root)!r})"

    @property
    def posts(self):
        """Every post, drafts and all languages included, the oldest first."""
        return self.collection("posts")

    @property
    def pages(self):
        return self.collection("pages")

    @property
    def data(self):
        """`site.data`: the values of the data files by name; folders nest."""
        nested = {}
        for name, file in self.data_files.items():
            *folders, last = name.split("/")
            inner = nested
            for folder in folders:
                inner = inner.setdefault(folder, {})
            inner[last] = file.value
        return nested

    def collection(self, label):
        return [document for document in self.documents if document.collection == label]

    def addresses(self):
        """(address, document) of everything the site published, page numbers of indexes included."""
        return list(self._pages.items())

    def locate(self, written, base="/"):
        """The Address of a link written in the page at `base`."""
        return read_address(written, base, self.config.url, self.hosts)

    def document_at(self, address, base="/"):
        """The published document an address leads to, or None: other case, no ".html", redirects are all followed."""
        located = self.locate(address, base)
        if not located.on_site or located.outside:
            return None
        path = located.path
        for _hop in range(5):
            if document := self._pages.find(path):
                return document
            following = self._moved.get(path.casefold().rstrip("/"))
            if not following or following.leaves_site:
                return None
            path = following.new.partition("#")[0]
        return None

    def namesake(self, path):
        """The one published document whose file has the name that ends a path, or None."""
        name = path.rstrip("/").rpartition("/")[2].removesuffix(".html").casefold()
        found = [document for document in self.documents if document.published and document.slug.casefold() == name]
        return found[0] if len(found) == 1 else None

    def file_at(self, address, base="/"):
        """The path, from the tree's root, of the static file an address leads to, or None; case may differ."""
        located = self.locate(address, base)
        if not located.on_site or located.outside:
            return None
        return self._statics.find(located.path) or self._statics.find(clean_path("/" + address)[0])

    def picture_at(self, address, base="/"):
        """The Picture of the tree an address leads to, or None; other case, missing "/" are forgiven."""
        return self.pictures.get(self.file_at(address, base) or "")

    def path_of(self, source):
        """The file itself, never outside the tree: ValueError if it would be."""
        path = (self.root / source).resolve()
        if not path.is_relative_to(self.root):
            raise ValueError(f"{source} leaves the tree")
        return path

    def line_of(self, source, *keys):
        """The line of a key of a data file or of a document's front matter: line_of("_data/people.yml", "Ada")."""
        if source not in self._lines:
            self._lines[source] = self._read_lines(source)
        return self._lines[source].of(*keys)

    def _read_lines(self, source):
        for file in self.data_files.values():
            if file.source == source:
                return Lines(file.text)
        for document in self.documents:
            if document.source == source:
                return Lines(reading.front_text(document.text), 2)
        text, _problems = read_text(self.root, source)
        return Lines(text or "")


def read_tree(path, language="fr"):
    """The Tree at a path; NotAJekyllTree if it is none. `language`: the site's own where it does not say."""
    root = Path(path).resolve()
    config, problems = read_config(root, language)
    tree = Tree(root=root, config=config, problems=problems)
    found, refused = walk(root, config.excluded)
    tree.problems += refused
    for source in found:
        _file(tree, source)
    tree.documents.sort(key=reading.order)
    tree.pictures = _pictures(tree.files)
    _redirects(tree)
    _index(tree)
    _check_redirects(tree)
    return tree


def _file(tree, source):
    top = source.partition("/")[0]
    if top == "_data" and source.endswith((".yml", ".yaml", ".json")):
        file, problems = reading.read_data(tree.root, source)
        if file:
            tree.data_files[file.name] = file
    elif top == "_includes":
        text, problems = read_text(tree.root, source)
        if text is not None:
            tree.includes[source.removeprefix("_includes/")] = text
    elif source.startswith("_") and "/" not in source:
        problems = []
    elif kind := reading.kind_of(source, tree.config):
        document, problems = reading.read_document(tree.root, source, kind, tree.config)
        if document is not None:
            tree.documents.append(document)
        elif not problems:
            tree.files.append(source)
    else:
        problems = []
        tree.files.append(source)
    tree.problems += problems


def _pictures(files):
    """Pictures by path, each with a key of its own: where two paths make one key, the later in order gets a digest."""
    pictures, taken = {}, set()
    for path in sorted(files):
        if path.lower().endswith(PICTURES):
            key = image_key(path)
            if key in taken:
                key = f"{key}-{sha256(path.encode()).hexdigest()[:8]}"
            taken.add(key)
            pictures[path] = documents.Picture(path, key)
    return pictures


def _redirects(tree):
    host, hosts = tree.config.host, set()
    if (tree.root / "_redirects").is_file():
        text, problems = read_text(tree.root, "_redirects")
        tree.problems += problems
        tree.redirects, hosts, problems = read_redirects(text or "", host)
        tree.problems += problems
    tree.hosts = frozenset(hosts | {host, f"www.{host}"} if host else hosts)
    for document in tree.documents:
        olds = document.front.get("redirect_from") or []
        for old in olds if isinstance(olds, list) else [olds]:
            line = document.line_of(str(old))
            tree.redirects.append(Redirect(document.source, line, clean_path(str(old))[0], document.address, 301))
    for rule in tree.redirects:
        tree._moved.setdefault(rule.old.casefold().rstrip("/"), rule)


def _index(tree):
    """Fill the address books, and tell which documents wanted the same address."""
    counts = Counter(post.language for post in tree.posts if post.published)
    for document in tree.documents:
        if not document.published:
            continue
        if (other := tree._pages.find(document.address)) and other.address == document.address:
            message = f"wants the address {document.address} of {other.source}"
            tree.problems.append(Problem(document.source, 1, message, "same-address"))
        tree._pages.add(document.address, document)
        if settings := reading.pagination_of(document, tree.config):
            posts = counts[settings["locale"]] if settings["locale"] else sum(counts.values())
            addresses = page_addresses(document.address, settings["permalink"], posts, settings["per_page"])
            tree.paginations.append(Pagination(document, settings["per_page"], addresses))
            for address in addresses:
                tree._pages.add(address, document)
    for path in tree.files:
        tree._statics.add("/" + path, path)


def _check_redirects(tree):
    for rule in tree.redirects:
        if not rule.leaves_site and not tree.document_at(rule.new) and not tree.file_at(rule.new):
            message = f"{rule.old} leads to {rule.new}, which is not in the tree"
            tree.problems.append(Problem(rule.source, rule.line, message, "redirect-target-gone", address=rule.new))

"""The tags of a Jekyll tree: those its posts carry, and those that have a page."""

from eig.importing.move import bare_key
from eig.importing.records import Kind, Record, in_languages
from eig.tags.models import Tag
from eig.text.folding import fold

KIND = Kind("tags", Tag)
PAGE_KEYS = {"tag", "permalink"}
PAGE_REASONS = {
    "title": "the page of a tag is headed by the tag",
    "layout": "the look of a page is the site's own",
    "robots": "whether engines list a page is decided by the site",
}


def tag_key(name):
    return bare_key(name)


def tag_pages(tree):
    """`(document, tag name)` of the pages that list what carries a tag."""
    return [(page, str(page.front["tag"])) for page in tree.pages if page.published and page.front.get("tag")]


def names_of(document):
    """The tags of a document, written as a list or as words."""
    listed = document.get("tags") or []
    return [str(name).strip() for name in (listed if isinstance(listed, list) else str(listed).split()) if name]


def references(tree):
    """`{address: "tag:KEY"}` of the pages of tags."""
    return {page.address: f"tag:{tag_key(name)}" for page, name in tag_pages(tree)}


def write_tags(move):
    """A tag for each word the documents are tagged with, spelt as it was first."""
    found = {}
    for document in [*move.tree.posts, *move.tree.documents]:
        for name in names_of(document):
            found.setdefault(tag_key(name), (name, document.source))
    for page, name in tag_pages(move.tree):
        if page.body.strip():
            message = f"the page of a tag has no text of its own: left out: {' '.join(page.body.split())}"
            move.report.warn(page.source, page.line, message, "tag-text")
        move.note_keys("tag pages", page.source, page.front, PAGE_KEYS, PAGE_REASONS, page.line_of)
        found.setdefault(tag_key(name), (name, page.source))
    records = [
        Record(
            key, source, values=in_languages("name", {move.source_language: name}), adopt={"sort_key": fold(name)[:250]}
        )
        for key, (name, source) in sorted(found.items())
    ]
    move.writer.write(KIND, records)

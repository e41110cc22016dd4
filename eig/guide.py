"""The editors' guide, as the back office shows it: the chapters of `docs/editors/`, in the site's first language."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from PIL import Image

from eig.languages.columns import codes
from eig.text.typography import typeset_html

FOLDER = Path(settings.BASE_DIR, "docs", "editors")
FIRST = "README"
PAGE_DENSITY = 96  # pixels of a page to an inch


@dataclass(frozen=True)
class Chapter:
    """A chapter: its name in addresses, its title, its HTML and its parts as `(anchor, title)`."""

    name: str
    title: str
    html: str
    parts: tuple


def chapters():
    """`(name, title)` of every chapter, the first page first, the others in the order of their file names."""
    names = sorted((path.stem for path in FOLDER.glob("*.md")), key=lambda name: (name != FIRST, name))
    return [(name, _title(FOLDER / f"{name}.md")) for name in names]


def read_chapter(name):
    """The chapter of that name; Http404 when there is none."""
    if name not in {known for known, _title in chapters()}:
        raise Http404
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    heading = next((index for index, token in enumerate(tokens) if token.type == "heading_open"), None)
    if heading is not None:
        del tokens[heading : heading + 3]  # the page's own title
    parts = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            words = "".join(part.content for part in tokens[index + 1].children)
            token.attrSet("id", slugify(words))
            if token.tag == "h2":
                parts.append((slugify(words), words))
        for part in token.children or ():
            _lead_inside(part)
    html = typeset_html(markdown.renderer.render(tokens, markdown.options, {}), codes()[0])
    return Chapter(name, _title(FOLDER / f"{name}.md"), html, tuple(parts))


def _title(file):
    with file.open(encoding="utf-8") as lines:
        return next(lines).removeprefix("# ").strip()


def _lead_inside(token):
    """Links between files become links between pages, and pictures have an address of their own."""
    if token.type == "link_open":
        target, hash_sign, part = token.attrGet("href").partition("#")
        if target.endswith(".md") and "/" not in target:
            token.attrSet("href", address(target.removesuffix(".md")) + hash_sign + part)
    elif token.type == "image":
        name = Path(token.attrGet("src")).name
        token.attrSet("src", reverse("guide_picture", args=[name]))
        token.attrSet("loading", "lazy")
        # Its place is kept while it loads, at the size that the screen had when it was taken.
        for side, length in zip(("width", "height"), _size(FOLDER / "pictures" / name), strict=False):
            token.attrSet(side, str(length))


def _size(file):
    """How wide and high a picture is shown, in pixels of the page; nothing for one that is not there."""
    if not file.is_file():
        return ()
    with Image.open(file) as picture:
        density = picture.info.get("dpi", (PAGE_DENSITY,))[0] / PAGE_DENSITY
        return tuple(round(length / density) for length in picture.size)


def address(name=FIRST):
    """Where a chapter is read."""
    return reverse("guide") if name == FIRST else reverse("guide_chapter", args=[name])


def chapter(request, name=FIRST):
    """A chapter of the guide."""
    page = read_chapter(name)
    lines = [(title, address(known), known == name) for known, title in chapters()]
    context = {
        **admin.site.each_context(request),
        "title": gettext("Guide"),
        "chapter": page,
        "chapters": lines,
        "guide_language": codes()[0],
    }
    return TemplateResponse(request, "admin/guide.html", context)


def picture(request, name):
    """A picture of the guide."""
    file = FOLDER / "pictures" / name
    if file.suffix != ".png" or file.name not in {known.name for known in file.parent.glob("*.png")}:
        raise Http404
    return FileResponse(file.open("rb"), headers={"Cache-Control": "private, max-age=3600"})


urls = [
    path("", admin.site.admin_view(chapter), name="guide"),
    path("pictures/<str:name>", admin.site.admin_view(picture), name="guide_picture"),
    path("<str:name>/", admin.site.admin_view(chapter), name="guide_chapter"),
]

"""From a file of the tree to a document or a data file."""

import posixpath
from contextlib import suppress
from datetime import date as day
from datetime import datetime

import yaml

from eig.jekyll.config import language_code, language_in
from eig.jekyll.documents import DataFile, Document
from eig.jekyll.files import read_text
from eig.jekyll.front_matter import FRONT_MATTER, load_yaml, split_front_matter
from eig.jekyll.permalinks import ImpossibleDate, dated_name, page_address, post_address
from eig.jekyll.problems import Problem

TEXTS = (".md", ".markdown", ".mkd", ".mkdown", ".html", ".htm")
DRAFTS = "_drafts"


def kind_of(source, config):
    """The collection a file may be a document of: "posts", a label of the site's, "pages"; "" for static files."""
    if not source.endswith(TEXTS):
        return ""
    folders = source.split("/")[:-1]
    if "_posts" in folders or DRAFTS in folders:
        return "posts"
    for label in config.collections:
        if f"_{label}" in folders:
            return label
    return "" if any(folder.startswith("_") for folder in folders) else "pages"


def order(document):
    """A stable order: by kind, then date, then file."""
    return (document.collection, document.date.timestamp() if document.date else 0, document.source)


def front_text(text):
    found = FRONT_MATTER.match(text)
    return found.group(1) if found else ""


def read_data(root, source):
    """(DataFile or None, problems)."""
    text, problems = read_text(root, source)
    if text is None:
        return None, problems
    value, more = load_yaml(text, source)
    problems += more
    if any(problem.fatal_for_item for problem in problems):
        return None, problems
    name = posixpath.splitext(source.removeprefix("_data/"))[0]
    return DataFile(name, source, value, text), problems


def read_document(root, source, kind, config):
    """(Document or None, problems). None without a problem: a page's name, but no front matter, so a static file."""
    text, problems = read_text(root, source)
    if text is None:
        return None, problems
    front_source, body, line = split_front_matter(text)
    if front_source is None:
        if kind == "pages":
            return None, problems
        return None, [*problems, Problem(source, 1, "no front matter: left out", "front-matter", True)]
    front, more = load_yaml(front_source, source, 2)
    problems += more
    front = {} if front is None else front
    if not isinstance(front, dict):
        problems.append(Problem(source, 1, "the front matter is not a list of keys", "front-matter", True))
    if any(problem.fatal_for_item for problem in problems):
        return None, problems
    try:
        document = _document(source, kind, config, front, body, line, text)
    except ValueError as error:
        return None, [*problems, Problem(source, 1, str(error), "date", True)]
    return document, problems


def _document(source, kind, config, front, body, line, text):
    defaults = config.defaults_for(source, kind)
    stem = posixpath.splitext(posixpath.basename(source))[0]
    hidden = kind != "pages" and (stem.startswith("_") or DRAFTS in source.split("/"))
    named, slug = dated_name(stem.lstrip("_")) if kind != "pages" else (None, stem)
    date = _date(front.get("date"), config) or (named.replace(tzinfo=config.timezone) if named else None)
    if kind == "posts" and date is None and not hidden:
        raise ImpossibleDate("a post without a date, neither in its name nor in its front matter")
    values = defaults | front
    return Document(
        collection=kind,
        source=source,
        line=line,
        front=front,
        defaults=defaults,
        body=body,
        text=text,
        language=_language(source, front, defaults, config),
        date=date,
        slug=str(front.get("slug") or slug),
        published=not hidden and values.get("published") is not False and _has_output(kind, config),
        address=_address(source, kind, config, values, str(front.get("slug") or slug), date, stem),
    )


def _has_output(kind, config):
    return kind in ("posts", "pages") or bool(config.collections[kind].get("output"))


def _language(source, front, defaults, config):
    folder = source.partition("/")[0] if "/" in source else ""
    named = language_code(folder) if folder in config.languages or "/_posts/" in source else ""
    return language_in(front) or named or language_in(defaults) or config.language


def _date(value, config):
    """A date of front matter in the site's time; ImpossibleDate if it is none."""
    if value in (None, ""):
        return None
    if isinstance(value, str):
        with suppress(yaml.YAMLError, ValueError, RecursionError):
            value = yaml.safe_load(value.strip())
    if isinstance(value, datetime):
        # Jekyll dates are naive and in Paris time.
        return value if value.tzinfo else value.replace(tzinfo=config.timezone)
    if isinstance(value, day):
        return datetime(value.year, value.month, value.day, tzinfo=config.timezone)
    raise ImpossibleDate(f"impossible date: {value}")


def _address(source, kind, config, values, slug, date, stem):
    if kind == "pages":
        return page_address(source, values.get("permalink"), config.permalink)
    settings = config.collections.get(kind, {})
    fallback = config.permalink if kind == "posts" else f"/{kind}/:path.html"
    template = str(values.get("permalink") or settings.get("permalink") or fallback)
    folders = source.split("/")[:-1]
    marker = next((index for index, name in enumerate(folders) if name in ("_posts", DRAFTS, f"_{kind}")), 0)
    categories = [*folders[:marker], *_categories(values)] if kind == "posts" else _categories(values)
    path = posixpath.splitext("/".join(source.split("/")[marker + 1 :]))[0]
    return post_address(
        template, title=slug, date=date, categories=categories, path=path, collection=kind, basename=stem
    )


def _categories(values):
    listed = values.get("categories") or values.get("category") or []
    return [str(name) for name in listed] if isinstance(listed, list) else str(listed).split()


def pagination_of(document, config):
    """How an index page is split ({"per_page", "permalink", "locale"}), or None if it is not."""
    own = document.front.get("pagination")
    classic = config.pagination.get("classic") and document.address.endswith("/index.html")
    if not classic and not (isinstance(own, dict) and own.get("enabled") and config.pagination.get("enabled", True)):
        return None
    if document.markup != "html" and classic:
        return None
    settings = config.pagination | (own if isinstance(own, dict) else {})
    per_page = settings.get("per_page", 10)
    permalink = str(settings.get("permalink") or "/page/:num/")
    return {
        "per_page": per_page if isinstance(per_page, int) and per_page > 0 else 10,
        "permalink": posixpath.basename(permalink.rstrip("/")) if classic else permalink,
        "locale": language_code(settings.get("locale")),
    }

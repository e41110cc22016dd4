"""Every link, anchor, picture and file of a site: is it there? Links to other sites are not followed."""

from urllib.parse import unquote, urlsplit

from tests.audit.table import Row
from tests.audit.visit import SAFE_SCHEMES, is_back_office

# A browser goes there without any element's help.
EVERYWHERE = {"", "top"}
# What the importer calls a link or a picture that leads to nothing in the tree, and an old address that did.
TOLD = {"dead-link", "image-missing", "redirect-target-gone"}


def check(site, visit):
    """The rows of links and of what pages load."""
    pages = [page for page in visit.pages.values() if page.status != 404 or page.path not in visit.guessed]
    links = [f"{page.path}: {fault}" for page in pages for fault in _faults_of_links(visit, page)]
    files = [
        f"{page.path}: {path} {fault}"
        for page in pages
        for path in dict.fromkeys(page.loaded)
        if (fault := _fault_of_file(visit, path))
    ]
    count = sum(len(page.links) for page in pages)
    return [
        Row("links", site.name, len(pages), f"{count} links, {len(links)} broken", "0 broken", *known(site, links)),
        Row(
            "files",
            site.name,
            len(pages),
            f"{len(visit.files)} files, {len(files)} missing",
            "0 missing",
            *known(site, files),
        ),
    ]


def _faults_of_links(visit, page):
    if page.status != 200:
        yield f"answers {page.status}"
    for path, fragment in dict.fromkeys(page.links):
        if fault := _fault_of_link(visit, path, fragment):
            yield f"{path}{'#' if fragment else ''}{fragment} {fault}"
    for href in dict.fromkeys(page.outside):
        if urlsplit(href).scheme not in SAFE_SCHEMES:
            yield f"{href} is no address"


def _fault_of_link(visit, path, fragment):
    if is_back_office(path):
        return ""
    path = _at_the_end(visit, path)
    if path in visit.files:
        return _fault_of_file(visit, path)
    page = visit.pages.get(path)
    if page is None:
        return ""  # a filter of a filter, which is not followed
    if page.status != 200:
        return f"answers {page.status}"
    return "" if fragment in EVERYWHERE or fragment in page.ids else "has no such anchor"


def _fault_of_file(visit, path):
    path = _at_the_end(visit, path)
    answer = visit.files.get(path) or visit.pages.get(path)
    if answer is None:
        return "was not asked for"
    return "" if answer.status == 200 else f"answers {answer.status}"


def _at_the_end(visit, path):
    """Where the redirects from a path lead."""
    for _hop in range(5):
        path = visit.redirects.get(path) or path
    return path


def known(site, misses):
    """`(missed, known)`: a miss is known when the importer's report says that its target was not there already."""
    said = [unquote(f" {finding['message']} ") for finding in site.findings if finding["code"] in TOLD]
    found = {miss: any(f" {_target(miss)} " in message for message in said) for miss in misses}
    return [miss for miss in misses if not found[miss]], [miss for miss in misses if found[miss]]


def _target(miss):
    return unquote(miss.partition(": ")[2].split(" ")[0])

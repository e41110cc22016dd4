"""Links: to what the tree holds as references, to what is gone by their old absolute address."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

KEPT_SCHEMES = {"http", "https", "mailto", "tel", "ftp", "ftps", "sms", "geo", "xmpp", "irc"}


@dataclass(frozen=True)
class Link:
    """A link of a text: as written, as it stands in the Markdown, and whether it leads to something of the tree."""

    written: str
    address: str
    internal: bool
    source: str
    line: int


def place_links(soup, work):
    """Give every link of the soup the address it shall have in Markdown."""
    for link in soup.find_all("a"):
        written = (link.get("href") or "").strip()
        if not written or written == "#":
            link.unwrap()
            continue
        line = work.line(link, written)
        address, internal = _address(written, line, work)
        if not address:
            link.unwrap()
            continue
        if not link.find("img"):  # a picture's tooltip may be its credit
            _tooltip(link, line, work)
        link["href"] = address
        work.links.append(Link(written, address, internal, work.place.source, line))


def _address(written, line, work):
    """(the address to write, whether it is of the tree); "" where the link cannot be kept."""
    if written.startswith("#"):
        return written, True
    try:
        scheme = urlsplit(written).scheme.lower()
    except ValueError:
        work.tell(line, f"not an address: {written}", "bad-address", address=written)
        return "", False
    if re.match(r"\s*javascript:", written, re.I) or (scheme and scheme not in KEPT_SCHEMES):
        if not written.startswith("javascript:void"):
            work.tell(line, f"a link that is no address was left out: {written}", "bad-address", address=written)
        return "", False
    if scheme and scheme not in ("http", "https"):
        return written, False
    located = work.tree.locate(written, work.place.base)
    if located.outside:
        work.tell(line, f"a link that leaves the site was left out: {written}", "outside-tree", written)
        return "", False
    if not located.on_site:
        return located.absolute, False
    document = work.tree.document_at(written, work.place.base)
    reference = work.resolve(document.address if document else located.path)
    if reference:
        return reference + (f"#{located.anchor}" if located.anchor else ""), True
    code, what = _fate(written, document, located, work)
    work.tell(line, f"the link {written} {what}: its old address is kept", code, address=located.absolute)
    return located.absolute, False


def _fate(written, document, located, work):
    """(code, words) for a link of the site that has no reference."""
    if document:
        return "unplaced-link", "leads to a page that has no place here"
    if file := work.tree.file_at(written, work.place.base):
        return "file-link", f"leads to the file {file}"
    namesake = work.tree.namesake(located.path)
    hint = f" (a page of that name stands at {namesake.address})" if namesake else ""
    return "dead-link", f"leads to nothing in the tree{hint}"


def _tooltip(link, line, work):
    """A tooltip is read by few and repeats the link to those: reported where it says something else."""
    title = " ".join((link.attrs.pop("title", None) or "").split())
    if title and title.casefold() not in link.get_text().casefold():
        work.tell(line, f"the tooltip of a link was left out: {title}", "tooltip", address=link["href"])

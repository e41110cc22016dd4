"""Pictures: those of the tree as references with their caption and credit, the others as links."""

from dataclasses import dataclass

from bs4 import Tag

from eig.jekyll.captions import Caption, find_caption
from eig.jekyll.credits import Credit, split_credit, title_credit
from eig.jekyll.inline import inline, link_name
from eig.jekyll.markdown import is_words

ONE_LINE = {
    "td", "th", "a", "h1", "h2", "h3", "h4", "h5", "h6", "span", "em",
}  # fmt: skip


@dataclass(frozen=True)
class ImageUse:
    """One use of a picture. `path` and `key` are "" where the tree does not hold it; `address` is as written.

    `caption` is a line of Markdown without its credit; `link` is where the picture itself led, "" if nowhere.
    """

    path: str
    key: str
    alt: str
    caption: str
    credit: Credit | None
    source: str
    line: int
    address: str = ""
    link: str = ""


def place_pictures(soup, work):
    """Turn each `<img>` of the soup into an `<eig-image>` or a link."""
    for img in soup.find_all("img"):
        address = (img.get("src") or img.get("data-src") or "").strip()
        alt = " ".join((img.get("alt") or "").split())
        if not address or work.tree.locate(address, work.place.base).path == "/":
            img.decompose()  # a loop over rows some of which have no picture
            continue
        line = work.line(img, address)
        unit = _unit(img)
        picture = None
        if address.startswith("data:"):
            work.tell(line, "a picture written inside the text was left out", "data-image")
        elif work.tree.locate(address, work.place.base).outside:
            work.tell(line, f"a picture outside the tree was refused: {address}", "outside-tree", address=address)
        else:
            picture = work.tree.picture_at(address, work.place.base)
            if picture:
                _of_the_tree(img, unit, picture, address, alt, line, soup, work)
            else:
                _elsewhere(img, unit, address, alt, line, soup, work)
            continue
        img.replace_with(alt)


def _unit(img):
    """The picture, or the link around it that holds nothing else."""
    parent = img.parent
    if parent is None or parent.name != "a" or not parent.get("href"):
        return img
    others = [child for child in parent.children if is_words(child) or (isinstance(child, Tag) and child is not img)]
    return img if others else parent


def _of_the_tree(img, unit, picture, address, alt, line, soup, work):
    found = find_caption(unit) or Caption()
    caption, credit = _words(found)
    link = unit["href"] if unit.name == "a" else ""
    if link and _leads_to_itself(link, picture, work):
        link = ""
    tooltip = _tooltip(img, unit, line, work)
    if credit and tooltip:
        _list_tooltip(tooltip, address, line, work)
    credit = credit or tooltip
    source = work.place.source
    work.images.append(ImageUse(picture.path, picture.key, alt, caption, credit, source, line, address, link))
    if credit and found.text:
        work.set_aside(line, credit.as_written, "credit")
    alone = _alone(unit, found)
    found.take()
    tag = soup.new_tag("eig-image", attrs={"alt": alt, "key": picture.key, "caption": caption, "link": link})
    if alone or caption:
        tag["block"] = "yes"
    unit.replace_with(tag)


def _words(found):
    """(the caption as a line of Markdown without its credit, Credit or None)."""
    markdown = inline(found.bare())
    _plain, credit = split_credit(found.text, found.links)
    return (split_credit(markdown)[0] if credit else markdown), credit


def _tooltip(img, unit, line, work):
    """The Credit in the tooltip of a picture or of its link, or None; a tooltip that is no credit is reported."""
    title = " ".join((unit.get("title") or img.get("title") or "").split())
    credit = title_credit(title)
    if title and not credit and title.casefold() != (img.get("alt") or "").casefold():
        work.tell(line, f"the tooltip of a picture was left out: {title}", "tooltip")
    return credit


def _list_tooltip(credit, address, line, work):
    """Name a credit that stands in a tooltip and ends in no image."""
    where = work.place.nearest_line(line, credit.as_written, credit.author)
    work.tell(where, f"the credit in the tooltip of {address} was left out: {credit.as_written}", "credit-tooltip")


def _leads_to_itself(link, picture, work):
    other = work.tree.picture_at(link, work.place.base)
    return other is not None and other.path == picture.path


def _alone(unit, caption):
    """Whether nothing but the picture, other pictures and captions stands in its paragraph."""
    kept = [*unit.previous_siblings, *(later for later in unit.next_siblings if later not in caption.nodes)]
    if unit.parent is not None and unit.parent.name in ONE_LINE:
        return False
    return not any(is_words(node) or (isinstance(node, Tag) and not _is_picture(node)) for node in kept)


def _is_picture(node):
    return node.name in ("img", "eig-image", "br") or (node.find(["img", "eig-image"]) and not node.get_text().strip())


def _elsewhere(img, unit, address, alt, line, soup, work):
    """A picture of another site, or one that is missing: its address in a link, its caption as text."""
    located = work.tree.locate(address, work.place.base)
    missing = located.on_site
    code = "image-missing" if missing else "image-elsewhere"
    what = "is not in the tree" if missing else "is on another site"
    work.tell(line, f"the picture {address} {what}", code, address=located.absolute)
    found = find_caption(unit) or Caption()
    caption, credit = _words(found)
    if credit:
        where = work.place.nearest_line(line, credit.as_written, credit.author)
        words = credit.as_written.lstrip("-–—,; ")
        message = f"the credit of a picture the library does not hold stays in the text: {words}"
        work.tell(where, message, "credit-elsewhere", address=located.absolute)
    if tooltip := _tooltip(img, unit, line, work):
        _list_tooltip(tooltip, located.absolute, line, work)
    credit = credit or tooltip
    link = unit["href"] if unit.name == "a" else ""
    work.outside.append(ImageUse("", "", alt, caption, credit, work.place.source, line, located.absolute, link))
    if unit.name == "a":
        unit.attrs.pop("title", None)
    plain_caption = bool(found.text) and not found.links
    if not alt and missing and not found.text and not link:
        img.decompose()  # nothing to read: the report keeps its address
        return
    anchor = soup.new_tag("a", href=located.absolute, attrs={"data-elsewhere": "yes"})
    anchor.string = alt or (found.text if plain_caption else "") or link_name(located.absolute)
    if not alt and plain_caption:
        found.take()
    elif found.nodes and found.nodes[0].parent is unit.parent and not isinstance(unit.next_sibling, Tag):
        found.nodes[0].insert_before(soup.new_tag("br"))
    if unit.name != "a" or work.tree.locate(link).absolute == located.absolute:
        unit.replace_with(anchor)
        return
    img.extract()
    unit.string = link_name(link)
    unit.insert_before(anchor, " (")
    unit.insert_after(")")

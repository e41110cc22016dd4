"""The caption of a picture, wherever editors put it: beside it, under it, in italics, centred, in a `<figcaption>`."""

import re
from dataclasses import dataclass, field

from bs4 import NavigableString, Tag

from eig.jekyll.credits import Anchor, split_credit
from eig.jekyll.markdown import is_words

ITALIC = ("em", "i")
PUNCTUATION = re.compile(r"[\s.,;:!?()…»«–—-]*\Z")


@dataclass
class Caption:
    """The nodes that make a caption, with their words and the links in them."""

    nodes: list = field(default_factory=list)

    @property
    def text(self):
        return " ".join("".join(_text(node) for node in self.nodes).split())

    @property
    def links(self):
        """The Anchors in it, in order."""
        found, said = [], ""
        for part in (part for node in self.nodes for part in _parts(node)):
            if isinstance(part, Tag) and part.name == "a":
                start = len(" ".join(f"{said}|".split())) - 1
                found.append(Anchor(" ".join(part.get_text().split()), part.get("href") or "", start))
            said += _text(part)
        return found

    def bare(self):
        """The nodes, those whose every word is in italics without them: that is what marked a caption."""
        return [part for node in self.nodes for part in _bare(node)]

    def take(self):
        """Remove the caption from the page."""
        for node in self.nodes:
            node.extract()


def _bare(node):
    if not isinstance(node, Tag):
        return [node]
    if node.name in (*ITALIC, "center", "p", "div", "figcaption", "small"):
        return [part for child in node.children for part in _bare(child)]
    if node.name == "a" and _is_italic(node):
        next(child for child in node.children if isinstance(child, Tag)).unwrap()
    return [node]


def _text(node):
    if not isinstance(node, Tag):
        return str(node)
    for line_break in node.find_all("br"):
        line_break.replace_with("\n")
    return "\n" if node.name == "br" else node.get_text()


def _parts(node):
    """The texts, line breaks and links of a node, in order."""
    if not isinstance(node, Tag) or node.name in ("a", "br"):
        return [node]
    return [part for child in node.children for part in _parts(child)]


def find_caption(unit):
    """The Caption of a picture (the `<img>`, or the link that holds nothing else), empty if it has none."""
    if (figure := unit.find_parent("figure")) and (caption := figure.find("figcaption")):
        return Caption([caption])
    if caption := _beside(unit):
        return caption
    return _below(unit)


def _beside(unit):
    """The caption that follows in the same paragraph."""
    nodes, italic, broken = [], False, False
    node = unit.next_sibling
    while node is not None and not _holds_image(node):
        if not italic and isinstance(node, Tag) and node.name == "br":
            broken = True
        elif isinstance(node, Tag) and _is_italic(node):
            italic = True
        elif is_words(node) and not italic:
            return _after_break(unit, node) if broken else None
        elif isinstance(node, NavigableString) and not PUNCTUATION.match(node):
            return _ended_by_text(nodes, node) if italic else None
        elif isinstance(node, Tag) and not (node.name == "br" and italic):
            return _after_break(unit, node) if broken and not italic else None
        elif isinstance(node, Tag) and node.name == "br" and _more_words(node):
            break
        nodes.append(node)
        node = node.next_sibling
    return Caption(nodes) if italic else None


def _ended_by_text(nodes, text):
    """The caption gathered so far if what follows it is a credit, or begins on a line of its own."""
    first_line = str(text).partition("\n")[0]
    if not first_line.strip():
        return Caption(nodes)
    if split_credit(str(text))[1] and not str(text).strip().count("\n"):
        return Caption([*nodes, text])
    return None


def _more_words(node):
    return any(is_words(later) or isinstance(later, Tag) for later in node.next_siblings)


def _after_break(unit, node):
    """Text under a picture after a `<br>`: a caption if the picture is linked or the text names an author."""
    before = [sibling for sibling in unit.previous_siblings if is_words(sibling) or isinstance(sibling, Tag)]
    if before:
        return None
    caption = Caption([node, *node.next_siblings])
    if any(_holds_image(later) for later in caption.nodes):
        return None
    credited = split_credit(caption.text, caption.links)[1]
    return caption if credited or unit.name == "a" else None


def _below(unit):
    """The caption in the next block, where the picture stands alone in its own."""
    block = unit
    while block.parent is not None and block.parent.name in ("p", "center", "a", "div") and _only(block):
        block = block.parent
    if block is unit or not _nothing_after(unit, block):
        return None
    following = block.next_sibling
    while isinstance(following, NavigableString) and not following.strip():
        following = following.next_sibling
    if not isinstance(following, Tag) or _holds_image(following):
        return None
    if following.name == "center" and is_short(following):
        return Caption([following])
    if following.name in ("p", "div") and _all_italic(following):
        return Caption([following])
    return None


def is_short(node):
    return bool(node.get_text().strip()) and not node.find(
        ["ul", "ol", "table", "h1", "h2", "h3", "iframe", "eig-embed"]
    )


def _only(node):
    """Whether a node is alone in its parent, other pictures and their captions before it apart."""
    return all(not is_words(sibling) and _is_empty(sibling) for sibling in node.next_siblings)


def _is_empty(node):
    return not isinstance(node, Tag) or node.name == "br" or (not node.get_text().strip() and not _holds_image(node))


def _nothing_after(unit, block):
    node = unit
    while node is not block:
        if not _only(node) or any(is_words(sibling) for sibling in node.previous_siblings):
            return False
        node = node.parent
    return True


def _all_italic(block):
    """Whether all the words of a block are in italics, links and a final stop included."""
    words = [child for child in block.children if is_words(child) or isinstance(child, Tag)]
    italic = [child for child in words if isinstance(child, Tag) and _is_italic(child)]
    rest = [child for child in words if child not in italic]
    plain = all(isinstance(child, NavigableString) and PUNCTUATION.match(child) for child in rest)
    return bool(italic) and plain


def _is_italic(node):
    if node.name in ITALIC:
        return bool(node.get_text().strip())
    children = [child for child in node.children if is_words(child) or isinstance(child, Tag)]
    return node.name in ("a", "small", "span") and len(children) == 1 and getattr(children[0], "name", "") in ITALIC


def _holds_image(node):
    return isinstance(node, Tag) and (node.name in ("img", "eig-image") or node.find(["img", "eig-image"]) is not None)

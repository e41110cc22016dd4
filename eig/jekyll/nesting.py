"""Blocks inside inline elements, which editors write and Markdown cannot say, brought out of them."""

from bs4 import Tag

from eig.jekyll.elements import BLOCKS, BOLD, ITALIC
from eig.jekyll.markdown import has_blocks, is_block


def mend_nesting(soup):
    """Bring blocks out of inline elements; emphasis goes into them, a link onto the first words (a card's title)."""
    for node in reversed(soup.find_all(True)):
        if has_blocks(node):
            _split(node, soup)


def _split(node, soup):
    run = None
    for child in list(node.children):
        child.extract()
        if is_block(child):
            run = None
            node.insert_before(child)
            if node.name in BOLD | ITALIC:
                _wrap_leaves(child, node, soup)
        else:
            if run is None:
                run = soup.new_tag(node.name, attrs=dict(node.attrs))
                node.insert_before(run)
            run.append(child)
    if node.name == "a":
        _link_first_words(node, soup)
    node.decompose()


def _link_first_words(link, soup):
    """Of the pieces of a link, only the first that has words stays one."""
    pieces = []
    sibling = link.previous_sibling
    while isinstance(sibling, Tag) and (is_block(sibling) or sibling.get("href") == link.get("href")):
        pieces.insert(0, sibling)
        sibling = sibling.previous_sibling
    leaves = [(piece, piece if piece.name == "a" else _first_leaf(piece)) for piece in pieces]
    chosen = next((leaf for _piece, leaf in leaves if leaf is not None and _can_be_link(leaf)), None)
    if chosen is None:
        return
    if chosen.name != "a":
        _wrap(chosen, soup.new_tag("a", href=link["href"]))
    for piece, _leaf in leaves:
        if piece.name == "a" and piece is not chosen:
            piece.unwrap()


def _can_be_link(leaf):
    return bool(leaf.get_text().strip()) and not leaf.find("a")


def _first_leaf(block):
    return next((node for node in [block, *block.find_all(BLOCKS)] if _is_leaf(node)), None)


def _wrap_leaves(block, emphasis, soup):
    for node in [block, *block.find_all(BLOCKS)]:
        if _is_leaf(node) and node.name in ("p", "div", "li", "center", "td"):
            _wrap(node, soup.new_tag(emphasis.name))


def _is_leaf(node):
    return node.name in BLOCKS and bool(node.get_text().strip()) and not node.find(BLOCKS)


def _wrap(node, inner):
    for child in list(node.children):
        inner.append(child.extract())
    node.append(inner)

"""A prepared soup (players, pictures and links already references) to clean Markdown.

Written as a walk of our own: markdownify escapes too much, glues emphasis to words and has no captions.
"""

import re

from bs4 import NavigableString, Tag
from bs4.element import Comment, PreformattedString

from eig.jekyll.elements import BLOCKS, PARTS
from eig.jekyll.inline import destination, escape, image, inline, paragraph


def to_markdown(soup):
    """The soup as Markdown that ends in a newline, or ""."""
    text = "\n\n".join(join_lists(blocks(soup)))
    return text + "\n" if text else ""


def is_block(node):
    if not isinstance(node, Tag):
        return False
    return node.name in BLOCKS or (node.name == "eig-image" and node.get("block") == "yes") or has_blocks(node)


def has_blocks(node):
    """Whether an inline element, against the rules, holds blocks."""
    return isinstance(node, Tag) and node.name not in BLOCKS and any(is_block(child) for child in node.children)


def blocks(node):
    """The Markdown blocks of a node's children; text between blocks makes paragraphs."""
    made, loose = [], []
    for child in node.children:
        if is_block(child):
            made += paragraph(loose)
            loose = []
            made += _block(child)
        else:
            loose.append(child)
    return made + paragraph(loose)


def _block(node):
    name = node.name
    if name in ("ul", "ol"):
        return _list_or_layout(node)
    if name == "eig-image":
        return [image(node)]
    if name == "eig-embed":
        return [f"![{escape(node['title'], in_link=True)}](embed:{destination(node['address'])})"]
    if name == "eig-notes":
        return _notes(node)
    if name == "hr":
        return ["---"]
    if name == "pre":
        return _code(node)
    if name == "table":
        return _table(node)
    if name == "blockquote":
        return _quote(node)
    if name == "dl":
        return _definitions(node)
    if re.fullmatch(r"h[1-6]", name):
        return _heading(node)
    if name == "summary":
        text = inline(node.children, one_line=True)
        return [f"**{text}**"] if text and "*" not in text else [text] if text else []
    return blocks(node)


def _heading(node):
    text = inline(node.children, one_line=True)
    if text.endswith("#"):
        text = text[:-1] + "\\#"
    return [f"{'#' * int(node.name[1])} {text}"] if text else []


def _code(node):
    code = node.find("code")
    text = node.get_text().strip("\n")
    classes = [*(node.get("class") or []), *((code.get("class") or []) if code else [])]
    language = next((name.removeprefix("language-") for name in classes if name.startswith("language-")), "")
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return [f"{fence}{language}\n{text}\n{fence}"] if text.strip() else []


def _notes(node):
    """The notes at the foot of a text, each under its number."""
    notes = ["\n\n".join(join_lists(blocks(item))) for item in node.find_all("li", class_="footnote-item")]
    return [f"[^{number}]: {_indent(note, 4)}" for number, note in enumerate(notes, 1)]


def _quote(node):
    inner = "\n\n".join(join_lists(blocks(node)))
    return ["\n".join(f"> {line}".rstrip() for line in inner.split("\n"))] if inner else []


def _definitions(node):
    made = []
    for child in node.find_all(["dt", "dd"], recursive=True):
        if child.find_parent("dl") is not node:
            continue
        if child.name == "dt":
            text = inline(child.children, one_line=True)
            made += [f"**{text}**"] if text and "*" not in text else [text] if text else []
        else:
            made += blocks(child)
    return made


def _list_or_layout(node):
    """A list; the blocks in it where it only lays them out, as cards with headings."""
    if not node.find("li") or node.find(re.compile("^h[1-6]$")):
        return blocks(node)
    return [text] if (text := _list(node)) else []


def _entries(node):
    """The blocks of each entry of a list; words directly inside it make an entry, a list belongs to the one before."""
    entries, run = [], []
    for item in [*node.children, None]:
        if item is not None and not is_block(item):
            run.append(item)
            continue
        if text := paragraph(run):
            entries.append(text)
        run = []
        if item is None:
            continue
        nested = item.name in ("ul", "ol")
        parts = _list_or_layout(item) if nested else blocks(item)
        if nested and entries:
            entries[-1] += parts
        elif nested:
            entries += [[part] for part in parts]
        elif parts:
            entries.append(parts)
    return entries


def _list(node):
    """One list."""
    entries = _entries(node)
    if len(entries) == 1 and len(entries[0]) == 1 and _first_tag(node) in ("ul", "ol"):
        return entries[0][0]  # a list that only wraps another
    loose = any(len([part for part in parts if not _is_list(part)]) > 1 for parts in entries)
    start = node.get("start", "1") if node.name == "ol" else ""
    number = int(start) if start.isdigit() else 1
    lines = []
    for offset, parts in enumerate(entries):
        marker = f"{number + offset}. " if node.name == "ol" else "- "
        text = ("\n\n" if loose else "\n").join(join_lists(parts))
        lines.append(marker + _indent(text, len(marker)))
    return ("\n\n" if loose else "\n").join(lines)


def _first_tag(node):
    return next((child.name for child in node.children if isinstance(child, Tag)), "")


def _indent(text, width):
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)


def _is_list(text):
    return bool(re.match(r"(?:- |\d{1,9}\. )", text))


def join_lists(parts):
    """The blocks, with other marks for a list that follows a list, which Markdown would read as one."""
    made = []
    for part in parts:
        if made and _is_list(part) and _same_kind(made[-1], part):
            part = _other_marks(part)
        made.append(part)
    return made


def _same_kind(before, part):
    bullet = r"- " if part.startswith("- ") else r"\d{1,9}\. "
    return bool(re.match(bullet, before))


def _other_marks(part):
    if part.startswith("- "):
        return re.sub(r"^- ", "* ", part, flags=re.M)
    return re.sub(r"^(\d{1,9})\. ", r"\1) ", part, flags=re.M)


def _table(node):
    rows = [row for row in node.find_all("tr") if row.find_parent("table") is node]
    cells = [[cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row] for row in rows]
    cells = [row for row in cells if row]
    caption = node.find("caption")
    title = blocks(caption) if caption else []
    if not cells:
        return title + blocks_outside_rows(node)
    made = _strays(node)
    if max(len(row) for row in cells) == 1:  # laid out by a table
        return made + title + [part for row in cells for part in blocks(row[0])]
    texts = [_row(row) for row in cells]
    width = max(len(row) for row in texts)
    texts = [row + [""] * (width - len(row)) for row in texts]
    if not any(texts[0]):
        texts[0] = ["\u00a0"] * width
    lines = ["| " + " | ".join(row) + " |" for row in texts]
    return [*made, *_titled(title), "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])]


def _strays(node):
    """The blocks of what stands, against the rules, between the parts of a table."""
    strays = [child for child in node.children if child.name not in PARTS and not isinstance(child, Comment)]
    return [part for child in strays for part in (_block(child) if is_block(child) else paragraph([child]))]


def _titled(caption):
    """A caption as our Markdown has it: one line after a colon, right above the table."""
    if len(caption) != 1 or "\n" in caption[0] or caption[0].startswith("!["):
        return caption
    return [f": {caption[0]}"]


def blocks_outside_rows(node):
    """The blocks of a table that has no rows."""
    children = [child for child in node.children if isinstance(child, Tag) and child.name != "caption"]
    return [part for child in children for part in blocks(child)]


def _row(row):
    texts = []
    for cell in row:
        texts.append(re.sub(r"(?<!\\)\|", r"\\|", inline(cell.children, one_line=True)))
        span = cell.get("colspan", "1")
        texts += [""] * (min(int(span), 50) - 1 if span.isdigit() else 0)
    return texts


def is_words(node):
    """Whether a node is text that shows."""
    return (
        isinstance(node, NavigableString) and not isinstance(node, Comment | PreformattedString) and bool(node.strip())
    )

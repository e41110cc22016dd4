"""Inline HTML to Markdown: text escaped, emphasis only where Markdown reads it back."""

import re
import unicodedata
from itertools import groupby
from urllib.parse import unquote, urlsplit

from bs4 import NavigableString
from bs4.element import Comment, PreformattedString

from eig.jekyll.elements import BLOCKS, BOLD, CODE, ITALIC

BREAK = "\\\n"
SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
SUBSCRIPTS = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
DOWNLOADS = (".pdf", ".doc", ".docx", ".odt", ".ods", ".odp", ".xls", ".xlsx", ".ppt", ".pptx", ".csv", ".zip", ".epub")
UNSURE = "\0"
TRAILING = ".,;:!?…»)"
LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|[-:|][-:| ]*$|=+\s*$|~{3}|`{3})")
NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def inline(nodes, in_link=False, one_line=False):
    """The nodes as one Markdown text, hard breaks included; `one_line`: breaks become spaces."""
    text = re.sub(r" *\\\n *", lambda _found: BREAK, _flat(nodes, in_link, one_line))
    while text.endswith(BREAK) or text.startswith(BREAK):
        text = text.removesuffix(BREAK).removeprefix(BREAK).strip(" ")
    return text.strip(" ")


def _flat(nodes, in_link, one_line):
    """The nodes as Markdown, spaces and breaks at both ends included."""
    items = []
    for node in nodes:
        _collect(node, False, False, items, in_link)
    if one_line:
        items = [("text", " ", *item[2:]) if item[0] == "break" else item for item in items]
    return _serialise(_spaced(items))


def paragraph(nodes):
    """The nodes as the paragraphs they make: two breaks in a row end one. Line starts are escaped."""
    parts = re.split(r"(?:\\\n){2,}", inline(nodes))
    return ["\n".join(escape_line(line) for line in part.split("\n")) for part in parts if part.strip()]


def escape_line(line):
    """The line so that Markdown does not see a list, a heading, a rule or a quotation in its first characters."""
    if LINE_START.match(line):
        return "\\" + line
    return NUMBERED.sub(r"\1\\\2", line)


def escape(text, in_link=False):
    """Text so that Markdown reads it back as it is; characters that mean nothing where they stand are left alone."""
    text = text.replace("\\", "\\\\").replace("`", "\\`")
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    text = re.sub(r"(?<!\s)\*|\*(?!\s)", r"\\*", text)
    text = re.sub(r"<(?=[A-Za-z/!?])|<$", r"\\<", text)
    text = re.sub(r"&(?=#\d+;|#[xX][0-9a-fA-F]+;|\w+;)", r"\\&", text)
    text = text.replace("~~", "\\~\\~")
    if in_link or not _harmless_brackets(text):
        text = re.sub(r"([\[\]])", r"\\\1", text)
    return text


def _harmless_brackets(text):
    """Whether the brackets pair and could not be taken for a link, a note or a box to tick."""
    pairs = re.findall(r"\[([^\[\]]*)\](.?)", text)
    paired = len(pairs) == text.count("[") == text.count("]")
    plain = all(after and after not in "([:" and len(inner) > 1 and inner[0] != "^" for inner, after in pairs)
    return paired and plain


def destination(address):
    """An address as Markdown takes it between brackets."""
    address = "".join(address.split("\n")).strip()
    for character in ' ()<>"\\\t`':
        address = address.replace(character, f"%{ord(character):02X}")
    return address


def title_text(text):
    """A text between the quotes of a Markdown title."""
    text = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return re.sub(r"&(?=#\d+;|#[xX][0-9a-fA-F]+;|\w+;)", r"\\&", text)


def image(tag):
    """`![alt](image:KEY "caption")` of an `<eig-image>`, inside its link if it has one."""
    title = f' "{title_text(tag["caption"])}"' if tag["caption"] else ""
    written = f"![{escape(tag['alt'], in_link=True)}](image:{tag['key']}{title})"
    return f"[{written}]({destination(tag['link'])})" if tag["link"] else written


def code_span(text):
    """The text as code, between as many backticks as it needs."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _collect(node, bold, italic, items, in_link):
    """Flatten a node into ("text" or "atom" or "break", Markdown, bold, italic)."""
    if isinstance(node, NavigableString):
        if not isinstance(node, (Comment, PreformattedString)):
            text = re.sub(r"[ \t\n\r\f]+", " ", node.translate({0xAD: None, 0x200B: None, 0xFEFF: None}))
            items.append(("text", escape(text, in_link), bold, italic))
        return
    name = node.name
    if name == "br":
        # Emphasis is closed before a line ends and opened again after it.
        items.append(("break", BREAK, False, False))
    elif name in CODE:
        text = "".join(" " if part.name == "br" else part for part in node.descendants if part.name in (None, "br"))
        edges = [" " if edge.isspace() else "" for edge in (text[:1], text[-1:])]
        items.append(("text", edges[0], bold, italic))
        items.append(("code", " ".join(text.split()), bold, italic))
        items.append(("text", edges[1], bold, italic))
    elif name == "a" and node.get("href") and not in_link:
        _link(node, bold, italic, items)
    elif name == "eig-image":
        items.append(("atom", image(node), bold, italic))
    elif name == "eig-note":
        items.append(("atom", f"[^{node['number']}]", bold, italic))
    elif name in ("sup", "sub") and re.fullmatch(r"[\d+-]+", node.get_text().strip()):
        digits = node.get_text().strip().translate(SUPERSCRIPTS if name == "sup" else SUBSCRIPTS)
        items.append(("text", digits, bold, italic))
    elif name == "q":
        items.append(("text", "“", bold, italic))
        _children(node, bold, italic, items, in_link)
        items.append(("text", "”", bold, italic))
    else:
        _children(node, bold or name in BOLD, italic or name in ITALIC, items, in_link)


def _children(node, bold, italic, items, in_link):
    # Blocks met where only one line of text fits (a cell, a heading) must not glue their words together.
    apart = node.name in BLOCKS or node.name in ("caption", "option")
    if apart:
        items.append(("text", " ", bold, italic))
    for child in node.children:
        _collect(child, bold, italic, items, in_link)
    if apart:
        items.append(("text", " ", bold, italic))


def _link(node, bold, italic, items):
    flat = _flat(node.children, True, True)
    text = flat.strip(" ")
    before, after = (" " if flat[:1] == " " else ""), (" " if flat[-1:] == " " else "")
    if not text:
        # A link that was only an icon: its address is all it says.
        text = escape(link_name(node["href"]), in_link=True)
        before = after = " "
    items.append(("text", before, bold, italic))
    items.append(("atom", f"[{text}]({destination(node['href'])})", bold, italic))
    items.append(("text", after, bold, italic))


def link_name(address):
    """What to call a link that has no words: the file it downloads, or its host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    file = unquote(parts.path).rpartition("/")[2]
    return file if file.lower().endswith(DOWNLOADS) else parts.hostname or parts.path or address


def _spaced(items):
    """The items with one space at most between words, and none after a break."""
    spaced, after_space = [], False
    for kind, text, bold, italic in items:
        if kind == "text":
            text = text[1:] if after_space and text.startswith(" ") else text
            if not text:
                continue
        if kind in ("atom", "code") and not text:
            continue
        if kind == "code" and spaced and spaced[-1][0] == "code":
            # Two code spans that touch would be read as one mark of two backticks.
            text = spaced.pop()[1] + text
        after_space = kind == "break" or (kind == "text" and text.endswith(" "))
        spaced.append((kind, text, bold, italic))
    return [
        ("atom", code_span(text), *marks) if kind == "code" else (kind, text, *marks) for kind, text, *marks in spaced
    ]


def _serialise(items):
    """The items in a row, each marked so that Markdown reads the emphasis, or not at all."""
    groups = [(bold, list(group)) for bold, group in groupby(items, key=lambda item: item[2])]
    out = ""
    for index, (bold, group) in enumerate(groups):
        after = _plain(groups[index + 1][1])[:1] if index + 1 < len(groups) else ""
        if bold:
            wrapped = _wrap(_italics(group, "*", "*"), "**", out[-1:], after)
            out = _append(out, _italics(group, out[-1:], after) if wrapped is None else wrapped)
        else:
            beside_bold = index + 1 < len(groups) and not after.isspace()
            out = _append(out, _italics(group, out[-1:], UNSURE if beside_bold else after))
    return out


def _italics(items, before, after):
    groups = [(italic, _plain(list(group))) for italic, group in groupby(items, key=lambda item: item[3])]
    out = ""
    for index, (italic, text) in enumerate(groups):
        following = groups[index + 1][1][:1] if index + 1 < len(groups) else after
        wrapped = _wrap(text, "_", out[-1:] or before, following) if italic else text
        out = _append(out, text if wrapped is None else wrapped)
    return out


def _plain(items):
    text = ""
    for _kind, piece, _bold, _italic in items:
        text = _append(text, piece)
    return text


def _append(text, piece):
    """The two in a row; "!" before a link would make it an image."""
    if piece.startswith("[") and text.endswith("!") and not text.endswith("\\!"):
        text = text[:-1] + "\\!"
    return text + piece


def _wrap(text, mark, before, after):
    """The text inside its marks, spaces outside them; None where Markdown would not read them as marks there."""
    core = text.strip()
    if not core or after == UNSURE:
        return None
    lead, _core, trail = text.partition(core)
    if not trail and _is_word(after):
        stripped = core.rstrip(TRAILING + " ")
        if stripped != core and not stripped.endswith("\\"):
            core, trail = stripped, core[len(stripped) :]
    before, after = " " if lead else before, trail[:1] or after
    if not core or (_is_mark(core[0]) and _is_word(before)) or (_is_mark(core[-1]) and _is_word(after)):
        return None
    starred = "*" in (before, after, core[0], core[-1])
    if mark == "_" and (_is_word(before) or _is_word(after)):
        mark = "*"
        if starred:
            return None
    if mark == "**" and starred:
        return None
    return f"{lead}{mark}{core}{mark}{trail}"


def _is_word(character):
    return bool(character) and not character.isspace() and not _is_mark(character)


def _is_mark(character):
    return unicodedata.category(character)[0] in "PS"

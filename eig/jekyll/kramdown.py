"""kramdown source to HTML, near enough to what Jekyll made of it, with each block's line kept in `data-line`."""

import re
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block.html_block import html_block
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

BLOCK_TAGS = (
    "address|article|aside|blockquote|body|button|canvas|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hgroup|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
VOID_BLOCKS = {"hr"}
ALLOWED_BLOCK = re.compile(rf"<(?:/?(?:{BLOCK_TAGS})\b|!--)", re.I)
OPEN_BLOCK = re.compile(rf"^ {{0,3}}<({BLOCK_TAGS})\b[^>]*>", re.I)
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
BLOCK_ATTRIBUTES = re.compile(r"^ {0,3}\{:(?!:)([^}\n]*)\}[ \t]*$")
SPAN_ATTRIBUTES = re.compile(r"(?<=[\w)\]*_`>\"”»])\{:(?!:)([^}\n]*)\}")
EXTENSION = re.compile(r"^ {0,3}\{::(\w+)[^}]*?(/?)\}")
ABBREVIATION = re.compile(r"^ {0,3}\*\[([^\]]+)\]:[ \t]*(.+)$")
VISIBLE_ATTRIBUTE = re.compile(r"\b(?:title|alt)=(\"[^\"]*\"|'[^']*')")
TIGHT_HEADING = re.compile(r"^( {0,3}#{1,6})(?=[^#\s])")


@dataclass
class Html:
    """`removed`: (line in the body, text) of what kramdown gave a meaning to that HTML and Markdown cannot hold."""

    text: str
    removed: list[tuple[int, str]] = field(default_factory=list)


def to_html(body):
    """The Html of a kramdown text."""
    removed = []
    tokens_source, lines = _prepare(body, removed)
    tokens = _parser().parse(tokens_source, environment := {})
    for token in tokens:
        if token.map and token.nesting >= 0 and token.type != "html_block":
            token.attrSet("data-line", str(lines[min(token.map[0], len(lines) - 1)]))
    return Html(_parser().renderer.render(tokens, _parser().options, environment), removed)


@cache
def _parser():
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.use(footnote_plugin).use(deflist_plugin)
    parser.block.ruler.at("html_block", _only_blocks, {"alt": ["paragraph", "reference", "blockquote"]})
    # Links whose scheme markdown-it distrusts are still words and addresses to carry over.
    parser.validateLink = lambda _address: True
    return parser


def _only_blocks(state, start, end, silent):
    """To kramdown, `<img>`, `<a>`, `<iframe>` or `<script>` at the start of a line begin a paragraph."""
    begin = state.bMarks[start] + state.tShift[start]
    return bool(ALLOWED_BLOCK.match(state.src, begin)) and html_block(state, start, end, silent)


def _prepare(body, removed):
    """(the text with kramdown's own marks gone and each HTML block alone, the body's line of each of its lines)."""
    source = body.split("\n")
    kept, lines = [], []
    position, fence = 0, ""
    while position < len(source):
        line = source[position]
        if fence or FENCE.match(line):
            fence = _fence(line, fence)
            kept.append(line)
            lines.append(position + 1)
        elif EXTENSION.match(line):
            position = _extension(source, position, kept, lines, removed)
        elif OPEN_BLOCK.match(line) and (block := _html_block(source, position)):
            position = _add_block(source, position, block, kept, lines)
            continue
        elif (plain := _plain(line, position, removed)) is not None:
            kept.append(plain)
            lines.append(position + 1)
        position += 1
    return "\n".join(kept), lines or [1]


def _fence(line, fence):
    """The mark of the code fence that is open after a line, "" if none."""
    mark = FENCE.match(line)
    if not fence:
        return mark.group(1)
    closing = mark and mark.group(1).startswith(fence) and not line.strip().strip(fence[0])
    return "" if closing else fence


def _plain(line, position, removed):
    """The line without attribute lists; None if nothing else was on it."""
    if found := BLOCK_ATTRIBUTES.match(line):
        _note(found.group(1), position, removed)
        return None
    if found := ABBREVIATION.match(line):
        removed.append((position + 1, f"{found.group(1)}: {found.group(2)}"))
        return None
    if line.startswith(("    ", "\t")):
        return line
    if "{:" in line:
        for found in SPAN_ATTRIBUTES.finditer(line):
            _note(found.group(1), position, removed)
        line = SPAN_ATTRIBUTES.sub("", line)
    return TIGHT_HEADING.sub(r"\1 ", line)


def _note(attributes, position, removed):
    for found in VISIBLE_ATTRIBUTE.finditer(attributes):
        removed.append((position + 1, found.group(1)[1:-1]))


def _extension(source, position, kept, lines, removed):
    """Pass over `{::comment} … {:/comment}`, keep what `{::nomarkdown}` holds; the position of the last line used."""
    name, closed = EXTENSION.match(source[position]).groups()
    if closed:
        return position
    end = next((at for at in range(position, len(source)) if re.search(r"\{:/(\w*)\}", source[at])), None)
    if end is None:
        return position
    inner = "\n".join(source[position : end + 1])
    inner = re.sub(r"\{::\w+[^}]*\}|\{:/\w*\}", "", inner)
    if name == "comment":
        removed.append((position + 1, " ".join(inner.split())))
    else:
        kept.append(inner)
        lines.extend(position + 1 for _line in inner.split("\n"))
    return end


def _html_block(source, position):
    """(HTML of the element that begins on a line, its last line, what follows it there), or None if it never closes."""
    name = OPEN_BLOCK.match(source[position]).group(1).lower()
    tags = re.compile(rf"<(/?){name}\b[^>]*?(/?)>", re.I)
    text = "\n".join(source[position:])
    depth = 0
    for found in tags.finditer(text):
        depth += -1 if found.group(1) else 0 if found.group(2) or name in VOID_BLOCKS else 1
        if depth <= 0:
            used = text[: found.end()]
            rest = text[found.end() :].partition("\n")[0]
            return used, position + used.count("\n"), rest
    return None


def _add_block(source, position, block, kept, lines):
    """Put an HTML element alone between empty lines; the position where reading goes on."""
    html, end, rest = block
    first = position + 1
    # An empty line would end the block for Markdown.
    inner = html if html.lstrip().lower().startswith("<pre") else re.sub(r"\n[ \t]*(?=\n)", "", html)
    for line in ("", *inner.split("\n"), ""):
        kept.append(line)
        lines.append(first)
    if rest.strip():
        source[end] = rest.strip()
        return end
    return end + 1

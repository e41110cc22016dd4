"""What of a text is words, and what is structure that a translator sees as a placeholder or not at all.

A text in Markdown is cut into blocks – paragraphs, headings, entries of lists, rows of tables – and the gaps before
them: blank lines, marks at the beginning of a line, code. Within a block, links, pictures, references, addresses, code
and emphasis are marks. Nothing is read into the text: put together again, the parts are the text, whatever it was.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

LONGEST = 500_000  # characters of a text

FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
# Asked of lines without the spaces around them, or reading would take their square.
ONLY_STRUCTURE = re.compile(
    r"(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$|=+$|-{1,2}$"  # rules and underlines
    r"|\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?$|\|[ \t]*:?-+:?[ \t]*\|$"  # tables
    r"|\[(?!\^)[^\[\]]+\]:[ \t]*\S.*$"  # where a reference leads
)
OPENING = re.compile(
    r"[ \t]*((?:(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$)|\#{1,6}(?:[ \t]+|$)|>[ \t]*|\[\^[^\[\]\s]+\]:[ \t]*)*)"
)
QUOTE = re.compile(r"[> \t]+$")

# What XML does not hold, or changes on the way.
CHARACTER = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
# Each alternative begins where no other one of the same kind goes on, so that reading takes as long as the text.
TOKENS = re.compile(
    r"""
     (?P<break>(?:(?<![ ])[ ]{2,}|\\)\n[ \t]*)
    |(?P<quote>\n[ \t]*(?:>[ \t]?)+)
    |(?P<escape>\\[!-/:-@\[-`{-~])
    |(?P<code>(?<!`)`+)
    |(?P<footnote>\[\^[^\[\]\s]+\])
    |(?P<autolink><(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]{1,200}@[^\s<>@]{1,200})>)
    |(?P<html></?[a-zA-Z][^<>]*>)
    |(?P<titled>\]\([ \t\n]*(?:<[^<>\n]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))*)[ \t\n]+"(?:[^"\\]|\\.){0,5000}"[ \t\n]*\))
    |(?P<close>\](?:\([ \t\n]*(?:<[^<>\n]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))*)
        (?:[ \t\n]+'[^']{0,5000}')?[ \t\n]*\)|\[[^\[\]]*\]))
    |(?P<open>!?\[)
    |(?P<address>https?://[^\s<>\[\]()|"*]*(?:\([^\s<>\[\]()|"*]*\)[^\s<>\[\]()|"*]*)*
        |(?<![\w.+-])[\w.+-]{1,200}@[\w-]+(?:\.[\w-]+)+)
    |(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)
    |(?P<emphasis>\*+|~~|(?<!\w)_+(?=\S)|(?<=\S)(?<!_)_+(?!\w))
    |(?P<cell>\|)
    |(?P<attributes>\{:[^{}\n]*\})
    |(?P<character>"""
    + CHARACTER
    + r")",
    re.VERBOSE | re.DOTALL,
)
ENDS_A_SENTENCE = ".,;:!?…"
TITLE = re.compile(r'(.*?[ \t\n]")((?:[^"\\]|\\.)*)("[ \t\n]*\))', re.DOTALL)
UNESCAPED_QUOTE = re.compile(r'\\.|"', re.DOTALL)


@dataclass(frozen=True)
class Mark:
    """A part of a text that is structure: it comes back as it went out."""

    text: str
    kind: str


def blocks(text):
    """`[(gap, body), …]`: all of the text, cut before each block; the last body may be "" for what follows it."""
    found, gap, body, opening, fence = [], "", "", "", ""
    for line in re.split(r"(?<=\n)", text):
        content = line.removesuffix("\n")
        fenced = FENCE.match(content)
        if fence:
            gap += line
            fence = "" if _closes(fence, content) else fence
            continue
        marks = OPENING.match(content)
        inner = content[marks.end() :]
        if fenced or not inner.strip() or ONLY_STRUCTURE.match(content.strip()):
            gap, body = _flushed(found, gap, body)
            gap += line
            fence = fenced[1] if fenced else ""
        elif body and _goes_on(marks[1], opening) and not content.lstrip().startswith("|"):
            body += line
        else:
            gap, body = _flushed(found, gap, body)
            start = len(line) - len(line[marks.end() :].lstrip())
            gap, body, opening = gap + line[:start], line[start:], marks[1]
    gap, body = _flushed(found, gap, body)
    return [*found, (gap, "")] if gap or not found else found


def _goes_on(marks, opening):
    """Whether a line with those marks belongs to the block that began with that opening."""
    return not marks or (marks.strip() == opening.strip() and QUOTE.match(marks) is not None)


def _closes(fence, content):
    run = content.strip()
    return len(run) >= len(fence) and not run.strip(fence[0])


def _flushed(found, gap, body):
    """The gap and body to begin with, once the block that was read is noted."""
    if not body:
        return gap, ""
    kept = body.rstrip()
    found.append((gap, kept))
    return body[len(kept) :], ""


def pieces(body, is_markdown=True):
    """The words and marks of a block, in order: their texts put together are the block."""
    if not is_markdown:
        return _without_empty(
            Mark(part, "character") if re.fullmatch(CHARACTER, part) else part
            for part in re.split(f"({CHARACTER})", body)
        )
    found = _tokens(body)
    _pair(found)
    return _without_empty(part for token in found for part in _parts(token))


def everything(text):
    """The words and marks of a whole text, the gaps between its blocks being marks too."""
    return _without_empty(
        part for gap, body in blocks(text) for part in ([Mark(gap, "block")] if gap else []) + pieces(body)
    )


def marks_of(parts):
    """`Counter` of the texts of the marks among the parts."""
    return Counter(part.text for part in parts if isinstance(part, Mark))


def words_of(parts):
    """What there is to translate in the parts."""
    return "".join(" " if isinstance(part, Mark) else part for part in parts)


def put_together(parts):
    """The text of words and marks; a quotation mark in the title of a picture does not end it."""
    said, in_title = [], False
    for part in parts:
        if isinstance(part, Mark):
            in_title = part.kind == "title" or (in_title and part.kind != "end")
            said.append(part.text)
        else:
            said.append(UNESCAPED_QUOTE.sub(_escaped, part) if in_title else part)
    return "".join(said)


def _escaped(match):
    return '\\"' if match[0] == '"' else match[0]


def _tokens(body):
    """`[[kind or "", text], …]` of a block, links not yet paired."""
    found, at, runs = [], 0, _runs_of_backticks(body)
    while (match := TOKENS.search(body, at)) is not None:
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "code":
            end = _end_of_code(runs, start, end) or end
            kind = "code" if end > match.end() else ""
        elif kind == "address" and "://" in match[0]:
            end = start + len(match[0].rstrip(ENDS_A_SENTENCE))
        if start > at:
            found.append(["", body[at:start]])
        found.append([kind, body[start:end]])
        at = end
    if at < len(body):
        found.append(["", body[at:]])
    return found


def _runs_of_backticks(body):
    """`{length: [where such runs begin]}`."""
    runs = {}
    for match in re.finditer("`+", body):
        runs.setdefault(len(match[0]), []).append(match.start())
    return runs


def _end_of_code(runs, start, end):
    """Where the code that those backticks open ends, None when nothing closes it."""
    same = runs[end - start]
    index = bisect_right(same, start)
    return same[index] + end - start if index < len(same) else None


def _pair(tokens):
    """Brackets that open nothing or close nothing are words."""
    opened = []
    for token in tokens:
        if token[0] == "open":
            opened.append(token)
        elif token[0] in {"close", "titled"}:
            if not opened:
                token[0] = ""
            else:
                opened.pop()
    for token in opened:
        token[0] = ""


def _parts(token):
    kind, text = token[0], token[1]
    if not kind:
        return [text]
    if kind != "titled":
        return [Mark(text, kind)]
    before, title, after = TITLE.fullmatch(text).groups()
    return [Mark(before, "title"), *pieces(title), Mark(after, "end")]  # captions have links of their own


def _without_empty(parts):
    """The parts that say something, words that follow words joined."""
    found = []
    for part in parts:
        if not isinstance(part, Mark) and found and not isinstance(found[-1], Mark):
            found[-1] += part
        elif isinstance(part, Mark) or part:
            found.append(part)
    return found

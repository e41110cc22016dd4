"""The credit inside a caption: who took the picture, under which licence, where it comes from."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from eig.jekyll.licences import COMMONS, RESERVED, UNKNOWN, find_licence, licence_in

SIGN = re.compile(r"(?P<before>[\s(\[,;–—-]*)(?:\bcopyright\s*)?(?:©|(?<!\w)\(c\)\s)\s*", re.IGNORECASE)
LABEL = re.compile(
    r"(?:^|[\s(\[.,;–—-]+)"
    r"(?:(?:crédits?|credits?)(?:\s+(?:photos?|images?|illustrations?))?|photos?(?:\s+credits?)?|photographie|illustration)"
    r"(?:\s*:\s*|\s+(?:by|par)\s+)",
    re.IGNORECASE,
)
BY = re.compile(r"^\s*(?:by|par)\s+(?=\S)", re.IGNORECASE)
FOREIGN = re.compile(
    r"\bwikimedia\b|\bown work\b|\btravail personnel\b|\bflickr\b|\bgive by the author\b", re.IGNORECASE
)
ADDRESS = re.compile(r"https?://[^\s)\]]+")
EMPTY_BRACKETS = re.compile(r"\s*(?:\(\s*\)|\[\s*\])")
TRIM = " \t\n\u00a0,;.–—-|/"


class Anchor(NamedTuple):
    """A link of a caption: its text, its address, and where in the caption's words it starts."""

    text: str
    address: str
    start: int


@dataclass(frozen=True)
class Credit:
    """`line` is what to print beside the picture, `author` who made it, `licence` a code of the image library.

    The line says nothing of a licence that stands in `licence` and `version`. `source` is the address the credit links
    to, `note` that of a licence of the author's own; `as_written` the words taken out of the caption.
    """

    author: str
    line: str
    licence: str
    source: str
    as_written: str
    version: str = ""
    note: str = ""


def split_credit(caption, links=()):
    """(caption without its credit, Credit or None). `links`: the Anchors that stand in the caption."""
    start, bracketed = _where(caption, links)
    if start is None:
        return caption.strip(), None
    before, phrase, after = caption[:start], caption[start:], ""
    if bracketed:
        phrase, after = _bracket(phrase)
    who = LABEL.sub("", SIGN.sub("", phrase, count=1), count=1) if not BY.match(phrase) else BY.sub("", phrase)
    who = " ".join(who.replace("©", " ").split()).strip(TRIM)
    if not who:
        return caption.strip(), None
    before = before.strip().rstrip(",;–—-([ ").rstrip()
    kept = f"{before}{after}" if after.startswith((".", ",")) else f"{before} {after.strip()}"
    inside = [link for link in links if link.start >= start and _bare(link.text) and _bare(link.text) in who]
    return kept.strip(), _credit(who, inside, phrase.strip())


def title_credit(title):
    """The Credit in the tooltip of an image's link ("By X [CC BY-SA 4.0 (address)], from Wikimedia"), or None."""
    text = " ".join((title or "").split())
    if not text or not ("©" in text or licence_in(text) != UNKNOWN or FOREIGN.search(text)):
        return None
    who = BY.sub("", SIGN.sub("", text, count=1)).strip(TRIM)
    links = [Anchor("", address, 0) for address in ADDRESS.findall(who)]
    return _credit(EMPTY_BRACKETS.sub("", ADDRESS.sub("", who)), links, text)


def _credit(who, links, as_written):
    """The Credit that the words and links of a credit make."""
    of_licence = [link for link in links if _leads_to_licence(link)]
    licence, version = _licence(who, of_licence)
    name = _without_licence(who, of_licence) if licence not in (UNKNOWN, RESERVED) else who
    if not name:  # a licence without a name credits nobody: the words stay, for someone to look at
        name, licence, version = who, UNKNOWN, ""
    others = [link.address for link in links if link not in of_licence]
    own = [link.address for link in of_licence if COMMONS not in link.address]
    source = others[-1] if others else ""
    return Credit(_author(name), _line(name), licence, source, as_written, version, own[-1] if own else "")


def _where(caption, links):
    """(where the credit begins or None, whether a bracket opened just before holds it)."""
    if found := SIGN.search(caption):
        return found.start(), "(" in found["before"]
    if found := LABEL.search(caption):
        full_stop = found.group(0).lstrip().startswith(".")
        return found.start() + (found.group(0).index(".") + 1 if full_stop else 0), "(" in found.group(0)
    addresses = " ".join(link.address for link in links)
    if BY.match(caption) and (licence_in(caption + " " + addresses) != UNKNOWN or FOREIGN.search(caption)):
        return 0, False
    return None, False


def _bracket(phrase):
    """(the credit up to the bracket that closes it, what follows)."""
    opening = phrase.index("(")
    depth = 0
    for position, character in enumerate(phrase[opening:], opening):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return phrase[:opening] + phrase[opening + 1 : position], phrase[position + 1 :]
    return phrase.replace("(", "", 1), ""


def _bare(text):
    return SIGN.sub("", text, count=1).strip(TRIM)


def _leads_to_licence(link):
    return COMMONS in link.address or "licen" in link.address.lower() or licence_in(link.text) != UNKNOWN


def _licence(who, links):
    """(code, version) of what the words name, the version perhaps only in the address they link to."""
    named = find_licence(" ".join([who, *(link.address for link in links)]))
    return (named.code, named.version) if named else (UNKNOWN, "")


def _without_licence(who, links):
    """The words without the licence they name and the links that lead to it."""
    if found := find_licence(who):
        who = who.replace(found.words, " ", 1)
    for link in links:
        who = who.replace(_bare(link.text), " ", 1) if _bare(link.text) else who
    who = EMPTY_BRACKETS.sub("", who)
    who = re.sub(r"\s+(?=[,;.)\]])", "", " ".join(who.split()))
    return re.sub(r"([,;–—|-])(?:\s*[,;–—|-])+", r"\1", who).strip(TRIM)


def _author(who):
    """The name alone: before the licence, the provenance, a bracket; without the year."""
    name = who
    if found := find_licence(who):
        name = who.partition(found.words)[0]
    name = re.sub(r"^(?:19|20)\d\d\s*[,–—-]?\s+", "", name)
    name = re.split(r"\s+[-–—|]\s+|\s*[\[(,]\s*|\s+(?:from|depuis|via)\s+", name)[0]
    return name.strip(TRIM)[:200]


def _line(who):
    """The credit as one line, without the bare word “Link” that Wikimedia's snippets end with."""
    line = re.sub(r",?\s*\b(?:Link|Lien)\s*$", "", " ".join(who.split()))
    return line.strip(TRIM + "[]")[:300] if line.count("[") != line.count("]") else line.strip(TRIM)[:300]

"""The credit inside a caption: who took the picture, under which licence, where it comes from."""

import re
from dataclasses import dataclass

UNKNOWN = "unknown"
LICENCES = (
    (
        re.compile(
            r"\bCC[\s-]?(?:0|Zero)\b|creativecommons\.org/publicdomain|\b(?:domaine public|public domain)\b", re.I
        ),
        "cc0",
    ),
    (re.compile(r"\bCC[\s-]*BY((?:[\s-]*(?:NC|SA|ND)\b)*)(?:[\s-]*\d(?:\.\d)?)?", re.I), "cc-by"),
    (re.compile(r"creativecommons\.org/licenses/(by(?:-nc|-sa|-nd)*)", re.I), ""),
    (re.compile(r"\b(?:licence ouverte|open licence|etalab)[\s-]*2(?:\.0)?\b", re.I), "etalab-2.0"),
    (re.compile(r"\b(?:tous droits réservés|all rights reserved)\b", re.I), "reserved"),
)
SIGN = re.compile(r"[\s(\[,;–—-]*(?:©|\(c\)\s)\s*", re.I)
LABEL = re.compile(
    r"(?:^|[\s(\[.,;–—-]+)"
    r"(?:(?:crédits?|credits?)(?:\s+(?:photos?|images?|illustrations?))?|photos?(?:\s+credits?)?|photographie|illustration)"
    r"(?:\s*:\s*|\s+(?:by|par)\s+)",
    re.I,
)
BY = re.compile(r"^\s*(?:by|par)\s+(?=\S)", re.I)
FOREIGN = re.compile(r"\bwikimedia\b|\bown work\b|\btravail personnel\b|\bflickr\b|\bgive by the author\b", re.I)
ADDRESS = re.compile(r"https?://[^\s)\]]+")
TRIM = " \t\n\u00a0,;.–—-|"


@dataclass(frozen=True)
class Credit:
    """`line` is what to print beside the picture, `author` who made it, `licence` a code of the image library.

    `source` is the address the credit links to; `as_written` the words taken out of the caption.
    """

    author: str
    line: str
    licence: str
    source: str
    as_written: str


def licence_in(text):
    """The code of the licence a text names (“CC BY-SA 4.0” → "cc-by-sa"), or "unknown"."""
    for pattern, code in LICENCES:
        if not (found := pattern.search(text)):
            continue
        if code == "cc-by":
            parts = re.findall(r"NC|SA|ND", found.group(1).upper())
            return "-".join(["cc-by", *(part.lower() for part in ("NC", "ND", "SA") if part in parts)])
        return code or "cc-" + found.group(1).lower()
    return UNKNOWN


def split_credit(caption, links=()):
    """(caption without its credit, Credit or None). `links`: the (text, address) pairs that stand in the caption."""
    start, bracketed = _where(caption, links)
    if start is None:
        return caption.strip(), None
    before, phrase, after = caption[:start], caption[start:], ""
    if bracketed:
        phrase, after = _bracket(phrase)
    who = LABEL.sub("", SIGN.sub("", phrase, count=1), count=1) if not BY.match(phrase) else BY.sub("", phrase)
    who = who.strip(TRIM)
    author = _author(who)
    if not author and not who:
        return caption.strip(), None
    before = before.strip().rstrip(",;–—-([ ").rstrip()
    kept = f"{before}{after}" if after.startswith((".", ",")) else f"{before} {after.strip()}"
    return kept.strip(), Credit(author, _line(who), _licence(who, links), _source(who, links), phrase.strip())


def title_credit(title):
    """The Credit in the tooltip of an image's link ("By X [CC BY-SA 4.0 (address)], from Wikimedia"), or None."""
    text = " ".join((title or "").split())
    if not text or not ("©" in text or licence_in(text) != UNKNOWN or FOREIGN.search(text)):
        return None
    who = BY.sub("", SIGN.sub("", text, count=1)).strip(TRIM)
    plain = ADDRESS.sub("", who)
    line = re.sub(r"\s*\(\s*\)", "", plain)
    addresses = [found for found in ADDRESS.findall(who) if "creativecommons.org" not in found]
    return Credit(_author(line), _line(line), licence_in(text), addresses[0] if addresses else "", text)


def _where(caption, links):
    """(where the credit begins or None, whether a bracket opened just before holds it)."""
    if found := SIGN.search(caption):
        return found.start(), "(" in found.group(0)[: found.group(0).find("©")]
    if found := LABEL.search(caption):
        full_stop = found.group(0).lstrip().startswith(".")
        return found.start() + (found.group(0).index(".") + 1 if full_stop else 0), "(" in found.group(0)
    addresses = " ".join(address for _text, address in links)
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


def _author(who):
    """The name alone: before the licence, the provenance, a bracket."""
    name = who
    for pattern, _code in LICENCES:
        name = pattern.split(name)[0]
    name = re.split(r"\s+[-–—|]\s+|\s*[\[(,]\s*|\s+(?:from|depuis|via)\s+", name)[0]
    return name.strip(TRIM)[:200]


def _line(who):
    """The credit as one line, without the bare word “Link” that Wikimedia's snippets end with."""
    line = re.sub(r",?\s*\b(?:Link|Lien)\s*$", "", " ".join(who.split()))
    return line.strip(TRIM + "[]")[:300] if line.count("[") != line.count("]") else line.strip(TRIM)[:300]


def _licence(who, links):
    named = licence_in(who)
    if named != UNKNOWN:
        return named
    return next((code for text, address in links if text in who and (code := licence_in(address)) != UNKNOWN), UNKNOWN)


def _source(who, links):
    """The address of the credit: the last link in it that does not lead to the licence itself."""
    inside = [address for text, address in links if text.strip() and text.strip() in who]
    others = [address for address in inside if "creativecommons.org" not in address and "licen" not in address]
    return (others or [""])[-1]

"""The licence that a credit names, in words or by the address where it is written down."""

import re
from dataclasses import dataclass

UNKNOWN, RESERVED = "unknown", "reserved"
COMMONS = "creativecommons.org/"
# What a Creative Commons licence asks for besides the author's name, as its short and its long names say it.
CONDITIONS = {
    "nc": r"NC\b|Non[\s-]?Commercial|Pas d['’]utilisation commerciale",
    "nd": r"ND\b|No[\s-]?Deriv(?:ative)?s?|Pas de modifications?",
    "sa": r"SA\b|Share[\s-]?Alike|Partage (?:dans les mêmes conditions|à l['’]identique)",
}
# "4.0 International" with what follows it; the words that lead up to a licence say nothing once it has its own field.
VERSION = r"(?:[\s-]*v?(?P<version>[1-9](?:\.\d)?)(?:\s+(?:International|Unported|Generic|France)\b)?)?"
LEAD = r"(?:\b(?:sous|under)\s+)?(?:\b(?:la\s+|the\s+|a\s+)?licen[cs]e\s*:?\s*)?"
NAMES = (
    (r"\bCC[\s-]?(?:0|Zero)\b(?:\s+1\.0)?|\b(?:domaine public|public domain)\b", "cc0"),
    (
        rf"\b(?:CC|Creative\s+Commons)[\s-]*(?:BY|Attribution)\b"
        rf"(?P<conditions>(?:[\s–-]*(?:{'|'.join(CONDITIONS.values())}))*){VERSION}",
        "cc-by",
    ),
    (r"\b(?:licence ouverte|open licence|etalab)[\s-]*2(?:\.0)?\b", "etalab-2.0"),
    (r"\b(?:tous droits réservés|all rights reserved)\b", RESERVED),
)
NAMED = [(re.compile(LEAD + name, re.IGNORECASE), code) for name, code in NAMES]
ADDRESSES = (
    (re.compile(r"creativecommons\.org/publicdomain", re.IGNORECASE), "cc0"),
    (
        re.compile(
            r"creativecommons\.org/licenses/by(?P<conditions>(?:-nc|-sa|-nd)*)(?:/(?P<version>\d\.\d))?", re.IGNORECASE
        ),
        "cc-by",
    ),
)


@dataclass(frozen=True)
class Licence:
    """`code` is one of the image library's, `version` like "4.0" or "", `words` how the text says it."""

    code: str
    version: str
    words: str


def find_licence(text):
    """The Licence a text names or gives the address of (“CC BY-SA 4.0” → cc-by-sa, 4.0), or None."""
    by_name = _first(NAMED, text)
    by_address = _first(ADDRESSES, text)
    if by_name and by_address and by_name.code == by_address.code and not by_name.version:
        return Licence(by_name.code, by_address.version, by_name.words)
    return by_name or by_address


def licence_in(text):
    """The code of the licence a text names, or "unknown"."""
    found = find_licence(text)
    return found.code if found else UNKNOWN


def _first(patterns, text):
    for pattern, code in patterns:
        if found := pattern.search(text):
            parts = found.groupdict()
            if code == "cc-by":
                asked = parts["conditions"] or ""
                code = "-".join([code, *(part for part, name in CONDITIONS.items() if re.search(name, asked, re.I))])
            return Licence(code, _version(parts.get("version")), found.group(0))
    return None


def _version(written):
    """“4” is version 4.0."""
    return "" if not written else written if "." in written else f"{written}.0"

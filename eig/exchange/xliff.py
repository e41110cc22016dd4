"""Files of XLIFF 1.2, which every tool of translators opens: written and read by translate-toolkit (ADR 38)."""

from dataclasses import dataclass, field

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _
from lxml import etree
from translate.storage.placeables import StringElem
from translate.storage.placeables.xliff import X
from translate.storage.xliff import Xliff1File, Xliff1Unit

from eig.exchange.layout import Slot

MOST_BYTES = 20 * 1024 * 1024
MOST_ELEMENTS = 300_000
DEEPEST = 40  # elements one in the other
LONGEST_NAME = 300  # characters
OURS = "eig"  # of the notes and contexts that the site writes
SOURCE, TARGET = "x-source-digest", "x-target-digest"
NOTHING = "none"
SIZE = "char"
# Elements that stand for something, and those that only lie around words.
PLACEHOLDERS = {"x", "ph", "bx", "ex", "bpt", "ept", "it"}
AROUND = {"g", "mrk", "sub"}


class FileError(Exception):
    """The file is of no use, for the reason it says."""


@dataclass
class Unit:
    """A part of a text in a file: words and slots of its source and, where there is one, of its translation."""

    name: str
    source: list
    target: list | None
    state: str = ""
    is_approved: bool = False
    notes: list = field(default_factory=list)
    longest: int | None = None
    source_digest: str = ""
    target_digest: str = ""


@dataclass
class File:
    """What a file holds of one item: from which language into which one."""

    name: str
    source: str
    target: str
    title: str = ""
    units: list = field(default_factory=list)


class OurUnit(Xliff1Unit):
    namespace = "urn:oasis:names:tc:xliff:document:1.2"


class OurFile(Xliff1File):
    """The toolkit writes 1.1 unless it is told otherwise."""

    UnitClass = OurUnit
    namespace = OurUnit.namespace
    XMLskeleton = (
        f'<?xml version="1.0" ?><xliff version="1.2" xmlns="{namespace}">'
        '<file original="NoName" source-language="" datatype="plaintext"><body></body></file></xliff>'
    )


def written(files):
    """The bytes of a file of XLIFF."""
    store = OurFile(sourcelanguage=files[0].source, targetlanguage=files[0].target)
    for one in files:
        store.switchfile(one.name, createifmissing=True)
        node = store.body.getparent()
        node.set("source-language", one.source)
        node.set("target-language", one.target)
        header = etree.Element(store.namespaced("header"))
        note = etree.SubElement(header, store.namespaced("note"))
        note.set("from", OURS)
        note.text = one.title
        node.insert(0, header)
        for unit in one.units:
            _write(store, unit)
    return bytes(store)


def _write(store, unit):
    written = store.UnitClass("")
    written.setid(unit.name)
    store.addunit(written)
    written.rich_source = [_rich(unit.source)]
    if unit.target is not None:
        written.rich_target = [_rich(unit.target)]
        written.target_dom.set("state", unit.state)
        if unit.is_approved:
            written.markapproved()
    if unit.longest:
        written.xmlelement.set("maxwidth", str(unit.longest))
        written.xmlelement.set("size-unit", SIZE)
    for words in unit.notes:
        written.addnote(words, origin=OURS)
    digests = [(SOURCE, unit.source_digest), (TARGET, unit.target_digest or NOTHING)]
    written.createcontextgroup(OURS, digests, "information")


def _rich(parts):
    return StringElem(
        [
            part if isinstance(part, str) else X(id=part.id, xml_attrib={"id": part.id, "equiv-text": part.shown})
            for part in parts
        ]
    )


def read(data):
    """The files that were sent back; FileError for what is no XLIFF, or too much of it."""
    _examine(data)
    store = OurFile()
    try:
        store.parse(data)
    except (ValueError, KeyError, AttributeError, AssertionError, StopIteration, etree.LxmlError) as error:
        raise FileError(_("This is not a file of translations in XLIFF 1.2, as it went out.")) from error
    found = {}
    for unit in store.units:
        node = next(unit.xmlelement.iterancestors(store.namespaced("file")), None)
        if node is None:
            continue
        place = tuple(_name(node.get(name)) for name in ("original", "source-language", "target-language"))
        one = found.setdefault(place, File(*place))
        one.units.append(_unit(unit))
    if not found:
        raise FileError(_("There is no text in this file."))
    return list(found.values())


def _name(said):
    """What a file calls something, as a line can show it."""
    return " ".join((said or "").split())[:LONGEST_NAME]


def _unit(unit):
    target = unit.xmlelement.find(unit.namespaced("target"))
    said = dict(pair for group in unit.getcontextgroups(OURS) for pair in group)
    digests = [said.get(name) or "" for name in (SOURCE, TARGET)]
    return Unit(
        _name(unit.xmlelement.get("id")),
        [],
        None if target is None else list(_parts(target)),
        source_digest=digests[0],
        target_digest="" if digests[1] == NOTHING else digests[1],
    )


def _parts(node):
    """The words and slots under an element, whatever tools put around the words."""
    if node.text:
        yield node.text
    for child in node:
        kind = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if kind in PLACEHOLDERS:
            yield Slot(child.get("id") or "", child.get("equiv-text") or "")
        elif kind in AROUND:
            yield from _parts(child)
        elif kind:
            yield Slot(kind)  # of which nothing is known: it is refused with its text
        if child.tail:
            yield child.tail


class _Examiner:
    """Counts what a parser meets."""

    def __init__(self):
        self.depth = self.number = 0

    def start(self, tag, attributes):
        name = tag.rpartition("}")[2]
        if not self.number and name != "xliff":
            raise FileError(
                _("This is not a file of translations in XLIFF: it begins with <%(tag)s>.") % {"tag": name[:60]}
            )
        if not self.number and attributes.get("version", "").startswith("2"):
            raise FileError(_("This is a file of XLIFF 2: it went out, and is read, as XLIFF 1.2."))
        self.depth += 1
        self.number += 1
        if self.depth > DEEPEST or self.number > MOST_ELEMENTS:
            raise FileError(_("This file holds more than any file of translations would."))

    def end(self, tag):
        self.depth -= 1

    def data(self, words):
        pass

    def close(self):
        pass


def _examine(data):
    """FileError for a file that no tool of translators wrote: huge, deep, with entities or a document type."""
    if len(data) > MOST_BYTES:
        words = _("This file is too big: %(most)d megabytes at most.")
        raise FileError(words % {"most": MOST_BYTES // 1024 // 1024})
    parser = DefusedXMLParser(target=_Examiner(), forbid_dtd=True)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        raise FileError(_("This file declares entities or a document type: nothing of it is read.")) from None
    except (SyntaxError, ValueError, LookupError) as error:
        words = _("This is not a file of translations: no XML can be read at line %(line)d.")
        line, _column = getattr(error, "position", (1, 0))
        raise FileError(words % {"line": line}) from None

"""What a translator's tool does to a file: targets are written, the rest is left alone."""

import copy

from lxml import etree

XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"
SPACE = "urn:oasis:names:tc:xliff:document:1.2"


def units(data):
    """`{id: element}` of the units of a file."""
    return {unit.get("id"): unit for unit in etree.fromstring(data).iter(f"{XLIFF}trans-unit")}


def field(data, name):
    """The ids of the units of the field of that name."""
    return [key for key in units(data) if key.partition("#")[0].endswith(f":{name}")]


def source(data, unit):
    """The source of a unit, as it stands in the file."""
    node = units(data)[unit].find(f"{XLIFF}source")
    return inner(node)


def inner(node):
    written = etree.tostring(node, encoding="unicode", with_tail=False)
    return written.partition(">")[2].rpartition("<")[0].replace(f' xmlns="{SPACE}"', "")


def target(data, unit):
    node = units(data)[unit].find(f"{XLIFF}target")
    return None if node is None else inner(node)


def worked_on(data, targets):
    """The file with those targets: XML as it stands in the file, None for none, by the end of the unit's id."""
    root = etree.fromstring(data)
    left = dict(targets)
    for unit in root.iter(f"{XLIFF}trans-unit"):
        for end in [end for end in left if unit.get("id").endswith(f":{end}")]:
            said = left.pop(end)
            if (old := unit.find(f"{XLIFF}target")) is not None:
                unit.remove(old)
            if said is not None:
                new = etree.fromstring(f'<target xmlns="{SPACE}">{said}</target>')
                unit.find(f"{XLIFF}source").addnext(new)
    assert left == {}, f"no such unit: {left}"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def in_capitals(data):
    """The file with everything that has no translation translated: its words in capitals, its placeholders kept."""
    root = etree.fromstring(data)
    for unit in root.iter(f"{XLIFF}trans-unit"):
        if unit.find(f"{XLIFF}target") is None:
            said = copy.deepcopy(unit.find(f"{XLIFF}source"))
            said.tag = f"{XLIFF}target"
            said.text = (said.text or "").upper()
            for child in said:
                child.tail = (child.tail or "").upper()
            unit.find(f"{XLIFF}source").addnext(said)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

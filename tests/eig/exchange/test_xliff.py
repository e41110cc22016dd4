"""Files: what is written can be read by tools of translators, and hostile ones are refused in a line."""

import time

import pytest
from lxml import etree

from eig.exchange import xliff
from eig.exchange.layout import Slot

SPACE = 'xmlns="urn:oasis:names:tc:xliff:document:1.2"'


def a_file(*units):
    return xliff.File("blog.post:k", "fr", "en", "Post – Un phare", list(units))


def a_unit(name="blog.post:k:title", target=None):
    said = ["Un  ", Slot("1", "["), "« phare » & <lui>\n\tdeux", Slot("2", "](post:b)")]
    return xliff.Unit(name, said, target, "final", False, ["Titre"], 250, "a" * 64, "b" * 64)


def test_what_is_written_is_read():
    (found,) = xliff.read(xliff.written([a_file(a_unit(target=["A  ", Slot("2", "x"), " é\n\n"]))]))

    assert (found.name, found.source, found.target) == ("blog.post:k", "fr", "en")
    (unit,) = found.units
    assert (unit.name, unit.target) == ("blog.post:k:title", ["A  ", Slot("2", "x"), " é\n\n"])
    assert (unit.source_digest, unit.target_digest) == ("a" * 64, "b" * 64)


def test_each_item_is_a_file_of_its_own_languages():
    data = xliff.written([a_file(a_unit()), xliff.File("tags.tag:t", "en", "fr", "Tag", [a_unit("tags.tag:t:name")])])

    found = [(one.name, one.source, one.target, len(one.units)) for one in xliff.read(data)]
    assert found == [("blog.post:k", "fr", "en", 1), ("tags.tag:t", "en", "fr", 1)]


def test_a_unit_says_how_long_it_may_be_and_what_it_is():
    unit = next(etree.fromstring(xliff.written([a_file(a_unit())])).iter("{*}trans-unit"))

    assert (unit.get("maxwidth"), unit.get("size-unit"), unit.findtext("{*}note")) == ("250", "char", "Titre")
    assert [child.tag.rpartition("}")[2] for child in unit] == ["source", "note", "context-group"]


def sent_back(target, attributes=""):
    group = '<context-group name="eig"><context context-type="x-source-digest">d</context></context-group>'
    return (
        f'<xliff version="1.2" {SPACE}><file original="a:b" source-language="fr" target-language="en" {attributes}>'
        f'<body><group><trans-unit id="a:b:c"><source>s</source>{target}{group}</trans-unit></group></body>'
        "</file></xliff>"
    ).encode()


@pytest.mark.parametrize(
    ("target", "read"),
    [
        ("", None),
        ("<target/>", []),
        ('<target>a <g id="5">b</g><!-- c --> d</target>', ["a ", "b", " d"]),
        ('<target><mrk mtype="seg" mid="1">A. </mrk><mrk mtype="seg" mid="2">B.</mrk></target>', ["A. ", "B."]),
        ('<target>a<ph id="1">[</ph>b</target>', ["a", Slot("1"), "b"]),
        ("<target>a<odd/></target>", ["a", Slot("odd")]),
        ("<target>a</target><alt-trans><target>z</target></alt-trans>", ["a"]),
        ("<target><![CDATA[<b>]]></target>", ["<b>"]),
    ],
)
def test_what_tools_put_around_words_is_looked_through(target, read):
    assert xliff.read(sent_back(target))[0].units[0].target == read


def test_a_file_that_says_it_is_of_gettext_is_read_alike():
    assert xliff.read(sent_back("<target>a</target>", 'datatype="po"'))[0].units[0].target == ["a"]


def test_a_file_in_another_encoding_is_read():
    data = b'<?xml version="1.0" encoding="iso-8859-1"?>' + sent_back("<target>é</target>").decode().encode("latin-1")

    assert xliff.read(data)[0].units[0].target == ["é"]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "This is not a file of translations: no XML"),
        (b"PK\x03\x04 a spreadsheet", "This is not a file of translations: no XML"),
        (b"\x00" * 100, "This is not a file of translations: no XML"),
        ("ÿþ".encode("utf-16"), "This is not a file of translations: no XML"),
        (sent_back("<target>a</target>")[:200], "This is not a file of translations: no XML"),
        (b'<?xml version="1.0" encoding="klingon"?><xliff/>', "This is not a file of translations: no XML"),
        (b"<html/>", "This is not a file of translations in XLIFF: it begins with <html>."),
        (b"<xliff version='2.0'/>", "This is a file of XLIFF 2: it went out, and is read, as XLIFF 1.2."),
        (b"<xliff/>", "This is not a file of translations in XLIFF 1.2"),
        (f"<xliff version='1.2' {SPACE}/>".encode(), "This is not a file of translations in XLIFF 1.2"),
        (b"<xliff version='1.2' xmlns='urn:other'><file/></xliff>", "There is no text in this file."),
        (f"<xliff version='1.2' {SPACE}><file/></xliff>".encode(), "There is no text in this file."),
        (f"<!DOCTYPE xliff [{LAUGHS}]><xliff>&l11;</xliff>".encode(), "This file declares entities or a document type"),
        (
            b'<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]><xliff>&x;</xliff>',
            "This file declares entities or a document type",
        ),
        (b'<!DOCTYPE xliff SYSTEM "http://127.0.0.1/a.dtd"><xliff/>', "This file declares entities or a document type"),
        (b"<xliff>" + b"<g>" * 100_000, "This file holds more than any file of translations would."),
        (b"<xliff>" + b"<g/>" * 300_001, "This file holds more than any file of translations would."),
        (b" " * (xliff.MOST_BYTES + 1), "This file is too big: 20 megabytes at most."),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_a_hostile_file_is_refused_in_a_line(data, why):
    begun = time.perf_counter()
    with pytest.raises(xliff.FileError) as refused:
        xliff.read(data)

    assert str(refused.value).startswith(why)
    assert "\n" not in str(refused.value)
    assert time.perf_counter() - begun < 10


def test_attributes_without_end_are_read_in_time():
    with pytest.raises(xliff.FileError):
        xliff.read(b"<xliff " + b"".join(b'a%d="" ' % number for number in range(50_000)) + b"/>")


def test_names_of_a_file_are_lines():
    data = sent_back("<target>a</target>").decode().replace("a:b:c", "a:&#10;&#9;" + "b" * 1000)

    assert xliff.read(data.encode())[0].units[0].name == f"a: {'b' * 297}"

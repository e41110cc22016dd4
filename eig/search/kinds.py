"""What can be searched: each section registers its kinds of items, for the index knows none."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from django.utils.html import strip_tags
from django.utils.translation import get_language

from eig.languages.fallbacks import Line, language_of, line, shown_text

BETWEEN_BLOCKS = re.compile(r"</(?:p|li|h\d|td|th|tr|blockquote|figcaption|figure|div|dt|dd|pre)>|<br\s*/?>")


class Part(IntEnum):
    """Where in an item a text stands: a word in its name counts more than one in its lead, or in its text."""

    NAME = 0
    LEAD = 1
    TEXT = 2


class Segment(NamedTuple):
    """A text of an item, its language, its part, and whether it is said of the item or a word beside: a tag, a name."""

    text: str
    language: str
    part: Part
    is_prose: bool = True


@dataclass(frozen=True)
class Kind:
    """A kind of item that visitors search.

    `visible()` gives the items that visitors of the active language may read now, annotated with `shown_language`;
    `segments(item)` the texts that they read there. `related` says what else these come from: a model → the lookup
    that leads from the kind's items to one of its rows, or the function from a row to the items' numbers.
    `details(item)` are a few words under its name in the results.
    """

    name: str
    label: str
    model: type
    visible: Callable
    segments: Callable
    details: Callable = lambda item: ()
    title: Callable = lambda item: line(item, item.named_by)
    address: Callable = lambda item: item.address_in(get_language())
    for_index: Callable = lambda items: items
    for_results: Callable = lambda items: items
    related: dict = field(default_factory=dict)

    @property
    def one(self):
        """What an item of this kind is called."""
        return self.model._meta.verbose_name


_kinds = {}


def add(kind):
    """Let the items of a kind be found; kinds are listed in the order in which they were added."""
    _kinds[kind.name] = kind


def registered():
    """The kinds by their names."""
    return dict(_kinds)


def of_field(item, name, part):
    """The segments of a translated field as visitors of the item's `shown_language` read it: one, or none."""
    text, language = shown_text(item, name)
    return _segments(text, language, part)


def of_html(item, name, part=Part.TEXT):
    """The same of a field of HTML, without the marks."""
    text, language = shown_text(item, name)
    return _segments(plain(text), language, part)


def untranslated(text):
    """A name that is the same in every language, as a Line."""
    return Line(text, get_language())


def of_words(words, part):
    """The segments of words that are no field of the item, in the language they know or the active one."""
    return [Segment(str(text), language_of(text), part, is_prose=False) for text in words if text]


def _segments(text, language, part):
    return [Segment(text, language, part)] if text else []


def plain(text):
    """The words of safe HTML, a space between blocks."""
    return " ".join(html.unescape(strip_tags(BETWEEN_BLOCKS.sub(r" \g<0>", text or ""))).split())

"""How a text goes out to a translator, part by part, and how it is made again from what comes back."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import count

from django.utils.translation import gettext as _

from eig.exchange.structure import (
    CHARACTER,
    LONGEST,
    Mark,
    blocks,
    everything,
    marks_of,
    pieces,
    put_together,
    words_of,
)
from eig.languages.survey import has_words

WHOLE = ""  # the name of the part that is the text as a whole
FORBIDDEN = re.compile(CHARACTER)
SHOWN = 60  # characters of a mark that a refusal quotes


class BrokenError(Exception):
    """What came back cannot be made into a text; says why, in words."""


@dataclass(frozen=True)
class Slot:
    """A placeholder: the number of a mark of the source, “t” and a number for one of the translation alone.

    `shown` is what a file says of the mark.
    """

    id: str
    shown: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a text as it goes out: what its source says and, where there is one, the translation that stands.

    `before` is what the source said when that translation was made, where it has changed since.
    """

    name: str
    source: tuple
    target: tuple | None = None
    before: str | None = None


class Layout:
    """The parts of a text, beside those of its translation.

    Where the translation has the blocks of the text it was made from, each block is a part of its own, and those of
    the source that have changed are all there is to work on; else the whole text is one part.
    """

    def __init__(self, source, target="", made_from=None, is_markdown=True):
        # Forms keep no spaces around a text, whatever importers left there.
        source, target, made_from = source.strip(), target.strip(), made_from and made_from.strip()
        self.is_markdown, self._target, self._made_from = is_markdown, target, made_from
        self._blocks = self._cut(source)
        self._is_single = len(self._blocks) == 1 and not self._blocks[0][0]
        numbers = count(1)
        self._by_block = [_numbered(pieces(body, is_markdown), numbers) for _gap, body in self._blocks]
        self._as_one = _numbered(self._read(source), count(1))
        self.marks = {}  # of the placeholders that go out, by number
        self.parts = self._laid_out()

    def _cut(self, text):
        return blocks(text) if self.is_markdown else [("", text)]

    def _read(self, text):
        return everything(text) if self.is_markdown else pieces(text, is_markdown=False)

    def _laid_out(self):
        if not self._target:
            nothing = [None] * len(self._blocks)
            return self._in_parts(nothing, nothing)
        standing = self._cut(self._target)
        bodies = [body for _gap, body in standing]
        if self._made_from and _gaps(standing) == _gaps(before := self._cut(self._made_from)):
            return self._in_parts(*self._by_difference([body for _gap, body in before], bodies))
        if _gaps(standing) == _gaps(self._blocks):
            return self._in_parts(bodies, [None] * len(bodies))
        return [self._part(WHOLE, self._as_one, self._read(self._target), self._made_from)]

    def _by_difference(self, before, bodies):
        """`(bodies, before)` of the blocks of today: None where a block is new, before only where it changed."""
        now = [body for _gap, body in self._blocks]
        found, was = [None] * len(now), [None] * len(now)
        for kind, start, end, first, last in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
            for old, new in zip(range(start, end), range(first, last), strict=False):
                found[new] = bodies[old]
                was[new] = before[old] if kind == "replace" else None
        return found, was

    def _in_parts(self, bodies, before):
        found = []
        for index, ((_gap, body), target, was) in enumerate(zip(self._blocks, bodies, before, strict=True)):
            if has_words(words_of(pieces(body, self.is_markdown))) or target not in {None, body}:
                standing = None if target is None else pieces(target, self.is_markdown)
                found.append(self._part(self._name(index), self._by_block[index], standing, was))
        return found

    def _name(self, index):
        return WHOLE if self._is_single else str(index + 1)

    def _part(self, name, source, standing, before):
        """The part, the marks of its translation numbered as those of its source that say the same."""
        free = {}
        for slot, mark in _slots(source):
            self.marks[slot.id] = mark
            free.setdefault(mark.text, []).append(slot)
        target = None if standing is None else []
        for piece in standing or ():
            if isinstance(piece, Mark):
                same = free.get(piece.text)
                slot = same.pop(0) if same else Slot(f"t{len(self.marks) + 1}", _shown(piece))
                self.marks.setdefault(slot.id, piece)
                piece = slot
            target.append(piece)
        said = tuple(piece if isinstance(piece, str) else piece[0] for piece in source)
        return Part(name, said, None if target is None else tuple(target), before)

    def is_as_it_went_out(self, returned):
        """Whether the parts that came back, `{name: [words and slots]}`, say what stands there."""
        standing = {part.name: spoken(part.target) for part in self.parts}
        return all(name in standing and spoken(back) == standing[name] for name, back in returned.items())

    def text_of(self, returned):
        """The translation made of what came back; BrokenError with the reason why it cannot be."""
        left_out = self._left_out()
        if WHOLE in returned:
            if not spoken(returned[WHOLE]):
                raise BrokenError(_("it is empty"))
            return self._checked(returned[WHOLE], self._as_one, left_out)
        wanted = [
            self._name(index)
            for index, (_gap, body) in enumerate(self._blocks)
            if has_words(words_of(pieces(body, self.is_markdown)))
        ]
        if unknown := returned.keys() - {str(index + 1) for index in range(len(self._blocks))}:
            raise BrokenError(_("the text has no part %(number)s") % {"number": ", ".join(sorted(unknown))[:SHOWN]})
        if empty := [name for name in wanted if not spoken(returned.get(name))]:
            words = _("%(count)d of its %(total)d parts are not translated; the first is part %(number)s")
            raise BrokenError(words % {"count": len(empty), "total": len(wanted), "number": empty[0]})
        made = []
        for index, (gap, body) in enumerate(self._blocks):
            back = returned.get(str(index + 1))
            made += [gap, self._checked(back, self._by_block[index], left_out) if spoken(back) else body]
        return "".join(made)

    def _left_out(self):
        """`Counter` of the marks that the standing translation did without when it was made."""
        if not self._target or self._made_from is None:
            return Counter()
        return marks_of(self._read(self._made_from)) - marks_of(self._read(self._target))

    def _checked(self, back, source, left_out):
        """The text of a part that came back; BrokenError when it has not the marks that it should have."""
        wanted = {slot.id: mark for slot, mark in _slots(source)}
        times = Counter(piece.id for piece in back if isinstance(piece, Slot))
        parts = [self._mark(piece, wanted) if isinstance(piece, Slot) else piece for piece in back]
        if doubled := [piece for piece in back if isinstance(piece, Slot) and times[piece.id] > 1]:
            _refuse([self._mark(doubled[0], wanted).text], _("a placeholder comes twice: %(mark)s"))
        for key, mark in wanted.items():
            if key in times:
                continue
            if not left_out[mark.text]:
                _refuse([mark.text], _("a placeholder is lost: %(mark)s"))
            left_out[mark.text] -= 1
        text = put_together(_trimmed(parts))
        if len(text) > LONGEST:
            raise BrokenError(_("it is too long"))
        # What is read in the source as it stands there alone is no more than its own.
        own = marks_of(wanted.values())
        alone = marks_of(self._read(put_together(piece if isinstance(piece, str) else piece[1] for piece in source)))
        found, used = marks_of(self._read(text)), marks_of(parts)
        _refuse(found - used - (alone - own), _("it has a sign that is not in the text, and is no word: %(mark)s"))
        _refuse(used - found - (own - alone), _("a placeholder stands where it does not work: %(mark)s"))
        return text

    @cached_property
    def _standing_marks(self):
        """The marks of the translation that stands, by what a file says of them."""
        return {_line(_shown(piece)): piece for piece in self._read(self._target) if isinstance(piece, Mark)}

    def _mark(self, slot, wanted):
        """The mark in the place of a slot; those of the translation alone are known by what the file says of them."""
        if slot.id in wanted:
            return wanted[slot.id]
        if slot.id.startswith("t"):
            mark = self.marks.get(slot.id)
            if mark is None or (slot.shown and _line(slot.shown) != _line(_shown(mark))):
                # Another translation stands than the one that went out.
                mark = self._standing_marks.get(_line(slot.shown))
            if mark is not None:
                return mark
        raise BrokenError(_("it has a placeholder that is not of this text: %(id)s") % {"id": slot.id[:SHOWN]})


def _shown(mark):
    """What a file says of a mark: its text, and what XML does not hold by its number."""
    return FORBIDDEN.sub(lambda found: f"U+{ord(found[0]):04X}", mark.text)


def _line(text):
    return " ".join(text.split())


def _numbered(parts, numbers):
    """The parts with `(slot, mark)` in the place of marks."""
    return [(Slot(str(next(numbers)), _shown(part)), part) if isinstance(part, Mark) else part for part in parts]


def _slots(parts):
    return [part for part in parts if not isinstance(part, str)]


def _gaps(found):
    """What tells whether two texts are cut alike."""
    return [(gap, bool(body)) for gap, body in found]


def spoken(parts):
    """What the parts say, by words and numbers of slots, without the spaces around; () for nothing."""
    found = []
    for part in parts or ():
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part if isinstance(part, str) else (part.id,))
    return tuple(part for part in _trimmed(found) if part)


def _trimmed(parts):
    """Without the spaces around: they belong to the structure, which is not the translator's."""
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return parts


def _refuse(marks, words):
    for mark in marks:
        shown = _line(mark) or _("a line break")
        raise BrokenError(words % {"mark": shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"})

"""Two texts as one, for an editor to read: what went in `<del>`, what came in `<ins>`, and little of the rest."""

import re
from difflib import SequenceMatcher
from itertools import zip_longest

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext

CONTEXT = 14  # words left on each side of a change in a long text
# Words of one side times words of the other, and paragraphs: beyond, both sides are shown whole.
MOST_COMPARED = 4_000_000
ALIKE = 0.3  # two paragraphs that share less are another one each
WORDS = re.compile(r"\S+\s*|\s+")
PARAGRAPHS = re.compile(r"\n\s*\n")


def mark(tag, text):
    """A text that went ("del") or came ("ins"), which screen readers are told in words; any other tag stands bare."""
    said = {"del": gettext("removed:"), "ins": gettext("added:")}.get(tag)
    if said is None:
        return format_html("<{}>{}</{}>", tag, text, tag)
    return format_html('<{}><span class="visually-hidden">{} </span>{}</{}>', tag, said, text, tag)


def marked_entries(before, after):
    """Entries of a choice: those that went, those that came, and those that stayed."""
    lines = [("del" if entry not in after else "span", entry) for entry in before]
    lines += [("ins", entry) for entry in after if entry not in before]
    return format_html_join(", ", "{}", ((mark(tag, entry),) for tag, entry in lines))


def marked_text(before, after):
    """A text of one or more paragraphs: those that changed, each with its words marked, between what is near them."""
    old, new = (PARAGRAPHS.split(side) if side else [] for side in (before, after))
    if len(old) < 2 and len(new) < 2:
        return marked_words(before, after)
    if len(old) * len(new) > MOST_COMPARED:
        return format_html("{}\n\n{}", mark("del", before), mark("ins", after))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    parts = []
    for rank, (kind, start, end, new_start, new_end) in enumerate(steps):
        if kind == "equal":
            parts += _near(new[new_start:new_end], rank > 0, rank < len(steps) - 1)
            continue
        pairs = zip_longest(old[start:end], new[new_start:new_end])
        parts += [_paragraph(one, other) for one, other in pairs]
    return format_html_join("\n\n", "{}", ((part,) for part in parts))


def marked_words(before, after):
    """One paragraph: words that went in `<del>`, words that came in `<ins>`, without what is far from both."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = _matcher(old, new)
    if matcher is None:
        return format_html("{} {}", mark("del", before), mark("ins", after))
    steps, parts = matcher.get_opcodes(), []
    for rank, (kind, start, end, new_start, new_end) in enumerate(steps):
        if kind == "equal":
            kept = _shortened(new[new_start:new_end], rank == 0, rank == len(steps) - 1)
            parts.append(kept if rank == len(steps) - 1 or kept[-1:].isspace() else f"{kept} ")
            continue
        for tag, words in (("del", old[start:end]), ("ins", new[new_start:new_end])):
            if words:
                text = "".join(words)
                said = text.rstrip()
                gap = text[len(said) :] or (" " if tag == "del" and new_start < new_end else "")
                parts.append(format_html("{}{}", mark(tag, said), gap))
    return format_html_join("", "{}", ((part,) for part in parts))


def _matcher(old, new):
    if len(old) * len(new) > MOST_COMPARED:
        return None
    return SequenceMatcher(None, *([word.rstrip() for word in side] for side in (old, new)), autojunk=False)


def _paragraph(one, other):
    """A paragraph that changed, went or came."""
    if one is None or other is None:
        return mark("ins", other) if one is None else mark("del", one)
    matcher = _matcher(WORDS.findall(one), WORDS.findall(other))
    if matcher is not None and matcher.ratio() >= ALIKE:
        return marked_words(one, other)
    return format_html("{}\n\n{}", mark("del", one), mark("ins", other))


def _near(paragraphs, follows, precedes):
    """Of paragraphs that stayed: the ends that touch a change, and how many more there are."""
    shown = []
    if follows:
        shown.append(_shortened(WORDS.findall(paragraphs[0]), precedes and len(paragraphs) == 1, False))
    hidden = len(paragraphs) - follows - precedes
    if hidden > 0:
        words = ngettext("(%(count)d paragraph unchanged)", "(%(count)d paragraphs unchanged)", hidden)
        shown.append(format_html('<span class="eig-fold">{}</span>', words % {"count": hidden}))
    if precedes and (len(paragraphs) > 1 or not follows):
        shown.append(_shortened(WORDS.findall(paragraphs[-1]), False, False))
    return shown


def _shortened(words, first, last):
    if len(words) <= 3 * CONTEXT:
        return "".join(words)
    head = "" if first else "".join(words[:CONTEXT])
    tail = "" if last else "".join(words[-CONTEXT:])
    return f"{head} […] {tail}"

"""The piece of a text in which the words asked for stand, with those words marked."""

from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from eig.search.kinds import Part
from eig.search.words import composed, forms_in_any_language, spans
from eig.text.folding import fold
from eig.text.typography import typeset

LENGTH = 220  # characters
BEFORE = 60  # characters that stand before the first word found


def mark(text, language, query):
    """The text as HTML, typeset, the words that the query finds in `<mark>`."""
    text = typeset(composed(text), language)
    return _marked(text, _places(text, query))


def excerpt(segments, query):
    """`(HTML, language)` of the piece that says most of the query, of the lead and the text; the first if none does.

    `segments` are those of an Entry.
    """
    best, most = ("", ""), -1
    for language, text, part in segments:
        if part == Part.NAME:
            continue
        text = typeset(text, language)
        places = _places(text, query)
        start, end, number = _densest(text, places)
        if number > most:
            best, most = (_piece(text, places, start, end), language), number
    return best


def _places(text, query):
    """`(start, end, which words of the query it is)` of each word found."""
    wanted = query.forms
    # A stem begins like its word: most words need not be stemmed.
    beginnings = {form[:2] for forms in wanted for form in forms}
    places = []
    for match in spans(text):
        word = match[0]
        if fold(word[:2])[:2] not in beginnings:
            continue
        which = frozenset(
            number for number, forms in enumerate(wanted) if not forms.isdisjoint(forms_in_any_language(word))
        )
        if which:
            places.append((*match.span(), which))
    return places


def _densest(text, places):
    """`(start, end, how many words of the query)` of the piece that holds the most different ones."""
    start, most = 0, 0
    for number, (begin, _end, _which) in enumerate(places):
        inside = [which for first, last, which in places[number:] if last <= begin + LENGTH - BEFORE]
        held = len(frozenset().union(*inside))
        if held > most:
            start, most = max(0, begin - BEFORE), held
    return *_whole_words(text, start, min(len(text), start + LENGTH)), most


def _whole_words(text, start, end):
    """The piece without the halves of words at its ends."""
    if start > 0:
        space = text.find(" ", start)
        start = space + 1 if 0 <= space < end else start
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    return start, end


def _piece(text, places, start, end):
    inside = [(begin - start, last - start, which) for begin, last, which in places if start <= begin and last <= end]
    words = _marked(text[start:end].strip(), inside)
    return mark_safe(("… " if start else "") + words + (" …" if end < len(text) else ""))  # noqa: S308 - escaped


def _marked(text, places):
    pieces, at = [], 0
    for start, end, _which in places:
        pieces += [("", text[at:start], ""), ("<mark>", text[start:end], "</mark>")]
        at = end
    pieces.append(("", text[at:], ""))
    return format_html_join("", "{}{}{}", ((mark_safe(a), words, mark_safe(b)) for a, words, b in pieces))  # noqa: S308

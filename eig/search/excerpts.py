"""The piece of a text in which the words asked for stand, with those words marked."""

from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from eig.languages.fallbacks import Line
from eig.search.kinds import Part
from eig.search.words import composed, forms_in_any_language_of, spans
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

    `segments` are those of an Entry; tags and names are no piece of a text.
    """
    best, most = ("", ""), -1
    for language, text, part, is_prose in segments:
        if part == Part.NAME or not is_prose:
            continue
        text = typeset(text, language)
        places = _places(text, query)
        start, end, number = _densest(text, places)
        if number > most:
            best, most = (_piece(text, places, start, end), language), number
    return best


def beside(segments, query):
    """The tags and names, as Lines, in which words of the query stand."""
    words = [Line(text, language) for language, text, part, is_prose in segments if part != Part.NAME and not is_prose]
    return [line for line in words if _places(line, query)]


def _places(text, query):
    """`(start, end, which words of the query it is)` of each word found."""
    wanted = query.forms
    # A stem begins like its word: most words need not be stemmed.
    beginnings = {form[:2] for forms in wanted for form in forms}
    places = []
    for word in spans(text):
        if beginnings.isdisjoint(_beginning(part) for part in (word, word.whole) if part):
            continue
        found_by = forms_in_any_language_of(word)
        which = frozenset(number for number, forms in enumerate(wanted) if not forms.isdisjoint(found_by))
        if which:
            places.append((word.start, word.end, which))
    return places


def _beginning(word):
    return fold(word.joined[:2])[:2]


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

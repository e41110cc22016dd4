"""What visitors of a language read in a translated field, and in which language that is."""

from django.utils.translation import get_language

from eig.languages.columns import codes, value


class Line(str):
    """A text that knows its language: what a menu, a breadcrumb or a choice is called."""

    def __new__(cls, text, language):
        line = super().__new__(cls, text)
        line.language = language
        return line


def shown_text(item, field):
    """`(text, code)`: what an item with editions shows; of any other its own text, else that of the first language.

    Of no item, "" in the active language.
    """
    if not item:
        return "", get_language()
    if hasattr(item, "shown_text"):
        return item.shown_text(field)
    active = get_language()
    for code in (active, *codes()):
        if text := value(item, field, code):
            return text, code
    return "", active


def line(item, field):
    """The same as a Line."""
    return Line(*shown_text(item, field))


def language_of(text):
    """The language of a Line; other texts are of the active one."""
    return getattr(text, "language", None) or get_language()

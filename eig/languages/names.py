"""What the site's languages are called, and how each of them quotes."""

from django.utils.translation import get_language_info, gettext


def language_name(code):
    """The language's name in the active language, lazily: "French", « français »."""
    return get_language_info(code)["name_translated"]


def quoted(texts):
    """The texts one after the other, each between the quotation marks of the active language."""
    return ", ".join(gettext("“%(text)s”") % {"text": text} for text in texts)

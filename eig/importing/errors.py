"""What a validation said, in the language of the report."""

from django.utils import translation


def said(error):
    """The messages of a ValidationError in English, as everything else a command prints."""
    with translation.override("en"):
        return "; ".join(error.messages)

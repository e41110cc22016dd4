"""What the site's languages are called."""

from django.utils.translation import get_language_info


def language_name(code):
    """The language's name in the active language, lazily: "French", « français »."""
    return get_language_info(code)["name_translated"]

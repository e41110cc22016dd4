"""Numbers that staff typed as text, as each language writes them."""

import re

from django.utils.formats import get_format

GAP = "[ \u00a0\u202f]"
GROUPED = rf"\d{{1,3}}(?:{GAP}\d{{3}})+(?:,\d+)?"
# Three figures after a comma may be thousands as well: nobody but who typed them knows.
DECIMAL = r"\d+,(?:\d{1,2}|\d{4,})"
NUMBER = re.compile(rf"(?<![\w.,]){GROUPED}(?![\w,])|(?<![\w.,]){DECIMAL}(?![\w,])")


def localized(text, language):
    """The text, its numbers typed the French way ("6 200", "12,5") written as the language does ("6,200", "12.5")."""
    group, decimal = (get_format(name, language) for name in ("THOUSAND_SEPARATOR", "DECIMAL_SEPARATOR"))

    def written(match):
        whole, comma, rest = match[0].partition(",")
        return re.sub(GAP, group, whole) + (decimal if comma else "") + rest

    return NUMBER.sub(written, text)

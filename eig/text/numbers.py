"""Numbers that staff typed as text, as each language writes them."""

import re

from django.utils.formats import get_format

GAP = "[ \u00a0\u2009\u202f]"
GROUPED = rf"[1-9]\d{{0,2}}(?:{GAP}\d{{3}})+(?:,\d+)?"
LONG = r"[1-9]\d{4,}(?:,\d+)?"
# After one to three figures, a comma and three more may be thousands as well: nobody but who typed them knows.
DECIMAL = r"0,\d+|\d{4,},\d+|[1-9]\d{0,2},(?:\d{1,2}|\d{4,})"
# What goes on before or after is a code, a telephone number or a list of numbers.
NUMBER = re.compile(rf"(?<![\w.,])(?<!\d{GAP})(?:{GROUPED}|{LONG}|{DECIMAL})(?![\w,]|{GAP}\d)")


def localized(text, language):
    """The text, its numbers typed the French way ("6 200", "12,5") written as the language does ("6,200", "12.5").

    Five figures and more are grouped however they were typed.
    """
    group, decimal = (get_format(name, language) for name in ("THOUSAND_SEPARATOR", "DECIMAL_SEPARATOR"))

    def written(match):
        whole, comma, rest = match[0].partition(",")
        figures = re.sub(GAP, "", whole)
        if figures != whole or len(figures) > 4:
            figures = f"{int(figures):,}".replace(",", group)
        return figures + (decimal if comma else "") + rest

    return NUMBER.sub(written, text)

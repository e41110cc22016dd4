"""The programme's own words in a text to be translated, each with the rendering that was agreed."""

import re
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from eig.languages.columns import value
from eig.languages.models import Term

PLURAL = r"(?:s|x)?"
MOST = 500  # terms looked for in one text


@dataclass(frozen=True)
class Rendering:
    """A term of the source language, what it is called in the other, and when."""

    term: str
    rendering: str
    note: str = ""

    @property
    def pattern(self):
        return r"\s+".join(re.escape(word) + PLURAL for word in self.term.split())


class Glossary:
    """The terms known in both languages, read once for all the texts of a screen."""

    def __init__(self, source, target):
        terms = [
            Rendering(value(term, "name", source).strip(), value(term, "name", target), value(term, "note", target))
            for term in Term.objects.all()[:MOST]
        ]
        known = [term for term in terms if term.term and term.rendering]
        # The longest first: “appel à projets” is one term, not “projet” in the middle of others.
        self.terms = sorted(known, key=lambda term: -len(term.term))
        # By their first character, or each place of a text would be tried for every term.
        by_first = {}
        for rank, term in enumerate(self.terms):
            by_first.setdefault(term.term[0].lower(), []).append(f"(?P<t{rank}>{term.pattern})")
        names = "|".join(f"(?={re.escape(first)})(?:{'|'.join(found)})" for first, found in by_first.items())
        firsts = "".join(map(re.escape, by_first))
        self._pattern = re.compile(rf"(?=[{firsts}])(?<!\w)(?:{names})(?!\w)", re.IGNORECASE) if names else None

    def mark(self, text):
        """`(the text as safe HTML with its terms in `<mark>`, the terms found in it, in order)`."""
        if self._pattern is None:
            return format_html("{}", text), []
        parts, found, last = [], {}, 0
        for match in self._pattern.finditer(text):
            term = self.terms[int(match.lastgroup[1:])]
            found.setdefault(term, None)
            parts += [format_html("{}", text[last : match.start()])]
            parts += [format_html('<mark class="eig-term" title="{}">{}</mark>', term.rendering, match[0])]
            last = match.end()
        parts.append(format_html("{}", text[last:]))
        return SafeString(format_html_join("", "{}", ((part,) for part in parts))), list(found)

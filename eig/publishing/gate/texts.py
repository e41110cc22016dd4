"""Checks of every text: headings, words of links, players."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eig.publishing.gate.checks import each
from eig.publishing.gate.findings import Finding, Level
from eig.publishing.gate.rules import Family
from eig.text.folding import fold

# Words that say nothing of where a link leads, in the languages of the site, without accents and capitals.
SAY_NOTHING = {
    *("ici", "cliquez ici", "cliquer ici", "la", "lien", "ce lien", "lire", "lire la suite", "en savoir plus"),
    *("plus", "suite", "voir", "voir ici", "par ici", "plus d'informations", "plus d'infos", "cette page", "le lien"),
    *("here", "click here", "click", "link", "this link", "read", "read more", "more", "learn more", "see here"),
    *("this page", "more info", "more information", "over here", "this", "details"),
}
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.MULTILINE | re.DOTALL)
TOP_HEADING = re.compile(r"^ {0,3}#\s+(.*\S)|^(\S[^\n]*)\n=+\s*$", re.MULTILINE)
MOST_QUOTED = 60
RULES = {
    Family.LINKS: {
        "link-empty": gettext_lazy("links without words"),
        "link-vague": gettext_lazy("links that do not say where they lead"),
        "link-address": gettext_lazy("bare addresses"),
    },
    Family.TEXTS: {
        "heading-jump": gettext_lazy("headings that skip a level"),
        "heading-empty": gettext_lazy("empty headings"),
        "heading-top": gettext_lazy("headings as high as the title"),
        "player-untitled": gettext_lazy("players without a title"),
    },
}


def quoted(text):
    """The beginning of a text, as it is quoted in a finding."""
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED].rstrip()}…"


@each
def headings(sheet):
    """Headings that skip a level, say nothing, or stand as high as the title of the page."""
    for name, found in sheet.outlines.items():
        field, before = sheet.input(name), None
        for match in TOP_HEADING.finditer(FENCE.sub("", sheet.text(name))):
            text = match[1] or match[2]
            words = _("The heading “%(text)s” is as high as the page's title: begin those of a text with ##.")
            details = {"text": quoted(text)}
            yield Finding("heading-top", Level.WARNING, words % details, field, place=f"{name}:{text}")
        for heading in found.headings:
            if not heading.text:
                words = _("A heading is empty: write it or take it out, for screen readers list it.")
                after = before.text if before else ""
                yield Finding("heading-empty", Level.ERROR, words, field, place=f"{name}:{after}")
            elif heading.level > (before.level if before else 1) + 1:
                yield Finding(
                    "heading-jump", Level.ERROR, _jump(heading, before), field, place=f"{name}:{heading.text}"
                )
            before = heading


def _jump(heading, before):
    details = {"text": quoted(heading.text), "level": heading.level, "above": heading.level - 1}
    if before is None:
        details["marks"] = "##"
        return _("The first heading, “%(text)s”, is of level %(level)d: begin with level 2 (%(marks)s).") % details
    details["before"] = quoted(before.text)
    words = _("The heading “%(text)s” is of level %(level)d but follows “%(before)s”: level %(above)d is skipped.")
    return words % details


@each
def link_words(sheet):
    """Links whose words do not say where they lead."""
    for name, found in sheet.outlines.items():
        for link in found.links:
            place = f"{name}:{link.href}"
            said = " ".join(re.findall(r"[\w']+", fold(link.text).replace("’", "'")))
            if not link.text:
                words = _("The link to %(address)s has no words: nobody can see or hear it.")
                code, level, details = "link-empty", Level.ERROR, {"address": quoted(link.href)}
            elif said in SAY_NOTHING:
                words = _("The words of the link “%(text)s” do not say where it leads: name what one finds there.")
                code, level, details = "link-vague", Level.ERROR, {"text": link.text}
            elif ADDRESS.fullmatch(link.text) and not link.href.startswith("mailto:"):
                words = _("The link “%(text)s” shows a bare address: name what one finds there.")
                code, level, details = "link-address", Level.WARNING, {"text": quoted(link.text)}
            else:
                continue
            yield Finding(code, level, words % details, sheet.input(name), place=place)


@each
def players(sheet):
    """Players without a title: it is all that one reads before they are loaded."""
    for name, found in sheet.outlines.items():
        for figure in found.figures:
            if figure.kind == "embed" and not figure.caption.strip():
                words = _("The player of %(address)s has no title: what will one see or hear?")
                details = {"address": quoted(figure.key)}
                yield Finding(
                    "player-untitled", Level.ERROR, words % details, sheet.input(name), place=f"{name}:{figure.key}"
                )

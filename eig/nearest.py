"""The pages whose address is most like one at which nothing stands."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA

from blog import shelves
from blog.models import Post
from challenges.models import Challenge
from community.models import Administration, Cohort, Person, Skill
from eig.languages.columns import codes, columns
from eig.languages.fallbacks import line
from eig.pages import places
from eig.pages.models import Audience, Page
from eig.pages.views import HEADINGS
from eig.site_map import sections
from eig.tags.models import Tag
from eig.text.folding import fold

NEAREST_SHOWN = 3
LONGEST_WORD = 100
# Words of an address that are looked for: how many, how long they are at least, and how much of them must be right.
MOST_WORDS, SHORTEST_WORD, SURE_LETTERS = 4, 3, 4
# Of each kind, so many addresses with one of the words are compared, however many there are. Visitors may not read all
# of them: so many of the nearest are looked up.
MOST_COMPARED, MOST_CHECKED = 60, 6
# From 0 to 1, the same: what is near; what one that has the whole word is at least; how right the word must be.
NEAR, HOLDS_IT, NEARLY_WHOLE = 0.65, 0.8, 0.8
# A page of the section that was asked for goes before, one in another language after those that are as near.
OF_THE_SECTION, IN_ANOTHER_LANGUAGE = 0.1, -0.05
WORD = re.compile(r"[a-z0-9]+")
# What robots try: files that no page of ours, old or new, is called after.
NO_PAGE = re.compile(r"\.(?!html?$)[a-z0-9]{1,5}$|^\.", re.IGNORECASE)


@dataclass(frozen=True)
class Kind:
    """Pages of one sort.

    `items` gives what visitors of a language may read, `label` names an item in the active one. `address` is the name
    of such an address and whatever it takes, `slugs` are the fields it is made of. `apart`: not every language shows
    the same. `has_drafts`: nobody is to know an address in a language before it is live there.
    """

    items: Callable
    label: Callable
    address: tuple
    slugs: list
    apart: bool = False
    has_drafts: bool = False

    def is_in(self, section):
        """Whether its addresses begin so, in whatever language."""
        return bool(section) and section in {_section_and_end(*self._home_and_address(code))[0] for code in codes()}

    def _home_and_address(self, language):
        with translation.override(language):
            return reverse("home"), reverse(self.address[0], args=self.address[1:])


@dataclass(frozen=True)
class Proposal:
    """A page that somebody may have been looking for; `language` is said where it is another than the address has."""

    label: str
    path: str
    language: str = ""


def _title(item):
    return line(item, "title")


def _name(item):
    return line(item, "name")


def _questions(audience):
    """What their page is called: an audience may have the name of something else."""
    return _("Frequent questions: %(audience)s") % {"audience": _name(audience)}


def _challenges(language):
    return Challenge.objects.published(language).select_related("cohort")


def _pages(language):
    return Page.objects.published(language).with_own_address()


def _tags(language):
    return shelves.tags().filter(**{f"shown_in_{language}": True})


KINDS = {
    Person: Kind(Person.objects.published, str, ("community:person", "x"), ["slug"]),
    Cohort: Kind(lambda _language: Cohort.objects.in_sight(), _name, ("community:cohort", "x"), ["slug"]),
    Administration: Kind(
        lambda _language: Administration.objects.in_sight(), _name, ("community:administration", "x"), ["slug"]
    ),
    Skill: Kind(lambda _language: Skill.objects.in_sight(), _name, ("community:skill", "x"), ["slug"]),
    Challenge: Kind(_challenges, _title, ("challenges:challenge", "x", "x"), columns("slug")),
    Post: Kind(Post.objects.published, _title, ("blog:post", 1, 1, 1, "x"), columns("slug"), True, True),
    Page: Kind(_pages, _title, ("pages:page", "x"), columns("slug"), True, True),
    Audience: Kind(Audience.objects.answered, _questions, ("pages:faq_audience", "x"), columns("slug"), True),
    Tag: Kind(_tags, _name, ("blog:tag", "x"), columns("slug"), True),
}


def nearest(path):
    """The pages whose address is most like that one, best first.

    One query a kind, then two at most for each of MOST_CHECKED; of the path only the first and last words count.
    """
    section, end = _section_and_end(reverse("home"), path)
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)) or NO_PAGE.search(end):
        return []
    word = _word(end)
    if not _beginnings(word):
        return []
    near = sorted([*_near_places(word), *_near_items(word, section)], key=lambda one: (-one[0], one[1]))
    proposals, checked = {}, 0
    for _nearness, _slug, page, propose in near:
        if len(proposals) == NEAREST_SHOWN or checked == MOST_CHECKED:
            break
        if page not in proposals:
            checked += 1
            if proposal := propose():
                proposals[page] = proposal
    return list(proposals.values())


def _section_and_end(home, path):
    """What a path begins with after the language, "" where that is all there is of it, and what it ends with."""
    said = path.removeprefix(home).strip("/")
    return said.partition("/")[0] if "/" in said else "", said.rpartition("/")[2]


def _word(end):
    """The end of a path as slugs are written."""
    bare = fold(end.removesuffix(".html")[:LONGEST_WORD])[:LONGEST_WORD]
    return "-".join(WORD.findall(bare))


def _beginnings(word):
    """How the longest words begin: the letters that are least often mistyped."""
    words = {found for found in WORD.findall(word) if len(found) >= SHORTEST_WORD and not found.isdigit()}
    return {found[:SURE_LETTERS] for found in sorted(words, key=lambda found: (-len(found), found))[:MOST_WORDS]}


def _near_places(word):
    """`(how near, slug, what it is, how to propose it)` of the pages always there, asked for in whatever language."""
    here = _places()
    for code in codes():
        with translation.override(code):
            ends = [_section_and_end(reverse("home"), path)[1] for _label, path in _places()]
        for (label, path), end in zip(here, ends, strict=True):
            if nearness := _nearness(word, end):
                yield nearness, end, path, partial(Proposal, label, path)


def _places():
    """`(label, path)` in the active language."""
    return [
        *sections(),
        (_("Administrations"), reverse("community:administrations")),
        (pgettext("page", "Search"), reverse("search:results")),
        *((str(heading), places.path_of(place)) for place, heading in HEADINGS.items()),
    ]


def _near_items(word, section):
    """The same of the items of all kinds, whether or not visitors may read them."""
    here = get_language()
    for model, kind in KINDS.items():
        bonus = OF_THE_SECTION if kind.is_in(section) else 0
        languages = codes() if kind.apart else [here] * len(kind.slugs)
        for pk, *slugs in _compared(model, kind.slugs, word):
            for slug, code in zip(slugs, languages, strict=True):
                if nearness := _nearness(word, slug or ""):
                    nearness += bonus + (0 if code == here else IN_ANOTHER_LANGUAGE)
                    yield nearness, slug, (model, pk), partial(_proposal, kind, pk, code)


def _compared(model, fields, word):
    """`(primary key, slug…)` of the items that have one of the words, those that begin with them all first."""
    likely, begins = Q(), Q()
    for field in fields:
        begins |= Q(**{f"{field}__startswith": word})
        for beginning in _beginnings(word):
            likely |= Q(**{f"{field}__contains": beginning})
    items = model.objects.filter(likely).order_by(Case(When(begins, then=Value(0)), default=Value(1)), *fields)
    return items.values_list("pk", *fields)[:MOST_COMPARED]


def _nearness(word, slug):
    """From 0, far, to 1, the same; one that begins the other or is a word of it, if only nearly so, is near."""
    alike = OSA.normalized_similarity(word, slug)
    shorter, longer = sorted((word, slug), key=len)
    if len(shorter) < SHORTEST_WORD:
        return 0
    if f"-{shorter}-" in f"-{longer}-" or slug.startswith(word):
        return HOLDS_IT + (1 - HOLDS_IT) * alike
    nearly = max(OSA.normalized_similarity(shorter, part) for part in longer.split("-"))
    return max(alike if alike >= NEAR else 0, HOLDS_IT * nearly if nearly >= NEARLY_WHOLE else 0)


def _proposal(kind, pk, found_in):
    """The item in the language of the address, else in the one that its slug is of; None where nobody may read it."""
    there = _readable(kind, pk, found_in)
    if found_in == get_language() or (kind.has_drafts and not there):
        return there
    return _readable(kind, pk, get_language()) or there


def _readable(kind, pk, language):
    item = kind.items(language).filter(pk=pk).first()
    path = item.address_in(language) if item else ""
    if not path:
        return None
    other = "" if language == get_language() else language
    with translation.override(language):
        return Proposal(kind.label(item), path, other)

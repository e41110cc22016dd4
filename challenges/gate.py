"""What the publication gate asks of challenges, and of the parts that people take in them."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges.models import Challenge, Participation
from community.models import Person
from eig.languages.columns import codes, column
from eig.publishing.gate import (
    Family,
    Finding,
    Length,
    Level,
    each,
    register,
    register_lengths,
    register_rows,
    register_rules,
)
from eig.seo.gate import register_pages


@each
def picture(sheet):
    """A challenge that lists can show by no picture."""
    if not sheet.is_translation and not sheet.item.cover_id and not sheet.item.logo_id:
        words = _("There is neither a cover nor a logo: lists show one of them.")
        yield Finding("cover-missing", Level.WARNING, words, "cover")


def team(sheets):
    """Challenges without anybody in their team, in one query."""
    for sheet in _without_part(sheets, "challenge"):
        words = _("Nobody is in the team yet: who takes the challenge up?")
        yield sheet, Finding("team-missing", Level.WARNING, words, "participations")


def roles(sheets):
    """People whom no challenge and no cohort names, in one query."""
    for sheet in _without_part(sheets, "person"):
        words = _("This person has no role yet: in which challenge or cohort, and as what?")
        yield sheet, Finding("role-missing", Level.WARNING, words, "participations")


def _without_part(sheets, name):
    """The sheets in the source language of whose item no participation speaks under that name."""
    sheets = [sheet for sheet in sheets if not sheet.is_translation]
    asked = [sheet.item.pk for sheet in sheets if "participations" not in sheet.rows]
    named = set()
    if asked:
        parts = Participation.objects.filter(**{f"{name}__in": asked})
        named = set(parts.order_by().values_list(name, flat=True).distinct())
    for sheet in sheets:
        held = sheet.rows.get("participations")
        if not (held if held is not None else sheet.item.pk in named):
            yield sheet


def _challenges(language, at, places):
    """The places at which readers find a challenge, in one query: by its slug, or its source's where it has none."""
    slugs = [column("slug", code) for code in codes()]
    asked = {place["slug"] for place in places}
    found = Challenge.objects.published(language, at).filter(
        reduce(or_, (Q(**{f"{slug}__in": asked}) for slug in slugs)),
        cohort__slug__in={place["cohort"] for place in places},
    )
    known = {
        (cohort, names[codes().index(language)] or names[codes().index(source)])
        for cohort, source, *names in found.order_by().values_list("cohort__slug", "source_language", *slugs)
    }
    return [place for place in places if (place["cohort"], place["slug"]) in known]


def connect():
    register_lengths(
        Challenge,
        Length("title", 60, 0, gettext_lazy("There is no title: what is the challenge called?"), Level.ERROR),
        Length("tagline", 120, 20, gettext_lazy("There is no tagline: what does the challenge promise?")),
        Length("body", 60_000, 0, gettext_lazy("The challenge has no text yet: what is the problem, who has it?")),
    )
    register_rules(
        Family.INCOMPLETE,
        {
            "cover-missing": gettext_lazy("no picture for lists"),
            "team-missing": gettext_lazy("challenges without a team"),
            "role-missing": gettext_lazy("people without a role"),
        },
    )
    register_rows(Challenge, "figures", "deliverables", "videos")
    register(picture, Challenge)
    register(team, Challenge)
    register(roles, Person)
    register_pages("challenges:challenge", _challenges)

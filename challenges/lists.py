"""The list of challenges, narrowed by a GET form."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.models import Challenge
from community.facets import Entry, Facet, Facets, by_label, spelt
from eig.languages.columns import codes, value
from eig.languages.fallbacks import line
from eig.pages.models import Page
from eig.seo import alternates

CHALLENGES_A_PAGE = 24


def challenge_list(request):
    """The challenges a visitor may read, newest cohort first, narrowed by the query string."""
    facets = facets_of(Challenge.objects.published().in_order(), request.GET)
    if not facets.is_canonical:
        return redirect(reverse("challenges:list") + facets.address())
    cards = Challenge.objects.published().for_cards()
    context = {
        "standing": Page.objects.standing_at("challenges"),
        "facets": facets,
        "page_obj": facets.page(request.GET.get("page"), CHALLENGES_A_PAGE, cards),
        "crumbs": [(_("Challenges"), None)],
        "alternates": alternates.of_view(lambda: reverse("challenges:list") + facets.address()),
    }
    return render(request, "challenges/list.html", context)


def facets_of(challenges, asked):
    """Challenges as filters see them, in their order, with what a query string asks of them."""
    challenges = list(challenges.for_filters())
    cohorts = {cohort.slug: line(cohort, "name") for one in challenges for cohort in one.its_cohorts}
    skills = {skill.slug: line(skill, "name") for one in challenges for skill in one.its_skills}
    themes = {theme_value(tag): line(tag, "name") for one in challenges for tag in one.its_tags}
    administrations = {it.slug: line(it, "name") for one in challenges for it in one.its_administrations}
    keys = {it.key: it.slug for one in challenges for it in one.its_administrations}
    cities = {one.city_slug: one.city for one in challenges if one.city_slug}
    return Facets(
        [_entry(challenge) for challenge in challenges],
        [
            Facet("cohort", _("Cohort"), cohorts.items()),
            Facet("skill", _("Skill"), by_label(skills.items())),
            Facet("theme", _("Theme"), by_label(themes.items())),
            Facet("administration", _("Administration"), by_label(administrations.items()), former=keys),
            Facet("city", _("City"), by_label(cities.items())),
        ],
        asked,
    )


def theme_value(tag):
    """A theme as an address names it, the same in every language."""
    return value(tag, "slug", codes()[0]) or tag.key


def _entry(challenge):
    names = [line(one, "name") for one in challenge.its_administrations]
    names += [one.acronym for one in challenge.its_administrations]
    said = [challenge.shown_text("title")[0], challenge.shown_text("tagline")[0], challenge.city, *names]
    part = {
        "cohort": {cohort.slug for cohort in challenge.its_cohorts},
        "skill": {skill.slug for skill in challenge.its_skills},
        "theme": {theme_value(tag) for tag in challenge.its_tags},
        "administration": {administration.slug for administration in challenge.its_administrations},
        "city": {challenge.city_slug},
    }
    return Entry(challenge.pk, spelt(" ".join(said)), [part])

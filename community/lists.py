"""The lists of people, cohorts and administrations; the pages of an administration and of a skill."""

from collections import defaultdict

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from community.facets import Entry, Facet, Facets, by_label, spelt
from community.models import Administration, Cohort, Person, Skill
from community.roles import Role, RoleGroup
from eig.languages.fallbacks import line
from eig.pages.models import Page
from eig.seo import alternates
from eig.text.folding import fold

PEOPLE_A_PAGE = 48
CHALLENGES_OF_A_SKILL = 6
PEOPLE_OF_A_SKILL = 12


def person_list(request):
    """The people who have a page, by name, narrowed by the query string."""
    facets = facets_of(Person.objects.published().in_order(), request.GET)
    if not facets.is_canonical:
        return redirect(reverse("community:list") + facets.address())
    cards = Person.objects.published().for_cards()
    context = {
        "standing": Page.objects.standing_at("community"),
        "facets": facets,
        "page_obj": facets.page(request.GET.get("page"), PEOPLE_A_PAGE, cards),
        "crumbs": [(_("Community"), None)],
        "alternates": alternates.of_view(lambda: reverse("community:list") + facets.address()),
    }
    return render(request, "community/list.html", context)


def facets_of(people, asked):
    """People as filters see them, in their order, with what a query string asks of one part they take."""
    parts, held = defaultdict(list), defaultdict(set)
    for person, values in people.participations().for_filters():
        parts[person].append({name: {value} for name, value in values.items() if value})
        for name, value in values.items():
            held[name].add(value)
    cohorts = Cohort.objects.filter(slug__in=held["cohort"]).newest_first()
    skills = Skill.objects.filter(slug__in=held["skill"])
    return Facets(
        [_entry(person, parts[person.pk]) for person in people.for_filters()],
        [
            Facet("cohort", _("Cohort"), [(one.slug, line(one, "name")) for one in cohorts]),
            Facet("role", _("Role"), [choice for choice in RoleGroup.choices if choice[0] in held["role"]]),
            Facet("skill", _("Skill"), by_label((one.slug, line(one, "name")) for one in skills)),
        ],
        asked,
    )


def _entry(person, parts):
    said = f"{person.name} {person.shown_text('profile')[0]}"
    return Entry(person.pk, spelt(said), parts or [{}])


def cohort_list(request):
    """The cohorts as a timeline, the newest first, with what they add up to."""
    cohorts = list(Cohort.objects.in_sight().newest_first().for_cards())
    context = {
        "standing": Page.objects.standing_at("cohorts"),
        "cohorts": cohorts,
        "first_year": cohorts[-1].year if cohorts else None,
        "number_of_challenges": sum(cohort.number_of_challenges for cohort in cohorts),
        "crumbs": [(_("Cohorts"), None)],
        "alternates": alternates.of_view(lambda: reverse("community:cohorts")),
    }
    return render(request, "community/cohorts.html", context)


def administration_list(request):
    """The administrations that proposed a challenge visitors may read, by name."""
    administrations = Administration.objects.in_sight().with_numbers()
    context = {
        "standing": Page.objects.standing_at("administrations"),
        "administrations": sorted(administrations, key=lambda one: fold(line(one, "name"))),
        "crumbs": [(_("Challenges"), reverse("challenges:list")), (_("Administrations"), None)],
        "alternates": alternates.of_view(lambda: reverse("community:administrations")),
    }
    return render(request, "community/administrations.html", context)


def administration(request, slug):
    """An administration: its challenges, and the people who took them up."""
    administration = get_object_or_404(Administration.objects.in_sight(), slug=slug)
    people = Person.objects.published().having_part_in(challenge__administrations=administration, role=Role.EIG)
    context = {
        "administration": administration,
        "challenges": administration.challenges.published().in_order().for_cards(),
        "people": people.in_order().for_cards(),
        "crumbs": [
            (_("Challenges"), reverse("challenges:list")),
            (_("Administrations"), reverse("community:administrations")),
            (line(administration, "name"), None),
        ],
        "alternates": alternates.of_view(administration.get_absolute_url),
    }
    return render(request, "community/administration.html", context)


def skill(request, slug):
    """A skill: the latest challenges that need it, some of the people who have it, and the way to all of them."""
    skill = get_object_or_404(Skill.objects.in_sight(), slug=slug)
    people = Person.objects.published().having_part_in(skill=skill)
    context = {
        "skill": skill,
        "challenges": Paginator(skill.challenges.published().in_order().for_cards(), CHALLENGES_OF_A_SKILL).page(1),
        "people": Paginator(people.in_order().for_cards(), PEOPLE_OF_A_SKILL).page(1),
        "crumbs": [(_("Challenges"), reverse("challenges:list")), (line(skill, "name"), None)],
        "alternates": alternates.of_view(skill.get_absolute_url),
    }
    return render(request, "community/skill.html", context)

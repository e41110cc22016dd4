from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.calls import board
from community.facets import Facet, Facets
from community.models import Call, Cohort, Person, Skill
from community.roles import RoleGroup, grouped
from eig.pages.models import Page
from eig.seo import alternates

PEOPLE_A_PAGE = 48
POSTS_OF_A_COHORT = 6


def person_list(request):
    """The people who have a page, by name, narrowed by the query string."""
    published = Person.objects.published()
    facets = Facets(published.participations().with_role_group(), _facets(), request.GET, counted="person")
    people = published.taking(facets.narrowed()) if facets.chosen else published
    context = {
        "standing": Page.objects.standing_at("community"),
        "facets": facets,
        "page_obj": Paginator(people.in_order().for_cards(), PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "crumbs": [(_("Community"), None)],
        "alternates": alternates.of_view(lambda: reverse("community:list") + facets.address()),
    }
    return render(request, "community/list.html", context)


def _facets():
    cohorts = [(cohort.slug, cohort.name) for cohort in Cohort.objects.newest_first()]
    skills = [(skill.slug, skill.name) for skill in Skill.objects.all()]
    return [
        Facet("cohort", _("Cohort"), pgettext("cohorts", "All"), "cohort__slug", cohorts),
        Facet("role", _("Role"), pgettext("roles", "All"), "role_group", RoleGroup.choices),
        Facet("skill", _("Skill"), pgettext("skills", "All"), "skill__slug", skills),
    ]


def person(request, slug):
    person = get_object_or_404(Person.objects.published().select_related("portrait").filter(slug=slug))
    context = {
        "person": person,
        "participations": person.participations.by_date().with_challenges(),
        "posts": person.posts.published().in_order().select_related("cover"),
        "crumbs": [(_("Community"), reverse("community:list")), (person.name, None)],
        "alternates": alternates.of_view(person.get_absolute_url),
    }
    return render(request, "community/person.html", context)


def cohort_list(request):
    context = {
        "standing": Page.objects.standing_at("cohorts"),
        "cohorts": Cohort.objects.newest_first().for_cards(),
        "crumbs": [(_("Cohorts"), None)],
        "alternates": alternates.of_view(lambda: reverse("community:cohorts")),
    }
    return render(request, "community/cohorts.html", context)


def cohort(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("cover").filter(slug=slug))
    calls = list(cohort.calls.with_regulation().in_order())
    found = board(calls)
    challenges = list(cohort.challenges.published().in_order().for_cards())
    context = {
        "cohort": cohort,
        "challenges": challenges,
        "administrations": {one for challenge in challenges for one in challenge.its_administrations},
        "people": grouped(cohort.participations.with_people().select_related("skill").by_name()),
        "posts": cohort.all_posts.published().in_order().select_related("cover")[:POSTS_OF_A_COHORT],
        "current_calls": [*found.open, *found.upcoming],
        "documents": [call.regulation for call in calls if call.regulation_is_public],
        "crumbs": [(_("Cohorts"), reverse("community:cohorts")), (cohort.name, None)],
        "alternates": alternates.of_view(cohort.get_absolute_url),
    }
    return render(request, "community/cohort.html", context)


def take_part(request):
    context = {
        "standing": Page.objects.standing_at("take_part"),
        "board": board(Call.objects.with_regulation().in_order()),
        "crumbs": [(_("Take part"), None)],
        "alternates": alternates.of_view(lambda: reverse("community:take_part")),
    }
    return render(request, "community/take_part.html", context)

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community import calendars
from community.calls import ask, board
from community.models import Call, Cohort, Person
from community.roles import grouped
from community.structured import open_calls, profile
from eig.languages.fallbacks import line
from eig.pages.models import Page
from eig.seo import alternates
from eig.seo.structured import Site

POSTS_OF_A_COHORT = 6
POSTS_OF_A_PERSON = 6


def person(request, slug):
    person = get_object_or_404(Person.objects.published().with_warning().select_related("portrait").filter(slug=slug))
    posts = person.posts.published().in_order().select_related("cover")
    posts = list(posts[: POSTS_OF_A_PERSON + 1])  # one more says whether there are more
    context = {
        "person": person,
        "participations": person.participations.by_date().with_challenges(),
        "posts": posts[:POSTS_OF_A_PERSON],
        "has_more_posts": len(posts) > POSTS_OF_A_PERSON,
        "crumbs": [(_("Community"), reverse("community:list")), (person.name, None)],
        "alternates": alternates.of_view(person.get_absolute_url),
        "things": [profile(person, Site(request))],
    }
    return render(request, "community/person.html", context)


def cohort(request, slug):
    cohort = get_object_or_404(Cohort.objects.in_sight().select_related("cover").filter(slug=slug))
    calls = list(cohort.calls.announced().with_documents().in_order())
    found = board(calls)
    challenges = list(cohort.challenges.published().in_order().for_cards())
    context = {
        "cohort": cohort,
        "challenges": challenges,
        "administrations": {one for challenge in challenges for one in challenge.its_administrations},
        "people": grouped(cohort.participations.with_people().select_related("skill").by_name()),
        "posts": cohort.all_posts.published().in_order().select_related("cover")[:POSTS_OF_A_COHORT],
        "current_calls": found.current,
        "documents": list(dict.fromkeys(document for call in calls for document in call.documents_to_read)),
        "crumbs": [(_("Cohorts"), reverse("community:cohorts")), (line(cohort, "name"), None)],
        "alternates": alternates.of_view(cohort.get_absolute_url),
        "things": open_calls(found.open, Site(request)),
    }
    return render(request, "community/cohort.html", context)


def take_part(request):
    found = board(Call.objects.announced().with_documents().in_order())
    ask(found.current)
    context = {
        "standing": Page.objects.standing_at("take_part"),
        "board": found,
        "open_calls": found.open,  # read already: what stands above every page asks no more
        "calendar_address": calendars.address(),
        "crumbs": [(_("Take part"), None)],
        "alternates": alternates.of_view(lambda: reverse("community:take_part")),
        "things": open_calls(found.open, Site(request)),
    }
    return render(request, "community/take_part.html", context)


@require_safe
def call_calendar(request, key):
    """The calendar file of one call."""
    call = get_object_or_404(Call.objects.announced().select_related("cohort"), key=key)
    return calendars.file(call)


@require_safe
def calendar(request):
    """The calendar of all calls that are announced, to subscribe to."""
    return calendars.answer(Call.objects.announced().select_related("cohort").in_order())

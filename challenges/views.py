from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from challenges.models import Challenge
from community.facets import Facet, Facets
from community.models import Administration, Cohort, Skill
from community.roles import grouped
from eig.pages.models import Page
from eig.seo import alternates

CHALLENGES_A_PAGE = 24
RELATED_POSTS = 3


def challenge_list(request):
    """The challenges a visitor may read, newest cohort first, narrowed by the query string."""
    facets = Facets(Challenge.objects.published(), _facets(), request.GET)
    challenges = facets.narrowed().in_order().for_cards()
    context = {
        "standing": Page.objects.standing_at("challenges"),
        "facets": facets,
        "page_obj": Paginator(challenges, CHALLENGES_A_PAGE).get_page(request.GET.get("page")),
        "crumbs": [(_("Challenges"), None)],
        "alternates": alternates.of_view(lambda: reverse("challenges:list") + facets.address()),
    }
    return render(request, "challenges/list.html", context)


def _facets():
    cohorts = [(cohort.slug, cohort.name) for cohort in Cohort.objects.newest_first()]
    skills = [(skill.slug, skill.name) for skill in Skill.objects.all()]
    administrations = [(one.key, one.name) for one in Administration.objects.all()]
    return [
        Facet("cohort", _("Cohort"), pgettext("cohorts", "All"), "cohort__slug", cohorts),
        Facet("skill", _("Skill"), pgettext("skills", "All"), "skills__slug", skills),
        Facet(
            "administration",
            _("Administration"),
            pgettext("administrations", "All"),
            "administrations__key",
            administrations,
        ),
    ]


def challenge(request, cohort, slug):
    challenge = get_object_or_404(Challenge.objects.published().at(cohort, slug).for_page())
    challenge.claim_parts()
    previous, following, others = Challenge.objects.published().around(challenge)
    context = {
        "challenge": challenge,
        "people": grouped(challenge.participations.with_people().select_related("skill")),
        "posts": challenge.posts.published().in_order().select_related("cover")[:RELATED_POSTS],
        "previous": previous,
        "following": following,
        "others": others,
        "crumbs": [
            (_("Challenges"), reverse("challenges:list")),
            (challenge.cohort.name, challenge.cohort.get_absolute_url()),
            (challenge.shown_text("title")[0], None),
        ],
        "alternates": alternates.of_view(challenge.get_absolute_url),
    }
    return render(request, "challenges/challenge.html", context)

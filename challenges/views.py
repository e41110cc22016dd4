from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.models import Challenge
from challenges.structured import project
from community.roles import grouped
from eig.languages.fallbacks import line
from eig.seo import alternates
from eig.seo.structured import Site

RELATED_POSTS = 3


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
            (line(challenge.cohort, "name"), challenge.cohort.get_absolute_url()),
            (line(challenge, "title"), None),
        ],
        "alternates": alternates.of_view(challenge.get_absolute_url),
        "things": [project(challenge, Site(request))],
    }
    return render(request, "challenges/challenge.html", context)

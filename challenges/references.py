"""What texts and key figures of the site may refer to in this section."""

from challenges.models import Challenge
from community.models import Administration


def challenges(keys):
    """`{key: path}` of the challenges that visitors may read."""
    found = Challenge.objects.published().filter(key__in=keys).select_related("cohort")
    return {challenge.key: challenge.get_absolute_url() for challenge in found}


def number_of_challenges():
    return Challenge.objects.published().count()


def number_of_administrations():
    """Administrations with a challenge that visitors may read."""
    return Administration.objects.filter(challenges__in=Challenge.objects.published()).distinct().count()

"""Counting the searches that found nothing, so that staff see what is missing; nothing tells who searched."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from eig.search.models import Miss
from eig.search.words import fold

MOST = 5_000
KEPT = timedelta(days=365)
# Words that were asked for so often, on so many days, are nobody's own.
TIMES_TO_KEEP_WORDS, DAYS_TO_KEEP_WORDS = 3, 2
LONGEST = 80  # characters
MOST_DIGITS = 4  # a year is a word, a telephone number is not


def count(query):
    """Count a query that found nothing; not what may name somebody: an address, a long number, a long text."""
    words = " ".join(fold(word) for word in query.words)
    if not words or len(words) > LONGEST or "@" in query.text or sum(map(str.isdigit, words)) > MOST_DIGITS:
        return
    today = timezone.localdate()
    place = {"language": get_language(), "digest": _digest(words)}
    Miss.objects.bulk_create([Miss(**place, times=0, days=0, first_on=today, last_on=today)], ignore_conflicts=True)
    misses = Miss.objects.filter(**place)
    misses.filter(Q(days=0) | Q(last_on__lt=today)).update(days=F("days") + 1, last_on=today)
    misses.update(times=F("times") + 1)
    misses.filter(words="", times__gte=TIMES_TO_KEEP_WORDS, days__gte=DAYS_TO_KEEP_WORDS).update(words=words)


def purge(now=None):
    """Forget what nobody asked for since a year, and the rarest beyond what is worth keeping; how many that was."""
    before = timezone.localdate(now) - KEPT
    gone = Miss.objects.filter(last_on__lt=before).delete()[0]
    rare = Miss.objects.order_by("-days", "-times", "-last_on", "-pk").values_list("pk", flat=True)[MOST:]
    return gone + Miss.objects.filter(pk__in=list(rare)).delete()[0]


def _digest(words):
    return salted_hmac("eig.search.misses", words, algorithm="sha256").hexdigest()

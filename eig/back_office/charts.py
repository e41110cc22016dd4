"""What the charts of the home draw: whole numbers, for a template writes decimals as its language does."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from blog.models import Post

MONTHS = 18
WIDTH, HEIGHT = 360, 138
TOP, BASE = 16, 108  # between them the bars stand; words below
STEP = WIDTH // MONTHS


class Bar(NamedTuple):
    """A month: the first of it, its number of posts, and where its bar stands."""

    month: date
    number: int
    x: int
    y: int
    height: int
    middle: int

    @property
    def opens_a_year(self):
        return self.month.month == 1


def months_before(day, number):
    """The firsts of the last months, that of the day included, in order."""
    last = day.year * 12 + day.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(last - number + 1, last + 1)]


def posts_a_month(office):
    """The posts visitors read in some language, month by month; None for who does not see posts."""
    if Post not in office.admins:
        return None
    months = months_before(timezone.localdate(), MONTHS)
    live = office.editions([Post]).live().values("object_id")
    posts = office.items(Post).filter(pk__in=live, date__gte=months[0], date__lte=timezone.localdate())
    rows = posts.annotate(month=TruncMonth("date")).values_list("month").annotate(number=Count("pk"))
    numbers = dict(rows)
    most = max(numbers.values(), default=0)
    bars = []
    for place, month in enumerate(months):
        number = numbers.get(month, 0)
        height = (BASE - TOP) * number // most if most else 0
        bars.append(Bar(month, number, place * STEP + 2, BASE - height, height, place * STEP + STEP // 2))
    return {
        "bars": bars,
        "total": sum(numbers.values()),
        "most": max(bars, key=lambda bar: bar.number),
        "width": WIDTH,
        "height": HEIGHT,
        "base": BASE,
        "bar_width": STEP - 4,
    }

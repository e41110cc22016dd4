"""The instants at which what visitors read changes by itself: no page is kept beyond the next of them."""

from datetime import datetime, time, timedelta

from django.utils import timezone

_registered = []


def register(next_after):
    """A section says when its next change comes: `next_after(instant)` gives it, later than the instant, or None."""
    _registered.append(next_after)


def register_column(model, *columns):
    """The same for instants that stand in columns: each changes something as it comes."""

    def next_after(instant):
        rows = model._base_manager
        return earliest(
            rows.filter(**{f"{column}__gt": instant}).order_by(column).values_list(column, flat=True).first()
            for column in columns
        )

    register(next_after)


def next_change(now):
    """The next instant at which the clock changes something: midnight at the latest, for pages speak of days."""
    return earliest([_midnight_after(now), *(next_after(now) for next_after in _registered)])


def earliest(instants):
    return min((instant for instant in instants if instant is not None), default=None)


def _midnight_after(now):
    """The beginning of the next day where the site is."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=1), time.min))

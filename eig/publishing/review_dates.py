"""The day on which an item is to be read again: set, moved on once it was, and reminded of until then."""

from calendar import monthrange
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate, make_aware

from eig.notifications.models import Notification
from eig.notifications.telling import tell, together
from eig.publishing.models import Edition, Step
from eig.publishing.permissions import Right, may_change, require
from eig.publishing.rights import publishable_models
from eig.publishing.telling import accounts, authors, holders

What = Notification.What
REMINDED_EVERY = 7  # days


def in_months(months, day=None):
    """The same day some months later, or the last one of a shorter month; from today by default."""
    day = day or localdate()
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


@transaction.atomic
def set_review_date(item, day, by=None):
    """Have the item read again on that day, or never for None; what reminded of the old date is dealt with."""
    require(may_change, by, item)
    type(item)._base_manager.filter(pk=item.pk).update(review_on=day)
    item.review_on = day
    reminders = Notification.objects.about(item).filter(what=What.TO_REREAD)
    reminders.unread().update(read_at=timezone.now())


def remind(at=None):
    """Tell of what is to be read again, and of what comes out tomorrow; return how many notices that made.

    Once on the day and once each week after, whoever asks and however often.
    """
    at = at or timezone.now()
    with together():
        return _remind_of_review_dates(at) + _announce(at)


def _remind_of_review_dates(at):
    count = 0
    for model in publishable_models():
        due = list(model.objects.due_for_review(at).order_by("review_on", "pk"))
        editors = list(holders(Right.REVIEW, model)) if due else []
        for item in due:
            week = (localdate(at) - item.review_on).days // REMINDED_EVERY
            once = f"review {item.review_on.isoformat()} {week}"
            with transaction.atomic():
                told = tell(What.TO_REREAD, item, editors, once=once, at=at)
                if told:
                    # One line a text in the list of notices: last week's reminder is this week's.
                    older = Notification.objects.about(item).filter(what=What.TO_REREAD).exclude(once=once)
                    older.unread().update(read_at=at)
            count += told
    return count


def _announce(at):
    """Tell the authors, and whoever planned it, of what will be published tomorrow."""
    tomorrow = make_aware(datetime.combine(localdate(at) + timedelta(days=1), time.min))
    after = make_aware(datetime.combine(localdate(at) + timedelta(days=2), time.min))
    planned = Edition.objects.kept().filter(published_at__gte=tomorrow, published_at__lt=after)
    count = 0
    for edition in planned.prefetch_related("item").order_by("published_at", "pk"):
        item = edition.item
        steps = item.steps.filter(verb=Step.Verb.SCHEDULED, language=edition.language)
        people = authors(item, edition.language) | set(steps.values_list("by", flat=True)[:1])
        once = f"out {edition.published_at.isoformat()}"
        count += tell(What.COMES_OUT, item, accounts(people), language=edition.language, once=once, at=at)
    return count

"""Who has the form of an edition open: a row a tab, refreshed while the tab is there and gone soon after."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from eig.publishing.models import Presence

# A tab speaks every twenty seconds; browsers let one in the background do so once a minute.
HEARD_FOR = timedelta(seconds=90)
TAB = re.compile(r"[A-Za-z0-9-]{8,40}")


@dataclass(frozen=True)
class Present:
    """Someone who has the form open in another tab; `own` when it is the same person's."""

    name: str
    since: datetime
    own: bool

    @property
    def hour(self):
        return time_format(localtime(self.since), "TIME_FORMAT")

    @property
    def words(self):
        said = _("%(name)s has this open since %(hour)s.")
        if self.own:
            said = _("You have this open in another tab since %(hour)s.")
        return said % {"name": self.name, "hour": self.hour}


def be_present(item, language, user, tab):
    """Note that the user has the edition's form open in the tab, and who else has: one `Present` a person."""
    now = timezone.now()
    place = _place(item, language)
    if TAB.fullmatch(tab) and not Presence.objects.filter(**place, user=user, tab=tab).update(seen_at=now):
        here = Presence(**place, user=user, tab=tab, since=now, seen_at=now)
        Presence.objects.bulk_create([here], ignore_conflicts=True)  # the same tab may speak twice at once
    return others(item, language, user, tab, now)


def others(item, language, user, tab, now=None):
    """Who else has the form open, the first come first."""
    heard = Presence.objects.filter(**_place(item, language), seen_at__gt=(now or timezone.now()) - HEARD_FOR)
    found = {}
    for presence in heard.select_related("user").order_by("since", "pk"):
        own = presence.user_id == user.pk
        if not (own and presence.tab == tab):
            found.setdefault(presence.user_id, Present(str(presence.user), presence.since, own))
    return list(found.values())


def leave(item, language, user, tab):
    """The tab is closed."""
    if TAB.fullmatch(tab):
        Presence.objects.filter(**_place(item, language), user=user, tab=tab).delete()


def purge_presences(now):
    """Delete what tabs that never said good-bye left behind; how many."""
    return Presence.objects.filter(seen_at__lte=now - HEARD_FOR).delete()[0]


def _place(item, language):
    return {"content_type": item.editions.content_type, "object_id": item.pk, "language": language}

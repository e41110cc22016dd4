"""What happened, put into words of the active language when it is read."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.languages.names import language_name
from eig.notifications.models import Notification

What = Notification.What

SENTENCES = {
    What.SUBMITTED: _("%(who)s asks for a review of “%(item)s” (%(language)s)."),
    What.APPROVED: _("%(who)s approved “%(item)s” (%(language)s): it may be published."),
    What.RETURNED: _("%(who)s asks for changes to “%(item)s” (%(language)s)."),
    What.PUBLISHED: _("%(who)s published “%(item)s” (%(language)s)."),
    What.SCHEDULED: _("%(who)s scheduled the publication of “%(item)s” (%(language)s)."),
    What.UNPUBLISHED: _("%(who)s unpublished “%(item)s” (%(language)s)."),
    What.WITHDRAWAL: _("%(who)s planned to unpublish “%(item)s” (%(language)s)."),
    What.KEPT: _("%(who)s keeps “%(item)s” (%(language)s) on the site: unpublishing it is no longer planned."),
    What.COMMENTED: _("%(who)s commented on “%(item)s” (%(language)s)."),
    What.ENDORSED: _("%(who)s, by a preview link, agrees with “%(item)s” (%(language)s)."),
    What.TO_REREAD: _("“%(item)s” is to be read again: is all it says still right?"),
    What.COMES_OUT: _("“%(item)s” (%(language)s) will be published on %(day)s."),
}
SUBJECTS = {
    What.SUBMITTED: _("To be reviewed: %(item)s"),
    What.APPROVED: _("Approved: %(item)s"),
    What.RETURNED: _("Changes requested: %(item)s"),
    What.PUBLISHED: _("Published: %(item)s"),
    What.SCHEDULED: _("Scheduled: %(item)s"),
    What.UNPUBLISHED: _("Unpublished: %(item)s"),
    What.WITHDRAWAL: _("To be unpublished: %(item)s"),
    What.KEPT: _("Stays on the site: %(item)s"),
    What.COMMENTED: _("Comment on: %(item)s"),
    What.ENDORSED: _("Approved from outside: %(item)s"),
    What.TO_REREAD: _("To be read again: %(item)s"),
    What.COMES_OUT: _("About to be published: %(item)s"),
}


def sentence(notice):
    """What happened, who did it and to what, as a sentence."""
    return SENTENCES[notice.what] % _details(notice)


def subject(notice):
    """The same in a few words, on one line."""
    return SUBJECTS[notice.what] % _details(notice)


def one_line(text, most):
    """The text without line breaks and other characters nobody sees, shortened to `most` characters."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in str(text)).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _details(notice):
    who = notice.actor or notice.actor_name or gettext("Someone")
    details = {"who": one_line(who, 150), "item": notice.item_name}
    details["language"] = language_name(notice.language) if notice.language else ""
    details["day"] = date_format(localdate(notice.created_at) + timedelta(days=1))
    return details

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from eig.accounts.counting import Count
from eig.languages.columns import column
from eig.notifications.models import Queued, QueuedQuerySet
from eig.publishing.keys import Keyed
from eig.text.models import Foldable

LONGEST_NAME, LONGEST_TEXT = 150, 5000


class Subject(Keyed):
    """What a visitor may write about, and the address that receives it."""

    name = models.CharField(_("subject"), max_length=120, help_text=_("As visitors read it: “Apply to a call”."))
    email = models.EmailField(
        _("address that receives it"), blank=True, help_text=_("Left empty, it is that of the site’s identity.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("subject of messages")
        verbose_name_plural = _("subjects of messages")
        ordering = ["position", "key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(**{column("name", settings.LANGUAGE_CODE): ""}), name="contact_subject_has_a_name"
            )
        ]

    def __str__(self):
        return self.name


class MessageQuerySet(QueuedQuerySet):
    def to_answer(self):
        """Messages that nobody has marked as answered."""
        return self.filter(answered_at__isnull=True)

    def mark_answered(self, by):
        """Note who answered those that wait, now; how many there were."""
        return self.to_answer().update(answered_at=timezone.now(), answered_by=by)

    def mark_to_answer(self):
        """Have those that were answered wait again; how many there were."""
        return self.filter(answered_at__isnull=False).update(answered_at=None, answered_by=None)


class Message(Foldable, Queued):
    """What a visitor wrote with the form: read by the team, and deleted after some months."""

    named_by = "name"
    found_by = ("name", "email", "text")

    subject = models.ForeignKey(
        Subject, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages", verbose_name=_("subject")
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    email = models.EmailField(_("email address"))
    text = models.TextField(_("message"), max_length=LONGEST_TEXT)
    language = models.CharField(_("language of the page"), max_length=10, choices=settings.LANGUAGES)
    # The same form sent twice, by a second click or a page that is reloaded, is one message.
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="answered_messages",
        verbose_name=_("answered by"),
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "change", "delete")
        indexes = [models.Index(fields=["next_try_at"], name="contact_message_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(next_try_at__isnull=True), name="contact_message_sent_once"
            )
        ]

    def __str__(self):
        # No name: the history of the back office outlives the message.
        return str(_("message of %(instant)s")) % {
            "instant": date_format(localtime(self.created_at), "SHORT_DATETIME_FORMAT")
        }

    @property
    def is_answered(self):
        return self.answered_at is not None


class Sender(Count):
    """How many messages came from one network address within an hour: a print that tells nothing the hour after."""

    class Meta:
        verbose_name = _("sender")
        verbose_name_plural = _("senders")
        default_permissions = ()

import secrets

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_key():
    """What the mail's Message-ID is made of: drawn once, the same at every attempt."""
    return secrets.token_hex(16)


# Mails that the server will never take: nobody tries them again unasked.
REFUSED = Q(next_try_at__isnull=True, sent_at__isnull=True) & ~Q(last_error="")


class QueuedQuerySet(models.QuerySet):
    def waiting(self):
        """Mails that are still to be sent."""
        return self.filter(next_try_at__isnull=False)

    def due(self, at=None):
        """Mails that may be tried at that instant, the oldest first."""
        return self.filter(next_try_at__lte=at or timezone.now()).order_by("created_at", "pk")

    def refused(self):
        return self.filter(REFUSED)

    def claim(self, pk, at, until):
        """Whether the mail is ours to send until that instant: of two senders at once, one is told so."""
        # One conditional UPDATE: the second waits for the first, then finds nothing due, on any database.
        return bool(
            self.filter(pk=pk, next_try_at__lte=at).update(next_try_at=until, attempts=models.F("attempts") + 1)
        )


class Queued(models.Model):
    """A row that goes out by mail: the outbox tries it until the server has taken it."""

    key = models.CharField(max_length=100, unique=True, editable=False, default=new_key)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next attempt"), null=True, blank=True, default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    objects = QueuedQuerySet.as_manager()

    class Meta:
        abstract = True

    def sent_words(self, message):
        """`{field: value}` that the row keeps of the mail once it has gone out."""
        return {}

    @property
    def mail_state(self):
        """The name of what became of the mail: sent, waiting, refused, or dropped when there was nothing to tell."""
        if self.sent_at:
            return "sent"
        if self.next_try_at:
            return "waiting"
        return "refused" if self.last_error else "dropped"


class OutgoingMail(Queued):
    """A mail of the outbox: kept from the moment something is to be told until the server has taken it."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mails", verbose_name=_("recipient")
    )
    # What was sent, known once it was: words, language and address are those of the reader at that instant.
    to = models.EmailField(_("address"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["next_try_at"], name="outgoing_mail_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(next_try_at__isnull=True), name="outgoing_mail_sent_once"
            )
        ]

    def __str__(self):
        return self.subject or str(self.recipient)

    def sent_words(self, message):
        return {
            "to": message.to[0],
            "language": self.recipient.language,
            "subject": message.subject,
            "text": message.body,
        }


class PasswordLetter(Queued):
    """Someone forgot their password: the link to set another is made when the mail goes out, and kept nowhere."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="password_letters")

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["next_try_at"], name="password_letter_due")]

    def __str__(self):
        return str(self.recipient)


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at__isnull=True)

    def about(self, item):
        """Those about one item, in any language."""
        return self.filter(content_type=ContentType.objects.get_for_model(item), object_id=item.pk)


class Notification(models.Model):
    """What someone is told: a code and what it is about, put into words when it is read, in the reader's language."""

    class What(models.TextChoices):
        SUBMITTED = "submitted", _("submitted for review")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned with changes to make")
        PUBLISHED = "published", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        UNPUBLISHED = "unpublished", _("unpublished")
        WITHDRAWAL = "withdrawal", _("unpublishing planned")
        KEPT = "kept", _("unpublishing cancelled")
        COMMENTED = "commented", _("commented")
        ENDORSED = "endorsed", _("approved from outside")
        TO_REREAD = "to_reread", _("to be read again")
        COMES_OUT = "comes_out", _("about to be published")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications", verbose_name=_("recipient")
    )
    what = models.CharField(_("what happened"), max_length=20, choices=What)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    # As it was called then: the notice is read even when the item is gone.
    item_name = models.CharField(_("name of the item"), max_length=300)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    actor_name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("Of someone without an account."))
    comment = models.TextField(_("comment"), blank=True)
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mail = models.ForeignKey(
        OutgoingMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices", verbose_name=_("mail")
    )
    # Names the occasion of a reminder, so that nobody is reminded twice of it.
    once = models.CharField(max_length=100, null=True, blank=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notification_unread"),
            models.Index(fields=["content_type", "object_id"], name="notification_of_item"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "content_type", "object_id", "language", "once"], name="notification_once"
            )
        ]

    def __str__(self):
        return f"{self.get_what_display()}: {self.item_name}"

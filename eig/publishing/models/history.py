from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Version(models.Model):
    """What an edition was when it was published or saved by name: the payload of its form."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("published")
        SAVED = "saved", _("saved by name")
        BEFORE = "before", _("as it was before")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=200, blank=True)
    payload = models.JSONField(_("payload"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name=_("made by"),
    )

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language", "number"], name="version_numbered_once"
            )
        ]

    def __str__(self):
        return self.name or f"{self.number} – {self.get_kind_display()}"


class Step(models.Model):
    """What was done to an edition: by whom, when, with which words. Written by the workflow alone."""

    class Verb(models.TextChoices):
        SUBMITTED = "submitted", _("submitted for review")
        TAKEN_BACK = "taken_back", _("taken back from review")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned with changes to make")
        PUBLISHED = "published", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        UNPUBLISHED = "unpublished", _("unpublished")
        WITHDRAWAL = "withdrawal", _("unpublishing planned")
        KEPT = "kept", _("unpublishing cancelled")
        WARNED = "warned", _("readers told that it may be out of date")
        TRUSTED = "trusted", _("readers no longer told that it may be out of date")
        DISCARDED = "discarded", _("changes discarded")
        RESTORED = "restored", _("version restored")
        CONFIRMED = "confirmed", _("translation confirmed")
        COMMENTED = "commented", _("commented")
        ENDORSED = "endorsed", _("approved from outside")
        BINNED = "binned", _("put into the bin")
        TAKEN_OUT = "taken_out", _("taken out of the bin")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    verb = models.CharField(_("what was done"), max_length=20, choices=Verb)
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("who"),
    )
    by_name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("Of someone without an account."))
    via = models.ForeignKey(
        "publishing.PreviewLink",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("preview link"),
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="step_of_item")]

    def __str__(self):
        return self.get_verb_display()

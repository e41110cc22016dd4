from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import codes, columns, value


class Term(models.Model):
    """A word of the programme, and how the team agreed to say it in each language."""

    name = models.CharField(_("term"), max_length=100, help_text=_("In the singular, as it stands in a sentence."))
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("When to say it so, and when otherwise: translators read it beside the text."),
    )

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms of the glossary")
        ordering = [columns("name")[0]]

    def __str__(self):
        return next(filter(None, (value(self, "name", code) for code in codes())), "–")


class SourceText(models.Model):
    """A text that something was translated from, as it was then; kept once, under its digest."""

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("text translated from")
        verbose_name_plural = _("texts translated from")

    def __str__(self):
        return self.text[:80]


class Translation(models.Model):
    """Which text a translated field was made from, or compared with last: what tells whether it is up to date.

    Without `source`, nobody knows: the field is held to be out of date.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    field = models.CharField(_("field"), max_length=60)
    source = models.ForeignKey(
        SourceText,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translated from"),
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("who"),
    )

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language", "field"], name="translation_once_a_field"
            )
        ]

    def __str__(self):
        return f"{self.field} – {self.language}"


class LeftOut(models.Model):
    """What is not to be translated into a language, and why: a field, or the whole item when `field` is empty."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    field = models.CharField(_("field"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )

    class Meta:
        verbose_name = _("left untranslated")
        verbose_name_plural = _("left untranslated")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language", "field"], name="left_out_once_a_field"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="left_out_for_a_reason"),
        ]

    def __str__(self):
        return f"{self.field or '*'} – {self.language}: {self.reason}"

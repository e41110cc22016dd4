from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Inspection(models.Model):
    """When all that visitors may read was last looked at by the rules of the gate: one row, or none yet."""

    ROW = 1

    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="inspection_is_one_row")]

    def __str__(self):
        return f"{self.done_at or self.begun_at}"


class Defect(models.Model):
    """What the last inspection found in an item and language by one rule: how grave, and how many times.

    Words are not kept: they are in the language of who reads them, and are found again when they are shown.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    rule = models.CharField(max_length=60)
    level = models.CharField(max_length=10)
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("defect")
        verbose_name_plural = _("defects")
        indexes = [models.Index(fields=["rule", "level"], name="defect_by_rule")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language", "rule", "level"],
                name="defect_one_per_item_language_and_rule",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="defect_is_there"),
        ]

    def __str__(self):
        return f"{self.rule}: {self.number}"

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedItem(models.Model):
    """What an importer last wrote into an item, field by field, to tell staff's edits from its own."""

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=150)
    digests = models.JSONField(_("digests by field"), default=dict)

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="imported_item_unique")]

    def __str__(self):
        return f"{self.kind}:{self.key}"

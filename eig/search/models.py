from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eig.search.kinds import registered


class EntryQuerySet(models.QuerySet):
    def visible(self, kinds=None):
        """Entries of the items that visitors of the active language may read now, as they read them.

        `kinds` names those to look among, all of them by default.
        """
        seen = Q(pk__in=[])
        for kind in registered().values():
            if kinds is not None and kind.name not in kinds:
                continue
            items = kind.visible().order_by()
            items = items.filter(pk=OuterRef("object_id"), shown_language=OuterRef("shown_language"))
            seen |= Q(kind=kind.name) & Exists(items)
        return self.filter(seen, language=get_language())


class Entry(models.Model):
    """The words of an item on the pages of one language when it is shown in that or another, live or not.

    The index is no list: `visible()` asks. The words to match are in the table of the engine, under the entry's number.
    """

    kind = models.CharField(_("kind"), max_length=30)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    shown_language = models.CharField(_("language shown"), max_length=10, choices=settings.LANGUAGES)
    name_key = models.TextField(_("folded name"))
    segments = models.JSONField(
        _("texts"), default=list, help_text=_("[language, text, part, whether it is prose] of each.")
    )
    vocabulary = models.TextField(_("its words"), blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "language", "shown_language"], name="search_entry_once_per_language"
            )
        ]

    def __str__(self):
        return self.name_key.strip()


class Changed(models.Model):
    """An item whose entries are to be made again: noted with the change, in one transaction.

    Each change has a row of its own: whoever indexes takes away those that were there, never one that is being written.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("item to index again")
        verbose_name_plural = _("items to index again")

    def __str__(self):
        return f"{self.content_type} {self.object_id}"


class Miss(models.Model):
    """A search that found nothing, counted: its words are kept only once they were asked for on several days.

    Until then there is a digest that is good for nothing but counting; nothing tells who searched.
    """

    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    digest = models.CharField(max_length=64, editable=False)
    words = models.CharField(_("words"), max_length=200, blank=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    days = models.PositiveIntegerField(_("days"), default=1)
    first_on = models.DateField(_("first asked on"), default=timezone.localdate)
    last_on = models.DateField(_("last asked on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-times", "-last_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["language", "digest"], name="search_miss_once")]

    def __str__(self):
        return self.words or str(_("words asked for once"))

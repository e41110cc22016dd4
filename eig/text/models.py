from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import codes, column, columns
from eig.text.folding import fold
from eig.text.markdown import render
from eig.text.references import references

KEY_LENGTH = 150


class ReferenceQuerySet(models.QuerySet):
    def to(self, kind, keys):
        """Where texts refer to the items of that kind."""
        return self.filter(kind=kind, key__in=keys)

    def record(self, item):
        """Bring the index of what the item's texts refer to up to date: one query when nothing changed."""
        of_item = {"content_type": ContentType.objects.get_for_model(item), "object_id": item.pk}
        wanted = {
            (field, code, kind, key)
            for field in item.markdown_fields
            for code in codes()
            for kind, key in references(getattr(item, column(f"{field}_html", code)) or "")
            # An embed is an address elsewhere, and no item has a key so long.
            if kind != "embed" and len(key) <= KEY_LENGTH
        }
        rows = self.filter(**of_item).values_list("pk", "field", "language", "kind", "key")
        standing = {place: pk for pk, *parts in rows if (place := tuple(parts))}
        if gone := [pk for place, pk in standing.items() if place not in wanted]:
            self.filter(pk__in=gone).delete()
        rows = [
            Reference(**of_item, field=field, language=code, kind=kind, key=key)
            for field, code, kind, key in sorted(wanted - standing.keys())
        ]
        self.bulk_create(rows, ignore_conflicts=True)


class Reference(models.Model):
    """That a text refers to an item by its key, in one field and language; written when the text is saved."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    field = models.CharField(_("field"), max_length=50)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("key"), max_length=KEY_LENGTH)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        indexes = [models.Index(fields=["kind", "key"], name="reference_to")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language", "kind", "key"], name="reference_once"
            )
        ]

    def __str__(self):
        return f"{self.kind}:{self.key}"


class Foldable(models.Model):
    """A model sorted and searched by accent-stripped keys, the same on every database.

    `named_by` is the field it is sorted by, `found_by` the fields it is searched by; either may be translated.
    """

    named_by = "title"
    found_by = ("title",)

    sort_key = models.CharField(_("sort key"), max_length=250, editable=False, db_index=True)
    search_key = models.TextField(_("search key"), editable=False, blank=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.sort_key = fold(self._texts(self.named_by)[0])[:250]
        self.search_key = fold(" ".join(text for field in self.found_by for text in self._texts(field)))
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key", "search_key"}
        super().save(*args, **kwargs)

    def _texts(self, field):
        """The field's texts, the source language's first; at least one, if only ""."""
        if not hasattr(self, columns(field)[0]):
            return [getattr(self, field) or ""]
        source = getattr(self, "source_language", "")
        ordered = sorted(columns(field), key=lambda name: not name.endswith(f"_{source}"))
        return [text for name in ordered if (text := getattr(self, name))] or [""]


class Rendered(models.Model):
    """A model whose Markdown fields are kept beside their safe HTML: `body` and `body_html`, in every language."""

    markdown_fields = ("body",)

    references = GenericRelation(Reference)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        changed = []
        for field in self.markdown_fields:
            for source, target in zip(columns(field), columns(f"{field}_html"), strict=True):
                setattr(self, target, render(getattr(self, source) or ""))
                changed += [source, target]
        if (fields := kwargs.get("update_fields")) is not None and set(fields) & set(changed):
            kwargs["update_fields"] = {*fields, *changed}
        super().save(*args, **kwargs)
        if (fields := kwargs.get("update_fields")) is None or set(fields) & set(changed):
            Reference.objects.record(self)

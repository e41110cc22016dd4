from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import GenericTaggedItemBase, TagBase

from eig.languages.columns import codes, column, never_blank_in_any_language, unique_in_each_language
from eig.publishing.keys import Keyed
from eig.seo.models import Addressed
from eig.tags.addresses import path_of
from eig.text.folding import fold
from eig.text.models import Foldable


class TagQuerySet(models.QuerySet):
    def named(self, name):
        """The tag of that name, whatever its case and accents; made when there is none yet."""
        tag, _created = self.get_or_create(sort_key=fold(name)[:250], defaults={"name": name.strip()})
        return tag

    def at(self, slug):
        """The tags at that address in the active language; the default language's slug serves where it has none."""
        own, default = column("slug", get_language()), column("slug", codes()[0])
        return self.filter(Q(**{own: slug}) | Q(**{f"{own}__isnull": True, default: slug}))


class StrictTagBase(TagBase):
    """Taggit's tag without its search for a free slug: two tags of one word are one tag."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super(TagBase, self).save(*args, **kwargs)


class Tag(Addressed, Foldable, Keyed, StrictTagBase):
    """A theme: its name and address in each language, never twice the same word."""

    named_by = "name"
    found_by = ("name",)

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, null=True, blank=True)
    sort_key = models.CharField(_("sort key"), max_length=250, editable=False, unique=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["sort_key"]
        constraints = [
            *unique_in_each_language("tag", "slug"),
            *never_blank_in_any_language("tag", "slug"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        for code in codes():
            name = getattr(self, column("name", code))
            if name and not getattr(self, column("slug", code)):
                setattr(self, column("slug", code), slugify(fold(name))[:100] or None)
        super().save(*args, **kwargs)

    def address_in(self, language):
        slug = getattr(self, column("slug", language)) or getattr(self, column("slug", codes()[0]))
        return path_of(slug, language) if slug else ""

    @transaction.atomic
    def merge_into(self, kept):
        """Everything tagged with this is tagged with `kept`; this one is gone, its addresses lead to `kept`."""
        for link in TaggedItem.objects.filter(tag=self):
            TaggedItem.objects.get_or_create(content_type=link.content_type, object_id=link.object_id, tag=kept)
        self.leave_addresses_to(kept)
        self.delete()


class TaggedItem(GenericTaggedItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="items", verbose_name=_("tag"))

    class Meta:
        verbose_name = _("tagged item")
        verbose_name_plural = _("tagged items")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "tag"], name="tagged_once"),
        ]

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from taggit.managers import TaggableManager

from challenges.models import Challenge
from community.handles import HandleField, bare_handles
from community.models import Cohort, Person
from eig.images.models import Image
from eig.languages.columns import (
    column,
    never_blank_in_any_language,
    required_in_source_language,
    unique_in_each_language,
)
from eig.publishing.models import Publishable, PublishableQuerySet
from eig.seo.models import Addressed
from eig.tags.models import TaggedItem
from eig.text.models import Foldable, Rendered


class PostQuerySet(PublishableQuerySet):
    def in_order(self):
        """Newest first: by date, then by the instant of publication in the active language."""
        return self.newest_first().order_by("-date", "-live_since", "-key")

    def about(self, challenge):
        """Posts related to the challenge."""
        return self.filter(challenges=challenge)

    def for_cards(self):
        """With all that a post card shows, in a fixed number of queries."""
        return self.select_related("cover").prefetch_related("tags")


class Post(Addressed, Rendered, Foldable, Publishable):
    """An article of the blog."""

    translated_texts = ("title", "slug", "standfirst", "body", "byline")
    found_by = ("title", "standfirst", "byline")

    title = models.CharField(_("title"), max_length=250)
    slug = models.SlugField(_("slug"), max_length=120, null=True, blank=True)
    date = models.DateField(
        _("date"), default=timezone.localdate, help_text=_("Shown with the post, and part of its address.")
    )
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("Two or three sentences that make one read on.")
    )
    body = models.TextField(_("text"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    cover = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="post_covers", verbose_name=_("cover")
    )
    authors = models.ManyToManyField(
        Person, through="Authorship", related_name="posts", verbose_name=_("authors"), blank=True
    )
    byline = models.CharField(
        _("byline"), max_length=250, blank=True, help_text=_("As it should read: “Amina Diallo, EIG Phare”.")
    )
    author_handle = HandleField(_("author's Twitter handle"), service="twitter")
    tags = TaggableManager(through=TaggedItem, verbose_name=_("tags"), blank=True, related_name="posts")
    challenges = models.ManyToManyField(
        Challenge, related_name="posts", verbose_name=_("related challenges"), blank=True
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("cohort")
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-date", "-key"]
        constraints = [
            *unique_in_each_language("post", "slug", "date"),
            *never_blank_in_any_language("post", "slug"),
            *required_in_source_language("post", "title"),
            *bare_handles("post", "author_handle"),
        ]

    def __str__(self):
        return self.title

    def address_in(self, language):
        slug = getattr(self, column("slug", language))
        if not slug:
            return ""
        with override(language):
            return reverse("blog:post", args=[self.date.year, self.date.month, self.date.day, slug])


class Authorship(models.Model):
    """Someone who wrote a post, in the order of the byline."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="authorships", verbose_name=_("post"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorships", verbose_name=_("person"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="authorship_once_per_post")]

    def __str__(self):
        return str(self.person)

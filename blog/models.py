from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.db.models.functions import Greatest, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from challenges.models import Challenge
from challenges.rows import Rows
from community.handles import HandleField, bare_handles
from community.models import Cohort, Person
from eig.images.models import Image
from eig.languages.columns import (
    codes,
    column,
    columns,
    never_blank_in_any_language,
    required_in_source_language,
    unique_in_each_language,
)
from eig.publishing.models import Publishable, PublishableQuerySet
from eig.seo.models import Addressed
from eig.tags.models import Tag, TaggedItem
from eig.text.models import Foldable, Rendered

WORDS_A_MINUTE = 220
RELATED = 5
# What a link to a post does not show.
TEXTS = [name for field in ("body", "body_html") for name in (field, *columns(field))]


class PostQuerySet(PublishableQuerySet):
    def in_order(self):
        """Newest first for readers of the active language, with `dated`: the day that their page bears.

        The source language's is the date of the post, which is part of its address; a translation that came out later
        bears the day it came out.
        """
        came_out = Greatest("date", TruncDate("live_since"))
        dated = Case(When(source_language=get_language(), then=F("date")), default=came_out)
        return self.newest_first().annotate(dated=dated).order_by("-dated", "-live_since", "-key")

    def about(self, challenge):
        """Posts related to the challenge."""
        return self.filter(challenges=challenge)

    def of_cohort(self, cohort):
        """Posts related to the cohort, or to one of its challenges."""
        about = Post.challenges.through.objects.filter(post=OuterRef("pk"), challenge__cohort=cohort)
        return self.filter(Q(cohort=cohort) | Exists(about))

    def tagged(self, tag):
        return self.filter(tags=tag)

    def in_year(self, year):
        """Posts dated that year; none for a year no calendar knows."""
        return self.filter(date__year=year) if 1 <= year <= 9999 else self.none()

    def years(self):
        """The years of these posts, latest first."""
        return self.order_by("-date__year").values_list("date__year", flat=True).distinct()

    def tags(self):
        """The tags of these posts, the most used first, each with their `number`."""
        return (
            Tag.objects.filter(posts__in=self.order_by())
            .annotate(number=Count("posts", distinct=True))
            .order_by("-number", "sort_key")
        )

    def languages(self):
        """Codes of the languages in which some of these posts are live."""
        live = self.order_by().aggregate(**{code: Count("pk", filter=self._live(code, None)) for code in codes()})
        return [code for code in codes() if live[code]]

    def at(self, year, month, day, slug):
        """The posts at that address in the active language; none for a day no calendar knows."""
        try:
            day = date(year, month, day)
        except (ValueError, OverflowError):
            return self.none()
        return self.filter(date=day, **{column("slug", get_language()): slug})

    def with_neighbours(self):
        """With `previous` and `following` of each, lists of one post or none; comes after `in_order()`."""
        same_day = Q(dated=OuterRef("dated"))
        same_instant = same_day & Q(live_since=OuterRef("live_since"))
        earlier = Q(dated__lt=OuterRef("dated")) | same_day & Q(live_since__lt=OuterRef("live_since"))
        later = Q(dated__gt=OuterRef("dated")) | same_day & Q(live_since__gt=OuterRef("live_since"))
        others = Post.objects.published().in_order()
        before = others.filter(earlier | same_instant & Q(key__lt=OuterRef("key")))[:1]
        after = others.filter(later | same_instant & Q(key__gt=OuterRef("key"))).reverse()[:1]
        return self.annotate(previous=Rows(before, leave_out=TEXTS), following=Rows(after, leave_out=TEXTS))

    def with_related(self):
        """With `related`, the latest others that share a challenge or a tag with it; comes after `in_order()`."""
        about = Post.challenges.through.objects
        tagged = TaggedItem.objects.filter(content_type=ContentType.objects.get_for_model(Post))
        this = OuterRef(OuterRef(OuterRef("pk")))
        same_challenges = about.filter(post=this).values("challenge")
        same_tags = tagged.filter(object_id=this).values("tag")
        alike = Q(pk__in=about.filter(challenge__in=same_challenges).values("post"))
        alike |= Q(pk__in=tagged.filter(tag__in=same_tags).values("object_id"))
        others = Post.objects.published().in_order().filter(alike).exclude(pk=OuterRef("pk"))
        return self.annotate(related=Rows(others[:RELATED], leave_out=TEXTS))

    def for_page(self):
        """With all that a post's page shows of itself, in the same query."""
        item = {"items__content_type": ContentType.objects.get_for_model(Post), "items__object_id": OuterRef("pk")}
        public = Person.objects.published()
        authors = Person.objects.filter(authorships__post=OuterRef("pk")).order_by(
            "authorships__position", "authorships__pk"
        )
        faces = Image.objects.filter(portraits__authorships__post=OuterRef("pk"), portraits__in=public).order_by(
            "portraits__authorships__position", "portraits__authorships__pk"
        )
        page = self.with_warning()
        return page.select_related("cover").annotate(
            its_tags=Rows(Tag.objects.filter(**item)),
            its_authors=Rows(
                authors.annotate(is_public=Exists(public.filter(pk=OuterRef("pk")))),
                leave_out=[name for field in ("bio", "bio_html") for name in (field, *columns(field))],
            ),
            its_faces=Rows(faces),
            has_challenges=Exists(Post.challenges.through.objects.filter(post=OuterRef("pk"))),
            **{f"is_live_{code}": self._live(code, None) for code in codes()},
        )

    def for_cards(self):
        """With all that a post card shows, in the same query."""
        return self.select_related("cover")


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
    author_handle = HandleField(_("author's account on X (Twitter)"), service="twitter")
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

    @property
    def alternates(self):
        """`(code, path)` in each language where it is live; known after `for_page()`."""
        return [(code, self.address_in(code)) for code in codes() if getattr(self, f"is_live_{code}")]

    @property
    def came_out(self):
        """The instant at which readers got it, or the day that its page bears if another; after `in_order()`."""
        return self.live_since if timezone.localdate(self.live_since) == self.dated else self.dated

    @property
    def changed_since(self):
        """When its text last changed on the site, None if never; known after `with_last_publication()`."""
        again = self.published_again_at
        return again if again and again > self.live_since else None

    @property
    def minutes_to_read(self):
        """Whole minutes, one at least."""
        return max(1, round(len(strip_tags(self.shown_text("body_html")[0]).split()) / WORDS_A_MINUTE))


class Authorship(models.Model):
    """Someone who wrote a post, in the order of the byline."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="authorships", verbose_name=_("post"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorships", verbose_name=_("person"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "person"],
                name="authorship_once_per_post",
                violation_error_message=_("This person signs this post already: take one of the two lines out."),
            )
        ]

    def __str__(self):
        return str(self.person)

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eig.publishing.models.history import Version


class EditionQuerySet(models.QuerySet):
    def live(self, at=None):
        """Editions a visitor may read at that instant (now by default): the one rule of visibility."""
        at = at or timezone.now()
        return self.filter(Q(unpublished_at__isnull=True) | Q(unpublished_at__gt=at), published_at__lte=at)

    def scheduled(self, at=None):
        """Editions whose publication is planned for later."""
        return self.filter(published_at__gt=at or timezone.now())

    def to_be_withdrawn(self, at=None):
        """Editions whose withdrawal is planned for later."""
        return self.filter(unpublished_at__gt=at or timezone.now())

    def over(self, at=None):
        """Editions that visitors no longer read."""
        return self.filter(unpublished_at__lte=at or timezone.now())

    def with_last_publication(self):
        """With `published_again_at` of each: when the text that visitors read was last published, None if only once."""
        of_edition = {name: OuterRef(name) for name in ("content_type", "object_id", "language")}
        versions = Version.objects.filter(**of_edition, kind=Version.Kind.PUBLISHED).order_by("-number")
        return self.annotate(published_again_at=Subquery(versions.values("made_at")[:1]))

    def kept(self):
        """Editions of items that are not in the bin."""
        binned = Q()
        for model in apps.get_models():
            if not model._meta.proxy and any(field.related_model is Edition for field in model._meta.private_fields):
                kind = ContentType.objects.get_for_model(model)
                items = model._base_manager.filter(binned_at__isnull=False)
                binned |= Q(content_type=kind, object_id__in=items.values("pk"))
        return self.exclude(binned)


class EditionManager(models.Manager.from_queryset(EditionQuerySet)):
    """Editions without the text of their working draft, which only the desk reads."""

    def get_queryset(self):
        return super().get_queryset().defer("draft")


class Edition(models.Model):
    """An item in one language: its state, from when to when visitors may read it, and the work not live yet."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        UNPUBLISHED = "unpublished", _("unpublished")

    class Review(models.TextChoices):
        """Where the text that is not live yet stands between its author and the editors."""

        NONE = "", _("being written")
        ASKED = "in_review", _("in review")
        CHANGES = "changes_requested", _("changes requested")
        APPROVED = "approved", _("approved")

    class Reason(models.TextChoices):
        """Why something is no longer on the site."""

        OUT_OF_DATE = "out_of_date", _("out of date")
        DUPLICATE = "duplicate", _("said elsewhere already")
        ON_REQUEST = "on_request", _("on request")
        REPLACED = "replaced", _("replaced by another item")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    unpublished_at = models.DateTimeField(_("unpublished at"), null=True, blank=True)
    review = models.CharField(_("review"), max_length=20, choices=Review, blank=True, default=Review.NONE)
    unpublish_reason = models.CharField(
        _("reason for unpublishing"), max_length=20, choices=Reason, blank=True, editable=False
    )
    # What stands in its place once it is unpublished for that reason: old addresses lead there.
    replaced_by_type = models.ForeignKey(
        ContentType, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    replaced_by_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    replaced_by = GenericForeignKey("replaced_by_type", "replaced_by_id")
    draft = models.JSONField(
        _("working draft"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The payload of the form while it is not live; none when nothing waits."),
    )
    draft_at = models.DateTimeField(_("draft saved at"), null=True, blank=True, editable=False)
    draft_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="working_drafts",
        verbose_name=_("draft saved by"),
    )
    # Whose act made the revision that stands; None when a command did, which acts for nobody.
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("last saved by"),
    )
    outdated_since = models.DateTimeField(
        _("perhaps out of date since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Readers of this translation are told so until it is published again."),
    )
    # Grows with every save and publication: a form that knows another number was opened before someone else's.
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = EditionManager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        indexes = [models.Index(fields=["content_type", "language", "published_at"], name="edition_live")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language"], name="edition_one_per_item_and_language"
            ),
            models.CheckConstraint(
                condition=Q(unpublished_at__isnull=True) | Q(unpublished_at__gt=F("published_at")),
                name="edition_dates_in_order",
                violation_error_message=_("An item is unpublished after it is published."),
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="edition_published_has_date"
            ),
            models.CheckConstraint(
                condition=Q(outdated_since__isnull=True) | Q(published_at__isnull=False),
                name="edition_warning_once_published",
            ),
            models.CheckConstraint(
                condition=Q(draft__isnull=True) | Q(draft_at__isnull=False), name="edition_draft_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state="unpublished") | Q(unpublished_at__isnull=False),
                name="edition_unpublished_has_date",
            ),
        ]

    def __str__(self):
        return f"{self.get_language_display()} – {self.label}"

    def is_live(self, at=None):
        """`EditionQuerySet.live` for one edition in hand."""
        at = at or timezone.now()
        return bool(
            self.published_at and self.published_at <= at and (self.unpublished_at is None or self.unpublished_at > at)
        )

    @property
    def changed_at(self):
        """When visitors got the text that they read; known after `with_last_publication()`."""
        return max(self.published_at, self.published_again_at or self.published_at)

    @property
    def is_out(self):
        """Whether it is on the site, or on its way there: its columns are then not for work in progress."""
        return self.is_live() or self.is_scheduled

    @property
    def is_writable(self):
        """Whether its author still may change it: never out, and not in the hands of the editors."""
        return self.published_at is None and self.review in {self.Review.NONE, self.Review.CHANGES}

    @property
    def has_draft(self):
        return self.draft_at is not None

    @property
    def is_scheduled(self):
        return bool(self.published_at and self.published_at > timezone.now())

    @property
    def label(self):
        """The state in an editor's words: one in the future is "scheduled", one that is over is "unpublished"."""
        if self.state == self.State.PUBLISHED:
            if self.is_scheduled:
                return _("scheduled")
            if not self.is_live():
                return self.State.UNPUBLISHED.label
        return self.get_state_display()

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import codes, column
from eig.publishing.keys import Keyed


class EditionQuerySet(models.QuerySet):
    def live(self, at=None):
        """Editions a visitor may read at that instant (now by default): the one rule of visibility."""
        at = at or timezone.now()
        return self.filter(Q(unpublished_at__isnull=True) | Q(unpublished_at__gt=at), published_at__lte=at)

    def scheduled(self, at=None):
        """Editions whose publication is planned for later."""
        return self.filter(published_at__gt=at or timezone.now())

    def over(self, at=None):
        """Editions that visitors no longer read."""
        return self.filter(unpublished_at__lte=at or timezone.now())


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
    source_digest = models.CharField(
        _("digest of the source"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("What the text in the source language was when this edition was last published."),
    )
    review = models.CharField(_("review"), max_length=20, choices=Review, blank=True, default=Review.NONE)
    unpublish_reason = models.CharField(
        _("reason for unpublishing"), max_length=20, choices=Reason, blank=True, editable=False
    )
    draft = models.JSONField(
        _("working draft"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The payload of the form (eig.publishing.payloads) while it is not live; none when nothing waits."),
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
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned with changes to make")
        PUBLISHED = "published", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        UNPUBLISHED = "unpublished", _("unpublished")
        DISCARDED = "discarded", _("changes discarded")
        RESTORED = "restored", _("version restored")
        COMMENTED = "commented", _("commented")
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

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="step_of_item")]

    def __str__(self):
        return self.get_verb_display()


class PublishableQuerySet(models.QuerySet):
    def editions_in(self, language):
        """Each item's edition in the language, for a subquery."""
        kind = ContentType.objects.get_for_model(self.model)
        return Edition.objects.filter(content_type=kind, object_id=OuterRef("pk"), language=language)

    def _live(self, language, at):
        return Exists(self.editions_in(language).live(at))

    def published(self, language=None, at=None):
        """Items a visitor may read in the language (the active one by default) at the instant (now by default).

        Each comes with `shown_language`: the language whose texts visitors see. Models that are shown in every
        language fall back to their source language; the others exist only where they are live.
        """
        language = language or get_language()
        if not self.model.shown_in_every_language:
            return self.filter(self._live(language, at)).annotate(shown_language=Value(language))
        return self.filter(self._live(OuterRef("source_language"), at)).annotate(
            shown_language=Case(When(self._live(language, at), then=Value(language)), default=F("source_language"))
        )

    def newest_first(self):
        """Ordered by the instant of publication in the active language's edition, then by key."""
        instant = self.editions_in(get_language()).values("published_at")[:1]
        return self.annotate(live_since=Subquery(instant)).order_by("-live_since", "key")

    def with_editions(self):
        """With the editions of each item in one more query."""
        return self.prefetch_related("editions")


class Publishable(Keyed):
    """What is drafted, published and translated: visible where one of its editions is live."""

    shown_in_every_language = False

    source_language = models.CharField(
        _("source language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("The language it was written in first; the others are translated from it."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    editions = GenericRelation(Edition)
    versions = GenericRelation(Version)
    steps = GenericRelation(Step)

    class Meta:
        abstract = True

    def edition(self, language):
        """This item's edition in the language, or None; free of queries after `with_editions()`."""
        return next((edition for edition in self.editions.all() if edition.language == language), None)

    def live_languages(self, at=None):
        """Codes of the languages in which a visitor may read this item in its own text."""
        live = {edition.language for edition in self.editions.all() if edition.is_live(at)}
        return [code for code in codes() if code in live]

    def languages_shown(self, at=None):
        """Codes of the languages whose pages show this item, if only by fallback."""
        live = self.live_languages(at)
        if self.shown_in_every_language:
            return codes() if self.source_language in live else []
        return live

    def shown_text(self, field):
        """What visitors of the active language read in a translated field, and its language: `(text, code)`.

        Needs `shown_language`, which `published()` annotates; without it the active language counts as live.
        An edition that leaves the field empty falls back to the source language.
        """
        shown = getattr(self, "shown_language", None) or get_language()
        for code in (shown, self.source_language):
            found = getattr(self, column(field, code))
            if found:
                return found, code
        return "", shown


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

"""Calls, and their two instants: what becomes of them when they move, and what calendars are told of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from community.closing import closing_in_words, last_day
from eig.pages.models import Audience, Document
from eig.publishing.keys import Keyed
from eig.seo.models import Addressed
from eig.text.models import Rendered

# What calendars show of a call: when it changes, they are told.
IN_CALENDARS = ("kind", "cohort_id", "opens", "closes", "extended_from")


class DatedQuerySet(models.QuerySet):
    def update(self, **values):
        """As ever; calendars are told of dates that change for many at once too."""
        if {"kind", "cohort", *IN_CALENDARS} & set(values):
            values = {"revision": F("revision") + 1, "revised_at": timezone.now()} | values
        return super().update(**values)

    def to_come_or_open(self, at=None):
        """Calls that are not closed, the first to open first."""
        return self.filter(closes__gt=at or timezone.now()).order_by("opens", "key")

    def open(self, at=None):
        """Calls open at that instant (now by default), the first to close first."""
        at = at or timezone.now()
        return self.filter(opens__lte=at, closes__gt=at).order_by("closes")

    def upcoming(self, at=None):
        return self.filter(opens__gt=at or timezone.now()).order_by("opens")

    def closed(self, at=None):
        return self.filter(closes__lte=at or timezone.now()).order_by("-closes")


def dates_in_order(name):
    return [
        models.CheckConstraint(
            condition=Q(closes__gt=F("opens")),
            name=f"{name}_dates_in_order",
            violation_error_message=_("A call closes after it opens."),
        ),
        models.CheckConstraint(
            condition=Q(extended_from__isnull=True) | Q(extended_from__lt=F("closes")),
            name=f"{name}_extended_to_later",
            violation_error_message=_("A call that is extended closes later than was said first."),
        ),
    ]


class Dated(models.Model):
    """Something that opens and closes at an instant, and may be extended."""

    class State(models.TextChoices):
        UPCOMING = "upcoming", _("opens soon")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    opens = models.DateTimeField(_("opens"), help_text=_("Paris time."))
    closes = models.DateTimeField(_("closes"), help_text=_("Paris time; closed from that second on."))
    extended_from = models.DateTimeField(
        _("extended: was to close"),
        null=True,
        blank=True,
        help_text=_(
            "Filled in by itself when the closing of an open call is put off, and said to visitors. "
            "Empty it if you only mended a mistake."
        ),
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    revised_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.opens and self.closes:
            self._settle(self._stored())

    def save(self, *args, **kwargs):
        stored = self._stored()
        self._settle(stored)
        if stored and any(stored[name] != getattr(self, name) for name in IN_CALENDARS):
            self.revision, self.revised_at = stored["revision"] + 1, timezone.now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "extended_from", "revision", "revised_at"}
        super().save(*args, **kwargs)

    @cached_property
    def seen_at(self):
        """The instant at which it is looked at: one for all that a page says of it."""
        return timezone.now()

    def state(self, at=None):
        """Call.State at that instant (by default the one at which it is looked at)."""
        at = at or self.seen_at
        if at < self.opens:
            return self.State.UPCOMING
        return self.State.OPEN if at < self.closes else self.State.CLOSED

    @property
    def days_left(self):
        """Whole days until its last one, in Paris: 0 on the last day."""
        return (self.last_day - timezone.localdate(self.seen_at)).days

    @property
    def last_day(self):
        """The last day, in Paris, on which one may answer."""
        return last_day(self.closes)

    @property
    def last_day_told_first(self):
        """The same, as it was before it was extended; None of what was not."""
        return last_day(self.extended_from) if self.extended_from else None

    @property
    def closes_in_words(self):
        return closing_in_words(self.closes)

    def _stored(self):
        """What the database says of the dates now, or None of a row that it has not got."""
        rows = type(self)._base_manager.filter(pk=self.pk)
        return rows.values(*IN_CALENDARS, "revision").first() if self.pk else None

    def _settle(self, stored):
        """Keep the closing that was told first while a call that has opened closes later; forget it otherwise."""
        had_opened = stored and stored["opens"] <= timezone.now()
        unsaid = stored and stored["extended_from"] is None and self.extended_from is None
        if had_opened and unsaid and stored["closes"] < self.closes:
            self.extended_from = stored["closes"]
        if self.extended_from is not None and self.extended_from >= self.closes:
            self.extended_from = None


class CallQuerySet(DatedQuerySet):
    def in_order(self):
        """The last to close first."""
        return self.order_by("-closes", "key")

    def for_applications(self):
        return self.filter(kind=self.model.Kind.APPLICATIONS)

    def announced(self):
        """Calls that visitors may know of: those of cohorts that are shown."""
        return self.filter(cohort__shown=True)

    def with_documents(self):
        """With cohort and, in one more query, the `documents_to_read` of each."""
        public = Document.objects.published()
        regulation = Exists(public.filter(pk=OuterRef("regulation_id")))
        others = Prefetch("documents", public.select_related("cover"), to_attr="other_documents")
        calls = self.select_related("cohort", "regulation__cover", "audience").prefetch_related(others)
        return calls.annotate(regulation_is_public=regulation)

    def in_sight(self, at=None):
        """Calls told in full: of those that are closed, the latest of its kind if none of the kind is to come."""
        akin = self.model.objects.announced().filter(kind=OuterRef("kind"))
        later = akin.filter(Q(closes__gt=OuterRef("closes")) | Q(closes=OuterRef("closes"), key__lt=OuterRef("key")))
        return self.announced().exclude(Exists(later), closes__lte=at or timezone.now())


class Call(Addressed, Rendered, Dated, Keyed):
    """A call for projects or for applications: its two instants decide what the site says about it."""

    class Kind(models.TextChoices):
        PROJECTS = "projects", _("call for projects")
        APPLICATIONS = "applications", _("call for applications")

    markdown_fields = ("text_before", "text_open", "text_after")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    cohort = models.ForeignKey(
        "community.Cohort", on_delete=models.PROTECT, related_name="calls", verbose_name=_("cohort")
    )
    apply_url = models.URLField(_("where to apply"), max_length=500, blank=True)
    regulation = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("regulation")
    )
    documents = models.ManyToManyField(Document, related_name="calls_of", blank=True, verbose_name=_("other documents"))
    audience = models.ForeignKey(
        Audience,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calls",
        verbose_name=_("frequent questions"),
        help_text=_("Those for whom the call is: what they ask most stands under it until it closes."),
    )
    text_before = models.TextField(_("text before it opens"), blank=True)
    text_before_html = models.TextField(editable=False, blank=True)
    text_open = models.TextField(_("text while it is open"), blank=True)
    text_open_html = models.TextField(editable=False, blank=True)
    text_after = models.TextField(_("text once it is closed"), blank=True)
    text_after_html = models.TextField(editable=False, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-closes"]
        constraints = [
            *dates_in_order("call"),
            models.UniqueConstraint(fields=["kind", "cohort"], name="call_one_per_kind_and_cohort"),
        ]

    def __str__(self):
        return f"{capfirst(self.get_kind_display())}, {self.cohort}"

    def unique_error_message(self, model_class, unique_check):
        """What to do with a second call of a kind, which a cohort does not have."""
        if set(unique_check) != {"kind", "cohort"}:
            return super().unique_error_message(model_class, unique_check)
        words = _("%(cohort)s already has a %(kind)s: change that one, or extend it.")
        details = {"cohort": self.cohort, "kind": self.get_kind_display()}
        return ValidationError(words % details, code="unique_together")

    @property
    def anchor(self):
        """Where it stands on the page of calls: a cohort has one call of a kind."""
        return f"{self.kind}-{self.cohort.slug}"

    def address_in(self, language):
        with override(language):
            return f"{reverse('community:take_part')}#{self.anchor}"

    @property
    def text_now_field(self):
        """The field that holds the words of today's state."""
        fields = {
            self.State.UPCOMING: "text_before",
            self.State.OPEN: "text_open",
            self.State.CLOSED: "text_after",
        }
        return fields[self.state()]

    @property
    def fields_out_of_sight(self):
        """The texts of the other states."""
        return [field for field in self.markdown_fields if field != self.text_now_field]

    @property
    def documents_to_read(self):
        """What visitors may read of its regulation and its other documents; for calls `with_documents()`."""
        first = [self.regulation] if self.regulation_is_public else []
        return [*first, *(document for document in self.other_documents if document not in first)]

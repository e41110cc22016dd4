from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import codes, column
from eig.publishing.keys import Keyed
from eig.publishing.models.editions import Edition
from eig.publishing.models.history import Step, Version
from eig.publishing.models.sharing import PreviewLink


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

    def kept(self):
        """Items that are not in the bin."""
        return self.filter(binned_at__isnull=True)

    def binned(self):
        """Items in the bin, the last one first."""
        return self.filter(binned_at__isnull=False).order_by("-binned_at", "-pk")

    def due_for_review(self, at=None):
        """Items on the site that are to be read again at that instant (now by default)."""
        at = at or timezone.now()
        kind = ContentType.objects.get_for_model(self.model)
        live = Edition.objects.live(at).filter(content_type=kind, object_id=OuterRef("pk"))
        return self.kept().filter(Exists(live), review_on__lte=timezone.localdate(at))

    def newest_first(self):
        """Ordered by the instant of publication in the active language's edition, then by key."""
        instant = self.editions_in(get_language()).values("published_at")[:1]
        return self.annotate(live_since=Subquery(instant)).order_by("-live_since", "key")

    def with_warning(self):
        """With `outdated_since`, since when staff say that the text of the active language may be out of date, or None;
        and with `source_address`.
        """
        said = self.editions_in(get_language()).live().values("outdated_since")[:1]
        return self.annotate(
            outdated_since=Subquery(said), source_is_live=self._live(OuterRef("source_language"), None)
        )

    def with_last_publication(self):
        """With `published_again_at`: when the text of the active language was last published, None if only once."""
        edition = self.editions_in(get_language()).with_last_publication()
        return self.annotate(published_again_at=Subquery(edition.values("published_again_at")[:1]))

    def with_dated_editions(self):
        """With the editions of each item, which know when their text last changed, in one more query."""
        return self.prefetch_related(Prefetch("editions", Edition.objects.with_last_publication()))

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
    review_on = models.DateField(
        _("to be reviewed on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("From that day on, editors are reminded to read it again."),
    )
    binned_at = models.DateTimeField(_("put into the bin at"), null=True, blank=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("put into the bin by"),
    )
    editions = GenericRelation(Edition)
    versions = GenericRelation(Version)
    steps = GenericRelation(Step)
    preview_links = GenericRelation(PreviewLink)

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

    @property
    def source_address(self):
        """Where visitors read what this was translated from, "" where they cannot; known after `with_warning()`."""
        return self.address_in(self.source_language) if self.source_is_live else ""

    def shown_text(self, field):
        """What visitors of the active language read in a translated field, and its language: `(text, code)`.

        Needs `shown_language`, which `published()` annotates; without it the active language counts as live.
        What is shown in every language falls back to its source where its edition leaves the field empty. The source of
        anything else may not be live: only its name is borrowed, for a page or a link without words leads nobody.
        """
        shown = getattr(self, "shown_language", None) or get_language()
        borrows = self.shown_in_every_language or field == getattr(self, "named_by", None)
        for code in (shown, self.source_language) if borrows else (shown,):
            found = getattr(self, column(field, code))
            if found:
                return found, code
        return "", shown

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eig.pages.figures import count, definitions
from eig.publishing.keys import Keyed


class ShownQuerySet(models.QuerySet):
    def shown(self):
        """Rows that staff do not keep back."""
        return self.filter(shown=True)


class ProgrammeFigure(Keyed):
    """A number that says what the programme is: counted from the data, or set by hand."""

    label = models.CharField(_("what is counted"), max_length=150)
    definition = models.CharField(
        _("definition"),
        max_length=40,
        blank=True,
        choices=definitions,
        help_text=_("What is counted from the data; leave empty to set the number by hand."),
    )
    amount = models.PositiveIntegerField(_("number set by hand"), null=True, blank=True)
    url = models.CharField(_("link"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    shown = models.BooleanField(_("shown"), default=True)

    objects = ShownQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme figure")
        verbose_name_plural = _("programme figures")
        ordering = ["position", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(definition="", amount__isnull=False) | ~Q(definition=""),
                name="programme_figure_counted_or_set",
                violation_error_message=_("Choose what is counted, or give the number."),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def number(self):
        """The figure of today."""
        return count(self.definition) if self.definition else self.amount


class ProgrammeStep(Keyed):
    """One step in the making of a cohort, as the home page tells it."""

    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("text"), blank=True)
    page = models.ForeignKey(
        "pages.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="programme_steps",
        verbose_name=_("page"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("programme step")
        verbose_name_plural = _("programme steps")
        ordering = ["position", "key"]

    def __str__(self):
        return self.title

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eig.images.models import Image
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


# Home has room for as many.
TESTIMONIALS_IN_SIGHT = 2


class TestimonialQuerySet(ShownQuerySet):
    def in_sight(self):
        """Those that the home page shows: the first that staff do not keep back."""
        return self.filter(pk__in=self.model.objects.shown().values("pk")[:TESTIMONIALS_IN_SIGHT])


class Testimonial(Keyed):
    """Words of a mentor, an EIG or an administration about the programme."""

    quote = models.TextField(_("quotation"))
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=250, blank=True)
    portrait = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="testimonials", verbose_name=_("portrait")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    shown = models.BooleanField(_("shown"), default=True)

    objects = TestimonialQuerySet.as_manager()

    class Meta:
        verbose_name = _("testimonial")
        verbose_name_plural = _("testimonials")
        ordering = ["position", "key"]

    def __str__(self):
        return self.name

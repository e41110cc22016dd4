"""What journalists are given: pictures chosen for them, and the figures of the programme."""

from itertools import islice

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.images.credits import CreditedImage
from eig.images.models import Image
from eig.pages.programme import ProgrammeFigure
from eig.publishing.keys import Keyed

FIGURES_SHOWN = 4


class PressPicture(Keyed):
    """A picture that the press page offers, in the order that staff give."""

    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="press_pictures", verbose_name=_("image"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("press picture")
        verbose_name_plural = _("press pictures")
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["image"],
                name="press_picture_once",
                violation_error_code="unique",
                violation_error_message=_("This picture is among those for the press already: choose another one."),
            )
        ]

    def __str__(self):
        # Visitors read it on the page of credits: what staff call the image is not for them.
        return gettext("Press picture %(number)d") % {"number": self.position + 1}

    def get_absolute_url(self):
        return reverse("pages:press")


def pictures():
    """The pictures for the press that visitors may see, each with its file for print if its licence allows one."""
    chosen = [row.image for row in PressPicture.objects.select_related("image")]
    return [CreditedImage(image, []) for image in chosen if not image.is_withdrawn()]


def figures():
    """`(figure, number)` of the first figures that count something."""
    counted = ((figure, number) for figure in ProgrammeFigure.objects.shown() if (number := figure.number))
    return list(islice(counted, FIGURES_SHOWN))

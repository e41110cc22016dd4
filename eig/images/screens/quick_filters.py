"""What editors look for in the image library: pictures that lack something, or are too much of something."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from eig.images.models import Image
from eig.images.querysets import HEAVY_BYTES, SMALL_WIDTH, ImageQuerySet
from eig.languages.columns import codes
from eig.languages.names import language_name

FILTERS_VAR = "only"
FILTERS_APART = "."


class QuickFilter(NamedTuple):
    """What an image may lack or be too much of: a name for addresses, words, the images concerned among some."""

    name: str
    words: str
    among: Callable[[ImageQuerySet], ImageQuerySet]
    note: str = ""


def quick_filters():
    """`{name: QuickFilter}`, what editors mend most often first."""
    silent = [
        QuickFilter(
            f"alt-{code}",
            format_lazy(_("no alternative text in {language}"), language=language_name(code)),
            partial(ImageQuerySet.without_alt, language=code),
        )
        for code in codes()
    ]
    small = format_lazy(_("narrower than {width} pixels, portraits and logos apart"), width=SMALL_WIDTH)
    heavy = format_lazy(_("the original weighs over {weight} MB"), weight=HEAVY_BYTES // 1024**2)
    filters = [
        QuickFilter("withdraw", _("to withdraw"), ImageQuerySet.to_withdraw, _("the rights are over, and it is used")),
        QuickFilter("credit", _("no credit"), ImageQuerySet.uncredited),
        *silent,
        QuickFilter("rights", _("rights unknown"), ImageQuerySet.rights_unknown, _("no credit, or no licence")),
        QuickFilter("consent", _("consent missing"), ImageQuerySet.consent_missing),
        QuickFilter("expiring", _("rights over within 60 days"), ImageQuerySet.expiring),
        QuickFilter("expired", _("rights expired"), ImageQuerySet.expired),
        QuickFilter("unused", _("unused"), ImageQuerySet.unused),
        QuickFilter("small", _("too small"), ImageQuerySet.too_small, small),
        QuickFilter("heavy", _("heavy"), ImageQuerySet.heavy, heavy),
    ]
    return {one.name: one for one in filters}


def counts(images, names=None):
    """`{name of a quick filter: how many of the images it concerns}`, in one query; of all of them unless named."""
    concerned = {
        f"number_{name}": Count("pk", filter=Q(pk__in=one.among(Image.objects.order_by()).values("pk")))
        for name, one in quick_filters().items()
        if names is None or name in names
    }
    return {name.removeprefix("number_"): number for name, number in images.aggregate(**concerned).items()}


def library_address(*names):
    """The address of the library reduced to what these quick filters concern."""
    address = reverse("admin:images_image_changelist")
    return f"{address}?{FILTERS_VAR}={FILTERS_APART.join(names)}" if names else address

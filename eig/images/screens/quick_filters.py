"""What editors look for in the image library: pictures that lack something, or are too much of something."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

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


def counts(images):
    """`{name of a quick filter: how many of the images it concerns}`, in one query."""
    concerned = {
        f"number_{name}": Count("pk", filter=Q(pk__in=one.among(Image.objects.order_by()).values("pk")))
        for name, one in quick_filters().items()
    }
    return {name.removeprefix("number_"): number for name, number in images.aggregate(**concerned).items()}


def library_address(*names):
    """The address of the library reduced to what these quick filters concern."""
    address = reverse("admin:images_image_changelist")
    return f"{address}?{FILTERS_VAR}={FILTERS_APART.join(names)}" if names else address


def reminders():
    """`(words, address)` of what waits in the library, the most pressing first; nothing for what is done."""
    numbers = counts(Image.objects.order_by())
    lines = [
        (_to_withdraw, "withdraw"),
        (_expiring, "expiring"),
        (_uncredited, "credit"),
        *((partial(_silent, code), f"alt-{code}") for code in codes()),
        (_without_consent, "consent"),
    ]
    return [(words(numbers[name]), library_address(name)) for words, name in lines if numbers[name]]


def _to_withdraw(number):
    words = ngettext(
        "%(count)d image to withdraw: its rights are over, and it is used",
        "%(count)d images to withdraw: their rights are over, and they are used",
        number,
    )
    return words % {"count": number}


def _expiring(number):
    words = ngettext(
        "%(count)d image whose rights end within 60 days", "%(count)d images whose rights end within 60 days", number
    )
    return words % {"count": number}


def _uncredited(number):
    return ngettext("%(count)d image without credit", "%(count)d images without credit", number) % {"count": number}


def _silent(code, number):
    words = ngettext(
        "%(count)d image without alternative text in %(language)s",
        "%(count)d images without alternative text in %(language)s",
        number,
    )
    return words % {"count": number, "language": language_name(code)}


def _without_consent(number):
    words = ngettext(
        "%(count)d image without the consent of the people pictured",
        "%(count)d images without the consent of the people pictured",
        number,
    )
    return words % {"count": number}

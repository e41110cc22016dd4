"""The rights on a picture: licences and where they are written, consent, and the one status derived from it all."""

from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Case, Q, Value, When
from django.db.models.enums import TextChoices
from django.db.models.fields import CharField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eig.languages.instants import INSTANT

# How long before their end rights are said to expire soon.
SOON = timedelta(days=60)
# None end before the first photographs; over the first day of the calendar databases stumble.
BEGINNING = datetime(1826, 1, 1, tzinfo=UTC)
CREATIVE_COMMONS = "https://creativecommons.org"


class Licence(TextChoices):
    ETALAB = "etalab-2.0", _("Licence Ouverte 2.0 (etalab-2.0)")
    CC0 = "cc0", "CC0"
    CC_BY = "cc-by", "CC BY"
    CC_BY_SA = "cc-by-sa", "CC BY-SA"
    CC_BY_NC = "cc-by-nc", "CC BY-NC"
    CC_BY_ND = "cc-by-nd", "CC BY-ND"
    CC_BY_NC_SA = "cc-by-nc-sa", "CC BY-NC-SA"
    CC_BY_NC_ND = "cc-by-nc-nd", "CC BY-NC-ND"
    RESERVED = "reserved", _("all rights reserved, used with permission")
    UNKNOWN = "unknown", _("unknown")


# Licences with versions, of which the deed's address is made.
VERSIONED = {licence for licence in Licence if licence.startswith("cc-")}
# Licences under which anyone may print the picture as it is, a newspaper too.
FOR_PRESS = {Licence.ETALAB, Licence.CC0, Licence.CC_BY, Licence.CC_BY_SA, Licence.CC_BY_ND}


class Consent(TextChoices):
    """What the people in the picture said to its publication."""

    NOT_NEEDED = "not_needed", _("not needed")
    GIVEN = "given", _("given")
    MISSING = "missing", _("missing")


class RightsStatus(TextChoices):
    """Where a picture stands, the gravest first."""

    EXPIRED = "expired", _("rights expired")
    UNKNOWN = "unknown", _("rights unknown")
    CONSENT_MISSING = "consent_missing", _("consent missing")
    EXPIRING = "expiring", _("rights expiring soon")
    CLEAR = "clear", _("rights in order")


def validate_end(end):
    """Refuse an instant before which there was nothing to have rights on."""
    if end < BEGINNING:
        raise ValidationError(INSTANT, code="too_early")


def licence_url(licence, version=""):
    """Where a licence is written down, "" for those that no one text states."""
    if licence == Licence.ETALAB:
        return "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    if licence == Licence.CC0:
        return f"{CREATIVE_COMMONS}/publicdomain/zero/1.0/"
    if licence in VERSIONED and version:
        return f"{CREATIVE_COMMONS}/licenses/{licence.removeprefix('cc-')}/{version}/"
    return ""


def conditions(at=None):
    """`{RightsStatus: Q}` for images at that instant (now by default); the first one that holds is the status."""
    at = at or timezone.now()
    return {
        RightsStatus.EXPIRED: Q(rights_until__lte=at),
        RightsStatus.UNKNOWN: Q(credit="") | Q(licence=Licence.UNKNOWN),
        RightsStatus.CONSENT_MISSING: Q(consent=Consent.MISSING),
        RightsStatus.EXPIRING: Q(rights_until__lte=at + SOON),
        RightsStatus.CLEAR: Q(),
    }


def status_case(at=None):
    """The status as an expression for `annotate`."""
    *graver, clear = conditions(at).items()
    whens = [When(condition, then=Value(status.value)) for status, condition in graver]
    return Case(*whens, default=Value(clear[0].value), output_field=CharField())


def status_of(image, at=None):
    """`status_case` for one image in hand."""
    at = at or timezone.now()
    if image.rights_until and image.rights_until <= at:
        return RightsStatus.EXPIRED
    if not image.credit or image.licence == Licence.UNKNOWN:
        return RightsStatus.UNKNOWN
    if image.consent == Consent.MISSING:
        return RightsStatus.CONSENT_MISSING
    if image.rights_until and image.rights_until <= at + SOON:
        return RightsStatus.EXPIRING
    return RightsStatus.CLEAR

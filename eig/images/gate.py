"""What the publication gate asks of pictures: words for those who do not see them, a credit, rights that hold."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eig.images.models import Image
from eig.images.rights import RightsStatus, status_of
from eig.languages.columns import codes, value
from eig.languages.names import language_name
from eig.publishing.gate import Family, Finding, Level, register, register_rules, rows_looked_at, screen_address

MOST_QUOTED = 60


@dataclass(frozen=True)
class Shown:
    """A picture where an item shows it: by id or key, in which input, with what alternative text of this use."""

    pk: int | None
    key: str
    input: str
    place: str
    alt: str = ""

    @property
    def is_cover(self):
        return self.input == "cover"


def shown_on(sheet):
    """The pictures that visitors see with the item: its own, those of its rows, those of its texts."""
    if sheet.is_fallback:
        return
    out_of_sight = getattr(sheet.item, "fields_out_of_sight", ())
    for name in _picture_fields(sheet.model):
        if name not in out_of_sight and (pk := getattr(sheet.item, f"{name}_id")):
            yield Shown(pk, "", name, name)
    for accessor in rows_looked_at(sheet.model):
        for row in sheet.rows_of(accessor):
            for name in _picture_fields(type(row.item)):
                if pk := getattr(row.item, f"{name}_id"):
                    yield Shown(pk, "", row.input(name), f"{row.place}:{name}")
    for name, found in sheet.outlines.items():
        for figure in found.figures:
            if figure.kind == "image":
                yield Shown(None, figure.key, sheet.input(name), name, figure.alt)


def _picture_fields(model):
    return [field.name for field in model._meta.fields if field.related_model is Image]


def pictures(sheets):
    """Every picture that visitors see, all of them in one query."""
    shown = defaultdict(list)
    for sheet in sheets:
        shown[sheet] += shown_on(sheet)
    every = [picture for found in shown.values() for picture in found]
    if not every:
        return
    wanted = Q(pk__in={picture.pk for picture in every}) | Q(key__in={picture.key for picture in every})
    known = {}
    for image in Image.objects.filter(wanted):
        known |= {image.pk: image, image.key: image}
    for sheet, found in shown.items():
        for picture in found:
            image = known.get(picture.pk or picture.key)
            for finding in _defects(sheet, picture, image):
                yield sheet, finding


def _defects(sheet, picture, image):
    if image is None:
        words = _("The text shows a picture that is no longer in the library: choose another one.")
        place = f"{picture.place}:{picture.key or picture.pk}"
        yield Finding("picture-gone", Level.ERROR, words, picture.input, place=place)
        return
    details = {"title": _shortened(image.title), "language": language_name(sheet.language)}
    for code, level, words, day in (*_words(sheet, picture, image), *_rights(sheet, image)):
        chosen = words[0] if picture.is_cover else words[1]
        if day is not None:
            details["day"] = date_format(localtime(day), "DATE_FORMAT")
        # One picture, one defect: wherever it is shown, it is mended in the library.
        yield Finding(
            code,
            level,
            chosen % details,
            picture.input,
            screen_address(image, sheet.language if code.startswith("alt") else ""),
            place=image.key,
        )


def _words(sheet, picture, image):
    if image.decorative or picture.alt or value(image, "alt", sheet.language):
        return
    if any(value(image, "alt", code) for code in codes()):
        words = (
            _("The alternative text of the cover is not written in %(language)s yet."),
            _("The alternative text of the picture “%(title)s” is not written in %(language)s yet."),
        )
        yield "alt-to-translate", Level.WARNING, words, None
        return
    words = (
        _("The cover has no alternative text: what should someone who does not see it know?"),
        _("The picture “%(title)s” has no alternative text: what should someone who does not see it know?"),
    )
    yield "alt-missing", Level.ERROR, words, None


def _rights_over(image):
    """The rights ended, or will have when the page is out."""
    if image.rights_until <= timezone.now():
        return (
            _("The rights to the cover ended on %(day)s: prolong them or choose another one."),
            _("The rights to the picture “%(title)s” ended on %(day)s: prolong them or choose another one."),
        )
    return (
        _("The rights to the cover end on %(day)s: prolong them or choose another one."),
        _("The rights to the picture “%(title)s” end on %(day)s: prolong them or choose another one."),
    )


def _rights(sheet, image):
    status = status_of(image, sheet.at)
    if not image.credit and not image.decorative:
        words = (
            _("The cover has no credit: who took it?"),
            _("The picture “%(title)s” has no credit: who took it?"),
        )
        yield "credit-missing", Level.ERROR, words, None
    elif image.licence == Image.Licence.UNKNOWN and not image.decorative:
        words = (
            _("The licence of the cover is unknown: who allows it to be shown?"),
            _("The licence of the picture “%(title)s” is unknown: who allows it to be shown?"),
        )
        yield "licence-unknown", Level.ERROR, words, None
    if status == RightsStatus.EXPIRED:
        words = _rights_over(image)
        yield "rights-expired", Level.ERROR, words, image.rights_until
    elif status == RightsStatus.EXPIRING:
        words = (
            _("The rights to the cover end soon, on %(day)s."),
            _("The rights to the picture “%(title)s” end soon, on %(day)s."),
        )
        yield "rights-expiring", Level.WARNING, words, image.rights_until
    if image.consent == Image.Consent.MISSING and not image.decorative:
        words = (
            _("Nothing says that the people on the cover agreed: did they, or can nobody be recognised?"),
            _("Nothing says that the people on the picture “%(title)s” agreed: did they, or can nobody be recognised?"),
        )
        yield "consent-unknown", Level.WARNING, words, None


def _shortened(title):
    return title if len(title) <= MOST_QUOTED else f"{title[:MOST_QUOTED].rstrip()}…"


def connect():
    register(pictures)
    register_rules(
        Family.IMAGES,
        {
            "credit-missing": gettext_lazy("no credit"),
            "licence-unknown": gettext_lazy("licence unknown"),
            "rights-expired": gettext_lazy("rights expired"),
            "alt-missing": gettext_lazy("no alternative text"),
            "picture-gone": gettext_lazy("picture gone from the library"),
            "rights-expiring": gettext_lazy("rights expiring soon"),
            "consent-unknown": gettext_lazy("consent missing"),
            "alt-to-translate": gettext_lazy("alternative text to translate"),
        },
    )

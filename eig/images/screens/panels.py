"""What the screen of one image says beside its fields: its rights, where it is used, what its file is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from eig.images import rights
from eig.images.files.validators import UNREADABLE, opened
from eig.images.models import Image
from eig.images.screens.library import chip
from eig.images.uses import uses_of
from eig.languages.columns import codes
from eig.languages.names import language_name
from eig.publishing.models import Publishable
from eig.publishing.states import chips, state_of

EMBEDDED = {
    "author": _("author"),
    "credit": _("credit"),
    "copyright": pgettext_lazy("what a file says", "copyright"),
    "description": _("description"),
    "date": _("taken on"),
}


@dataclass(frozen=True)
class Lack:
    """What is not in order, what to do about it, and the field in which it is done."""

    words: str
    remedy: str
    field: str


@dataclass(frozen=True)
class UseLine:
    """An item that shows the image: address "" where the user may not see it, chips of its state if it has one."""

    kind: str
    words: str
    address: str
    state: SafeString


def lacks(image):
    """What keeps the rights from being in order, the gravest first: all of it, not the one status alone."""
    found = []
    now = timezone.now()
    if image.rights_until and image.rights_until <= now + rights.SOON:
        words = gettext("The rights end on %(day)s.")
        if image.is_withdrawn(now):
            words = gettext("The rights ended on %(day)s: visitors see a placeholder instead.")
        elif image.rights_until <= now:
            words = gettext("The rights ended on %(day)s: visitors may see it where it is used.")
        day = date_format(timezone.localtime(image.rights_until), "DATETIME_FORMAT")
        found.append(Lack(words % {"day": day}, gettext("Prolong the rights"), "rights_until_0"))
    if not image.credit:
        found.append(Lack(gettext("Nobody said who took it."), gettext("Write the credit"), "credit"))
    if image.licence == rights.Licence.UNKNOWN:
        words = gettext("Nobody said under which licence it may be used.")
        found.append(Lack(words, gettext("Choose the licence"), "licence"))
    if image.consent == rights.Consent.MISSING:
        words = gettext("The people pictured did not give their consent, or nobody noted it.")
        found.append(Lack(words, gettext("Note the consent"), "consent"))
    return found


def facts(image):
    """`(label, words)` about the file."""
    added = date_format(timezone.localtime(image.created_at), "DATE_FORMAT")
    if image.uploaded_by:
        who = image.uploaded_by.get_full_name() or image.uploaded_by.get_username()
        added = gettext("%(day)s, by %(who)s") % {"day": added, "who": who}
    return [
        (_("size in pixels"), f"{image.width} × {image.height}"),
        (_("weight"), filesizeformat(image.size)),
        (_("format"), _format(image) or _("the file cannot be read")),
        (_("added on"), added),
    ]


def embedded(image, but=()):
    """`(label, words)` of what the file says of itself, those names apart."""
    said = {name: image.embedded.get(name) for name in EMBEDDED if name not in but}
    return [(label, _in_words(name, said[name])) for name, label in EMBEDDED.items() if said.get(name)]


def _in_words(name, said):
    return date_format(date.fromisoformat(said), "DATE_FORMAT") if name == "date" else said


def _format(image):
    try:
        with image.file.open() as file, opened(file) as picture:
            return picture.format
    except (*UNREADABLE, ValidationError):
        return ""


def uses(image, request, site):
    """`[(heading, [UseLine, …]), …]` of everything that shows the image: pictures of items first, then texts."""
    found = uses_of([image]).get(image.key, [])
    owners = _owners([use.item for use in found], site)
    groups = defaultdict(dict)
    for use in sorted(found, key=lambda use: ["", *codes()].index(use.language)):
        owner = owners[use.item]
        groups[_heading(use)].setdefault(owner, _line(owner, use, request, site))
    return [(heading, list(lines.values())) for heading, lines in groups.items()]


def _heading(use):
    if not use.language:
        return capfirst(use.field.verbose_name)
    return gettext("In a text in %(language)s") % {"language": language_name(use.language)}


def _owners(items, site):
    """`{item: the item whose screen shows it}`, itself but for a row; one query or two a kind of item."""
    by_model, owners = defaultdict(list), {}
    for item in items:
        by_model[type(item)].append(item)
    for model, rows in by_model.items():
        field = None if site.is_registered(model) else _owner_field(model, site)
        if field is not None:
            prefetch_related_objects(rows, field.name)
        owners.update({row: getattr(row, field.name) if field else row for row in rows})
    _fetch_editions(owners.values())
    return owners


def _owner_field(model, site):
    relations = [field for field in model._meta.fields if field.many_to_one and field.related_model is not Image]
    return next((field for field in relations if site.is_registered(field.related_model)), None)


def _fetch_editions(items):
    by_model = defaultdict(list)
    for item in items:
        if isinstance(item, Publishable):
            by_model[type(item)].append(item)
    for published in by_model.values():
        prefetch_related_objects(published, "editions")


def _line(owner, use, request, site):
    state = SafeString("")
    if isinstance(owner, Publishable):
        state = chip(*state_of(owner, use.language)) if use.language else chips(owner)
    kind = capfirst(owner._meta.verbose_name)
    return UseLine(kind, str(owner), _address(owner, use, request, site), state)


def _address(owner, use, request, site):
    if not site.is_registered(type(owner)):
        return ""
    model_admin = site.get_model_admin(type(owner))
    if not model_admin.has_view_or_change_permission(request):
        return ""
    return model_admin.screen_address(owner, use.language or model_admin.source_of(owner))

"""How a file becomes a picture of the library: examined, told from those there are, kept with what it says."""

import logging
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eig.images.files.embedded import read, suggested
from eig.images.files.names import plain_text
from eig.images.files.validators import validate_picture
from eig.images.models import Image, digest_of

logger = logging.getLogger(__name__)


class Status(StrEnum):
    CREATED = "created"
    KNOWN = "known"
    REFUSED = "refused"
    LOST = "lost"


@dataclass(frozen=True)
class Outcome:
    """What became of a file: its name, the image (None when refused or lost), and words for whoever sent it."""

    status: Status
    name: str
    message: str
    image: Image | None = None


def take_in(file, by):
    """The Outcome of a file sent by a user: a new image, the one with the same content, or why there is none.

    It is refused for what it is, and lost when the disk is full or closed: later it may come in.
    """
    name = plain_text(file.name)
    try:
        validate_picture(file)
    except ValidationError as error:
        return _refused(name, error)
    same = Image.objects.filter(digest=digest_of(file))
    if twin := same.first():
        return _known(name, twin)
    try:
        return Outcome(Status.CREATED, name, pgettext("an image", "Added."), _create(file, by))
    except ValidationError as error:
        return _refused(name, error)
    except IntegrityError:
        # It came in by another request meanwhile.
        if twin := same.first():
            return _known(name, twin)
        raise
    except OSError:
        logger.exception("The file of a new image cannot be kept.")
        return Outcome(Status.LOST, name, _("The site could not take this file just now."))


def _create(file, by):
    image = Image(file=file, uploaded_by=by, **suggested(read(file)))
    try:
        with transaction.atomic():
            image.save()
            LogEntry.objects.log_actions(by.pk, [image], ADDITION, [{"added": {}}], single_object=True)
    except Exception:
        # No row, no file.
        if image.file._committed:
            image.file.storage.delete(image.file.name)
        raise
    return image


def _known(name, twin):
    message = _("This picture is in the library already: “%(title)s”.") % {"title": twin.title}
    return Outcome(Status.KNOWN, name, message, twin)


def _refused(name, error):
    return Outcome(Status.REFUSED, name, " ".join(error.messages))

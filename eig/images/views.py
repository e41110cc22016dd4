import logging
from http import HTTPStatus
from math import floor
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eig.images.component import rendition_url, words_of
from eig.images.models import Image
from eig.images.pixels import renditions, specs
from eig.text.folding import fold

logger = logging.getLogger(__name__)
ONE_HOUR = 3600
ONE_YEAR = 365 * 24 * 3600
FOR_EVER = f"public, max-age={ONE_YEAR}, immutable"
NOT_KEPT = "no-store"
LONGEST_NAME = 100


@require_safe
def rendition(request, folder, name):
    """One file of a picture, made when it is first asked for; 404 for what the table of specs does not have."""
    place, file = specs.FOLDER.fullmatch(folder), specs.NAME.fullmatch(name)
    if not place or not file:
        raise Http404
    try:
        return _served((renditions.public_root() / folder / name).open("rb"), FOR_EVER)
    except FileNotFoundError:
        return _looked_up(request, folder, place["digest"], name)


def _looked_up(request, folder, digest, name):
    """The answer about a file that is not made yet, or that visitors may have under conditions only."""
    now = timezone.now()
    image = Image.objects.filter(digest__startswith=digest).first()
    wanted = specs.named(image, name) if image else None
    if wanted is None:
        raise Http404
    # The team still has to see what it decides about.
    withdrawn = image.is_withdrawn(now)
    if withdrawn and not request.user.has_perm("images.view_image"):
        return HttpResponse(
            _("The rights to this picture are over: it is no longer shown."),
            content_type="text/plain; charset=utf-8",
            status=HTTPStatus.GONE,
            headers={"Cache-Control": NOT_KEPT},
        )
    if wanted.spec.for_press and not image.is_for_press(now):
        raise Http404
    if specs.folder(image) != folder:
        return HttpResponseRedirect(rendition_url(image, wanted), headers={"Cache-Control": NOT_KEPT})
    path = renditions.path_of(image, wanted)
    if not path.is_file() and not _made(image, wanted):
        return HttpResponseRedirect(request.path, headers={"Cache-Control": NOT_KEPT})
    response = _served(path.open("rb"), f"private, {NOT_KEPT}" if withdrawn else _kept(image, wanted, now))
    if wanted.spec.for_press:
        response.headers["Content-Disposition"] = _attachment(image, wanted)
    return response


def _made(image, wanted):
    """Make the rendition; False if the image changed meanwhile, Http404 when the original cannot be read."""
    try:
        renditions.make_once(image, wanted)
    except (OSError, ValidationError) as error:
        logger.exception("The original of image %s cannot be read.", image.key)
        raise Http404 from error
    return renditions.still_stand(image, Image.objects.filter(pk=image.pk).first())


def _served(file, kept):
    extension = file.name.rpartition(".")[2]
    return FileResponse(file, content_type=specs.MEDIA_TYPES[extension], headers={"Cache-Control": kept})


def _kept(image, wanted, now):
    """How long caches may keep it: for ever, to the end of the rights, or an hour where consent may be taken back."""
    if not wanted.spec.for_press and not specs.is_limited(image):
        return FOR_EVER
    seconds = ONE_HOUR if wanted.spec.for_press else ONE_YEAR
    if image.rights_until:
        seconds = min(seconds, floor((image.rights_until - now).total_seconds()))
    return f"public, max-age={seconds}"


def _attachment(image, wanted):
    """`Content-Disposition` that names the file by what visitors read of it: its title is for the team only."""
    said = (words_of(image, "alt").text or image.credit)[:LONGEST_NAME]
    end = f".{wanted.extension}"
    plain = (slugify(fold(said)) or image.key) + end
    full = (slugify(said, allow_unicode=True) or image.key) + end
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(full)}"

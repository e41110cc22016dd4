import logging

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from eig.images import renditions, specs
from eig.images.models import Image

logger = logging.getLogger(__name__)
ONE_YEAR = 365 * 24 * 3600


@require_safe
def rendition(request, digest, name):
    """One file of a picture, made when it is first asked for; 404 for what the table of specs does not have."""
    place, file = specs.FOLDER.fullmatch(digest), specs.NAME.fullmatch(name)
    if not place or not file:
        raise Http404
    path = renditions.root() / digest / name
    if not path.is_file():
        _make(digest, place["digest"], name)
    response = FileResponse(path.open("rb"), content_type=specs.MEDIA_TYPES[file["extension"]])
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response


def _make(folder, digest, name):
    image = Image.objects.filter(digest__startswith=digest).first()
    if image is None or specs.folder(image) != folder or (wanted := specs.named(image, name)) is None:
        raise Http404
    try:
        renditions.make(image, [wanted])
    except (OSError, ValidationError) as error:
        logger.exception("The original of image %s cannot be read.", image.key)
        raise Http404 from error

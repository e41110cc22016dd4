"""Pictures inside a text: `![alt](image:KEY "caption")` becomes the component, with today's credit."""

import logging
from urllib.parse import urlsplit

from eig.images.component import Words, render_picture, words_of
from eig.images.models import Image
from eig.text.markdown import schemes

logger = logging.getLogger(__name__)


def render_images(figures):
    """The HTML of each picture a text shows, in order, for one query; an unknown key shows nothing."""
    images = Image.objects.in_bulk({figure.key for figure in figures}, field_name="key")
    return [_render(figure, images.get(figure.key)) for figure in figures]


def _render(figure, image):
    if image is None:
        logger.warning("A text shows the image %s, which is not in the library.", figure.key)
        return ""
    return render_picture(
        image,
        "content",
        around="",  # that of the text, which may stand in for a missing translation
        alt=Words(figure.alt) if figure.alt else None,
        caption=Words(figure.caption, figure.language) if figure.caption else words_of(image, "caption"),
        href=figure.href if _is_safe(figure.href) else "",
    )


def _is_safe(address):
    """Whether the address leads somewhere and runs nothing: the HTML cleaner does not look into our attributes."""
    try:
        return urlsplit(address).scheme in {"", *schemes()}
    except ValueError:
        return False

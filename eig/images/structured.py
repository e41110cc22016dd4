"""What search engines and newspapers' tools read of a page's pictures: schema.org ImageObject."""

from contextlib import contextmanager
from contextvars import ContextVar
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import get_language

from eig.images.pixels import specs
from eig.languages.columns import value
from eig.text.markdown import render_inline

_noted = ContextVar("noted_pictures", default=None)


@contextmanager
def collecting():
    """Inside, each picture that is rendered is noted: `{image key: (image, its widest rendition shown)}`."""
    noted = {}
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def note(image, rendition):
    """Remember that the page shows the image, at that width at most; faces and other thumbs are no publication."""
    noted = _noted.get()
    if noted is None or not image.credit or rendition.spec is specs.SPECS["thumb"]:
        return
    if image.key not in noted or noted[image.key][1].width < rendition.width:
        noted[image.key] = (image, rendition)


def image_object(image, rendition, address, credits_address):
    """The ImageObject of a credited image, what nobody knows left out; both addresses are absolute."""
    language = get_language()
    caption = unescape(strip_tags(render_inline(value(image, "caption", language)))).strip()
    about = {
        "@type": "ImageObject",
        "contentUrl": address,
        "width": rendition.width,
        "height": rendition.height,
        "creator": creator(image),
        "creditText": image.credit,
        "copyrightNotice": image.copyright_notice,
        "license": image.licence_url,
        "acquireLicensePage": f"{credits_address}#image-{image.key}",
        "caption": caption,
        "description": value(image, "alt", language),
    }
    return {name: said for name, said in about.items() if said}


def creator(image):
    """Who made it: an author is a person; a credit without one names the body it was made for."""
    if image.author:
        return {"@type": "Person", "name": image.author}
    return {"@type": "Organization", "name": image.credit.removeprefix("©").strip()}

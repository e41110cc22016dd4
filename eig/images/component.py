"""The one component that shows a picture: files, words and credit together."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eig.images import specs
from eig.languages.columns import codes, value
from eig.text.markdown import render_inline


@dataclass(frozen=True)
class Words:
    """A text and its language, "" for that of the text around it."""

    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class Source:
    """A `<source>`: its media type and the candidates of its `srcset`."""

    media_type: str
    srcset: str


def words_of(image, field):
    """The image's words in the active language, else in the first one that has some."""
    for code in (get_language(), *codes()):
        if text := value(image, field, code):
            return Words(text, code)
    return Words()


def rendition_url(image, rendition):
    """The address of one file of an image; the file is made when it is first asked for."""
    return f"{settings.MEDIA_URL}renditions/{specs.folder(image)}/{rendition.name}"


def credit_words(image):
    """The credit as it is printed with the picture; it speaks for itself after a ©."""
    if not image.credit:
        return _("Credit unknown")
    if image.credit.startswith("©"):
        return image.credit_line
    return _("Credit: %(line)s") % {"line": image.credit_line}


def default_sizes(spec, widest):
    """The spec's `sizes`, or those of a small picture that is shown whole: browsers take its width from them."""
    if widest < spec.room:
        return f"(min-width: {widest}px) {widest}px, 100vw"
    return spec.sizes


def srcset(image, candidates):
    """The renditions as the candidates of a `srcset`."""
    return ", ".join(f"{rendition_url(image, one)} {one.width}w" for one in candidates)


def render_picture(
    image, spec, *, around, eager=False, alt=None, sizes=None, credit=None, caption=None, href="", classes=""
):
    """HTML of a picture with its credit, references in its caption left as they are.

    `around` is the language code of the text around it ("" unknown); `alt` and `caption` are Words, `alt` None means
    the library's. `credit` True shows the credit line, False leaves it to screen readers, None is as the spec says.
    """
    spec = specs.SPECS[spec]
    *others, last = specs.extensions(image, spec)
    candidates = {name: [] for name in (*others, last)}
    for rendition in specs.renditions(image, spec):
        candidates[rendition.extension].append(rendition)
    if alt is None:
        alt = Words() if image.decorative else words_of(image, "alt")
    caption = caption or Words()
    context = {
        "spec": spec,
        "credit": credit_words(image),
        "sources": [Source(specs.MEDIA_TYPES[name], srcset(image, candidates[name])) for name in others],
        "srcset": srcset(image, candidates[last]),
        "sizes": sizes or default_sizes(spec, candidates[last][-1].width),
        "src": rendition_url(image, candidates[last][0]),
        "width": candidates[last][-1].width,
        "height": candidates[last][-1].height,
        "alt": alt.text,
        "alt_language": alt.language if alt.text and alt.language != around else "",
        "caption": mark_safe(render_inline(caption.text)),  # noqa: S308 - it comes out of the HTML cleaner
        "caption_language": caption.language if caption.language != around else "",
        "credit_shown": spec.credit_shown if credit is None else credit,
        "eager": eager,
        "href": href,
        "classes": classes,
    }
    return render_to_string("components/picture.html", context)

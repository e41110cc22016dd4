"""The one component that shows a picture: files, words and credit together."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eig.images import structured
from eig.images.pixels import specs
from eig.languages.columns import codes, value
from eig.text.markdown import render_inline
from eig.text.typography import typeset_html


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
    return f"{folder_url(image)}{rendition.name}"


def widest_address(image, spec):
    """The path of the widest file of the picture in a spec, in a format that everyone reads; "" where none is shown."""
    if image is None or image.is_withdrawn():
        return ""
    return rendition_url(image, specs.renditions(image, specs.SPECS[spec])[-1])


def folder_url(image):
    """What the addresses of all the image's renditions begin with."""
    return f"{settings.MEDIA_URL}renditions/{specs.folder(image)}/"


def credit_words(image, brief=False):
    """The credit as it is printed with the picture; it speaks for itself after a ©.

    That it is unknown is said too, but for a decorative picture: "". `brief` leaves out the licence's identifier.
    """
    if not image.credit:
        return "" if image.decorative else _("Credit unknown")
    line = image.credit_line
    if brief:
        licence = image.licence_words.partition(" (")[0]
        line = " – ".join(words for words in (image.credit, licence) if words)
    if image.credit.startswith("©"):
        return line
    return _("Credit: %(line)s") % {"line": line}


def _caption(caption, around):
    html = typeset_html(render_inline(caption.text), caption.language or around or get_language())
    return mark_safe(html)  # noqa: S308 - it comes out of the HTML cleaner


def default_sizes(spec, widest):
    """The spec's `sizes`, or those of a small picture that is shown whole: browsers take its width from them."""
    if widest < spec.room:
        return f"(min-width: {widest}px) {widest}px, 100vw"
    return spec.sizes


def srcset(folder, candidates):
    """The renditions as the candidates of a `srcset`, under the address of their folder."""
    return ", ".join(f"{folder}{one.name} {one.width}w" for one in candidates)


def render_picture(
    image,
    spec,
    *,
    around,
    eager=False,
    alt=None,
    sizes=None,
    credit=None,
    caption=None,
    href="",
    classes="",
    for_staff=False,
):
    """HTML of a picture with its credit, references in its caption left as they are; a placeholder once withdrawn.

    `around` is the language code of the text around it ("" unknown); `alt` and `caption` are Words, `alt` None means
    the library's. `credit` True shows the credit line, False leaves it to screen readers, "beside" leaves it to the
    text beside the picture, None is as the spec says. Staff see withdrawn pictures too.
    """
    spec = specs.SPECS[spec]
    if alt is None:
        alt = Words() if image.decorative else words_of(image, "alt")
    context = {"spec": spec, "alt": alt.text, "href": href, "classes": classes}
    if image.is_withdrawn() and not for_staff:
        return render_to_string("components/withdrawn_picture.html", context)
    *others, last = specs.extensions(image, spec)
    candidates = {name: [] for name in (*others, last)}
    for rendition in specs.renditions(image, spec):
        candidates[rendition.extension].append(rendition)
    widest = candidates[last][-1]
    folder = folder_url(image)
    structured.note(image, widest)
    caption = caption or Words()
    if image.transparent:
        context["classes"] = f"{classes} eig-picture--transparent".strip()
    context |= {
        "credit": "" if credit == "beside" else credit_words(image, brief=spec.name == "card"),
        "sources": [Source(specs.MEDIA_TYPES[name], srcset(folder, candidates[name])) for name in others],
        "srcset": srcset(folder, candidates[last]),
        "sizes": sizes or default_sizes(spec, widest.width),
        "src": f"{folder}{candidates[last][0].name}",
        "width": widest.width,
        "height": widest.height,
        "alt_language": alt.language if alt.text and alt.language != around else "",
        "caption": _caption(caption, around),
        "caption_language": caption.language if caption.language != around else "",
        "credit_shown": spec.credit_shown if credit is None else credit,
        "eager": eager,
    }
    return render_to_string("components/picture.html", context)

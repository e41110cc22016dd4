from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from eig.images.component import Words, render_picture, words_of
from eig.text.references import resolve

register = template.Library()


@register.simple_tag
def picture(
    image, spec, *, eager=False, alt=None, sizes=None, credit=None, caption=False, for_staff=False, **attributes
):
    """A picture of the library with its credit: `{% picture post.cover "card" alt="" class="fr-card__img" %}`.

    `eager` for the first picture of a page; `alt` replaces the library's ("" where the words beside say it all);
    `caption` True prints the library's, a text prints that text. The credit is always there, on view but for
    portraits, logos and thumbs: `credit=True` shows theirs, `credit=False` leaves it to screen readers and the credits
    page, `credit="beside"` to words that the template prints beside the picture. A withdrawn picture leaves a
    placeholder, but `for_staff`. Prints nothing without an image.
    """
    classes = attributes.pop("class", "")
    if attributes:
        raise template.TemplateSyntaxError(f"picture: unknown options {sorted(attributes)}")
    if image is None:
        return ""
    html = render_picture(
        image,
        spec,
        around=get_language(),
        eager=eager,
        alt=None if alt is None else Words(alt),
        sizes=sizes,
        credit=credit,
        caption=words_of(image, "caption") if caption is True else Words(caption or ""),
        classes=classes,
        for_staff=for_staff,
    )
    return mark_safe(resolve(html))  # noqa: S308 - a template's own output


@register.filter
def on_view(image):
    """Whether visitors see the picture: there is one, and it is not withdrawn."""
    return bool(image) and not image.is_withdrawn()

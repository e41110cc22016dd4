import re
from html import unescape

from django import template
from django.utils.html import format_html, linebreaks, strip_tags
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language

from eig.languages import fallbacks
from eig.text.anchors import with_section_links
from eig.text.markdown import render_inline
from eig.text.numbers import localized
from eig.text.references import held_back, in_language, resolve
from eig.text.typography import typeset, typeset_html

register = template.Library()
CASES = {None: str, "lower": str.lower, "capfirst": capfirst}


@register.tag
def together(parser, token):
    """`{% together %}…{% endtogether %}`: the references of all the texts inside, for one query a kind in all."""
    nodes = parser.parse(["endtogether"])
    parser.delete_first_token()
    return Together(nodes)


class Together(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        with held_back():
            html = self.nodelist.render(context)
        return mark_safe(resolve(html))  # noqa: S308 - a template's own output


@register.simple_tag
def words(item, field):
    """A translated line of the item; inside `<span lang>` when it comes from another language."""
    return marked(fallbacks.line(item, field))


@register.filter
def line(item, field):
    """The same line with its language, for `marked` and `lang`."""
    return fallbacks.line(item, field)


@register.filter
def marked(text, case=None):
    """A line as its language prints it, inside `<span lang>` when that is another; `case` is "lower" or "capfirst"."""
    language = fallbacks.language_of(text)
    said = typeset(CASES[case](str(text or "")), language)
    if not said or language == get_language():
        return said
    return format_html('<span lang="{}">{}</span>', language, said)


@register.filter
def lang(text):
    """The attribute that says the language of a line, where it is another: for elements that hold no markup."""
    language = fallbacks.language_of(text)
    return "" if language == get_language() else format_html(' lang="{}"', language)


@register.filter
def main_language(item, fields):
    """The language of what a page is about: of the first of the fields, by their names, that has a text."""
    found = (fallbacks.shown_text(item, field) for field in fields.split())
    return next((language for text, language in found if text), get_language())


@register.filter
def shown(item, field):
    """The same line bare, where no markup may stand: what visitors read, never a translation that is not out."""
    return fallbacks.shown_text(item, field)[0]


@register.filter(name="typeset")
def typeset_here(text):
    """A plain text as its language prints it."""
    return typeset(str(text or ""), fallbacks.language_of(text))


@register.filter
def amount(text):
    """A number that was typed as text, as the language of the page writes it."""
    return typeset(localized(str(text or ""), get_language()), get_language())


@register.simple_tag
def prose(item, field, section_links=False):
    """A translated Markdown text of the item as HTML, its references resolved; marked when in another language.

    `{% prose post "body" section_links=True %}` gives readers a link to each of its sections.
    """
    html, language = fallbacks.shown_text(item, f"{field}_html")
    if not html:
        return ""
    fallback = "" if language == get_language() else format_html(' lang="{}"', language)
    html = typeset_html(in_language(html, language) if fallback else html, language)
    if section_links:
        html = with_section_links(html)
    return format_html('<div class="eig-prose"{}>{}</div>', fallback, mark_safe(resolve(html)))  # noqa: S308


@register.filter
def inline_markdown(text):
    """A line of Markdown as safe HTML, its references resolved."""
    return mark_safe(resolve(typeset_html(render_inline(text or ""), fallbacks.language_of(text))))  # noqa: S308


@register.filter
def plain(html):
    """The words of safe HTML as plain text."""
    return unescape(strip_tags(html or "")).strip()


@register.filter
def first_words(text, number):
    """The first words of a plain text, "…" after them when there are more; no-break spaces hold words together."""
    words = re.split(r"[ \t\r\n]+", (text or "").strip())
    if len(words) <= number:
        return text
    return f"{' '.join(words[:number]).rstrip(',;:\u00a0\u202f')}…"


@register.filter
def paragraphs(text):
    """Plain text as paragraphs, escaped."""
    return mark_safe(linebreaks(text or "", autoescape=True))  # noqa: S308

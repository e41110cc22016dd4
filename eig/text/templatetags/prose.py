import re
from html import unescape

from django import template
from django.utils.html import format_html, linebreaks, strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from eig.text.markdown import render_inline
from eig.text.references import held_back, resolve

register = template.Library()


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
    text, language = item.shown_text(field)
    if not text or language == get_language():
        return text
    return format_html('<span lang="{}">{}</span>', language, text)


@register.simple_tag
def prose(item, field):
    """A translated Markdown text of the item as HTML, its references resolved; marked when in another language."""
    html, language = (
        item.shown_text(f"{field}_html")
        if hasattr(item, "shown_text")
        else (getattr(item, f"{field}_html"), get_language())
    )
    if not html:
        return ""
    fallback = "" if language == get_language() else format_html(' lang="{}"', language)
    return format_html('<div class="eig-prose"{}>{}</div>', fallback, mark_safe(resolve(html)))  # noqa: S308


@register.filter
def inline_markdown(text):
    """A line of Markdown as safe HTML, its references resolved."""
    return mark_safe(resolve(render_inline(text or "")))  # noqa: S308


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

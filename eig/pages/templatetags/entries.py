from django import template

from eig.languages.fallbacks import Line, shown_text

register = template.Library()


@register.filter
def entries(item, field):
    """The lines of a translated text that hold an entry each, as Lines; [] without any."""
    text, language = shown_text(item, field)
    return [Line(entry.strip(), language) for entry in text.splitlines() if entry.strip()]

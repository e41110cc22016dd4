"""What the tools for texts ask: which players are known, and what a text may link to."""

import json

from django import template
from django.contrib import admin
from django.utils.text import capfirst

from eig.text.embeds import PATTERNS

register = template.Library()


@register.simple_tag
def known_players():
    """The patterns of the addresses of known players, without their scheme, as a JSON list."""
    return json.dumps(list(PATTERNS.values()))


@register.simple_tag(takes_context=True)
def linkable_kinds(context):
    """`(kind, words)` of the items that the user may link to."""
    kinds = admin.site.linkable(context["request"])
    return [(kind, capfirst(model_admin.opts.verbose_name_plural)) for kind, model_admin in kinds.items()]

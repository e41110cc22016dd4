from django import template
from django.utils.safestring import mark_safe

from eig.images import structured as pictures
from eig.images.component import rendition_url
from eig.seo.structured import Site, as_json, trail

register = template.Library()


@register.tag
def structured(parser, token):
    """`{% structured site_things credits_path %}…{% endstructured %}`: one block of JSON-LD after it, about the page.

    It holds what every page says of the site, the way to the page (`crumbs`), what the view describes (`things`) and
    the pictures shown inside. Pages without `alternates`, which are in no language – errors, previews – have none.
    """
    try:
        _name, of_site, credits_path = token.split_contents()
    except ValueError:
        message = "structured: what the site says of itself, then the path of the page of credits"
        raise template.TemplateSyntaxError(message) from None
    nodes = parser.parse(["endstructured"])
    parser.delete_first_token()
    return Structured(nodes, parser.compile_filter(of_site), parser.compile_filter(credits_path))


class Structured(template.Node):
    """Its pictures are known once it is rendered, those inside texts too: no query."""

    def __init__(self, nodelist, of_site, credits_path):
        self.nodelist = nodelist
        self.of_site = of_site
        self.credits_path = credits_path

    def render(self, context):
        with pictures.collecting() as noted:
            html = self.nodelist.render(context)
        if not context.get("alternates"):
            return html
        site = Site(context["request"])
        credits_address = site.absolute(self.credits_path.resolve(context))
        things = [
            *(self.of_site.resolve(context) or []),
            trail(context.get("crumbs"), site),
            *(context.get("things") or []),
            *(
                pictures.image_object(image, rendition, site.absolute(rendition_url(image, rendition)), credits_address)
                for image, rendition in noted.values()
            ),
        ]
        return mark_safe(f'{html}\n<script type="application/ld+json">{as_json(things)}</script>')  # noqa: S308

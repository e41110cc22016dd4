from django import template
from django.http import QueryDict

register = template.Library()


@register.simple_tag
def page_numbers(page):
    """The numbers to show around the page, first and last included, with an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def page_address(context, number):
    """The address of that page of the list, filters kept as the list says them; the first page has no number."""
    facets = context.get("facets")
    query = QueryDict(facets.address()[1:], mutable=True) if facets else context["request"].GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = number
    return f"?{query.urlencode()}" if query else context["request"].path

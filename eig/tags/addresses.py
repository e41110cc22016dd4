"""Where the page of a tag is: the section that lists by tag says so."""

from django.urls import reverse
from django.utils.translation import override

_routes = []


def register(route):
    """`route` names the address of the page that lists what carries a tag; it takes the tag's slug."""
    _routes.append(route)


def path_of(slug, language):
    """The path of a tag's page in that language; "" while no section lists by tag."""
    with override(language):
        return reverse(_routes[0], args=[slug]) if _routes else ""

"""The places of the site where a page's words may stand: each section registers those it has."""

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_places = {}


class Place(TextChoices):
    """The places that no section owns."""

    FAQ = "faq", _("frequent questions")
    CONTACT = "contact", _("contact details")
    PRESS = "press", _("press")
    DOCUMENTS = "documents", _("documents")
    SITE_MAP = "site_map", _("site map")
    ACCESSIBILITY = "accessibility", _("accessibility")
    LEGAL = "legal", _("legal notice")
    PRIVACY = "privacy", _("personal data and cookies")
    TERMS = "terms", _("terms of use")
    CREDITS = "credits", _("picture credits")


def register(name, label, route):
    """Offer a place to editors: `label` says which page it is, `route` is the name of its address."""
    _places[name] = (label, route)


def choices():
    """The places known, as choices of a field."""
    return [(name, label) for name, (label, _route) in _places.items()]


def routes():
    """The name of each place's address, by place."""
    return {name: route for name, (_label, route) in _places.items()}


def path_of(name):
    """The place's path in the active language; "" when its section is gone."""
    _label, route = _places.get(name, ("", ""))
    return reverse(route) if route else ""

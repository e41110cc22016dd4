"""The icons of the site: the letters that its name begins with, as browsers and phones show them."""

from eig.languages.columns import codes, value
from eig.seo.drawings import initials
from eig.seo.drawn import address

FAVICON, TOUCH = 32, 180
# Sides that phones ask for, and whether they may cut a circle out of it.
MANIFEST = ((192, False), (512, False), (192, True), (512, True))
LOGO = 512


def letters(identity):
    """The letters of the name in the site's first language that has one: one site has one mark."""
    names = (value(identity, "service_name", code) for code in codes())
    return initials(str(next(filter(None, names), identity.service_name)))


def icon(identity, side, maskable=False):
    """The path of an icon of that side."""
    return address("icon", letters(identity), side, maskable)

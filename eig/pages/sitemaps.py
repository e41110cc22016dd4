from django.urls import reverse

from eig.languages.columns import columns
from eig.pages.models import Audience, Page
from eig.pages.places import routes
from eig.seo.sitemaps import AddressedSitemap, LanguagesSitemap, PublishedSitemap


class PlaceSitemap(LanguagesSitemap):
    """The pages with an address of their own: home, lists, legal notice…"""

    def items(self):
        return list(routes().values())

    def location(self, item):
        return reverse(item)


class PageSitemap(PublishedSitemap):
    """Every page with an address of its own, in the languages where it is live."""

    queryset = Page.objects.with_own_address().defer(*columns("body"), *columns("body_html"))


class AudienceSitemap(AddressedSitemap):
    """The frequent questions of each audience that has some."""

    def items(self):
        return Audience.objects.answered()

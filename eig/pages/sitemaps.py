from django.urls import reverse

from eig.languages.columns import columns
from eig.pages.models import PLACE_ROUTES, Audience, FAQEntry, Page
from eig.seo.sitemaps import AddressedSitemap, LanguagesSitemap, PublishedSitemap


class PlaceSitemap(LanguagesSitemap):
    """The pages with an address of their own: home, lists, legal notice…"""

    def items(self):
        return list(PLACE_ROUTES.values())

    def location(self, item):
        return reverse(item)


class PageSitemap(PublishedSitemap):
    queryset = Page.objects.filter(place="").defer(*columns("body"), *columns("body_html"))


class AudienceSitemap(AddressedSitemap):
    """The frequent questions of each audience that has some."""

    def items(self):
        return Audience.objects.filter(entries__in=FAQEntry.objects.published()).distinct()

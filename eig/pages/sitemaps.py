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
    pictures = {"cover": "cover"}


class AudienceSitemap(AddressedSitemap):
    """The frequent questions of each audience, in the languages where one is answered."""

    def items(self):
        return Audience.objects.with_languages()

    def get_languages_for_item(self, item):
        return [code for code in item.languages_shown() if item.address_in(code)]

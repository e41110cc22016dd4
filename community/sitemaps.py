from django.urls import reverse

from community.models import Cohort, Person
from eig.seo.sitemaps import AddressedSitemap, LanguagesSitemap, PublishedSitemap


class PersonSitemap(PublishedSitemap):
    """Everyone who has a page, in every language."""

    queryset = Person.objects.all()


class CohortSitemap(AddressedSitemap):
    """Every cohort, in every language."""

    def items(self):
        return Cohort.objects.newest_first()


class CallSitemap(LanguagesSitemap):
    """The page of the calls."""

    def items(self):
        return ["community:take_part"]

    def location(self, item):
        return reverse(item)

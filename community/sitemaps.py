from community.models import Cohort, Person
from eig.seo.sitemaps import AddressedSitemap, PublishedSitemap


class PersonSitemap(PublishedSitemap):
    """Everyone who has a page, in every language."""

    queryset = Person.objects.all()


class CohortSitemap(AddressedSitemap):
    """Every cohort, in every language."""

    def items(self):
        return Cohort.objects.newest_first()

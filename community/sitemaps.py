from community.models import Administration, Cohort, Person, Skill
from eig.seo.sitemaps import AddressedSitemap, PublishedSitemap


class PersonSitemap(PublishedSitemap):
    """Everyone who has a page, in every language."""

    queryset = Person.objects.all()
    pictures = {"portrait": "portrait"}


class CohortSitemap(AddressedSitemap):
    """Every cohort, in every language."""

    pictures = {"cover": "cover"}

    def items(self):
        return Cohort.objects.in_sight().newest_first().select_related("cover")


class AdministrationSitemap(AddressedSitemap):
    """Every administration of a challenge that visitors may read, in every language."""

    def items(self):
        return Administration.objects.in_sight()


class SkillSitemap(AddressedSitemap):
    """Every skill of a challenge or person that visitors may read about, in every language."""

    def items(self):
        return Skill.objects.in_sight()

"""The sitemap: one entry a language for every page that visitors may read; sections register their part."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from django.utils.translation import get_language

from eig.languages.columns import codes

_sitemaps = {}


def register(name, sitemap):
    """Add a Sitemap class under a name of its own."""
    _sitemaps[name] = sitemap


def registered():
    """Sitemap classes by name."""
    return dict(_sitemaps)


class LanguagesSitemap(Sitemap):
    """A sitemap whose pages exist in every language, each naming the others."""

    i18n = True
    alternates = True
    x_default = True


class AddressedSitemap(LanguagesSitemap):
    """The pages of a model with `address_in(language)`, in the languages where each has an address."""

    def get_languages_for_item(self, item):
        return [code for code in codes() if item.address_in(code)]

    def location(self, item):
        return item.address_in(get_language())


class PublishedSitemap(AddressedSitemap):
    """The published items of a queryset, in the languages whose pages show them: `queryset = Post.objects.all()`."""

    queryset = None

    def items(self):
        live = Q()
        for code in codes():
            live |= Q(pk__in=self.queryset.published(code).values("pk"))
        return self.queryset.filter(live).with_editions().order_by("pk")

    def get_languages_for_item(self, item):
        return [code for code in item.languages_shown() if item.address_in(code)]

    def lastmod(self, item):
        return item.updated_at

from django.urls import reverse

from blog import shelves
from blog.models import Post
from eig.languages.columns import columns
from eig.seo.sitemaps import AddressedSitemap, LanguagesSitemap, PublishedSitemap


class PostSitemap(PublishedSitemap):
    """Every post, in the languages where it is live."""

    queryset = Post.objects.defer(*columns("body"), *columns("body_html"))
    pictures = {"cover": "cover"}


class TagSitemap(AddressedSitemap):
    """Every tag, in the languages where its page shows something."""

    def items(self):
        return shelves.tags().order_by("sort_key")

    def get_languages_for_item(self, item):
        return [code for code in shelves.languages_of(item) if item.address_in(code)]


class YearSitemap(LanguagesSitemap):
    """Every year of posts, in the languages where it has one."""

    def items(self):
        self.years = shelves.years()
        return list(self.years)

    def get_languages_for_item(self, item):
        return self.years[item]

    def location(self, item):
        return reverse("blog:year", args=[item])


class AuthorSitemap(LanguagesSitemap):
    """Everyone who has a page and wrote a post, in the languages where one is live."""

    def items(self):
        return shelves.authors().in_order()

    def get_languages_for_item(self, item):
        return shelves.languages_of(item)

    def location(self, item):
        return reverse("blog:author", args=[item.slug])

"""The sitemaps, one a section: an entry a language for every page that visitors may read, with its pictures."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import get_language

from eig.images.component import widest_address
from eig.images.models import Image
from eig.images.querysets import REFERENCE_KIND
from eig.languages.columns import codes
from eig.publishing.models import Edition
from eig.text.models import Reference

_sitemaps = {}


def register(name, sitemap):
    """Add a Sitemap class under a name of its own, which is in its address."""
    _sitemaps[name] = sitemap


def registered():
    """Sitemap classes by name."""
    return dict(_sitemaps)


class LanguagesSitemap(Sitemap):
    """A sitemap whose pages exist in every language; an entry names the languages that the page itself names."""

    i18n = True
    alternates = True
    # The fields of an item that hold a picture of its page, and how wide that shows it: `{"cover": "cover"}`.
    pictures = {}

    def _items(self):
        if not hasattr(self, "_found"):
            self._found = super()._items()
        return self._found

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page=page, site=site, protocol=protocol)
        start = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        for url in urls:
            url["alternates"].append({**url["alternates"][0], "lang_code": "x-default"})
            url["lastmod"] = self.changed_at(*url["item"])
            url["images"] = [f"{start}{path}" for path in dict.fromkeys(self.picture_paths(*url["item"]))]
        self.latest_lastmod = self.get_latest_lastmod()
        return urls

    def get_latest_lastmod(self):
        """When one of the pages last changed, None where nobody knows of one."""
        dates = [self.changed_at(*item) for item in self._items()]
        return max(dates) if dates and all(dates) else None

    def changed_at(self, item, language):
        """When the page last changed in that language, None where nobody knows."""

    def picture_paths(self, item, language):
        """The pictures with a credit that the page shows, as wide as it shows them."""
        for field, spec in self.pictures.items():
            yield from _path(getattr(item, field), spec)


def _path(image, spec):
    if image is not None and image.credit and (path := widest_address(image, spec)):
        yield path


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
        items = self.queryset.filter(live).with_dated_editions().order_by("pk")
        return items.select_related(*self.pictures) if self.pictures else items

    def get_languages_for_item(self, item):
        return [code for code in item.languages_shown() if item.address_in(code)]

    def get_latest_lastmod(self):
        """The same, and when a page was last taken off the site."""
        gone = Edition.objects.filter(content_type=self._kind, unpublished_at__lte=timezone.now())
        dates = [super().get_latest_lastmod(), gone.aggregate(last=Max("unpublished_at"))["last"]]
        return max(filter(None, dates), default=None)

    def changed_at(self, item, language):
        """When visitors got the text that the page shows."""
        return item.edition(self._shown_in(item, language)).changed_at

    def picture_paths(self, item, language):
        """The same, and those inside its texts."""
        yield from super().picture_paths(item, language)
        for image in self._in_texts[item.pk, self._shown_in(item, language)]:
            yield from _path(image, "content")

    def _shown_in(self, item, language):
        """The language of the text that the page shows: its own where that is live, else the source's."""
        own = item.edition(language)
        return language if own is not None and own.is_live() else item.source_language

    @property
    def _kind(self):
        return ContentType.objects.get_for_model(self.queryset.model)

    @property
    def _in_texts(self):
        """`{(id, language): images}` of the texts of all items, in two queries."""
        if not hasattr(self, "_images"):
            places = Reference.objects.filter(content_type=self._kind, kind=REFERENCE_KIND).order_by("pk")
            places = list(places.values_list("object_id", "language", "key"))
            images = {image.key: image for image in Image.objects.filter(key__in={key for *_place, key in places})}
            self._images = defaultdict(list)
            for pk, language, key in places:
                if key in images:
                    self._images[pk, language].append(images[key])
        return self._images

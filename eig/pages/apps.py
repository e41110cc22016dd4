from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "eig.pages"
    verbose_name = _("pages")

    def ready(self):
        from eig.pages import links, places, sitemaps
        from eig.seo.sitemaps import register as register_sitemap
        from eig.text.references import register_links

        register_links("page", links.pages)
        register_links("faq", links.audiences)
        register_links("question", links.questions)
        register_links("document", links.documents)
        for place in places.Place:
            places.register(place.value, place.label, f"pages:{place.value}")
        register_sitemap("places", sitemaps.PlaceSitemap)
        register_sitemap("pages", sitemaps.PageSitemap)
        register_sitemap("questions", sitemaps.AudienceSitemap)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "eig.pages"
    verbose_name = _("pages")

    def ready(self):
        from eig.contact.letters import register_default_address
        from eig.pages import gate, links, models, places, search, sitemaps
        from eig.seo.sitemaps import register as register_sitemap
        from eig.text.references import register_links

        register_links("page", links.pages, models.Page)
        register_links("faq", links.audiences, models.Audience)
        register_links("question", links.questions, models.FAQEntry)
        register_links("document", links.documents, models.Document)
        for place in places.Place:
            places.register(place.value, place.label, f"pages:{place.value}")
        gate.connect()
        search.connect()
        register_default_address(lambda: models.SiteIdentity.current().email)
        register_sitemap("places", sitemaps.PlaceSitemap)
        register_sitemap("pages", sitemaps.PageSitemap)
        register_sitemap("questions", sitemaps.AudienceSitemap)

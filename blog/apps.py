from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("blog")

    def ready(self):
        from blog import references, sitemaps
        from eig.pages import figures, places
        from eig.seo.sitemaps import register as register_sitemap
        from eig.tags import addresses
        from eig.text.references import register_links

        register_links("post", references.posts)
        register_links("tag", references.tags)
        addresses.register("blog:tag")
        figures.register("posts", _("posts"), references.number_of_posts)
        places.register("blog", _("blog"), "blog:list")
        register_sitemap("posts", sitemaps.PostSitemap)

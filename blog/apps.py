from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("blog")

    def ready(self):
        from blog import references, sitemaps
        from eig.pages import figures
        from eig.seo.sitemaps import register
        from eig.text.references import register_links

        register_links("post", references.posts)
        register_links("tag", references.tags)
        figures.register("posts", _("posts"), references.number_of_posts)
        register("posts", sitemaps.PostSitemap)

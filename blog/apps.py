from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("blog")

    def ready(self):
        from blog import gate, models, references, search, sitemaps
        from eig.pages import figures, places
        from eig.seo.sitemaps import register as register_sitemap
        from eig.tags import addresses
        from eig.tags.models import Tag
        from eig.text.references import register_links

        register_links("post", references.posts, models.Post)
        register_links("tag", references.tags, Tag)
        addresses.register("blog:tag")
        figures.register("posts", _("posts"), references.number_of_posts)
        places.register("blog", _("blog"), "blog:list")
        gate.connect()
        search.connect()
        register_sitemap("posts", sitemaps.PostSitemap)
        register_sitemap("tags", sitemaps.TagSitemap)
        register_sitemap("years", sitemaps.YearSitemap)
        register_sitemap("authors", sitemaps.AuthorSitemap)

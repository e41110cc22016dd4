from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("blog")

    def ready(self):
        from blog import references
        from eig.pages.figures import register
        from eig.text.references import register_links

        register_links("post", references.posts)
        register_links("tag", references.tags)
        register("posts", _("posts"), references.number_of_posts)

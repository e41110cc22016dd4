from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "eig.search"
    verbose_name = _("search")

    def ready(self):
        from eig.caching.content import not_content
        from eig.search.indexing import index_what_was_there
        from eig.search.models import Changed, Miss

        for model in (Changed, Miss):
            not_content(model)
        post_migrate.connect(index_what_was_there, sender=self)

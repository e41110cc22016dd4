from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "eig.pages"
    verbose_name = _("pages")

    def ready(self):
        from eig.pages import links
        from eig.text.references import register_links

        register_links("page", links.pages)
        register_links("faq", links.audiences)
        register_links("question", links.questions)
        register_links("document", links.documents)

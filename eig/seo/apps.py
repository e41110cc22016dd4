from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeoConfig(AppConfig):
    name = "eig.seo"
    verbose_name = _("addresses")

    def ready(self):
        from eig.publishing import replacements
        from eig.seo import gate
        from eig.seo.models import keep_address, lead_on

        gate.connect()
        replacements.register(lead_on, keep_address)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "eig.images"
    verbose_name = _("image library")

    def ready(self):
        from eig.caching.clock import register_column
        from eig.images import gate
        from eig.images.figures import render_images
        from eig.images.models import Image
        from eig.text.references import register_figures

        register_figures("image", render_images)
        gate.connect()
        register_column(Image, "rights_until")

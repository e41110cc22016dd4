from django.apps import AppConfig


class EIGConfig(AppConfig):
    name = "eig"
    label = "eig"

    def ready(self):
        from eig import site_map
        from eig.pages.site_map import register

        register(site_map.branches)

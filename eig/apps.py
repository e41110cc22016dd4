from django.apps import AppConfig


class EIGConfig(AppConfig):
    name = "eig"
    label = "eig"

    def ready(self):
        from eig import site_map, sitemaps
        from eig.pages.site_map import register as register_branches
        from eig.seo.sitemaps import register as register_sitemap

        register_branches(site_map.branches)
        for name, sitemap in sitemaps.SITEMAPS.items():
            register_sitemap(name, sitemap)

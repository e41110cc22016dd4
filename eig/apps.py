from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EIGConfig(AppConfig):
    name = "eig"
    label = "eig"

    def ready(self):
        from eig import roles, site_map
        from eig.pages import menus, places
        from eig.pages.site_map import register as register_branches

        places.register("home", _("home page"), "home")
        menus.register_sections(site_map.sections)
        register_branches(site_map.branches)
        post_migrate.connect(roles.fill_roles, sender=roles.last_to_migrate())

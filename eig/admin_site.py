from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class EditorialAdminConfig(AdminConfig):
    default_site = "eig.admin_site.EditorialAdminSite"


class EditorialAdminSite(AdminSite):
    """The back office: the editors' home."""

    site_header = _("Editorial back office")
    site_title = _("Back office")
    index_title = _("Home")

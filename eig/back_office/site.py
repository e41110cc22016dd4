"""The admin site: what staff find where, their home, the calendar and the search."""

from django.contrib.admin import AdminSite
from django.urls import path, reverse, translate_url
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from eig.accounts.log_in_again import LogInAgain
from eig.accounts.profile import ProfileViews
from eig.back_office import places
from eig.back_office.calendar import CalendarScreen
from eig.back_office.health import HealthScreen
from eig.back_office.home import HomeScreen
from eig.back_office.languages import LanguagesScreen
from eig.back_office.search import SearchScreen
from eig.exchange.screens import ExchangeViews
from eig.languages.columns import codes
from eig.notifications.screens import NoticeViews
from eig.publishing.screens.bin import BinViews
from eig.publishing.screens.linking import LinkViews


class EditorialAdminSite(
    HomeScreen,
    HealthScreen,
    CalendarScreen,
    LanguagesScreen,
    SearchScreen,
    ExchangeViews,
    NoticeViews,
    LinkViews,
    LogInAgain,
    BinViews,
    ProfileViews,
    AdminSite,
):
    """The back office: the editors' home."""

    site_header = _("Editorial back office")
    site_title = _("Back office")
    index_title = _("Home")
    empty_value_display = "–"
    enable_nav_sidebar = False  # stock's folds away by script; ours stands in base_site.html

    def get_urls(self):
        own = [
            path("calendar/", self.admin_view(self.calendar), name="calendar"),
            path("health/", self.admin_view(self.health), name="health"),
            path("languages/", self.admin_view(self.languages), name="languages"),
            path("search/", self.admin_view(self.search), name="search"),
            path("waiting/<slug:block>/", self.admin_view(self.work), name="work"),
        ]
        return [*own, *super().get_urls()]

    def each_context(self, request):
        """What every page shows: the public site and the back office itself in each language, too."""
        path = request.get_full_path()
        languages = [
            (code, get_language_info(code)["name_local"].capitalize(), translate_url(path, code)) for code in codes()
        ]
        desks = places.found(request.path, places.DESKS)
        # The address of a kind may begin like that of a desk.
        in_section = any(model["is_here"] for part in self.get_app_list(request) for model in part["models"])
        return {
            **super().each_context(request),
            "site_url": reverse("home"),
            "admin_languages": [line for line in languages if line[0] != get_language()],
            "desks": [(words, address, here and not in_section) for words, address, here in desks],
            "ends": places.found(request.path, places.ENDS),
        }

    def get_app_list(self, request, app_label=None):
        """The sections, each with the models the user may see."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        if not hasattr(request, "sections"):
            request.sections = self._sections(request)
        return request.sections

    def _sections(self, request):
        known = {}
        for app in self._build_app_dict(request).values():
            for model in app["models"]:
                if address := model["admin_url"] or model["add_url"]:
                    model |= {"address": address, "is_here": request.path.startswith(address)}
                    known[f"{app['app_label']}.{model['object_name']}"] = model
        sections = [
            {
                "name": name,
                "app_label": slug,
                "app_url": f"{reverse('admin:index', current_app=self.name)}#{slug}",
                "has_module_perms": True,
                "models": [known[label] for label in labels if label in known],
            }
            for slug, name, labels in places.SECTIONS
        ]
        return [section for section in sections if section["models"]]

    def quick_starts(self, request):
        """`(words, address)` of what the user may add."""
        by_label = {model._meta.label: model_admin for model, model_admin in self._registry.items()}
        return [
            (words, reverse(f"admin:{label.replace('.', '_').lower()}_{screen}"))
            for label, screen, words in places.QUICK_STARTS
            if by_label[label].has_add_permission(request)
        ]

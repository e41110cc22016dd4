"""The back office: what staff find where, and their home."""

from django.contrib.admin import AdminSite
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext_lazy

from eig.images.models import Image
from eig.images.screens.quick_filters import reminders
from eig.languages.columns import codes
from eig.publishing.models import Edition, Publishable
from eig.publishing.states import state_of

# Sections in the order staff think, whatever application a model lives in.
SECTIONS = (
    ("posts", gettext_lazy("Posts"), ("blog.Post", "tags.Tag")),
    ("challenges", gettext_lazy("Challenges"), ("challenges.Challenge", "community.Administration", "community.Skill")),
    ("people", gettext_lazy("People"), ("community.Person", "community.EIG", "community.Mentor")),
    ("cohorts", gettext_lazy("Cohorts and calls"), ("community.Cohort", "community.Call")),
    (
        "pages",
        gettext_lazy("Pages"),
        (
            "pages.Page",
            "pages.FAQEntry",
            "pages.Audience",
            "pages.Document",
            "pages.Testimonial",
            "pages.PressRelease",
        ),
    ),
    ("images", gettext_lazy("Images"), ("images.Image",)),
    (
        "settings",
        gettext_lazy("Settings"),
        (
            "pages.SiteIdentity",
            "pages.MenuItem",
            "pages.ProgrammeStep",
            "pages.ProgrammeFigure",
            "seo.Redirect",
            "accounts.User",
            "auth.Group",
        ),
    ),
)
# What staff begin most often, from the home page.
QUICK_STARTS = (
    ("blog.Post", "add", gettext_lazy("Write a post")),
    ("challenges.Challenge", "add", gettext_lazy("Add a challenge")),
    ("community.Person", "add", gettext_lazy("Add a person")),
    ("images.Image", "upload", gettext_lazy("Add images")),
)
LINES = 8


class EditorialAdminSite(AdminSite):
    """The back office: the editors' home."""

    site_header = gettext_lazy("Editorial back office")
    site_title = gettext_lazy("Back office")
    index_title = gettext_lazy("Home")
    enable_nav_sidebar = False  # stock's folds away by script; ours stands in base_site.html

    def each_context(self, request):
        """What every page shows: the public site and the back office itself in each language, too."""
        path = request.get_full_path()
        languages = [
            (code, get_language_info(code)["name_local"].capitalize(), translate_url(path, code)) for code in codes()
        ]
        return {
            **super().each_context(request),
            "site_url": reverse("home"),
            "admin_languages": [line for line in languages if line[0] != get_language()],
        }

    def get_app_list(self, request, app_label=None):
        """The sections, each with the models the user may see."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        known = {
            f"{app['app_label']}.{model['object_name']}": model
            for app in self._build_app_dict(request).values()
            for model in app["models"]
        }
        sections = [
            {
                "name": name,
                "app_label": slug,
                "app_url": f"{reverse('admin:index', current_app=self.name)}#{slug}",
                "has_module_perms": True,
                "models": [known[label] for label in labels if label in known],
            }
            for slug, name, labels in SECTIONS
        ]
        return [section for section in sections if section["models"]]

    def index(self, request, extra_context=None):
        home = {
            "is_home": True,
            "quick_starts": self._quick_starts(request),
            "scheduled": self._editions(request, Edition.objects.scheduled().order_by("published_at")),
            "drafts": self._editions(
                request, Edition.objects.filter(state=Edition.State.DRAFT).order_by("-updated_at")
            ),
            "missing": self._missing(request),
            "recent": self._recent(request),
        }
        return super().index(request, {**home, **(extra_context or {})})

    def _quick_starts(self, request):
        """`(words, address)` of what the user may add."""
        by_label = {model._meta.label: model_admin for model, model_admin in self._registry.items()}
        return [
            (words, reverse(f"admin:{label.replace('.', '_').lower()}_{screen}"))
            for label, screen, words in QUICK_STARTS
            if by_label[label].has_add_permission(request)
        ]

    def _editions(self, request, editions):
        """The first editions of items the user may see, each as `{"item", "edition", "chip", "address"}`."""
        seen = [
            model
            for model, model_admin in self._registry.items()
            if issubclass(model, Publishable)
            and not model._meta.proxy
            and model_admin.has_view_or_change_permission(request)
        ]
        kinds = ContentType.objects.get_for_models(*seen).values()
        prefetch = GenericPrefetch("item", [model.objects.with_editions() for model in seen])
        found = editions.filter(content_type__in=kinds).prefetch_related(prefetch)[:LINES]
        return [
            {
                "item": edition.item,
                "kind": capfirst(edition.item._meta.verbose_name),
                "edition": edition,
                "chip": state_of(edition.item, edition.language),
                "address": self._registry[type(edition.item)].screen_address(edition.item, edition.language),
            }
            for edition in found
            if edition.item is not None
        ]

    def _missing(self, request):
        """`(words, address)` of what the image library lacks."""
        return reminders() if self._registry[Image].has_view_or_change_permission(request) else []

    def _recent(self, request):
        """The last changes by anyone to what the user may see, each as `{"entry", "address"}`."""
        seen = [
            model for model, model_admin in self._registry.items() if model_admin.has_view_or_change_permission(request)
        ]
        kinds = ContentType.objects.get_for_models(*seen, for_concrete_models=False).values()
        entries = LogEntry.objects.filter(content_type__in=kinds).select_related("user", "content_type")[:LINES]
        return [{"entry": entry, "address": "" if entry.is_deletion() else self._address(entry)} for entry in entries]

    def _address(self, entry):
        try:
            return entry.get_admin_url() or ""
        except NoReverseMatch:
            return ""

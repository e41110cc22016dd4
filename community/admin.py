from django.contrib import admin
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from community import models
from community.next_cohort_screen import NextCohortScreen
from community.roles import Role
from eig.images.admin import Illustrated
from eig.languages.admin import TranslatedAdmin
from eig.languages.forms import NamedOnceForm
from eig.publishing.admin import PublishableAdmin, state_filters


@admin.register(models.Cohort)
class CohortAdmin(NextCohortScreen, Illustrated, TranslatedAdmin):
    adding = _("Add a cohort")
    slugs = {"slug": "name"}
    search_in = ("name", "slug", "programme", "year")
    reference = "[…](cohort:{key})"
    list_display = ("thumbnail", "name", "programme", "year", "number_of_challenges", "shown", "last_change")
    list_display_links = ("name",)
    list_filter = ("programme", "shown")
    list_select_related = ("cover",)
    ordering = ("-year", "-start", "slug")
    fieldsets = (
        (None, {"fields": ("name", "introduction")}),
        (None, {"fields": ("shown", "cover", "programme", "year", "start", "end", "slug"), "classes": ("side",)}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(how_many_challenges=Count("challenges"))

    @admin.display(description=_("challenges"), ordering="how_many_challenges")
    def number_of_challenges(self, cohort):
        return cohort.how_many_challenges


class CallStateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return models.Call.State.choices

    def queryset(self, request, queryset):
        chosen = {"upcoming": queryset.upcoming, "open": queryset.open, "closed": queryset.closed}
        return chosen[self.value()]() if self.value() in chosen else queryset


CALL_CHIPS = {"upcoming": "scheduled", "open": "live", "closed": "over"}


@admin.register(models.Call)
class CallAdmin(TranslatedAdmin):
    adding = _("Add a call")
    search_in = ("get_kind_display", "cohort")
    reference = "[…](call:{key})"
    list_display = ("__str__", "state_shown", "opens_shown", "closes_shown", "last_change")
    list_filter = (CallStateFilter, "kind", "cohort")
    list_select_related = ("cohort",)
    ordering = ("-closes",)
    autocomplete_fields = ("cohort", "regulation", "documents")
    fieldsets = (
        (None, {"fields": ("kind", "cohort", "apply_url", "regulation", "documents", "audience")}),
        (
            _("What the site says"),
            {
                "fields": ("text_before", "text_open", "text_after"),
                "description": _("The dates choose which of the three texts visitors read: nothing to do that day."),
            },
        ),
        (None, {"fields": ("opens", "closes", "extended_from"), "classes": ("side",)}),
    )

    @admin.display(description=_("state"))
    def state_shown(self, call):
        state = call.state()
        return format_html('<span class="eig-chip eig-chip--{}">{}</span>', CALL_CHIPS[state], state.label)

    @admin.display(description=_("opens"), ordering="opens")
    def opens_shown(self, call):
        return timezone.localtime(call.opens)

    @admin.display(description=_("closes"), ordering="closes")
    def closes_shown(self, call):
        return call.closes_in_words


@admin.register(models.Administration)
class AdministrationAdmin(TranslatedAdmin):
    adding = _("Add an administration")
    form = NamedOnceForm
    list_display = ("name_shown", "acronym", "number_of_challenges", "last_change")
    ordering = ("sort_key",)
    fieldsets = ((None, {"fields": ("name", "acronym", "website", "slug")}),)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(how_many_challenges=Count("challenges"))

    @admin.display(description=_("name"), ordering="sort_key")
    def name_shown(self, administration):
        return administration.name

    @admin.display(description=_("challenges"), ordering="how_many_challenges")
    def number_of_challenges(self, administration):
        return administration.how_many_challenges


@admin.register(models.Skill)
class SkillAdmin(TranslatedAdmin):
    adding = _("Add a skill")
    slugs = {"slug": "name"}
    list_display = ("name", "slug", "last_change")
    ordering = ("sort_key",)
    fieldsets = ((None, {"fields": ("name", "slug")}),)


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return Role.choices

    def queryset(self, request, queryset):
        return queryset.in_role(self.value()) if self.value() in Role.values else queryset


class CohortFilter(admin.SimpleListFilter):
    """People with a part in a cohort, whatever it is."""

    title = _("cohort")
    parameter_name = "cohort"

    def lookups(self, request, model_admin):
        return [(cohort.slug, cohort.name) for cohort in models.Cohort.objects.newest_first()]

    def queryset(self, request, queryset):
        known = {slug for slug, _name in self.lookup_choices}
        return queryset.having_part_in(cohort__slug=self.value()) if self.value() in known else queryset


class PeopleList(Illustrated, PublishableAdmin):
    """How people are listed, all of them or those of a role."""

    adding = _("Add a person")
    picture_fields = ("portrait",)
    list_display = ("thumbnail", "name_shown", "profile", "parts", "states", "last_change")
    list_display_links = ("name_shown",)
    list_filter = (*state_filters(), CohortFilter, RoleFilter, "consent")
    list_select_related = ("portrait",)
    list_prefetch_related = ("editions", "participations__cohort")
    ordering = ("sort_key", "key")

    @admin.display(description=_("name"), ordering="sort_key")
    def name_shown(self, person):
        return person.name

    @admin.display(description=_("roles"))
    def parts(self, person):
        roles = [f"{part.get_role_display()}, {part.cohort}" for part in person.participations.all()]
        return " · ".join(dict.fromkeys(roles)) or "–"


@admin.register(models.Person)
class PersonAdmin(PeopleList):
    """People. Their parts in challenges are added by the section of challenges, as an inline of its own."""

    reference = "[…](person:{key})"
    slugs = {"slug": "name"}
    not_copied = ("consent", "consent_date")  # of one person, not of another
    fieldsets = (
        (None, {"fields": ("name", "profile", "bio")}),
        (
            _("Profiles elsewhere"),
            {
                "fields": ("website", "github", "gitlab", "linkedin", "twitter", "mastodon"),
                "description": _("Paste the whole address, or the name alone: the site keeps what it needs."),
            },
        ),
        (None, {"fields": ("portrait", "consent", "consent_date", "slug"), "classes": ("side",)}),
    )


class RoleList(PeopleList):
    """People of one role: a list to read, whose links lead to the person's own screen; rights are those on people."""

    fieldsets = PersonAdmin.fieldsets
    list_filter = (*state_filters(), CohortFilter)
    actions = None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return HttpResponseRedirect(reverse("admin:community_person_change", args=[object_id]))

    def add_view(self, request, form_url="", extra_context=None):
        return HttpResponseRedirect(reverse("admin:community_person_add"))

    @property
    def _people(self):
        return self.admin_site.get_model_admin(models.Person)

    def has_view_permission(self, request, obj=None):
        return self._people.has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._people.has_change_permission(request, obj)

    def has_add_permission(self, request):
        return self._people.has_add_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(models.EIG)
class EIGAdmin(RoleList):
    pass


@admin.register(models.Mentor)
class MentorAdmin(RoleList):
    pass

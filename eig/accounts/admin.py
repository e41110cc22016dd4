"""Accounts of the team, and who last changed what."""

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import IncorrectLookupParameters, get_content_type_for_model
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission
from django.db import DataError
from django.db.models import Max, Q
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.accounts.models import User
from eig.text.admin import FoldedSearch


class SignedChangeList(ChangeList):
    """A list whose rows know their last log entry, in two queries whatever their number."""

    def get_queryset(self, request, exclude_parameters=None):
        queryset = super().get_queryset(request, exclude_parameters)
        return queryset.prefetch_related(*self.model_admin.list_prefetch_related)

    def get_results(self, request):
        try:
            super().get_results(request)
        except (ValueError, OverflowError, DataError) as error:
            # `?date__year=99999`: a question the database has no number or word for.
            raise IncorrectLookupParameters(error) from error
        entries = last_entries(self.model._meta.concrete_model, [item.pk for item in self.result_list])
        for item in self.result_list:
            item.last_entry = entries.get(str(item.pk))


def last_entries(model, keys):
    """The last log entry, with its user, of each item of the model: `{str(pk): LogEntry}`."""
    entries = LogEntry.objects.filter(
        content_type=get_content_type_for_model(model), object_id__in=[str(key) for key in keys]
    )
    newest = entries.values("object_id").annotate(newest=Max("pk")).order_by().values_list("newest", flat=True)
    return {entry.object_id: entry for entry in LogEntry.objects.filter(pk__in=list(newest)).select_related("user")}


class Signed:
    """List pages that end with who changed the item last, and when."""

    list_prefetch_related = ()

    def get_changelist(self, request, **kwargs):
        return SignedChangeList

    @admin.display(description=_("last change"))
    def last_change(self, item):
        entry = getattr(item, "last_entry", None)
        instant = entry.action_time if entry else getattr(item, "updated_at", None)
        if instant is None:
            return "–"
        day = date_format(localtime(instant), "SHORT_DATE_FORMAT")
        return format_html("{} <span class='eig-quiet'>{}</span>", day, entry.user) if entry else day


@admin.register(User)
class EditorialUserAdmin(Signed, FoldedSearch, UserAdmin):
    """Accounts. What a person may do is a superuser's decision alone: nobody else grants rights, or touches theirs."""

    list_display = ("username", "full_name", "email", "role_names", "is_active", "last_login")
    list_filter = ("is_active", "is_superuser", "groups")
    list_prefetch_related = ("groups",)
    search_in = ("username", "first_name", "last_name", "email")
    ordering = ("last_name", "first_name", "username")
    filter_horizontal = ()
    autocomplete_fields = ("groups",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Who it is"), {"fields": ("first_name", "last_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user):
        return user.get_full_name() or "–"

    @admin.display(description=_("groups"))
    def role_names(self, user):
        return ", ".join(group.name for group in user.groups.all()) or "–"

    def get_readonly_fields(self, request, obj=None):
        dates = ("last_login", "date_joined")
        return dates if request.user.is_superuser else (*dates, "is_staff", "is_superuser", "groups")

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or _may_touch(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or _may_touch(request.user, obj))


def _may_touch(user, other):
    """A password is the key to all that its owner may do: it is for those who may do as much."""
    if user.is_superuser or user == other:
        return True
    owned = Permission.objects.filter(Q(user=other) | Q(group__user=other)).select_related("content_type")
    rights = {f"{permission.content_type.app_label}.{permission.codename}" for permission in owned}
    return not other.is_superuser and rights <= user.get_all_permissions()


class PermissionField(forms.ModelMultipleChoiceField):
    """Permissions in words: “post: change”."""

    def label_from_instance(self, permission):
        model = permission.content_type.model_class()
        action = permission.codename.removesuffix(f"_{permission.content_type.model}")
        return f"{model._meta.verbose_name} – {ACTIONS.get(action) or gettext(permission.name)}"


ACTIONS = {"add": _("add"), "change": _("change"), "delete": _("delete"), "view": _("see")}

admin.site.unregister(Group)


@admin.register(Group)
class EditorialGroupAdmin(Signed, FoldedSearch, GroupAdmin):
    """Groups, with the permissions on what the admin shows."""

    search_in = ("name",)
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name != "permissions":
            return super().formfield_for_manytomany(db_field, request=request, **kwargs)
        # A proxy is another list of the same people: rights are those on people.
        shown_models = [model for model in self.admin_site._registry if not model._meta.proxy]
        labels = {(model._meta.app_label, model._meta.model_name) for model in shown_models}
        shown = [
            permission.pk
            for permission in Permission.objects.select_related("content_type")
            if (permission.content_type.app_label, permission.content_type.model) in labels
        ]
        queryset = Permission.objects.filter(pk__in=shown).select_related("content_type")
        return PermissionField(
            queryset, widget=forms.CheckboxSelectMultiple, required=False, label=db_field.verbose_name.capitalize()
        )

    def has_module_permission(self, request):
        return request.user.is_superuser and super().has_module_permission(request)

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

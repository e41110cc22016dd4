"""Accounts of the team, and who last changed what."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import IncorrectLookupParameters, get_content_type_for_model
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.db import DataError
from django.db.models import Case, Max, Q, When
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.accounts.models import User
from eig.accounts.roles import Role, grantable, in_order, label
from eig.languages.columns import codes
from eig.languages.names import language_name
from eig.languages.translators import languages_of
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
        self.reader = request

    def url_for_result(self, result):
        leads_elsewhere = getattr(self.model_admin, "address_in_list", None)
        return (leads_elsewhere and leads_elsewhere(self.reader, result)) or super().url_for_result(result)


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


class RoleFilter(admin.RelatedFieldListFilter):
    """Accounts by role, the roles by what they are called."""

    def field_choices(self, field, request, model_admin):
        return [(group.pk, capfirst(label(group))) for group in in_order(Group.objects.all())]


class RolesWidget(forms.CheckboxSelectMultiple):
    """Roles as boxes to tick, each with what it lets one do."""

    template_name = "admin/accounts/roles.html"

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        return {**option, "promise": self._promise(value)}

    @staticmethod
    def _promise(value):
        name = value.instance.name
        return Role(name).promise if name in Role.values else ""


class RolesField(forms.ModelMultipleChoiceField):
    """The roles that the one who fills the form may give."""

    widget = RolesWidget

    def label_from_instance(self, group):
        return label(group)


class AccountForm(UserChangeForm):
    """An account, whose roles are among those that `giver` may give; nobody changes their own."""

    giver = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        if "password" in self.fields:
            self.fields["password"].help_text = ""
        choose_roles(self, self.giver)
        choose_languages(self)
        name_languages(self)
        if "language" in self.fields and self.instance != self.giver:
            self.fields["language"].help_text = _("The one we write to them in.")
            self.fields["wants_mail"].help_text = _(
                "They are always told in the back office; tick to write to them too."
            )

    def clean(self):
        return require_languages(self, super().clean())


class NewAccountForm(BaseUserCreationForm):
    """An account for a colleague, on one page: who it is, the roles, and a first password to pass on."""

    giver = None

    class Meta(BaseUserCreationForm.Meta):
        model = User
        fields = ("first_name", "last_name", "email", "username", "groups", "translates", "language")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        choose_roles(self, self.giver)
        choose_languages(self)
        name_languages(self)
        for name in ("first_name", "last_name", "email"):
            self.fields[name].required = True
        self.fields["language"].help_text = _("The one we write to them in.")
        self.fields["password1"].label = _("First password")
        self.fields["password2"].label = _("The same once more")
        self.fields["password2"].help_text = _("Pass it on to your colleague, who changes it after the first login.")

    def clean(self):
        return require_languages(self, super().clean())


def choose_roles(form, giver):
    """Offer the roles that the giver may give, in order."""
    if "groups" not in form.fields:
        return
    groups = grantable(giver)
    field = RolesField(Group.objects.filter(pk__in=[group.pk for group in groups]), required=False, label=_("Roles"))
    ranks = Case(*(When(pk=group.pk, then=rank) for rank, group in enumerate(groups)), default=len(groups))
    field.queryset = field.queryset.order_by(ranks) if groups else Group.objects.none()
    field.help_text = _("From contributor to programme lead, each may do what those above it may: tick the widest one.")
    form.fields["groups"] = field


def choose_languages(form):
    """Offer the languages of the site to translate into."""
    if "translates" not in form.fields:
        return
    form.fields["translates"] = forms.MultipleChoiceField(
        choices=[(code, capfirst(language_name(code))) for code in codes()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("Languages to translate into"),
        help_text=_("For translators: they write in these languages, and in no other."),
    )
    form.initial["translates"] = languages_of(form.instance)


def name_languages(form):
    """The languages that we may write to a person in, as they begin a line."""
    if "language" in form.fields:
        form.fields["language"].choices = [(code, capfirst(language_name(code))) for code in codes()]


def require_languages(form, cleaned):
    """The cleaned data; a translator without a language could write nothing."""
    is_translator = any(group.name == Role.TRANSLATOR for group in cleaned.get("groups") or ())
    if is_translator and "translates" in form.fields and not cleaned.get("translates"):
        form.add_error("translates", _("Tick the languages that this person translates into."))
    return cleaned


@admin.register(User)
class EditorialUserAdmin(Signed, FoldedSearch, UserAdmin):
    """Accounts. Nobody gives a role that may do more than they may, touches who may do more, or makes a superuser."""

    adding = _("Open an account")
    form, add_form = AccountForm, NewAccountForm
    add_form_template = None  # stock's announces a second page: there is only one
    list_display = ("username", "full_name", "email", "role_names", "is_active", "last_login")
    list_filter = ("is_active", "is_superuser", ("groups", RoleFilter))
    list_prefetch_related = ("groups",)
    search_in = ("username", "first_name", "last_name", "email")
    ordering = ("last_name", "first_name", "username")
    filter_horizontal = ()
    fieldsets = (
        (_("Who it is"), {"fields": ("first_name", "last_name", "email", "username", "password")}),
        (_("Roles"), {"fields": ("groups", "translates")}),
        (_("Told in"), {"fields": ("language", "wants_mail")}),
        (_("Account"), {"fields": ("is_active", "is_superuser", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (_("Who it is"), {"fields": ("first_name", "last_name", "email", "username")}),
        (_("Roles"), {"fields": ("groups", "translates")}),
        (_("Told in"), {"fields": ("language",)}),
        (_("First password"), {"fields": ("password1", "password2")}),
    )

    class Media:
        css = {"all": ("eig/accounts.css",)}

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user):
        return user.get_full_name() or "–"

    @admin.display(description=_("roles"))
    def role_names(self, user):
        return ", ".join(str(label(group)) for group in in_order(user.groups.all())) or "–"

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.giver = request.user
        return form

    def get_readonly_fields(self, request, obj=None):
        dates = ("last_login", "date_joined")
        if obj is not None and obj.pk == request.user.pk:
            # Someone else decides of them: nobody widens their own rights, or locks themselves out.
            return (*dates, "own_roles", "own_languages", "is_active", "is_superuser")
        return dates if request.user.is_superuser else (*dates, "is_superuser")

    def get_fieldsets(self, request, obj=None):
        is_own = obj is not None and obj.pk == request.user.pk
        swap = {"groups": "own_roles", "translates": "own_languages"} if is_own else {}
        left_out = set() if request.user.is_superuser else {"is_superuser"}
        return [
            (title, {**options, "fields": [swap.get(name, name) for name in options["fields"] if name not in left_out]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    @admin.display(description=_("Roles"))
    def own_roles(self, user):
        return format_html("{}<br>{}", self.role_names(user), _("Only someone else can change your roles."))

    @admin.display(description=_("Languages to translate into"))
    def own_languages(self, user):
        return ", ".join(language_name(code) for code in languages_of(user)) or "–"

    def save_model(self, request, obj, form, change):
        obj.is_staff = True  # accounts are for the back office: one without a role is told whom to ask for one
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        words = _("%(name)s can log in as “%(username)s”. Pass on the first password.")
        messages.success(request, words % {"name": obj, "username": obj.username})
        if "_addanother" in request.POST:
            return HttpResponseRedirect(request.path)
        return HttpResponseRedirect(reverse("admin:accounts_user_changelist"))

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
        return in_words(permission)


def in_words(permission):
    """“post – change”."""
    model = permission.content_type.model_class()
    action = permission.codename.removesuffix(f"_{permission.content_type.model}")
    return f"{model._meta.verbose_name} – {ACTIONS.get(action) or gettext(permission.name)}"


ACTIONS = {
    "add": _("add"),
    "change": _("change"),
    "delete": _("delete"),
    "view": _("see"),
    "review": _("review"),
    "publish": _("publish"),
    "translate": _("translate"),
}

admin.site.unregister(Group)


@admin.register(Group)
class EditorialGroupAdmin(Signed, FoldedSearch, GroupAdmin):
    """Groups, with the permissions on what the admin shows. Those of roles are the site's own: read, never changed."""

    search_in = ("name",)
    list_display = ("shown_name", "last_change")
    filter_horizontal = ()

    @admin.display(description=_("name"), ordering="name")
    def shown_name(self, group):
        return capfirst(label(group))

    @admin.display(description=_("what it may do"))
    def shown_rights(self, group):
        permissions = group.permissions.select_related("content_type").filter(pk__in=self._shown())
        lines = sorted((in_words(permission),) for permission in permissions)
        return (
            format_html('<ul class="eig-lines">{}</ul>', format_html_join("", "<li>{}</li>", lines)) if lines else "–"
        )

    def get_fieldsets(self, request, obj=None):
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": ("shown_name", "shown_rights")})]

    def get_readonly_fields(self, request, obj=None):
        return ("shown_name", "shown_rights")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and not self.has_change_permission(request, obj):
            obj.name = str(label(obj))  # what the page is headed with
        return super().render_change_form(request, context, add, change, form_url, obj)

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name != "permissions":
            return super().formfield_for_manytomany(db_field, request=request, **kwargs)
        queryset = Permission.objects.filter(pk__in=self._shown()).select_related("content_type")
        return PermissionField(
            queryset, widget=forms.CheckboxSelectMultiple, required=False, label=db_field.verbose_name.capitalize()
        )

    def _shown(self):
        """The permissions on what the admin shows."""
        # A proxy is another list of the same people: rights are those on people.
        shown_models = [model for model in self.admin_site._registry if not model._meta.proxy]
        labels = {(model._meta.app_label, model._meta.model_name) for model in shown_models}
        return [
            permission.pk
            for permission in Permission.objects.select_related("content_type")
            if (permission.content_type.app_label, permission.content_type.model) in labels
        ]

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser and (obj is None or obj.name not in Role.values)

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser and (obj is None or obj.name not in Role.values)

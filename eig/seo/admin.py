from django import forms
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from eig.accounts.admin import Signed
from eig.seo.models import Redirect, path_key
from eig.text.folding import fold


def _owners(model):
    """What a row cannot be without, and its address neither: a challenge's cohort, a question's audience."""
    return [field.name for field in model._meta.fields if field.many_to_one and not field.null] or [None]


def _targets():
    """What redirects lead to, fetched with all that an address is made of, in a few queries a kind."""
    kinds = ContentType.objects.filter(pk__in=Redirect.objects.values("content_type")).order_by("pk")
    models = [kind.model_class() for kind in kinds if kind.model_class()]
    querysets = [model._default_manager.select_related(*_owners(model)) for model in models]
    return [found.prefetch_related("editions") if hasattr(found.model, "editions") else found for found in querysets]


class KindFilter(admin.SimpleListFilter):
    title = _("kind of target")
    parameter_name = "target"

    def lookups(self, request, model_admin):
        return [("item", _("an item, wherever it stands")), ("path", _("a path written by hand"))]

    def queryset(self, request, queryset):
        if self.value() == "item":
            return queryset.filter(target_path="")
        return queryset.exclude(target_path="") if self.value() == "path" else queryset


class RedirectForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("target_path")) is not None:
            field.required = True

    def clean_path(self):
        path = self.cleaned_data["path"].strip()
        if not path.startswith("/"):
            raise ValidationError(_("Begin with a slash: /old/page.html"))
        twin = Redirect.objects.for_path(path)
        if twin is not None and twin.pk != self.instance.pk:
            raise ValidationError(_("This old path is redirected already, to %(target)s.") % {"target": twin.address()})
        return path

    def clean_target_path(self):
        target = self.cleaned_data["target_path"].strip()
        if not target.startswith("/") or target[1:2] in {"/", "\\"}:
            raise ValidationError(_("Write a path of this site, beginning with one slash: /new/page/"))
        if path_key(target) == path_key(self.cleaned_data.get("path", "")):
            raise ValidationError(_("An address cannot redirect to itself."))
        if Redirect.objects.leads_back(target, self.cleaned_data.get("path", "")):
            raise ValidationError(_("This path is redirected to the old path: visitors would go round in circles."))
        return target


@admin.register(Redirect)
class RedirectAdmin(Signed, admin.ModelAdmin):
    """Old addresses. Those that lead to an item follow it by themselves; those written by hand lead to a path."""

    adding = _("Add a redirect")
    form = RedirectForm
    list_display = ("path", "target", "created_at", "last_change")
    list_filter = (KindFilter, "language")
    list_per_page = 50
    ordering = ("path_key",)
    search_fields = ("path_key",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(GenericPrefetch("item", _targets()))

    def get_search_results(self, request, queryset, search_term):
        wanted = fold(search_term.replace("\x00", "")[:200])
        return (queryset.filter(path_key__contains=wanted) if wanted else queryset), False

    @admin.display(description=_("leads to"))
    def target(self, redirect):
        address = redirect.address()
        if not address:
            return format_html('<span class="eig-chip eig-chip--alert">{}</span>', _("nothing any more"))
        return format_html('<a href="{}">{}</a>', address, address)

    def get_fields(self, request, obj=None):
        return ("path", "target") if obj is not None and not obj.target_path else ("path", "target_path")

    def get_readonly_fields(self, request, obj=None):
        return ("target",) if obj is not None and not obj.target_path else ()

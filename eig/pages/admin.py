from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Exists, F, Max, OuterRef
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from dsfr.models import DsfrConfig

from eig.images.admin import Illustrated
from eig.languages.admin import TranslatedAdmin
from eig.languages.forms import ScreenForm
from eig.pages import models
from eig.pages.duties import owed
from eig.pages.menus import is_linkable
from eig.publishing.admin import PublishableAdmin, state_filters

# The site's identity says all that it holds, in each language.
admin.site.unregister(DsfrConfig)


class Titled:
    """Lists sorted by title as people sort, whatever accents and case."""

    @admin.display(description=_("title"), ordering="sort_key")
    def title_shown(self, item):
        return str(item)


class PositionForm(forms.ModelForm):
    """A line of a list: its field has the name of its item, for whoever does not see the line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["position"]
        field.widget.attrs["aria-label"] = f"{capfirst(field.label)} – {self.instance}"


class Ordered:
    """Items that staff put in order: the list itself takes their positions, and a new one goes last."""

    list_editable = ("position",)

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **{"form": PositionForm, **kwargs})

    def get_changeform_initial_data(self, request):
        last = self.model._base_manager.aggregate(last=Max("position"))["last"]
        return {"position": 0 if last is None else last + 1, **super().get_changeform_initial_data(request)}


@admin.register(models.Page)
class PageAdmin(Titled, Illustrated, PublishableAdmin):
    adding = _("Add a page")
    slugs = {"slug": "title"}
    not_copied = ("place",)  # one page stands there
    reference = "[…](page:{key})"
    list_display = ("thumbnail", "title_shown", "place_shown", "states", "last_change")
    list_display_links = ("title_shown",)
    list_filter = (*state_filters(), "place")
    list_select_related = ("cover",)
    ordering = ("sort_key",)
    fieldsets = (
        (None, {"fields": ("title", "standfirst", "body")}),
        (None, {"fields": ("cover", "place", "notice", "slug"), "classes": ("side",)}),
    )

    @admin.display(description=_("place"), ordering="place")
    def place_shown(self, page):
        return page.get_place_display() or "–"


@admin.register(models.Audience)
class AudienceAdmin(Ordered, TranslatedAdmin):
    adding = _("Add an audience")
    slugs = {"slug": "name"}
    search_in = ("name",)
    reference = "[…](faq:{key})"
    list_display = ("name", "position", "last_change")
    ordering = ("position", "key")
    fieldsets = ((None, {"fields": ("name", "slug", "position")}),)


@admin.register(models.FAQEntry)
class FAQEntryAdmin(Ordered, PublishableAdmin):
    adding = _("Add a question")
    slugs = {"anchor": "question"}
    reference = "[…](question:{key})"
    list_display = ("question", "audience", "position", "states", "last_change")
    list_filter = ("audience", *state_filters())
    list_select_related = ("audience",)
    autocomplete_fields = ("audience",)
    fieldsets = (
        (None, {"fields": ("audience", "question", "answer")}),
        (None, {"fields": ("anchor", "position"), "classes": ("side",)}),
    )


@admin.register(models.Document)
class DocumentAdmin(Titled, Illustrated, PublishableAdmin):
    adding = _("Add a document")
    reference = "[…](document:{key})"
    list_display = ("thumbnail", "title_shown", "kind", "format_shown", "date", "states", "last_change")
    list_display_links = ("title_shown",)
    list_filter = (*state_filters(), "kind")
    list_select_related = ("cover",)
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("title", "description")}),
        (_("File"), {"fields": ("file", "url", "language")}),
        (None, {"fields": ("cover", "kind", "date"), "classes": ("side",)}),
    )

    @admin.display(description=_("format"))
    def format_shown(self, document):
        return document.file_format or "–"


@admin.register(models.Testimonial)
class TestimonialAdmin(Illustrated, Ordered, TranslatedAdmin):
    adding = _("Add a testimonial")
    picture_fields = ("portrait",)
    search_in = ("name", "role", "quote")
    list_display = ("thumbnail", "name", "role", "position", "shown", "last_change")
    list_display_links = ("name",)
    list_filter = ("shown",)
    list_select_related = ("portrait",)
    fieldsets = (
        (None, {"fields": ("quote", "name", "role")}),
        (None, {"fields": ("portrait", "shown", "position"), "classes": ("side",)}),
    )


class PressReleaseForm(ScreenForm):
    """A release leads to a document, or to an address elsewhere."""

    def clean(self):
        cleaned = super().clean()
        places = {"document", "url"}
        if places <= self.fields.keys() and not places & self.errors.keys() and not any(map(cleaned.get, places)):
            self.add_error("url", _("Choose the document above, or give the address where the release is read."))
        return cleaned


@admin.register(models.PressRelease)
class PressReleaseAdmin(TranslatedAdmin):
    form = PressReleaseForm
    adding = _("Add a press release")
    search_in = ("title",)
    list_display = ("title", "date", "document", "standing", "last_change")
    list_select_related = ("document",)
    date_hierarchy = "date"
    autocomplete_fields = ("document",)
    fieldsets = (
        (
            None,
            {
                "fields": ("title", "date", "document", "url"),
                "description": _("On the site as soon as it is saved; from its date on, where that is to come."),
            },
        ),
    )

    def get_queryset(self, request):
        readable = models.PressRelease.objects.readable().filter(pk=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_readable=Exists(readable))

    @admin.display(description=_("on the site"))
    def standing(self, release):
        if release.is_readable:
            look, words = "live", _("yes")
        elif not release.document_id and not release.url:
            look, words = "alert", _("leads nowhere")
        elif release.date and release.date > timezone.localdate():
            look, words = "scheduled", _("from its date on")
        else:
            look, words = "over", _("its document is not published")
        return format_html('<span class="eig-chip eig-chip--{}">{}</span>', look, words)


@admin.register(models.PressPicture)
class PressPictureAdmin(Illustrated, Ordered, TranslatedAdmin):
    adding = _("Add a picture")
    picture_fields = ("image",)
    search_in = ("key",)
    list_display = ("thumbnail", "image", "position", "last_change")
    list_display_links = ("image",)
    list_select_related = ("image",)
    fieldsets = ((None, {"fields": ("image", "position")}),)


@admin.register(models.ProgrammeStep)
class ProgrammeStepAdmin(Ordered, TranslatedAdmin):
    adding = _("Add a step")
    search_in = ("title", "text")
    list_display = ("title", "position", "page", "last_change")
    list_select_related = ("page",)
    autocomplete_fields = ("page",)
    fieldsets = ((None, {"fields": ("title", "text", "page", "position")}),)


class LinkingForm(ScreenForm):
    """A form whose `url` is a path of the site or a whole address: never a script."""

    def clean_url(self):
        address = self.cleaned_data["url"].strip()
        if address and not is_linkable(address):
            raise ValidationError(_("Write a path of this site, /like/this/, or a whole address: https://example.org/"))
        return address


@admin.register(models.ProgrammeFigure)
class ProgrammeFigureAdmin(Ordered, TranslatedAdmin):
    adding = _("Add a figure")
    form = LinkingForm
    search_in = ("label",)
    list_display = ("label", "number_shown", "position", "shown", "last_change")
    list_filter = ("shown",)
    fieldsets = ((None, {"fields": ("label", "definition", "amount", "url", "position", "shown")}),)

    @admin.display(description=_("number"))
    def number_shown(self, figure):
        return figure.number


@admin.register(models.MenuItem)
class MenuItemAdmin(Ordered, TranslatedAdmin):
    adding = _("Add an entry")
    form = LinkingForm
    search_in = ("label",)
    list_display = ("label_shown", "menu", "position", "last_change")
    list_filter = ("menu",)
    list_select_related = ("parent",)
    ordering = (
        "-menu",
        Coalesce("parent__position", "position"),
        Coalesce("parent__key", "key"),
        F("parent").asc(nulls_first=True),
        "position",
        "key",
    )
    autocomplete_fields = ("parent", "page", "audience")
    fieldsets = (
        (None, {"fields": ("label", "menu", "parent", "position")}),
        (_("Leads to"), {"fields": ("place", "page", "audience", "url")}),
    )

    @admin.display(description=_("label"))
    def label_shown(self, item):
        return format_html('<span class="eig-under">{}</span>', item) if item.parent_id else str(item)


def _is_web_address(address):
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return False
    return True


class PairsField(forms.CharField):
    """Names and addresses, a pair a line: “Mastodon https://…”."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 60})

    def prepare_value(self, value):
        return "\n".join(f"{name} {address}" for name, address in value) if isinstance(value, list) else value

    def to_python(self, value):
        pairs = []
        for line in (super().to_python(value) or "").splitlines():
            name, _space, address = line.strip().rpartition(" ")
            if not line.strip():
                continue
            if not name or not _is_web_address(address):
                raise ValidationError(
                    _("“%(line)s” is not a name followed by an address: Mastodon https://example.org/@us"),
                    params={"line": line},
                )
            pairs.append([name.strip(), address])
        return pairs

    def has_changed(self, initial, data):
        return self.prepare_value(initial or []) != (data or "").replace("\r\n", "\n").strip()


class SiteIdentityForm(ScreenForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "social_links" in self.fields:
            self.fields["social_links"] = PairsField(
                label=_("Social networks"),
                help_text=_("One a line: the network's name, a space, the address."),
                required=False,
            )


@admin.register(models.SiteIdentity)
class SiteIdentityAdmin(Illustrated, TranslatedAdmin):
    """One row: its link leads straight to the form; it is neither added twice nor deleted."""

    adding = _("Fill in the identity of the site")
    form = SiteIdentityForm
    change_form_template = "admin/pages/identity.html"
    fieldsets = (
        (None, {"fields": ("service_name", "tagline", "hero")}),
        (_("Who publishes"), {"fields": ("brand_block", "operator", "operator_url")}),
        (_("Contact"), {"fields": ("email", "phone", "postal_address")}),
        (_("Press"), {"fields": ("press_name", "press_email", "press_phone", "boilerplate", "logo")}),
        (_("Elsewhere"), {"fields": ("newsletter_url", "social_links", "source_code_url")}),
        (_("Footer and legal notice"), {"fields": ("footer_text", "publisher", "publication_director", "host", "dpo")}),
        (
            _("Accessibility statement"),
            {
                "fields": (
                    "audited_on",
                    "audited_by",
                    "audit_rate",
                    "audited_pages",
                    "audit_environment",
                    "audit_tools",
                    "stated_on",
                    "gaps",
                    "exemptions",
                    "outside_scope",
                    "accessibility_email",
                    "accessibility_plan_url",
                )
            },
        ),
        (
            _("Security and ecodesign"),
            {"fields": ("security_contact", "security_policy_url", "security_checked_on", "ecodesign_url")},
        ),
    )

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not models.SiteIdentity.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"owed": owed(models.SiteIdentity.current()), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        base = "admin:pages_siteidentity"
        known = models.SiteIdentity.objects.exists()
        return HttpResponseRedirect(reverse(f"{base}_change", args=[1]) if known else reverse(f"{base}_add"))

"""The image library in the admin, and the pictures of other items in their lists and forms."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from eig.images.models import Image
from eig.images.uses import texts_with
from eig.languages.admin import TranslatedAdmin
from eig.languages.choices import ItemSelect, is_id
from eig.languages.columns import codes, column
from eig.languages.forms import ScreenForm
from eig.languages.names import language_name


def thumbnail(image, spec="thumb"):
    """HTML of a small picture without words, for beside a title; "" without an image."""
    return render_to_string("admin/images/thumbnail.html", {"image": image, "spec": spec}) if image else ""


class ImageSelect(ItemSelect):
    """The choice of a picture of the library, with the one chosen now under it."""

    template_name = "admin/images/image_select.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        image = Image.objects.filter(pk=value).first() if is_id(value or "") else None
        return {**context, "thumbnail": thumbnail(image)}


class Illustrated:
    """Items with pictures: the first of `picture_fields` that is set stands in the list; forms show what is chosen."""

    picture_fields = ("cover",)

    @admin.display(description=_("picture"))
    def thumbnail(self, item):
        pictures = (getattr(item, name) for name in self.picture_fields)
        return thumbnail(next((picture for picture in pictures if picture), None))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.remote_field.model is Image:
            kwargs["widget"] = ImageSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CreditFilter(admin.SimpleListFilter):
    title = _("credit")
    parameter_name = "credit"

    def lookups(self, request, model_admin):
        return [("unknown", _("credit unknown")), ("known", _("credit known"))]

    def queryset(self, request, queryset):
        if self.value() == "unknown":
            return queryset.uncredited()
        return queryset.exclude(credit="") if self.value() == "known" else queryset


class AltFilter(admin.SimpleListFilter):
    """Pictures without an alternative text in one language, decorative ones apart."""

    language = None

    def lookups(self, request, model_admin):
        return [("missing", _("missing"))]

    def queryset(self, request, queryset):
        return queryset.without_alt(self.language) if self.value() == "missing" else queryset


def alt_filters():
    """One filter a language of the site."""
    return [
        type(
            f"AltFilter{code.title()}",
            (AltFilter,),
            {
                "language": code,
                "parameter_name": f"alt_{code}",
                "title": format_lazy(_("alternative text in {language}"), language=language_name(code)),
            },
        )
        for code in codes()
    ]


class ImageForm(ScreenForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("title")) is not None:
            field.required = False

    def _get_validation_exclusions(self):
        # A picture that is in the library was examined when it came in.
        return super()._get_validation_exclusions() | (set() if "file" in self.changed_data else {"file"})


@admin.register(Image)
class ImageAdmin(Illustrated, TranslatedAdmin):
    form = ImageForm
    reference = "![](image:{key})"
    list_display = ("thumbnail", "title", "credit_words", "alts", "measures", "last_change")
    list_display_links = ("title",)
    list_filter = (CreditFilter, *alt_filters(), "licence", "decorative")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "key")
    fieldsets = (
        (None, {"fields": ("file", "title")}),
        (_("Words"), {"fields": ("alt", "decorative", "caption")}),
        (
            _("Rights"),
            {
                "fields": (
                    "credit",
                    "author",
                    ("licence", "licence_version"),
                    "licence_note",
                    "source_url",
                    "taken_on",
                    ("rights_until", "withdrawn_at_end"),
                    ("consent", "consent_on"),
                    "consent_document",
                )
            },
        ),
        (None, {"fields": ("focal_x", "focal_y"), "classes": ("side",)}),
    )

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        return thumbnail(image)

    @admin.display(description=_("credit"), ordering="credit")
    def credit_words(self, image):
        if image.credit:
            return image.credit_line
        return format_html('<span class="eig-chip eig-chip--alert">{}</span>', _("credit unknown"))

    @admin.display(description=_("alternative text"))
    def alts(self, image):
        if image.decorative:
            return format_html('<span class="eig-chip eig-chip--none">{}</span>', _("decorative"))
        missing = image.alt_missing_in
        states = [
            (code, "none" if column("alt", code) in missing else "live", column("alt", code) in missing)
            for code in codes()
        ]
        return format_html_join(
            " ",
            '<span class="eig-chip eig-chip--{}"><b>{}</b> {}</span>',
            ((kind, code.upper(), _("missing") if lacks else _("written")) for code, kind, lacks in states),
        )

    @admin.display(description=_("size"), ordering="width")
    def measures(self, image):
        return f"{image.width} × {image.height}"

    def state_in(self, image, code):
        if image.decorative:
            return ("none", _("decorative"))
        if column("alt", code) in image.alt_missing_in:
            return ("none", _("alternative text missing"))
        return ("live", _("alternative text written"))

    def get_deleted_objects(self, objs, request):
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        # A text refers to its pictures by key, which no foreign key protects.
        return to_delete, counts, perms_needed, sorted({*protected, *map(self._use, texts_with(objs))})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["picture"] = thumbnail(obj, "content")
        return super().render_change_form(request, context, add, change, form_url, obj)

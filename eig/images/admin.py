"""The image library in the admin, and the pictures of other items in their lists and forms."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from eig.images.models import Image, digest_of
from eig.images.screens import panels
from eig.images.screens.bulk import RIGHTS_FIELDS, BulkRights
from eig.images.screens.chooser import ChooserViews, ChoosesImages
from eig.images.screens.focal_point import FIELDS as FOCAL_FIELDS
from eig.images.screens.focal_point import FocalPointAdmin, whole_picture
from eig.images.screens.kept_files import FILE_SCREENS, KeptFiles, KeptFilesForm
from eig.images.screens.library import (
    AddedFilter,
    LibraryChangeList,
    QuickFilters,
    RightsFilter,
    alt_chips,
    chosen_view,
    credit_chip,
    rights_chip,
)
from eig.images.screens.promises import KeepsPromises
from eig.images.screens.upload import UploadViews
from eig.images.uses import number_of_uses, texts_with
from eig.languages.admin import TranslatedAdmin
from eig.languages.columns import column
from eig.languages.forms import ScreenForm

# From this change of proportions on, a new file shows something else in the same crops.
MUCH_WIDER = 0.1
# What a row of the list shows of a credit, as the cards of the grid do.
MOST_CREDIT = 90


def thumbnail(image):
    """HTML of a small picture without words, for beside a title; "" without an image."""
    return render_to_string("admin/images/thumbnail.html", {"image": image}) if image else ""


class Illustrated(ChoosesImages):
    """Items with pictures: the first of `picture_fields` that is set stands in the list; forms show what is chosen."""

    picture_fields = ("cover",)

    @admin.display(description=_("picture"))
    def thumbnail(self, item):
        pictures = (getattr(item, name) for name in self.picture_fields)
        return thumbnail(next((picture for picture in pictures if picture), None))


class ImageForm(KeptFilesForm, KeepsPromises, ScreenForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("title")) is not None:
            field.required = False
        if (field := self.fields.get("file")) is not None:
            # The library's own words for an empty file say what to do.
            field.allow_empty_file = True

    def clean_file(self):
        """The file; refused with the way to the picture that has the same content, if there is one."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file and (twin := self._twin(file)):
            words = _("This picture is in the library already: “%(title)s”.")
            link = format_html('<a href="{}">{}</a>', reverse("admin:images_image_change", args=[twin.pk]), twin)
            raise ValidationError(mark_safe(escape(words) % {"title": link}), code="unique")  # noqa: S308 - both are escaped
        return file

    def _twin(self, file):
        return Image.objects.filter(digest=digest_of(file)).exclude(pk=self.instance.pk).first()

    def _get_validation_exclusions(self):
        # What is in the library was examined when it came in, and may be far away.
        return super()._get_validation_exclusions() | (FILE_SCREENS.keys() - set(self.changed_data))


@admin.register(Image)
class ImageAdmin(UploadViews, ChooserViews, BulkRights, KeptFiles, FocalPointAdmin, TranslatedAdmin):
    """The library: its list and form here; every other screen, with its addresses, in a class of its own.

    Each class adds addresses of its own or changes fields of its own: only `TranslatedAdmin` has to come last.
    """

    adding = _("Add an image")
    form = ImageForm
    reference = "![](image:{key})"
    list_display = ("thumbnail", "title", "credit_words", "rights", "alts", "uses", "measures", "last_change")
    list_display_links = ("title",)
    list_filter = (QuickFilters, RightsFilter, "licence", "decorative", ("created_at", AddedFilter))
    list_per_page = 60  # rows of two to six cards come out even
    ordering = ("-created_at", "key")
    actions = ("edit_rights",)
    actions_selection_counter = True
    # The point of interest is set on the picture, which stands above all fields.
    fieldsets = (
        (None, {"fields": (FOCAL_FIELDS,)}),
        (_("File"), {"fields": ("file", "title", "taken_on")}),
        (
            _("Words"),
            {
                "fields": ("alt", "decorative", "caption"),
                "description": _("What the picture says, to those who see it and to those who do not."),
            },
        ),
        (
            _("Rights"),
            {
                "fields": (
                    "credit",
                    "author",
                    ("licence", "licence_version"),
                    "source_url",
                    "licence_note",
                    ("rights_until", "withdrawn_at_end"),
                    ("consent", "consent_on"),
                    "consent_document",
                ),
                "description": _("Who took it, what we may do with it, and until when."),
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("uploaded_by").annotate(number_of_uses=number_of_uses())

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        return thumbnail(image)

    @admin.display(description=_("credit"), ordering="credit")
    def credit_words(self, image):
        return Truncator(image.credit_line).chars(MOST_CREDIT) if image.credit else credit_chip(image)

    @admin.display(description=_("rights"))
    def rights(self, image):
        return rights_chip(image)

    @admin.display(description=_("alternative text"))
    def alts(self, image):
        return alt_chips(image)

    @admin.display(description=_("uses"), ordering="number_of_uses")
    def uses(self, image):
        return image.number_of_uses or _("unused")

    @admin.display(description=_("size"), ordering="size")
    def measures(self, image):
        return format_html(
            "{} × {} <span class='eig-quiet'>{}</span>", image.width, image.height, filesizeformat(image.size)
        )

    def state_in(self, image, code):
        if image.decorative:
            return ("none", _("decorative"))
        if column("alt", code) in image.alt_missing_in:
            return ("none", _("alternative text missing"))
        return ("live", _("alternative text written"))

    def get_changelist(self, request, **kwargs):
        return LibraryChangeList

    def changelist_view(self, request, extra_context=None):
        request.library_view = chosen_view(request)
        return super().changelist_view(request, extra_context)

    def get_readonly_fields(self, request, obj=None):
        closed = () if obj is None or obj.may_change_rights(request.user) else RIGHTS_FIELDS
        return (*super().get_readonly_fields(request, obj), *closed)

    def get_fieldsets(self, request, obj=None):
        """Without what the user can do nothing with: files that she may not replace have no address to link to."""
        closed = set(self.get_readonly_fields(request, obj))
        left_out = closed & {*FILE_SCREENS}
        if obj is not None and not self.may_change_whole(request, obj):
            left_out = {*FILE_SCREENS}
        if obj is None:
            left_out |= {FOCAL_FIELDS}
        fieldsets = []
        for title, options in super().get_fieldsets(request, obj):
            fields = [name for name in options["fields"] if name not in left_out]
            if "credit" in fields and "credit" in closed:
                words = _("Only whoever brought the picture in, or was given the right to, may change these.")
                options = {**options, "description": words}
            if fields:
                fieldsets.append((title, {**options, "fields": fields}))
        return fieldsets

    def save_model(self, request, obj, form, change):
        proportions = obj.width / obj.height if change else None
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)
        if proportions and abs(obj.width / obj.height / proportions - 1) > MUCH_WIDER:
            words = _("The new picture has other proportions: look at its point of interest, and where it is used.")
            messages.warning(request, words)

    def get_deleted_objects(self, objs, request):
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        # A text refers to its pictures by key, which no foreign key protects.
        return to_delete, counts, perms_needed, sorted({*protected, *map(self._use, texts_with(objs))})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            # What came back with errors is not what the library holds: its renditions are those of what is saved.
            saved = self.get_queryset(request).get(pk=obj.pk)
            source = self.screen_address(saved, self.source_of(saved)) if request.screen.is_translation else ""
            context |= {
                "picture": whole_picture(saved),
                "saved": saved,
                "rights_chip": rights_chip(saved),
                "lacks": panels.lacks(saved),
                "may_mend": saved.may_change_rights(request.user) and self.may_change_whole(request, saved),
                "field_base": f"{source}#id_",
                "uses": panels.uses(saved, request, self.admin_site),
                "number_of_uses": saved.number_of_uses,
                "facts": panels.facts(saved),
                "embedded": panels.embedded(saved),
                "may_change": self.may_change_whole(request, saved),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

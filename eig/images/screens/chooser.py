"""Choosing a picture of the library: the field of a form, and the dialog that serves every field and the text editor.

A form keeps the id of its picture in a field of its own. With scripts, buttons stand in its place and open the
dialog, which asks the library's screen for pages of results and for one picture at a time; without scripts the field
takes the id, the key or the whole reference of a picture.
"""

import re
from dataclasses import dataclass

from django import forms
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.text import capfirst, format_lazy
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from eig.images.component import words_of
from eig.images.models import Image
from eig.images.querysets import SMALL_WIDTH
from eig.images.rights import RightsStatus
from eig.images.screens.focal_point import FIELDS as FOCAL_FIELDS
from eig.images.screens.focal_point import LABELS as FOCAL_LABELS
from eig.images.screens.focal_point import PercentField
from eig.images.screens.library import credit_chip, rights_chip
from eig.images.screens.promises import KeepsPromises
from eig.images.uses import uses_of
from eig.languages.choices import is_id
from eig.languages.columns import codes, column, columns, value
from eig.languages.forms import plain_label
from eig.languages.names import language_name

PER_PAGE = 24
SCOPES = ("recent", "mine", "all")
# What a text refers to a picture by: its key, alone or as it is copied from the picture's screen.
REFERENCE = re.compile(r"(?:!\[.*\]\()?image:([a-z0-9][a-z0-9._-]{0,149})(?:[\s)].*)?|([a-z0-9][a-z0-9._-]{0,149})")
MOST_QUOTED = 60


@dataclass(frozen=True)
class Shown:
    """A picture as the chooser presents it, its words those of one language."""

    image: Image
    language: str

    @property
    def alt(self):
        """The picture's own alternative text in that language, "" without one."""
        return value(self.image, "alt", self.language)

    @property
    def language_name(self):
        return language_name(self.language)

    @property
    def credit(self):
        """HTML of the credit line, or that nobody knows it."""
        return credit_chip(self.image)

    @property
    def rights(self):
        """HTML of the one status of the rights."""
        return rights_chip(self.image)

    @property
    def warns(self):
        """Whether someone has to see to the rights."""
        return self.image.rights_status != RightsStatus.CLEAR

    @property
    def is_small(self):
        """Whether it would be blurred as a cover."""
        return self.image.width < SMALL_WIDTH


class ImageSelect(forms.TextInput):
    """The choice of a picture: the one chosen now with what it lacks, and the way to another."""

    template_name = "admin/images/image_select.html"
    use_fieldset = True
    at_hand = None  # the picture chosen now, where the form has it already

    def __init__(self, attrs=None, language=""):
        super().__init__(attrs)
        self.language = language

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        image = self._image(value)
        context["widget"]["value"] = image.pk if image else None
        language = self.language or get_language()
        return {**context, "language": language, "shown": Shown(image, language) if image else None}

    def picture(self, image):
        """What the image looks like, where two choices are compared."""
        return render_to_string("admin/images/compared.html", {"image": image})

    def _image(self, value):
        if self.at_hand is not None and str(self.at_hand.pk) == str(value):
            return self.at_hand
        return Image.objects.filter(pk=value).first() if is_id(value or "") else None


class ImageChoiceField(forms.ModelChoiceField):
    """A picture of the library, named by its id, or by its key where no script runs."""

    default_error_messages = {
        "invalid_choice": _("This picture is no longer in the library: choose another one."),
        "unknown_key": _("No picture of the library is called “%(value)s”: choose one."),
    }

    def get_bound_field(self, form, field_name):
        state = getattr(getattr(form, "instance", None), "_state", None)
        self.widget.at_hand = state and state.fields_cache.get(field_name)
        return super().get_bound_field(form, field_name)

    def to_python(self, value):
        text = str(value or "").strip()
        if not text:
            return None
        if is_id(text) and (image := self.queryset.filter(pk=text).first()):
            return image
        named = REFERENCE.fullmatch(text)
        if named and (image := self.queryset.filter(key=named[1] or named[2]).first()):
            return image
        if is_id(text):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        quoted = text.replace("\x00", "")[:MOST_QUOTED]
        raise ValidationError(self.error_messages["unknown_key"], code="unknown_key", params={"value": quoted})


class ChoosesImages:
    """Forms whose fields for a picture open the chooser."""

    def get_queryset(self, request):
        """With the pictures, for rows of a form; a list says itself what it needs, and Django takes one of the two."""
        rows = super().get_queryset(request)
        if not isinstance(self, InlineModelAdmin):
            return rows
        return rows.select_related(*(field.name for field in self.opts.fields if field.related_model is Image))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Image:
            screen = getattr(request, "screen", None)
            widget = ImageSelect(language=screen.language if screen else "")
            kwargs |= {"form_class": ImageChoiceField, "widget": widget}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, ImageChoiceField) and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # The chooser itself leads to the picture's screen, and takes in new ones.
            field.widget = field.widget.widget
        return field


class LibraryForm(KeepsPromises, forms.ModelForm):
    """What of a picture is set while choosing it, as far as the user may: words, point of interest, credit."""

    focal_x = PercentField(label=FOCAL_LABELS["focal_x"])
    focal_y = PercentField(label=FOCAL_LABELS["focal_y"])

    class Meta:
        model = Image
        fields = (*columns("alt"), "decorative", "credit", "licence", *FOCAL_FIELDS)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, auto_id="eig-chooser-%s", label_suffix="", **kwargs)
        for code in codes():
            field = self.fields[column("alt", code)]
            field.label = format_lazy(_("Alternative text in {language}"), language=language_name(code))
            field.help_text = ""
            field.widget = forms.Textarea(attrs={"rows": 2, "lang": code, "maxlength": field.max_length})
        if not self.instance.may_change_words(user):
            self._leave_out(*columns("alt"), "decorative", *FOCAL_FIELDS)
        if not self.instance.may_change_rights(user):
            self._leave_out("credit", "licence")

    def _leave_out(self, *names):
        for name in names:
            del self.fields[name]

    @property
    def focal(self):
        return [self[name] for name in FOCAL_FIELDS if name in self.fields]

    @property
    def words(self):
        return [self[name] for name in (*columns("alt"), "decorative") if name in self.fields]

    @property
    def rights(self):
        return [self[name] for name in ("credit", "licence") if name in self.fields]

    def save_changes(self):
        """Write the fields that changed and no other, for someone else may be at work on the rest."""
        self.instance.save(update_fields=[*self.changed_data, "updated_at"])

    def changes(self):
        """The change as the history keeps it, in words that are translated when it is read."""
        with override(None):
            labels = [plain_label(Image._meta.get_field(name)) for name in self.changed_data]
            return [{"changed": {"fields": [capfirst(label) for label in dict.fromkeys(labels)]}}]


class ChooserViews:
    """The pages of the dialog, on the screen of the library."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("chooser/", wrap(self.results_view), name="images_image_chooser"),
            path("chooser/picture/", wrap(self.picture_view), name="images_image_chooser_picture"),
            path("chooser/<str:object_id>/save/", wrap(self.save_view), name="images_image_chooser_save"),
            *super().get_urls(),
        ]

    def may_choose(self, request):
        """Whoever may see, change or add pictures."""
        return self.has_view_permission(request) or self.has_add_permission(request)

    def results_view(self, request):
        """A page of pictures: `?q=` words, `?scope=` recent, mine or all, `?page=`."""
        if not self.may_choose(request):
            return self._refusal(request)
        scope = request.GET.get("scope")
        images = Image.objects.order_by("sort_key", "key") if scope == "all" else Image.objects.order_by("-pk")
        if scope == "mine":
            images = images.filter(uploaded_by=request.user)
        query = request.GET.get("q", "").strip()
        images, _duplicates = self.get_search_results(request, images, query)
        page = Paginator(images, PER_PAGE).get_page(request.GET.get("page"))
        shown = [Shown(image, get_language()) for image in page]
        context = {"page": page, "shown": shown, "query": query, "scope": scope if scope in SCOPES else "recent"}
        return render(request, "admin/images/chooser_results.html", context)

    def picture_view(self, request):
        """One picture, `?id=` or `?key=`, for `?use=` text or field whose language is `?language=`."""
        if not self.may_choose(request):
            return self._refusal(request)
        if (image := self._asked(request.GET.get("id"), request.GET.get("key"))) is None:
            return self._gone(request)
        return self._picture(request, image, LibraryForm(instance=image, user=request.user))

    def save_view(self, request, object_id):
        """Keep what was set of a picture in the dialog; its form comes back when something is wrong with it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.may_choose(request):
            return self._refusal(request)
        with transaction.atomic():
            if (image := self._asked(unquote(object_id))) is None:
                return self._gone(request)
            form = LibraryForm(request.POST, instance=image, user=request.user)
            if not form.fields:
                return self._refusal(request, "change")
            if not form.is_valid():
                image.refresh_from_db()  # the form has put what was typed on it
                return self._picture(request, image, form)
            if form.changed_data:
                form.save_changes()
                self.log_change(request, image, form.changes())
        return self._picture(request, image, LibraryForm(instance=image, user=request.user), saved=True)

    def _asked(self, number, key=None):
        if number:
            return Image.objects.filter(pk=number).first() if is_id(number) else None
        return Image.objects.filter(key=key.replace("\x00", "")).first() if key else None

    def _picture(self, request, image, form, saved=False):
        asked = request.POST if request.method == "POST" else request.GET
        language = asked.get("language") if asked.get("language") in codes() else get_language()
        context = {
            "shown": Shown(image, language),
            "form": form,
            "saved": saved,
            "in_text": asked.get("use") == "text",
            "library_alt": _in(language, image, "alt"),
            "library_caption": _in(language, image, "caption"),
            "uses": len(uses_of([image]).get(image.key, [])),
            "lacks": bool(image.alt_missing_in) or not image.credit,
        }
        return render(request, "admin/images/chooser_picture.html", context)

    def _gone(self, request):
        return render(request, "admin/images/chooser_message.html", {"kind": "gone"}, status=404)

    def _refusal(self, request, kind="choose"):
        return render(request, "admin/images/chooser_message.html", {"kind": kind}, status=403)


def _in(language, image, field):
    """The library's words as a text in that language shows them."""
    with override(language):
        return words_of(image, field).text

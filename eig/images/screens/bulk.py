"""Changing the rights of many images at once: all of them are checked before any is written."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from eig.images.models import Image
from eig.images.rights import VERSIONED, Consent, validate_end
from eig.images.screens.quick_filters import library_address
from eig.languages.choices import is_id

# What is changed together, one tick for each line.
GROUPS = {
    "credit": (_("Change the credit"), ("credit",)),
    "author": (_("Change the author"), ("author",)),
    "licence": (_("Change the licence"), ("licence", "licence_version")),
    "note": (_("Change the note on the rights"), ("licence_note",)),
    "source": (_("Change the source address"), ("source_url",)),
    "end": (_("Change the end of the rights"), ("rights_until", "withdrawn_at_end")),
    "consent": (_("Change the consent"), ("consent", "consent_on")),
}
FIELDS = [name for _words, names in GROUPS.values() for name in names]
# All that `Image.may_change_rights` is asked for: a signed sheet belongs to one picture.
RIGHTS_FIELDS = (*FIELDS, "consent_document")
SHOWN = 24


@dataclass(frozen=True)
class Group:
    """A tick and the fields it makes count."""

    tick: forms.BoundField
    fields: list[forms.BoundField]


@dataclass(frozen=True)
class Objection:
    """Why nothing was written, and the images that are in the way."""

    words: str
    images: list[Image]


class RightsForm(forms.Form):
    """New values for several images; only what is ticked counts."""

    def __init__(self, *args, field_for, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for name, (words, names) in GROUPS.items():
            self.fields[f"change_{name}"] = forms.BooleanField(label=words, required=False)
            for field_name in names:
                field = field_for(Image._meta.get_field(field_name))
                field.required = isinstance(field, forms.ChoiceField)
                self.fields[field_name] = field

    @cached_property
    def groups(self):
        return [
            Group(self[f"change_{name}"], [self[field] for field in names]) for name, (_words, names) in GROUPS.items()
        ]

    def clean(self):
        cleaned = super().clean()
        ticked = [name for name in GROUPS if cleaned.get(f"change_{name}")]
        for name, (words, names) in GROUPS.items():
            if name not in ticked and set(names) & set(self.changed_data):
                self.add_error(names[0], _("Tick “%(words)s”, or empty this field.") % {"words": words})
            elif name in ticked:
                self._examine(names)
        if cleaned.get("consent_on") and cleaned.get("consent") != Consent.GIVEN:
            self.add_error("consent", _("Choose “given”, or empty the date."))
        if not ticked and not self.errors:
            raise ValidationError(_("Nothing is ticked: say what is to be changed."))
        return cleaned

    def _examine(self, names):
        """What the columns themselves refuse is said once, beside the field, not once an image."""
        for name in names:
            value = self.cleaned_data.get(name)
            try:
                if value not in EMPTY_VALUES:
                    Image._meta.get_field(name).run_validators(value)
            except ValidationError as error:
                self.add_error(name, error)

    @property
    def changes(self):
        """`{field: value}` of what is ticked."""
        ticked = [names for name, (_words, names) in GROUPS.items() if self.cleaned_data[f"change_{name}"]]
        values = {name: self.cleaned_data[name] for names in ticked for name in names}
        if "licence" in values and values["licence"] not in VERSIONED:
            values["licence_version"] = ""
        return values


def objections(images, changes):
    """What the database would say against these changes, once they are made on the images in hand: Objections.

    Images that say the same about what a promise is about are asked once: a check of Django's takes 5 ms.
    """
    found, known = {}, {}
    promises = [
        (promise, sorted(names))
        for promise in Image._meta.constraints
        if (names := promise.condition.referenced_base_fields) & changes.keys()
    ]
    for image in images:
        for name, value in changes.items():
            setattr(image, name, value)
        for promise, names in promises:
            case = (promise.name, *(getattr(image, name) for name in names))
            if case not in known:
                known[case] = _complaint(promise, image)
            if words := known[case]:
                found.setdefault(words, []).append(image)
    return [Objection(words, concerned) for words, concerned in found.items()]


def _complaint(promise, image):
    try:
        promise.validate(Image, image)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


class BulkRights:
    """The action that changes the rights of the images chosen in the list, and its page."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [path("rights/", view(self.bulk_view), name="images_image_rights"), *super().get_urls()]

    @admin.action(permissions=["change"], description=_("Edit the credit and rights…"))
    def edit_rights(self, request, queryset):
        if any(image.may_change_rights(request.user) for image in queryset):
            return self.bulk_page(request, queryset)
        messages.warning(request, gettext("You may not change the rights of the images chosen."))
        return None

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "rights_until":
            field.validators = [*field.validators, validate_end]
        return field

    def bulk_page(self, request, images, form=None, against=()):
        """The page that asks what to change, for the images among these whose rights the user may change."""
        form = form or self._bulk_form(request)
        images = list(images)
        allowed = [image for image in images if image.may_change_rights(request.user)]
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Edit the credit and rights"),
            "opts": self.opts,
            "images": allowed[:SHOWN],
            "more": len(allowed[SHOWN:]),
            "number": len(allowed),
            "left": [image for image in images if not image.may_change_rights(request.user)],
            "chosen": ",".join(str(image.pk) for image in images),
            "form": form,
            "against": against,
            "filters": request.POST.get("filters", request.GET.urlencode()),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/images/bulk.html", context)

    def bulk_view(self, request):
        """Where the page is sent: writes all or nothing."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        chosen = {int(part) for part in request.POST.get("chosen", "").split(",") if is_id(part)}
        if not chosen:
            messages.warning(request, gettext("Choose at least one image first."))
            return HttpResponseRedirect(library_address())
        form = self._bulk_form(request, request.POST)
        with transaction.atomic():
            # A database takes so many ids at once and no more.
            images = list(Image.objects.select_for_update().in_bulk(chosen).values())
            allowed = [image for image in images if image.may_change_rights(request.user)]
            if images and not allowed:
                raise PermissionDenied
            against = objections(allowed, form.changes) if form.is_valid() else []
            if not form.is_valid() or against:
                return self.bulk_page(request, images, form, against)
            self._write(request, allowed, form.changes)
        return self._back(request, len(allowed), len(chosen) - len(allowed))

    def _bulk_form(self, request, data=None):
        return RightsForm(data, field_for=lambda field: self.formfield_for_dbfield(field, request))

    def _write(self, request, images, changes):
        for image in images:
            image.save(update_fields={*changes, "updated_at"})
        with override(None):  # a history is translated when it is read
            words = [str(Image._meta.get_field(name).verbose_name) for name in changes]
        LogEntry.objects.log_actions(request.user.pk, images, CHANGE, [{"changed": {"fields": words}}])

    def _back(self, request, changed, left):
        words = ngettext("%(number)d image changed.", "%(number)d images changed.", changed) % {"number": changed}
        if left:
            more = ngettext("%(number)d left as it was.", "%(number)d left as they were.", left) % {"number": left}
            words = f"{words} {more}"
        messages.success(request, words)
        # Only ever our own list: what came with the form stands after the question mark.
        return HttpResponseRedirect(f"{library_address()}?{request.POST.get('filters', '')}".rstrip("?"))

"""The files that visitors never get, originals and signed consents: fetched by staff from screens of ours."""

import logging
from pathlib import Path

from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)
# The fields that hold files, and the screen from which staff get each.
FILE_SCREENS = {"file": "original", "consent_document": "consent"}


class KeptFileInput(AdminFileWidget):
    """A file of an image, with the address of the screen that hands it over."""

    def __init__(self, *args, screen, **kwargs):
        super().__init__(*args, **kwargs)
        self.screen = screen

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            address = reverse(f"admin:images_image_{self.screen}", args=[quote(value.instance.pk)])
            context["widget"].update(address=address, words=Path(value.name).name)
        return context


class KeptFilesForm:
    """Forms that say which of their files the site could not keep."""

    files_are_lost = False

    def clean(self):
        cleaned = super().clean()
        for name in FILE_SCREENS:
            if self.files_are_lost and name in self.changed_data:
                self.add_error(name, ValidationError(_("The site could not take this file just now."), code="lost"))
        return cleaned


class KeptFiles:
    """The screens that hand over the files of an image, and the fields that lead to them."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/original/", view(self.original_view), name="images_image_original"),
            path("<path:object_id>/consent/", view(self.consent_view), name="images_image_consent"),
            *super().get_urls(),
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in FILE_SCREENS:
            kwargs["widget"] = KeptFileInput(screen=FILE_SCREENS[db_field.name])
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "file":
            field.help_text = _(
                "Another file in its place keeps all the rest: words, rights, every page where the picture is shown."
            )
        return field

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Asked again where a file came too late or could not be kept: the form comes back as typed and says why."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # The same picture came in by another request meanwhile: now it is found.
            pass
        except OSError:
            logger.exception("A file of an image cannot be kept.")
            request.files_are_lost = True
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.files_are_lost = getattr(request, "files_are_lost", False)
        return form

    def original_view(self, request, object_id):
        """The file as it came in, for those who may change the picture."""
        image = self._image(request, object_id)
        if not self.has_change_permission(request, image):
            raise PermissionDenied
        return _download(image.file)

    def consent_view(self, request, object_id):
        """The signed consent, for those who may change the rights of the picture."""
        image = self._image(request, object_id)
        if not (self.has_view_or_change_permission(request, image) and image.may_change_rights(request.user)):
            raise PermissionDenied
        return _download(image.consent_document)

    def _image(self, request, object_id):
        image = self.get_object(request, unquote(object_id))
        if image is None:
            raise Http404
        return image


def _download(file):
    """A file as an attachment, which no browser opens in our name; 404 when there is none."""
    if not file:
        raise Http404
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        opened, as_attachment=True, filename=Path(file.name).name, content_type="application/octet-stream"
    )

import hashlib
from functools import partial
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.images import rights
from eig.images.files.embedded import read
from eig.images.files.names import plain_text, stored_name, title_from
from eig.images.files.validators import extension_of, measure, validate_consent_document, validate_picture
from eig.images.pixels import renditions
from eig.images.querysets import ImageQuerySet, forget_files, links_to, refuse_if_referred_to
from eig.languages.columns import columns
from eig.publishing.keys import Keyed
from eig.text.models import Foldable


def original_path(image, name):
    """Originals are filed by content, so that one picture is stored once: originals/ab/abcdef…/name.jpg."""
    return f"originals/{image.digest[:2]}/{image.digest[:16]}/{_safe_name(name, image.file)}"


def digest_of(file):
    """SHA-256 of a file's bytes, the file left at its beginning."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def consent_path(image, name):
    """Consents are filed by picture, apart from what is served: consents/KEY/name.pdf."""
    return f"consents/{image.key}/{_safe_name(name, image.consent_document)}"


def _safe_name(name, file):
    """The file's name for the disk, its extension that of what it really is."""
    extension = extension_of(file) if file else ""
    return stored_name(name, extension or PurePath(name).suffix.lstrip(".").lower())


class Image(Foldable, Keyed):
    """A picture of the library: file, words, credit and licence. No page shows one without its credit."""

    Licence = rights.Licence
    Consent = rights.Consent

    named_by = "title"
    found_by = ("title", "alt", "caption", "credit", "author", "file_name")

    title = models.CharField(
        _("title"), max_length=200, help_text=_("For the team only: how you will find it in the library.")
    )
    # Not an ImageField: that one opens the file at every assignment, before anything checked its size.
    file = models.FileField(_("file"), upload_to=original_path, max_length=300, validators=[validate_picture])
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    transparent = models.BooleanField(_("transparent"), default=False, editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What someone who does not see the picture should know, in a sentence."),
    )
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("Says nothing that the text does not: screen readers skip it.")
    )
    caption = models.TextField(_("caption"), blank=True, help_text=_("Shown under the picture."))
    author = models.CharField(_("author"), max_length=200, blank=True)
    credit = models.CharField(
        _("credit"),
        max_length=300,
        blank=True,
        help_text=_("The line shown with the picture: who took it, for whom."),
    )
    source_url = models.URLField(_("source address"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=rights.Licence, default=rights.Licence.UNKNOWN)
    licence_version = models.CharField(
        _("version of the licence"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^[1-9]\.\d$", _("A version reads like “4.0”."))],
        help_text=_("Of a Creative Commons licence: 4.0, 3.0…"),
    )
    licence_note = models.TextField(
        _("note on the rights"),
        blank=True,
        help_text=_("For the team: what was agreed, with whom, for which uses."),
    )
    rights_until = models.DateTimeField(
        _("end of the rights"), null=True, blank=True, help_text=_("Paris time. Empty: for ever.")
    )
    withdrawn_at_end = models.BooleanField(
        _("withdrawn from the site at the end of the rights"),
        default=False,
        help_text=_("From that instant visitors see a placeholder instead; otherwise it is only listed for you."),
    )
    consent = models.CharField(
        _("consent of the people pictured"),
        max_length=20,
        choices=rights.Consent,
        default=rights.Consent.MISSING,
        help_text=_("Not needed when nobody can be recognised."),
    )
    consent_on = models.DateField(_("date of the consent"), null=True, blank=True)
    consent_document = models.FileField(
        _("signed consent"),
        upload_to=consent_path,
        max_length=300,
        blank=True,
        validators=[validate_consent_document],
        help_text=_("PDF or picture. Only the team can open it."),
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    embedded = models.JSONField(
        _("what the file says"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("Author, credit, copyright, description and date written in the file, as it came."),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="uploaded_images",
        verbose_name=_("uploaded by"),
    )
    focal_x = models.FloatField(
        _("point of interest, from the left"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("Between 0 (left) and 1 (right): what no crop may cut off."),
    )
    focal_y = models.FloatField(
        _("point of interest, from the top"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-created_at", "key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(credit="") | Q(licence="unknown"),
                name="image_credit_or_unknown",
                violation_error_message=_("Say who took the picture, or that its licence is unknown."),
            ),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)), name="image_focal_point_inside"
            ),
            models.CheckConstraint(
                condition=~Q(consent="given") | Q(consent_on__isnull=False),
                name="image_consent_given_has_date",
                violation_error_message=_("Say on which day the consent was given."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at_end=False) | Q(rights_until__isnull=False),
                name="image_withdrawn_has_end",
                violation_error_message=_("Say when the rights end, or do not withdraw it."),
            ),
        ]
        permissions = [("change_rights", _("Can change the rights of images"))]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.file and not self.file._committed:
            twin = Image.objects.filter(digest=digest_of(self.file)).exclude(pk=self.pk).first()
            if twin:
                message = _("This picture is in the library already: “%(title)s”.")
                raise ValidationError({"file": ValidationError(message, code="unique", params={"title": twin.title})})

    def save(self, *args, **kwargs):
        """Measure a new file; ValidationError if it is not a picture. What changed makes the renditions anew."""
        before = Image.objects.filter(pk=self.pk).values_list("file", "digest", "consent_document").first()
        if self.file and not self.file._committed:
            self._measure()
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "digest", "size", "width", "height", "transparent", "embedded"}
        if not self.title:
            self.title = title_from(self.file.name) or gettext("Picture")
        new = [file for file in (self.file, self.consent_document) if file and not file._committed]
        try:
            super().save(*args, **kwargs)
        except Exception:
            # No row, no file.
            for file in new:
                if file._committed:
                    file.storage.delete(file.name)
            raise
        if before is not None:
            transaction.on_commit(partial(renditions.forget_outdated, self))
            file, digest, consent = before
            consent = consent if consent != self.consent_document.name else ""
            if digest != self.digest or consent:
                forget_files(Image, [(file, digest, consent)])

    def delete(self, *args, **kwargs):
        refuse_if_referred_to([self])
        files = [(self.file.name, self.digest, self.consent_document.name)]
        outcome = super().delete(*args, **kwargs)
        forget_files(Image, files)
        return outcome

    delete.alters_data = True

    def _measure(self):
        measures = measure(self.file)
        self.width, self.height, self.transparent = measures.width, measures.height, measures.transparent
        self.digest = digest_of(self.file)
        self.size = self.file.size
        self.embedded = read(self.file)

    @property
    def file_name(self):
        """The name of the file, without its folder: what someone who has it on a disk looks for."""
        return plain_text(PurePath(self.file.name).name)

    @property
    def alt_missing_in(self):
        """Languages in which a screen reader has nothing to say, as column names; none when decorative."""
        return [] if self.decorative else [name for name in columns("alt") if not getattr(self, name)]

    @property
    def rights_status(self):
        """The one RightsStatus of this image now."""
        return rights.status_of(self)

    def is_withdrawn(self, at=None):
        """Whether visitors see a placeholder instead of it at that instant, now by default."""
        return bool(self.withdrawn_at_end and self.rights_until and self.rights_until <= (at or timezone.now()))

    @property
    def licence_words(self):
        """The licence with its version, "" for those that visitors need not read."""
        if self.licence in {rights.Licence.UNKNOWN, rights.Licence.RESERVED}:
            return ""
        return f"{self.get_licence_display()} {self.licence_version}".strip()

    @property
    def licence_url(self):
        return rights.licence_url(self.licence, self.licence_version)

    @property
    def credit_line(self):
        """Credit and licence as visitors read them, or that the credit is unknown."""
        if not self.credit:
            return _("credit unknown")
        return " – ".join(words for words in (self.credit, self.licence_words) if words)

    @property
    def copyright_notice(self):
        """“© author”, as it is written into the files of the picture; "" when nobody knows or nobody holds it."""
        if not self.credit or self.licence == rights.Licence.CC0:
            return ""
        holder = (self.author or self.credit).removeprefix("©").strip()
        return f"© {holder}"

    def is_for_press(self, at=None):
        """Whether newspapers may download it large: credited, under a licence that allows it, its rights in order."""
        in_order = {rights.RightsStatus.CLEAR, rights.RightsStatus.EXPIRING}
        return self.licence in rights.FOR_PRESS and rights.status_of(self, at) in in_order

    def may_change_rights(self, user):
        """Who was given that right; and whoever brought the picture in, who knows who took it."""
        return user.has_perm("images.change_rights") or self._came_from(user)

    def may_change_words(self, user):
        """Who may change pictures; and whoever brought this one in, who has to say what it shows."""
        return user.has_perm("images.change_image") or (user.has_perm("images.add_image") and self._came_from(user))

    def _came_from(self, user):
        return self.uploaded_by_id is not None and self.uploaded_by_id == user.pk


def image_links():
    """The foreign keys of all models that lead to an image."""
    return links_to(Image)

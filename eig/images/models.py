import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eig.images.validators import measure, validate_picture
from eig.languages.columns import column, columns
from eig.publishing.keys import Keyed
from eig.text.models import Foldable


def original_path(image, name):
    """Originals are filed by content, so that one picture is stored once: originals/ab/abcdef…/name.jpg."""
    return f"originals/{image.digest[:2]}/{image.digest[:16]}/{Path(name).name}"


def digest_of(file):
    """SHA-256 of a file's bytes, the file left at its beginning."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


class ImageQuerySet(models.QuerySet):
    def uncredited(self):
        """Images whose credit nobody knows yet."""
        return self.filter(credit="")

    def without_alt(self, language):
        """Images that say nothing to a screen reader in that language and are not decorative."""
        name = column("alt", language)
        return self.filter(Q(**{name: ""}) | Q(**{f"{name}__isnull": True}), decorative=False)


class Image(Foldable, Keyed):
    """A picture of the library: file, words, credit and licence. No page shows one without its credit."""

    class Licence(models.TextChoices):
        ETALAB = "etalab-2.0", _("Licence Ouverte 2.0 (etalab-2.0)")
        CC0 = "cc0", "CC0"
        CC_BY = "cc-by", "CC BY"
        CC_BY_SA = "cc-by-sa", "CC BY-SA"
        CC_BY_NC = "cc-by-nc", "CC BY-NC"
        CC_BY_ND = "cc-by-nd", "CC BY-ND"
        CC_BY_NC_SA = "cc-by-nc-sa", "CC BY-NC-SA"
        CC_BY_NC_ND = "cc-by-nc-nd", "CC BY-NC-ND"
        RESERVED = "reserved", _("all rights reserved, used with permission")
        UNKNOWN = "unknown", _("unknown")

    named_by = "title"
    found_by = ("title", "alt", "caption", "credit", "author")

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
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.UNKNOWN)
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
        ]

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
        """Measure a new file; ValidationError if it is not a picture the site can read."""
        if self.file and not self.file._committed:
            self._measure()
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "digest", "size", "width", "height", "transparent"}
        if not self.title:
            self.title = Path(self.file.name).stem.replace("-", " ").replace("_", " ")[:200]
        super().save(*args, **kwargs)

    def _measure(self):
        measures = measure(self.file)
        self.width, self.height, self.transparent = measures.width, measures.height, measures.transparent
        self.digest = digest_of(self.file)
        self.size = self.file.size

    @property
    def alt_missing_in(self):
        """Languages in which a screen reader has nothing to say, as column names; none when decorative."""
        return [] if self.decorative else [name for name in columns("alt") if not getattr(self, name)]

    @property
    def credit_line(self):
        """Credit and licence as visitors read them, or that the credit is unknown."""
        if not self.credit:
            return _("credit unknown")
        if self.licence in {self.Licence.UNKNOWN, self.Licence.RESERVED}:
            return self.credit
        return f"{self.credit} – {self.get_licence_display()}"

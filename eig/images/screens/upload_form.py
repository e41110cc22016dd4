"""What is asked about a picture that has just come in; nothing is required, for nobody may know."""

from django import forms
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from eig.images import rights
from eig.images.models import Image
from eig.images.screens import panels
from eig.images.screens.promises import KeepsPromises
from eig.languages.columns import codes, column, columns
from eig.languages.forms import plain_label
from eig.languages.names import language_name

# What one photographer's pictures have in common, which is copied from one to the next.
SHARED = ("credit", "author", "licence", "licence_version", "consent", "consent_on")


class UploadedForm(KeepsPromises, forms.ModelForm):
    """One picture of the page of uploads: its words in each language, and its rights."""

    class Meta:
        model = Image
        fields = ("title", *columns("alt"), "decorative", *columns("caption"), *SHARED)
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 2}) for name in (*columns("alt"), *columns("caption"))},
            "consent_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, user, **kwargs):
        image = kwargs["instance"]
        super().__init__(*args, prefix=f"image-{image.pk}", label_suffix="", **kwargs)
        self.fields["title"].required = False
        for code in codes():
            for name, label in (("alt", _("alternative text in {language}")), ("caption", _("caption in {language}"))):
                field = self.fields[column(name, code)]
                field.label = capfirst(format_lazy(label, language=language_name(code)))
                field.widget.attrs["lang"] = code
            self.fields[column("alt", code)].widget.attrs["aria-describedby"] = "about-alt"
        for name in SHARED:
            self.fields[name].widget.attrs["data-shared"] = name
            self.fields[name].disabled = not image.may_change_rights(user)
        for field in self.fields.values():
            field.help_text = ""  # said once, above all of them

    def words(self):
        """The fields that say what is in the picture, captions apart."""
        return [self[name] for name in ("title", *columns("alt"), "decorative")]

    def captions(self):
        return [self[name] for name in columns("caption")]

    def rights(self):
        return [self[name] for name in SHARED]

    def describable(self):
        """The fields for which what the file says may be used."""
        return [self[name] for name in (*columns("alt"), *columns("caption"))]

    def said_by_file(self):
        """`(label, text)` of what the file says, its description apart."""
        return panels.embedded(self.instance, but={"description"})

    def clean(self):
        cleaned = super().clean()
        for name in (*columns("alt"), "title"):
            if cleaned.get(name):
                cleaned[name] = " ".join(cleaned[name].split())
        if not cleaned.get("title"):
            cleaned["title"] = self.instance.title
        # What the choice above them hides is not kept behind the editor's back.
        if cleaned.get("licence") not in rights.VERSIONED:
            cleaned["licence_version"] = ""
        if cleaned.get("consent") != rights.Consent.GIVEN:
            cleaned["consent_on"] = None
        return cleaned

    def save_signed(self, user):
        """Save what was changed, and log it."""
        if not self.changed_data:
            return
        with override(None):
            fields = list(dict.fromkeys(plain_label(Image._meta.get_field(name)) for name in self.changed_data))
        with transaction.atomic():
            image = self.save()
            message = [{"changed": {"fields": fields}}]
            LogEntry.objects.log_actions(user.pk, [image], CHANGE, message, single_object=True)


def lacking(images):
    """Sentences that count what the images do not say yet; none when all is said."""
    credit = sum(not image.credit for image in images)
    licence = sum(image.licence == rights.Licence.UNKNOWN for image in images)
    alt = sum(bool(image.alt_missing_in) for image in images)
    consent = sum(image.consent == rights.Consent.MISSING for image in images)
    sentences = [
        (credit, ngettext("%(count)d image still lacks a credit.", "%(count)d images still lack a credit.", credit)),
        (
            licence,
            ngettext("%(count)d image still lacks a licence.", "%(count)d images still lack a licence.", licence),
        ),
        (
            alt,
            ngettext(
                "%(count)d image still lacks an alternative text.",
                "%(count)d images still lack an alternative text.",
                alt,
            ),
        ),
        (
            consent,
            ngettext(
                "%(count)d image still lacks the consent of the people pictured.",
                "%(count)d images still lack the consent of the people pictured.",
                consent,
            ),
        ),
    ]
    return [words % {"count": count} for count, words in sentences if count]

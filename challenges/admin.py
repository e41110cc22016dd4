import re

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges import models
from community.admin import PersonAdmin
from community.models import Person
from eig.images.admin import Illustrated
from eig.languages.admin import TranslatedInline
from eig.languages.rows import RowForm
from eig.pages.admin import Titled
from eig.publishing.admin import PublishableAdmin, state_filters
from eig.tags.admin import TagFilter, Tagged
from eig.text.embeds import PATTERNS, Provider


class TeamForm(RowForm):
    unique_together = ("person", "role")


class TeamInline(TranslatedInline):
    """Who takes part in a challenge; the cohort is the challenge's."""

    adding = gettext_lazy("Add someone to the team")
    model = models.Participation
    form = TeamForm
    verbose_name_plural = gettext_lazy("team")
    autocomplete_fields = ("person", "skill")
    fieldsets = ((None, {"fields": (("person", "role"), ("skill", "position"))}),)


class PartForm(RowForm):
    unique_together = ("role", "challenge", "cohort")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("challenge") and not cleaned.get("cohort"):
            self.add_error("cohort", _("Choose a challenge, or the cohort as a whole."))
        elif cleaned.get("challenge"):
            cleaned["cohort"] = cleaned["challenge"].cohort
        return cleaned


class PartInline(TranslatedInline):
    """What a person did: in a challenge, or for a cohort as a whole."""

    adding = gettext_lazy("Add a role")
    model = models.Participation
    form = PartForm
    verbose_name_plural = gettext_lazy("roles")
    autocomplete_fields = ("challenge", "cohort", "skill")
    fieldsets = ((None, {"fields": (("role", "skill"), ("challenge", "cohort"))}),)


class SoughtProfileInline(TranslatedInline):
    adding = gettext_lazy("Add a profile")
    model = models.SoughtProfile
    autocomplete_fields = ("skill",)
    fieldsets = ((None, {"fields": (("skill", "places"),)}),)


class FigureInline(TranslatedInline):
    adding = gettext_lazy("Add a figure")
    model = models.ChallengeFigure
    verbose_name = gettext_lazy("figure")
    verbose_name_plural = gettext_lazy("figures")
    fieldsets = ((None, {"fields": ("description", ("before", "amount", "after"), "position")}),)


class DeliverableInline(Illustrated, TranslatedInline):
    adding = gettext_lazy("Add a deliverable")
    model = models.Deliverable
    fieldsets = ((None, {"fields": ("title", "description", ("url", "call_to_action"), "image", "position")}),)


class VideoForm(RowForm):
    """A video is named by its platform and identifier, or by the address of its page, pasted whole."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("video_id")) is not None:
            field.help_text = _("Or paste the video's address: the platform is found in it.")

    def clean_video_id(self):
        pasted = self.cleaned_data["video_id"].strip()
        for platform, pattern in PATTERNS.items():
            if found := re.match(rf"(?:https?:)?//(?:{pattern})", pasted):
                self.cleaned_data["platform"] = platform
                self.errors.pop("platform", None)  # the address says it
                return next(group for group in found.groups() if group)
        if "://" in pasted and self.cleaned_data.get("platform") != Provider.PEERTUBE:
            raise forms.ValidationError(_("No known platform has such addresses: give the video's identifier."))
        return pasted


class VideoInline(TranslatedInline):
    adding = gettext_lazy("Add a video")
    model = models.Video
    form = VideoForm
    fieldsets = ((None, {"fields": ("description", ("platform", "video_id"), ("kind", "position"), "shown")}),)


OnlyUsed = admin.RelatedOnlyFieldListFilter


@admin.register(models.Challenge)
class ChallengeAdmin(Titled, Tagged, Illustrated, PublishableAdmin):
    adding = gettext_lazy("Add a challenge")
    slugs = {"slug": "title"}
    picture_fields = ("logo", "cover")
    reference = "[…](challenge:{key})"
    list_display = ("thumbnail", "title_shown", "cohort", "proposed_by", "states", "last_change")
    list_display_links = ("title_shown",)
    list_filter = (*state_filters(), "cohort", "skills", TagFilter, ("administrations", OnlyUsed))
    list_select_related = ("cohort", "cover", "logo")
    list_prefetch_related = ("editions", "administrations")
    ordering = ("-cohort__year", "cohort__slug", "sort_key")
    autocomplete_fields = ("cohort", "administrations", "skills")
    inlines = (TeamInline, FigureInline, DeliverableInline, VideoInline, SoughtProfileInline)
    fieldsets = (
        (None, {"fields": ("title", "tagline", "body")}),
        (gettext_lazy("On the web"), {"fields": ("website", "source_code", "successor", "poster_url")}),
        (
            gettext_lazy("Who and where"),
            {"fields": ("cohort", "administrations", "city", "months", "skills"), "classes": ("side",)},
        ),
        (gettext_lazy("How it is shown"), {"fields": ("cover", "logo", "tags", "slug"), "classes": ("side",)}),
    )

    @admin.display(description=gettext_lazy("administrations"))
    def proposed_by(self, challenge):
        return ", ".join(str(administration) for administration in challenge.administrations.all()) or "–"


class PersonWithPartsAdmin(PersonAdmin):
    inlines = (PartInline,)


admin.site.unregister(Person)
admin.site.register(Person, PersonWithPartsAdmin)

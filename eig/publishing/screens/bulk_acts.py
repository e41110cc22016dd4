"""The acts that may be done to many items at once: what each would do to an item, and doing it."""

from abc import ABC, abstractmethod

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import codes, value
from eig.languages.forms import translated_fields
from eig.languages.instants import DayField
from eig.languages.names import language_name
from eig.publishing import permissions, workflow
from eig.publishing.drafts.comparing import differences
from eig.publishing.models import Edition
from eig.publishing.review_dates import set_review_date

SHOWN_CHANGES = 8


class SkippedError(Exception):
    """The item stays as it is, for the reason said; `findings` are what is to be mended first."""

    def __init__(self, words, findings=()):
        super().__init__(words)
        self.words, self.findings = words, findings


def _require(rule, user, item, *language):
    """SkippedError with the words of the refusal where the user may not."""
    try:
        permissions.require(rule, user, item, *language)
    except permissions.PermissionDenied as refusal:
        raise SkippedError(str(refusal)) from None


class Act(ABC):
    """An act upon many items; `desk` is one item in the language chosen."""

    verb = ""
    description = ""
    in_language = True
    fields = ()
    decisive = ("language",)  # the answers that the effect hangs on
    done = None
    note = ""

    def button(self, number):
        """The words of the button that does it."""
        return self.buttons % {"count": number}

    @abstractmethod
    def effect(self, desk, options):
        """What would happen, in words; SkippedError for what stays as it is."""

    @abstractmethod
    def do(self, desk, options):
        """Do it, after `effect` was asked again."""


class Submit(Act):
    verb, description = "submit", _("Submit for review…")
    fields = ("comment",)
    buttons = ngettext_lazy("Submit %(count)d item", "Submit %(count)d items", "count")
    done = ngettext_lazy(
        "%(count)d item is submitted for review.", "%(count)d items are submitted for review.", "count"
    )

    def effect(self, desk, options):
        _require(permissions.may_submit, desk.request.user, desk.item, desk.language)
        edition = desk.edition
        if edition and edition.review == Edition.Review.ASKED:
            raise SkippedError(gettext("It is in review already."))
        if desk.is_out and not desk.has_draft:
            raise SkippedError(gettext("It is on the site, with no change that waits."))
        _require_words(desk)
        return gettext("Will be submitted for review.")

    def do(self, desk, options):
        workflow.submit(desk.item, desk.language, desk.request.user, options.get("comment", ""))


class Publish(Act):
    verb, description = "publish", _("Publish…")
    buttons = ngettext_lazy("Publish %(count)d item", "Publish %(count)d items", "count")
    done = ngettext_lazy("%(count)d item is published.", "%(count)d items are published.", "count")

    def effect(self, desk, options):
        _require(permissions.may_publish, desk.request.user, desk.item)
        if desk.edition and desk.edition.is_live() and not desk.has_draft:
            raise SkippedError(gettext("It is on the site, with no change that waits."))
        _require_words(desk)
        bound = self._bound(desk)
        if bound is not None and not bound.is_valid():
            raise SkippedError(gettext("A field is to be mended first, on its own screen."))
        found = desk.findings(bound)
        if blocking := [finding for finding in found if finding.blocks]:
            raise SkippedError(gettext("It cannot go out yet:"), blocking)
        if desk.edition and desk.edition.is_scheduled:
            instant = date_format(localtime(desk.edition.published_at), "DATETIME_FORMAT")
            return gettext("Planned for %(instant)s: will be on the site at once instead.") % {"instant": instant}
        if not (desk.edition and desk.edition.is_live()):
            return gettext("Will be on the site at once.")
        return self._changes(desk)

    def _changes(self, desk):
        standing = desk.standing()
        labels = [str(line.label) for line in differences(standing, standing.payload, desk.draft())]
        if not labels:
            return gettext("Its changes will be on the site at once.")
        shown = ", ".join(dict.fromkeys(labels[:SHOWN_CHANGES])) + (", …" if len(labels) > SHOWN_CHANGES else "")
        return gettext("Its changes will be on the site at once: %(fields)s.") % {"fields": shown}

    def _bound(self, desk):
        return desk.bind(desk.draft()) if desk.has_draft else None

    def do(self, desk, options):
        bound = self._bound(desk)
        desk.publish(bound)
        if bound is not None:
            desk.admin._log_changes(desk.request, bound.form.instance, bound)


class Unpublish(Act):
    verb, description = "unpublish", _("Unpublish…")
    fields = ("reason", "comment")
    buttons = ngettext_lazy("Unpublish %(count)d item", "Unpublish %(count)d items", "count")
    done = ngettext_lazy("%(count)d item is unpublished.", "%(count)d items are unpublished.", "count")

    def effect(self, desk, options):
        _require(permissions.may_publish, desk.request.user, desk.item)
        edition, item = desk.edition, desk.item
        if not desk.is_out:
            raise SkippedError(gettext("It is not on the site."))
        if edition.is_scheduled:
            instant = date_format(localtime(edition.published_at), "DATETIME_FORMAT")
            return gettext("Will not be published on %(instant)s; it becomes a draft again.") % {"instant": instant}
        if item.shown_in_every_language and desk.language == item.source_language:
            return gettext("Visitors will no longer read it in any language.")
        if item.shown_in_every_language:
            return gettext("Visitors will read its text in the language it was written in.")
        return gettext("Visitors will no longer read it.")

    def do(self, desk, options):
        workflow.unpublish(
            desk.item,
            desk.language,
            by=desk.request.user,
            reason=options["reason"],
            comment=options.get("comment", ""),
        )


class Tagging(Act):
    """Tags stand beside the texts: they change at once, on the site and in the work that waits."""

    in_language = False
    fields = decisive = ("tag",)
    note = _("Tags change at once, on the site too where the item is live.")

    def effect(self, desk, options):
        user, item = desk.request.user, desk.item
        _require(permissions.may_change, user, item)
        if any(edition.is_out for edition in item.editions.all()):
            _require(permissions.may_publish, user, item)
        return self._effect(desk, options["tag"])

    def _tags(self, desk):
        return {tag.pk for tag in desk.item.tags.all()}

    def do(self, desk, options):
        tag, item = options["tag"], desk.item
        self._change(item, tag)
        if desk.has_draft:
            payload = dict(desk.draft())
            payload["tags"] = self._listed(payload.get("tags", []), str(tag.pk))
            workflow.keep_draft(item, desk.language, payload, desk.request.user)
        # Lists, feeds and whoever keeps a page tell by it that the item is another.
        item.save(update_fields=["updated_at"])
        desk.admin.log_change(desk.request, item, [{"changed": {"fields": ["tags"]}}])


class Tag(Tagging):
    verb, description = "tag", _("Add a tag…")
    buttons = ngettext_lazy("Tag %(count)d item", "Tag %(count)d items", "count")
    done = ngettext_lazy("%(count)d item is tagged.", "%(count)d items are tagged.", "count")

    def _effect(self, desk, tag):
        if tag.pk in self._tags(desk):
            raise SkippedError(gettext("It has this tag already."))
        return gettext("Will be tagged “%(tag)s”.") % {"tag": tag}

    def _change(self, item, tag):
        item.tags.add(tag)

    def _listed(self, names, name):
        return [*names, *([] if name in names else [name])]


class Untag(Tagging):
    verb, description = "untag", _("Remove a tag…")
    buttons = ngettext_lazy("Remove the tag from %(count)d item", "Remove the tag from %(count)d items", "count")
    done = ngettext_lazy("The tag is removed from %(count)d item.", "The tag is removed from %(count)d items.", "count")

    def _effect(self, desk, tag):
        if tag.pk not in self._tags(desk):
            raise SkippedError(gettext("It does not have this tag."))
        return gettext("Will lose the tag “%(tag)s”.") % {"tag": tag}

    def _change(self, item, tag):
        # By the tag itself: taggit would look for its name, which is another one in each language.
        rows = item.tags.through.objects.filter(tag=tag, object_id=item.pk)
        rows.filter(content_type=ContentType.objects.get_for_model(item)).delete()

    def _listed(self, names, name):
        return [other for other in names if other != name]


class ReviewDate(Act):
    verb, description = "review", _("Set the review date…")
    in_language = False
    fields = ("review_on",)
    decisive = ()
    buttons = ngettext_lazy("Set the date for %(count)d item", "Set the date for %(count)d items", "count")
    done = ngettext_lazy(
        "The review date of %(count)d item is set.", "The review date of %(count)d items is set.", "count"
    )

    def effect(self, desk, options):
        _require(permissions.may_change, desk.request.user, desk.item)
        if desk.item.review_on:
            day = date_format(desk.item.review_on, "DATE_FORMAT")
            return gettext("To be reviewed on %(day)s until now.") % {"day": day}
        return gettext("No review date until now.")

    def do(self, desk, options):
        set_review_date(desk.item, options["review_on"], desk.request.user)
        desk.admin.log_change(desk.request, desk.item, [{"changed": {"fields": ["to be reviewed on"]}}])


ACTS = {act.verb: act for act in (Submit(), Publish(), Unpublish(), Tag(), Untag(), ReviewDate())}


class BulkForm(forms.Form):
    """What an act asks besides the items: the language, and its own questions."""

    language = forms.ChoiceField(label=_("Language"))
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", "–"), *(choice for choice in Edition.Reason.choices if choice[0] != Edition.Reason.REPLACED)],
        help_text=_("What replaces an item is said on its own screen."),
    )
    tag = forms.ModelChoiceField(None, label=_("Tag"))
    review_on = DayField(
        label=_("To be reviewed on"),
        required=False,
        help_text=_("Left empty, it is reviewed on no set day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    comment = forms.CharField(
        label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=5000
    )

    def __init__(self, *args, act, items, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        wanted = (*(("language",) if act.in_language else ()), *act.fields)
        self.fields = {name: self.fields[name] for name in wanted}
        if "language" in self.fields:
            self.fields["language"].choices = [(code, language_name(code)) for code in codes()]
        if "tag" in self.fields:
            self.fields["tag"].queryset = _tags(act, items)

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError(_("This day is past: choose a later one."))
        return day


def _tags(act, items):
    """The tags to choose among: all of them to add one, those of the items to remove one."""
    tags = items.model._meta.get_field("tags").related_model.objects.order_by("sort_key")
    if act.verb != "untag":
        return tags
    used = items.model.tags.through.objects.filter(
        content_type__app_label=items.model._meta.app_label,
        content_type__model=items.model._meta.model_name,
        object_id__in=items.values("pk"),
    )
    return tags.filter(pk__in=used.values("tag"))


def acts_for(model):
    """The acts that make sense for items of the model."""
    try:
        model._meta.get_field("tags")
    except FieldDoesNotExist:
        return [act for act in ACTS.values() if not isinstance(act, Tagging)]
    return list(ACTS.values())


def _require_words(desk):
    """SkippedError for an item without the text that its page in the language would be nothing without."""
    if not is_written(desk.item, desk.language, desk.admin.slugs):
        words = gettext("Nothing is written in %(language)s yet.")
        raise SkippedError(words % {"language": language_name(desk.language)})


def is_written(item, code, slugs):
    """Whether the item has, in the language, the text without which its page there would be nothing."""
    if code == item.source_language:
        return True
    names = translated_fields(type(item)) - slugs.keys()
    if not item.shown_in_every_language:
        names &= {item.named_by}
    return any(value(item, name, code) for name in names)

"""From when to when something is on the site: what the panel of publication asks, checked in words."""

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eig.languages.instants import INSTANT, as_instant
from eig.publishing import replacements
from eig.publishing.models import Edition

# The button that was pressed, and the fields of the panel that it asks for.
ASKED = {
    "_schedule": ("publish_at", "withdraw_at", "reason"),
    "_withdraw": ("withdraw_at", "reason", "replaced_by"),
    "_unpublish": ("reason", "replaced_by"),
}
FIELDS = ("publish_at", "withdraw_at", "reason", "replaced_by")


class ParisInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


class ParisDateTimeField(forms.DateTimeField):
    """An instant in the programme's time zone; one that a change of the clocks skips or repeats is refused in words."""

    widget = ParisInput
    default_error_messages = {"invalid": INSTANT}

    def to_python(self, value):
        value = as_instant(value)
        try:
            return super().to_python(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        except ValidationError as error:
            local = _parsed(value) if error.code == "ambiguous_timezone" else None
            if local is None:
                raise
            raise ValidationError(_words_of_clock_change(local), code="clock_change") from None


def _parsed(value):
    try:
        return value if isinstance(value, datetime) else parse_datetime(str(value).strip())
    except ValueError:
        return None


def _words_of_clock_change(local):
    zone = timezone.get_current_timezone()
    there = local.replace(tzinfo=zone)
    exists = there.astimezone(timezone.get_fixed_timezone(0)).astimezone(zone).replace(tzinfo=None) == local
    words = (
        gettext("On %(day)s the clocks go back: %(time)s comes twice. Choose another hour.")
        if exists
        else gettext("On %(day)s the clocks go forward: there is no %(time)s that day. Choose another hour.")
    )
    return words % {"day": date_format(local, "DATE_FORMAT"), "time": date_format(local, "TIME_FORMAT")}


class PlanFields(forms.Form):
    """The fields of the panel, on the form of the item: only those that the button pressed asks for are checked."""

    publish_at = ParisDateTimeField(label=_("On the site from"), required=False, help_text=_("Paris time."))
    withdraw_at = ParisDateTimeField(label=_("Until"), required=False, help_text=_("Paris time."))
    reason = forms.ChoiceField(label=_("Reason"), required=False, choices=[("", "–"), *Edition.Reason.choices])
    replaced_by = forms.CharField(
        label=_("Replaced by"),
        required=False,
        max_length=600,
        help_text=_("Type words of its title and choose, or paste its address. Its visitors are led there."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        edition = self._edition
        if edition is None or not edition.is_out:
            # What is not out yet has no address that would lead on.
            self.fields["reason"].choices = [
                choice for choice in self.fields["reason"].choices if choice[0] != Edition.Reason.REPLACED
            ]
        elif not hasattr(self.instance, "address_in"):
            self.fields["replaced_by"].help_text = ""
        if edition is None or not edition.is_out:
            return
        if edition.is_scheduled:
            self.initial["publish_at"] = edition.published_at
        if edition.unpublished_at is not None:
            self.initial["withdraw_at"] = edition.unpublished_at
            self.initial["reason"] = edition.unpublish_reason
            if edition.replaced_by is not None:
                self.initial["replaced_by"] = replacements.public_address(edition.replaced_by, edition.language)

    @property
    def _edition(self):
        return None if self.instance._state.adding else self.instance.edition(self.screen.language)

    @property
    def asked(self):
        """The fields that the button pressed asks for."""
        return next((names for button, names in ASKED.items() if button in self.data), ())

    @property
    def plan_errors(self):
        """What is to be mended in the panel, by field, whatever the rest of the form says."""
        return {name: self.errors[name] for name in FIELDS if name in self.errors}

    def clean(self):
        cleaned = super().clean()
        for name in FIELDS:
            if name not in self.asked:
                self._errors.pop(name, None)
        if "publish_at" in self.asked:
            self._check_start()
        if "withdraw_at" in self.asked:
            self._check_end()
        if "reason" in self.asked:
            self._check_reason()
        return cleaned

    def _check_start(self):
        if "publish_at" in self.errors:
            return
        instant = self.cleaned_data.get("publish_at")
        if instant is None:
            self.add_error("publish_at", _("Choose the date and time of publication."))
        elif instant <= timezone.now():
            self.add_error("publish_at", _("This instant is past: choose a later one, or publish now."))

    def _check_end(self):
        if "withdraw_at" in self.errors:
            return
        end, start = self.cleaned_data.get("withdraw_at"), self.cleaned_data.get("publish_at")
        if end is None:
            if "publish_at" not in self.asked:
                self.add_error("withdraw_at", _("Choose the date and time from which it is no longer on the site."))
        elif end <= timezone.now():
            self.add_error("withdraw_at", _("This instant is past: choose a later one."))
        elif start is not None and end < start + timedelta(minutes=1):
            self.add_error("withdraw_at", _("It would be unpublished before it is published: choose a later instant."))

    def _check_reason(self):
        if "reason" in self.errors:
            return
        reason, edition = self.cleaned_data.get("reason"), self._edition
        ends = self.cleaned_data.get("withdraw_at") if "withdraw_at" in self.asked else True
        cancels = "_unpublish" in self.data and not (edition and edition.is_live())
        if not reason and ends and not cancels:
            self.add_error("reason", _("Choose the reason: who wonders why it is gone finds it in the history."))
        elif reason == Edition.Reason.REPLACED and "replaced_by" in self.asked:
            self._check_replacement()
        else:
            self.cleaned_data["replaced_by"] = None

    def _check_replacement(self):
        if "replaced_by" in self.errors:
            return
        item, language = self.instance, self.screen.language
        address = self.cleaned_data["replaced_by"]
        self.cleaned_data["replaced_by"] = None
        if not address:
            self.add_error("replaced_by", _("Say what replaces it: type words of its title, or paste its address."))
            return
        other = replacements.at(address, language)
        if other is None:
            self.add_error("replaced_by", _("Visitors of this language read nothing at that address."))
        elif other == item:
            self.add_error("replaced_by", _("It cannot replace itself: choose another item."))
        elif replacements.leads_back(other, item, language):
            self.add_error(
                "replaced_by",
                _("That one is to be replaced by this one: visitors would go round in circles. Choose another item."),
            )
        else:
            self.cleaned_data["replaced_by"] = other


def posted_plan(data):
    """The plan among the data of a form that was valid: `{"publish_at", "withdraw_at", "reason"}`."""
    fields = PlanFields.base_fields
    return {name: fields[name].clean(data.get(name, "")) for name in ASKED["_schedule"]}

"""The form by which visitors write to the team."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from eig.contact.models import LONGEST_NAME, LONGEST_TEXT, Subject
from eig.contact.origin import LONGEST, QUICKEST, age_of, new_stamp
from eig.languages.fallbacks import line
from eig.notifications.words import one_line

MOST_SHOWN_AGAIN = 4 * LONGEST_TEXT


class ContactForm(forms.Form):
    """Keeps what was typed when something is missing; `stamp` says that it comes from one of our pages, and when."""

    subject = forms.ChoiceField(
        label=_("Subject"),
        error_messages={
            "required": _("Choose a subject: it tells us who can answer."),
            "invalid_choice": _("This subject is no longer among ours. Choose another: it tells us who can answer."),
        },
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Write your name."),
            "max_length": _("We can take %(limit_value)d characters of a name. Shorten it."),
        },
    )
    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        help_text=_("We answer there. Expected format: name@example.org"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your email address: without it we cannot answer."),
            "invalid": _("This is no email address. Write it like this: name@example.org"),
            "max_length": _("We can take %(limit_value)d characters of an email address. Write a shorter one."),
        },
    )
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={
            "required": _("Write your message."),
            "max_length": _("Your message has %(show_value)d characters; we can take %(limit_value)d. Shorten it."),
        },
    )
    # Out of sight: what fills it in is hardly a person, and a person can empty it.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, asked=""):
        super().__init__(
            _typed(data) if data is not None else None,
            auto_id="contact-%s",
            label_suffix="",
            use_required_attribute=False,
        )
        self.subjects = {subject.key: subject for subject in Subject.objects.all()}
        if self.subjects:
            self.fields["subject"].choices = [(key, line(one, "name")) for key, one in self.subjects.items()]
            self.initial["subject"] = asked if asked in self.subjects else ""
        else:
            del self.fields["subject"]
        self.initial["stamp"] = new_stamp()

    def clean_subject(self):
        return self.subjects[self.cleaned_data["subject"]]

    def clean_name(self):
        # It comes to stand in the subject of a mail: one line, whatever was sent.
        name = one_line(self.cleaned_data["name"], LONGEST_NAME)
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean_website(self):
        if self.cleaned_data["website"]:
            self._show_again(website="")
            raise forms.ValidationError(
                _("A field that people do not see was filled in, and is empty again. If you are one, send the message.")
            )
        return ""

    def clean_stamp(self):
        stamp = self.cleaned_data["stamp"]
        age = age_of(stamp)
        if age is None or age > LONGEST:
            self._show_again(stamp=new_stamp())
            raise forms.ValidationError(
                _("This page was open for a long time. Your message is still here: read it again, then send it.")
            )
        if age < QUICKEST:
            raise forms.ValidationError(_("That was very quick. Read your message again, then send it."))
        return stamp

    def _show_again(self, **values):
        """Have the form shown again with these values rather than those that were sent."""
        self.data = {**self.data, **values}

    @property
    def rows(self):
        """The fields that people fill in."""
        return [self[name] for name in ("subject", "name", "email", "text") if name in self.fields]

    @property
    def faults(self):
        """What is said of the form as a whole."""
        return [
            *self.non_field_errors(),
            *(self.errors.get("website", ()) if self.is_bound else ()),
            *(self.errors.get("stamp", ()) if self.is_bound else ()),
        ]


def _typed(data):
    """What was typed in the known fields, as a database and a page can hold it."""
    return {name: _plain(data.get(name, "")) for name in ContactForm.base_fields}


def _plain(text):
    text = text[:MOST_SHOWN_AGAIN].replace("\r\n", "\n").replace("\r", "\n")  # as browsers end lines
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})

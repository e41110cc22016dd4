"""The year that follows: what is proposed for the next cohort, made from the last one, and making it."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.models import Call, Cohort
from eig.languages.columns import codes, column, columns, value
from eig.languages.instants import DayField
from eig.languages.names import language_name
from eig.pages.models import FAQEntry, Page
from eig.publishing.keys import ALPHABET, new_key
from eig.publishing.screens.plan import ParisDateTimeField
from eig.text.models import Reference

TOKEN = re.compile(rf"[{ALPHABET}]{{10}}")
COPIED_TEXTS = ("text_before", "text_open", "text_after")
READ_AGAIN_IN = timedelta(days=30)


def a_year_later(moment):
    """The same day and hour a year later; 29 February gives the 28th."""
    try:
        return moment.replace(year=moment.year + 1)
    except ValueError:
        return moment.replace(year=moment.year + 1, day=28)


def next_name(name, year):
    """“EIG 9” → “EIG 10”; a name without a number gets the year: “DIG” → “DIG 2027”."""
    found = re.search(r"\d+(?=\D*$)", name)
    if found is None:
        return f"{name} {year}" if name else ""
    return f"{name[: found.start()]}{int(found.group()) + 1}{name[found.end() :]}"


def _free_slug(slug, year):
    base = candidate = next_name(slug, year).replace(" ", "-")[:36]
    number = 2
    while Cohort.objects.filter(slug=candidate).exists():
        candidate, number = f"{base}-{number}", number + 1
    return candidate


@dataclass(frozen=True)
class Line:
    """A call or a page of the form: what it is, the tick that takes it in, and the fields that go with it."""

    item: object
    tick: forms.BoundField
    fields: tuple = ()


class NextCohortForm(forms.Form):
    """All that the next cohort begins with, to be changed before anything is made."""

    token = forms.RegexField(TOKEN, widget=forms.HiddenInput)
    programme = forms.CharField(label=_("Programme"), max_length=30)
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2999)
    slug = forms.SlugField(
        label=_("End of the address"), max_length=40, help_text=_("In small letters: eig-10, dig-2027…")
    )
    start = DayField(label=_("Start"), required=False)
    end = DayField(label=_("End"), required=False)
    read_again_on = DayField(
        label=_("Pages are to be read again on"), help_text=_("On that day they come up on the home page.")
    )

    def __init__(self, *args, before, **kwargs):
        self.before = before
        self.calls = list(before.calls.order_by("opens", "pk"))
        self.pages = pages_about(before)
        kwargs["initial"] = self._proposed()
        super().__init__(*args, label_suffix="", **kwargs)
        for code in codes():
            self.fields[column("name", code)] = forms.CharField(
                label=_("Name in %(language)s") % {"language": language_name(code)},
                max_length=100,
                required=code == codes()[0],
                widget=forms.TextInput(attrs={"lang": code}),
            )
        for call in self.calls:
            self.fields |= {
                f"call_{call.pk}": forms.BooleanField(label=_("Make this call"), required=False),
                f"opens_{call.pk}": ParisDateTimeField(label=_("Opens"), required=False, help_text=_("Paris time.")),
                f"closes_{call.pk}": ParisDateTimeField(label=_("Closes"), required=False, help_text=_("Paris time.")),
            }
        for page in self.pages:
            self.fields[_page_name(page)] = forms.BooleanField(label=str(page), required=False)
        for name in ("start", "end", "read_again_on"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def _proposed(self):
        before, year = self.before, self.before.year + 1
        proposed = {
            "token": new_key(),
            "programme": before.programme,
            "year": year,
            "slug": _free_slug(before.slug, year),
            "start": before.start and a_year_later(before.start),
            "end": before.end and a_year_later(before.end),
            "read_again_on": timezone.localdate() + READ_AGAIN_IN,
        }
        for code in codes():
            proposed[column("name", code)] = next_name(value(before, "name", code), year)
        for call in self.calls:
            proposed |= {
                f"call_{call.pk}": True,
                f"opens_{call.pk}": a_year_later(timezone.localtime(call.opens)),
                f"closes_{call.pk}": a_year_later(timezone.localtime(call.closes)),
            }
        return proposed | {_page_name(page): True for page in self.pages}

    @property
    def cohort_fields(self):
        return [self[name] for name in (*columns("name"), "programme", "year", "slug", "start", "end")]

    @property
    def call_lines(self):
        return [
            Line(call, self[f"call_{call.pk}"], (self[f"opens_{call.pk}"], self[f"closes_{call.pk}"]))
            for call in self.calls
        ]

    @property
    def page_lines(self):
        return [Line(page, self[_page_name(page)]) for page in self.pages]

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if Cohort.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another cohort has this address already: change a word."))
        return slug

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("A cohort ends after it starts."))
        for call in self.calls:
            if cleaned.get(f"call_{call.pk}"):
                self._clean_call(call.pk)
        return cleaned

    def _clean_call(self, pk):
        opens, closes = self.cleaned_data.get(f"opens_{pk}"), self.cleaned_data.get(f"closes_{pk}")
        for name, instant in ((f"opens_{pk}", opens), (f"closes_{pk}", closes)):
            if instant is None and name not in self.errors:
                self.add_error(name, _("Choose a date and a time."))
        if opens and opens <= timezone.now():
            self.add_error(f"opens_{pk}", _("A new call opens later: choose an instant to come."))
        if opens and closes and closes <= opens:
            self.add_error(f"closes_{pk}", _("A call closes after it opens."))


def _page_name(page):
    return f"read_again_{page._meta.model_name}_{page.pk}"


def pages_about(cohort):
    """Pages and frequent questions that speak of the cohort: by a reference to it or to its calls, or by its name."""
    keys = [("cohort", [cohort.key]), ("call", list(cohort.calls.values_list("key", flat=True)))]
    names = [name for code in codes() if (name := value(cohort, "name", code))]
    found = []
    for model, texts in ((Page, ("title", "standfirst", "body")), (FAQEntry, ("question", "answer"))):
        kind = {"content_type__app_label": model._meta.app_label, "content_type__model": model._meta.model_name}
        named = Q(pk__in=[])
        for kind_of_link, ids in keys:
            refers = Reference.objects.to(kind_of_link, ids).filter(**kind).values("object_id")
            named |= Q(pk__in=refers)
        for text in texts:
            for code in codes():
                for name in names:
                    named |= Q(**{f"{column(text, code)}__contains": name})
        found += list(model.objects.kept().filter(named).order_by("sort_key", "pk"))
    return found


def make(form):
    """`(cohort, whether it was made now)`: all that the valid form says, at once; sent twice, the first one counts."""
    token = form.cleaned_data["token"]
    try:
        with transaction.atomic():
            return _make(form), True
    except IntegrityError:
        twin = Cohort.objects.filter(key=token).first()
        if twin is None:
            raise
        return twin, False


def _make(form):
    told = form.cleaned_data
    cohort = Cohort(
        key=told["token"],
        shown=False,
        **{name: told[name] for name in ("programme", "year", "slug", "start", "end")},
        **{name: told[name] for name in columns("name")},
    )
    cohort.save()
    for call in form.calls:
        if told[f"call_{call.pk}"]:
            texts = {column(name, code): value(call, name, code) for name in COPIED_TEXTS for code in codes()}
            opens, closes = told[f"opens_{call.pk}"], told[f"closes_{call.pk}"]
            Call(cohort=cohort, kind=call.kind, opens=opens, closes=closes, **texts).save()
    for page in form.pages:
        if told[_page_name(page)]:
            type(page).objects.filter(pk=page.pk).update(review_on=told["read_again_on"])
    return cohort


def made_already(token):
    """The cohort that the same form made a moment ago, or None."""
    return Cohort.objects.filter(key=token).first() if TOKEN.fullmatch(token) else None


def to_complete(cohort):
    """What a cohort that is not shown yet lacks, in words, each with the call it is about or None."""
    lacking = []
    for code in codes():
        details = {"language": language_name(code)}
        if not value(cohort, "name", code):
            lacking.append((gettext("Its name in %(language)s.") % details, None))
        if not value(cohort, "introduction", code):
            lacking.append((gettext("Its introduction in %(language)s.") % details, None))
    if cohort.cover_id is None:
        lacking.append((gettext("Its photograph."), None))
    for call in cohort.calls.order_by("opens", "pk"):
        if not call.apply_url:
            lacking.append((gettext("%(call)s: where to apply.") % {"call": call}, call))
        if call.regulation_id is None:
            lacking.append((gettext("%(call)s: its regulation, if there is one.") % {"call": call}, call))
    if not cohort.challenges.exists():
        lacking.append((gettext("Its challenges."), None))
    lacking.append((gettext("Then tick “on the site”: visitors see the cohort and its calls."), None))
    return lacking

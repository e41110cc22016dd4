"""The screens of the back office that send texts out to translators and take them back."""

import base64
import zlib

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.models import Cohort
from eig.accounts.roles import Role
from eig.back_office.places import SECTIONS
from eig.exchange import xliff
from eig.exchange.incoming import bring_in
from eig.exchange.outgoing import STATES, TO_DO, Choice, outgoing, sent_models
from eig.exchange.report import Outcome
from eig.exchange.rights import may_change_some
from eig.languages.columns import codes
from eig.languages.names import language_name
from eig.languages.survey import WORDS
from eig.publishing.gate import screen_address
from eig.publishing.permissions import RefusedError
from eig.text.changes import marked_text

MOST_ITEMS = 300  # of a file that is brought in here: the server waits for no longer one
MOST_HELD = 4 * 1024 * 1024  # characters of a file that waits in its page to be confirmed
MOST_SHOWN = 400  # characters of a new text; more is folded
LOOKS = {Outcome.CREATED: "live", Outcome.UPDATED: "changes", Outcome.UNCHANGED: "none", Outcome.REFUSED: "alert"}


def languages_for(user):
    """The languages into which the user changes texts of some kind, those that items are first written in last."""
    models = sent_models()
    found = [code for code in codes() if any(may_change_some(user, model, code) for model in models)]
    return sorted(found, key=lambda code: code == codes()[0])


class ExportForm(forms.Form):
    """What is to go out; every kind where none is chosen."""

    to = forms.ChoiceField(label=_("Into"))
    only = forms.MultipleChoiceField(
        label=_("Texts"),
        choices=[(str(state), WORDS[state]) for state in STATES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    kind = forms.MultipleChoiceField(
        label=_("Kinds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none for all of them."),
    )
    cohort = forms.ModelChoiceField(
        Cohort.objects.all(),
        label=_("Cohort"),
        required=False,
        empty_label=_("All cohorts"),
        help_text=_("Its challenges, people, posts and calls alone."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        languages = languages_for(user)
        changed = [model for model in sent_models() if any(may_change_some(user, model, code) for code in languages)]
        self._models = {model._meta.label_lower: model for model in sorted(changed, key=_place)}
        self.fields["kind"].choices = [
            (name, capfirst(model._meta.verbose_name_plural)) for name, model in self._models.items()
        ]
        self.fields["to"].choices = [(code, capfirst(language_name(code))) for code in languages]
        self.initial = {"to": next(iter(languages), ""), "only": [str(state) for state in TO_DO], **self.initial}

    def choice(self):
        said = self.cleaned_data
        models = tuple(self._models[name] for name in said["kind"]) or None
        return Choice(said["to"], tuple(said["only"]), models, said["cohort"])


def _place(model):
    """Where staff look for a kind: in the order of the sections."""
    labels = [label for _slug, _words, labels in SECTIONS for label in labels]
    return labels.index(model._meta.label) if model._meta.label in labels else len(labels)


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("The file that the translator sent back, in XLIFF 1.2 (.xliff or .xlf)."),
        widget=forms.FileInput(attrs={"accept": ".xliff,.xlf,.xml"}),
        error_messages={"required": _("Choose the file that the translator sent back.")},
    )


class ExchangeViews:
    """Of the admin site: texts go out to translators, and come back."""

    def get_urls(self):
        return [
            path("languages/export/", self.admin_view(self.export_translations), name="export_translations"),
            path("languages/import/", self.admin_view(self.import_translations), name="import_translations"),
            *super().get_urls(),
        ]

    def export_translations(self, request):
        """What there is to send out, counted, then the file."""
        _require_some(request.user)
        said, is_asked = request.GET, bool({"download", "count"} & request.GET.keys())
        # Other pages lead here with a language or a kind in mind.
        chosen = {"to": said.get("to"), "kind": said.getlist("kind"), "cohort": said.get("cohort")}
        chosen = {name: value for name, value in chosen.items() if value}
        form = ExportForm(said if is_asked else None, user=request.user, initial=chosen)
        found = outgoing(form.choice(), request.user) if form.is_valid() else None
        if found is not None and found.items and "download" in request.GET:
            return _download(found, form.cleaned_data["to"])
        context = {
            **self.each_context(request),
            "title": _("Send texts to a translator"),
            "form": form,
            "choices": [form["only"], form["kind"]],
            "found": found,
            "import_address": reverse("admin:import_translations"),
        }
        return TemplateResponse(request, "admin/export_translations.html", context)

    def import_translations(self, request):
        """What a file would change, field by field, then doing it."""
        _require_some(request.user)
        form, report, held = ImportForm(label_suffix=""), None, ""
        is_done = request.method == "POST" and "held" in request.POST
        if request.method == "POST":
            form, data = self._sent(request)
            if data is not None:
                report = self._brought_in(form, data, request.user, dry_run=not is_done)
                held = "" if report is None or is_done else _held(data, request.user)
        context = {
            **self.each_context(request),
            "title": _("Take translations back"),
            "form": form,
            "export_address": reverse("admin:export_translations"),
            "report": report,
            "is_done": is_done and report is not None,
            "held": held,
            "numbers": _numbers(report) if report else [],
            "entries": _shown(report) if report else [],
        }
        return TemplateResponse(request, "admin/import_translations.html", context)

    def _sent(self, request):
        """`(form, the bytes of the file)`: uploaded, or confirmed; None for those that are not to be had."""
        if "held" not in request.POST:
            form = ImportForm(request.POST, request.FILES, label_suffix="")
            return form, form.cleaned_data["file"].read(xliff.MOST_BYTES + 1) if form.is_valid() else None
        form = ImportForm({}, {}, label_suffix="")
        form.full_clean()
        try:
            return form, _let_go(request.POST["held"], request.user)
        except (BadSignature, ValueError, zlib.error):
            form.errors.clear()
            form.add_error("file", _("The file that was to be confirmed did not come back whole: choose it again."))
            return form, None

    def _brought_in(self, form, data, user, dry_run):
        """The Report, or None with the reason in the form."""
        try:
            return bring_in(data, user, dry_run, most_items=MOST_ITEMS)
        except xliff.FileError as error:
            form.errors.clear()
            form.add_error("file", str(error))
            return None


def _require_some(user):
    if not languages_for(user):
        raise RefusedError(gettext("You may change no text that is translated: ask an editor."), Role.EDITOR)


def _download(found, language):
    name = f"translations-{language}-{timezone.localdate():%Y-%m-%d}.xliff"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(found.as_file(), content_type="application/xliff+xml", headers=headers)


def _signer(user):
    return Signer(salt=f"translations to confirm, {user.pk}")


def _held(data, user):
    """The file as the page of its effect holds it, until it is confirmed; "" for one too big for that."""
    held = _signer(user).sign(base64.b64encode(zlib.compress(data, 9)).decode())
    return held if len(held) <= MOST_HELD else ""


def _let_go(held, user):
    return zlib.decompress(base64.b64decode(_signer(user).unsign(held)))


def _numbers(report):
    return [(outcome.counted(number), LOOKS[outcome]) for outcome, number in report.counts.items() if number]


def _shown(report):
    """The items of a report as the page shows them: first those of which something is refused."""
    entries = sorted(report.entries, key=lambda entry: not entry.refused)
    return [
        {
            "entry": entry,
            "kind": capfirst(entry.item._meta.verbose_name) if entry.item is not None else "",
            "address": screen_address(entry.item, entry.language) if entry.item is not None else "",
            "language": entry.language,
            "lines": [_line(line) for line in entry.lines if line.outcome != Outcome.UNCHANGED],
            "unchanged": _unchanged(entry),
        }
        for entry in entries
        if entry.refused or entry.written
    ]


def _unchanged(entry):
    number = sum(line.outcome == Outcome.UNCHANGED for line in entry.lines)
    return Outcome.UNCHANGED.counted(number) if number else ""


def _line(line):
    """A field as the page shows it: a new text as it reads, one that changes with its changes marked."""
    shown = {"line": line, "look": LOOKS[line.outcome]}
    if line.outcome == Outcome.UPDATED:
        shown["changes"] = marked_text(line.before, line.after)
    elif line.outcome == Outcome.CREATED:
        shown["text"], shown["is_long"] = line.after, len(line.after) > MOST_SHOWN
    return shown

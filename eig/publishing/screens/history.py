"""The history of an item: what was done, said and kept, in one line of time; and the comments of the team."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.utils import quote, unquote
from django.db.models import Max, OuterRef, Subquery
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from eig.languages.columns import codes
from eig.languages.forms import Screen
from eig.languages.names import language_name
from eig.publishing import permissions, workflow
from eig.publishing.links import LONGEST_COMMENT
from eig.publishing.models import Edition, Step, Version
from eig.publishing.permissions import require

A_PAGE = 50
MOST_PAGES = 200
RECENT = 5
AT_ONCE = timedelta(seconds=30)  # a publication and the version that it leaves
OUT = {Step.Verb.PUBLISHED, Step.Verb.SCHEDULED}
SAID = {Step.Verb.COMMENTED, Step.Verb.ENDORSED, Step.Verb.RETURNED, Step.Verb.APPROVED, Step.Verb.SUBMITTED}


@dataclass
class Line:
    """One thing that happened; `kind` chooses the look of its mark, `links` are `(words, address)`."""

    at: datetime
    what: str
    who: str
    language: str = ""
    comment: str = ""
    kind: str = ""
    via: str = ""
    links: list = field(default_factory=list)


class CommentForm(forms.Form):
    """What a member of the team says of the text."""

    note = forms.CharField(
        label=_("Your comment"), max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 3}), label_suffix=""
    )

    def clean_note(self):
        return self.cleaned_data["note"].replace("\r\n", "\n").replace("\r", "\n")


class HistoryScreen:
    """The screen of an item's history, in every language or in one, and its last lines beside the form."""

    acts = {"_comment": "act_comment"}

    def history_address(self, item, code=""):
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[quote(item.pk)])
        return f"{address}?in={code}" if code else address

    def history_view(self, request, object_id, extra_context=None):
        """What happened to the item, the last thing first; a POST adds a comment."""
        item = self.get_object(request, unquote(object_id))
        if item is None:
            raise Http404
        require(permissions.may_read, request.user, item)
        asked = request.GET.get("in")
        chosen = asked if asked in codes() else ""
        code = chosen or self.source_of(item)
        request.screen = Screen(code, self.source_of(item))
        form = CommentForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            self._add_comment(request, item, code, form.cleaned_data["note"])
            return HttpResponseRedirect(self.history_address(item, chosen))
        number = _page_number(request.GET.get("page", ""))
        lines = self._history_lines(item, chosen, number * A_PAGE + 1)
        tabs = [("", _("All languages")), *((one, capfirst(language_name(one))) for one in codes())]
        page = f"{self.history_address(item)}?in={chosen}&page="
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("History of %(item)s") % {"item": item},
            "original": item,
            "form": form,
            "comment_on": language_name(code),
            "screen_address": self.screen_address(item, code),
            "tabs": [(name, self.history_address(item, one), one == chosen) for one, name in tabs],
            "lines": lines[(number - 1) * A_PAGE : number * A_PAGE],
            "newer": f"{page}{number - 1}" if number > 1 else "",
            "older": f"{page}{number + 1}" if len(lines) > number * A_PAGE and number < MOST_PAGES else "",
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/publishing/history.html", context)

    def act_comment(self, request, desk, extra_context):
        """The button of the panel: what the form holds is kept first, by whoever may write it."""
        form = CommentForm(request.POST)
        if not form.is_valid():
            for error in form.errors["note"]:
                messages.error(request, gettext("Your comment: %(error)s") % {"error": error})
            if not permissions.may_write(request.user, desk.item, desk.language):
                return self._stay(request, desk.item)
            return self.act_save(request, desk, extra_context)
        if (overtaken := self._keep_first(request, desk, extra_context)) is not None:
            return overtaken
        self._add_comment(request, desk.item, desk.language, form.cleaned_data["note"])
        return self._stay(request, desk.item)

    def _add_comment(self, request, item, code, text):
        workflow.comment(item, code, text, request.user)
        messages.success(request, _("Your comment stands in the history of “%(item)s”.") % {"item": item})

    def side_context(self, request, desk):
        """The last steps of the edition; those that others took since this person's own are new."""
        of_it = desk.item.steps.filter(language=desk.language)
        own = Step.objects.filter(content_type=OuterRef("content_type"), object_id=OuterRef("object_id"))
        own = own.filter(by=request.user, language=desk.language).order_by().values("by").annotate(last=Max("at"))
        steps = list(of_it.select_related("by", "via").annotate(seen_at=Subquery(own.values("last")))[:RECENT])
        edition = desk.edition
        wrote_at = (
            edition.draft_at if edition and edition.has_draft and edition.draft_by_id == request.user.pk else None
        )
        for step in steps:
            seen = max(filter(None, (step.seen_at, wrote_at)), default=None)
            step.is_new = step.by_id != request.user.pk and (seen is None or step.at > seen)
        return {
            **super().side_context(request, desk),
            "recent_steps": steps,
            "asked_for": _asked_for(edition, steps),
            "history_address": self.history_address(desk.item, desk.language),
        }

    def _history_lines(self, item, code, most):
        """The newest lines, `most` of them at most, in as many queries whatever there is."""
        of_language = {"language": code} if code else {}
        # What concerns the item whole, the bin for one, has no language: it stands in each of them.
        in_languages = {"language__in": [code, ""]} if code else {}
        steps = item.steps.filter(**in_languages).select_related("by", "via")[:most]
        versions = item.versions.filter(**of_language).defer("payload").order_by("-made_at", "-number")
        lines = [_of_step(step) for step in steps]
        for version in versions.select_related("made_by")[:most]:
            line = _left_by(version, lines)
            if line is None:
                lines.append(line := _of_version(version))
            line.links.append(self._link_to_version(item, version))
        lines += [self._line_of_entry(item, entry) for entry in _entries(item, code)[:most]]
        return sorted(lines, key=lambda line: line.at, reverse=True)[:most]

    def _link_to_version(self, item, version):
        address, number = self.versions_address(item, version.language), version.number
        if number == 1:
            return gettext("Version %(number)s") % {"number": number}, address
        words = gettext("Version %(number)s: what changed, restore") % {"number": number}
        return words, f"{address}?from={number - 1}&to={number}"

    def _line_of_entry(self, item, entry):
        words = gettext("created") if entry.is_addition() else changes_of(entry).rstrip(".")
        return Line(entry.action_time, words, str(entry.user), _language_of(item, entry))


def changes_of(entry):
    """What the form noted, in words; the log names a language as it calls itself, a reader in their own."""
    words = entry.get_change_message()
    for code in codes():
        if _mark_of(code) in entry.change_message:
            words = words.replace(get_language_info(code)["name_local"], str(language_name(code)))
    return words


def _asked_for(edition, steps):
    """The step that says what is to be changed, while it waits to be done."""
    if edition is None or edition.review != Edition.Review.CHANGES:
        return None
    return next((step for step in steps if step.verb == Step.Verb.RETURNED and step.comment), None)


def _page_number(asked):
    return min(max(int(asked), 1), MOST_PAGES) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _of_step(step):
    kind = "out" if step.verb in OUT else "said" if step.verb in SAID else ""
    who = str(step.by) if step.by else step.by_name
    via = step.via.label if step.via else ""
    return Line(step.at, str(step.get_verb_display()), who, step.language, step.comment, kind, via)


def _of_version(version):
    words = {Version.Kind.SAVED: gettext("saved by name"), Version.Kind.BEFORE: gettext("kept as it was before")}
    what = words.get(version.kind, str(version.get_kind_display()))
    who = str(version.made_by) if version.made_by else ""
    return Line(version.made_at, what, who, version.language, version.name)


def _left_by(version, lines):
    """The line of the publication that left the version, if it is among them."""
    if version.kind != Version.Kind.PUBLISHED:
        return None
    near = (
        line
        for line in lines
        if line.kind == "out" and line.language == version.language and abs(version.made_at - line.at) < AT_ONCE
    )
    return min(near, key=lambda line: abs(version.made_at - line.at), default=None)


def _entries(item, code):
    """What the form noted of its fields: of every language, or of one."""
    kind = get_content_type_for_model(item)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(item.pk)).select_related("user")
    entries = entries.exclude(action_flag=DELETION).exclude(change_message="").order_by("-action_time", "-pk")
    if code and code == item.source_language:
        return entries.exclude(change_message__contains='"name": "language"')
    return entries.filter(change_message__contains=_mark_of(code)) if code else entries


def _mark_of(code):
    """How the log writes that a text of that language changed."""
    return f'"name": "language", "object": {json.dumps(get_language_info(code)["name_local"])}'


def _language_of(item, entry):
    return next((code for code in codes() if _mark_of(code) in entry.change_message), item.source_language)

"""Beside the states of each item of a list, what the gate says of it."""

from functools import cached_property

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from eig.accounts.admin import SignedChangeList
from eig.languages.columns import codes
from eig.publishing.gate import Level, as_read, examine
from eig.publishing.states import chips


class Marks:
    """What the gate says of the rows of a list: looked at together, when the first of them is shown."""

    def __init__(self, items):
        self.items = items

    def of(self, item):
        """`[(its sheet in a language, what is wrong with it), …]`; nothing for what is in order."""
        return self._found.get(item.pk, ())

    @cached_property
    def _found(self):
        found = {}
        for sheet, findings in examine(as_read(self.items)).items():
            if findings:
                found.setdefault(sheet.item.pk, []).append((sheet, findings))
        return found


def counted(errors, warnings):
    """“2 to mend, 1 to check”, as HTML: each on a line of its own."""
    parts = []
    if errors:
        parts.append(ngettext("%(count)d to mend", "%(count)d to mend", errors) % {"count": errors})
    if warnings:
        parts.append(ngettext("%(count)d to check", "%(count)d to check", warnings) % {"count": warnings})
    last = len(parts) - 1
    lines = ((words, "," if index < last else "") for index, words in enumerate(parts))
    return format_html_join(" ", "<span>{}{}</span>", lines)


class MarkedChangeList(SignedChangeList):
    """A list whose rows know where to find what the gate says of them, and how their translation stands."""

    def get_results(self, request):
        super().get_results(request)
        items = list(self.result_list)
        marks = Marks(items)
        among = self.model._base_manager.filter(pk__in=[item.pk for item in items])
        cells = self.model_admin.cells(among, codes()) if items else {}
        for item in self.result_list:
            item.marks, item.cells = marks, cells.get(item.pk, {})


class MarkedList:
    """Of an admin of publishable items: the column of states, each with what the gate says in that language."""

    def get_changelist(self, request, **kwargs):
        return MarkedChangeList

    @admin.display(description=_("state"))
    def states(self, item):
        return chips(item, {sheet.language: self._mark(sheet, found) for sheet, found in item.marks.of(item)})

    def _mark(self, sheet, findings):
        """How many things there are to mend and to check; it leads to where they are said in full."""
        errors = sum(finding.level == Level.ERROR for finding in findings)
        return format_html(
            ' <a class="eig-chip eig-mark eig-chip--{}" href="{}#gate">{}</a>',
            "alert" if errors else "draft",
            self.screen_address(sheet.item, sheet.language),
            counted(errors, len(findings) - errors),
        )

"""“Before publishing”: what the gate says of what the form holds, each with the way to where it is mended."""

from dataclasses import dataclass

from django.contrib.admin.utils import quote, unquote
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from eig.languages.columns import codes
from eig.languages.forms import Screen
from eig.publishing import permissions
from eig.publishing.drafts.desk import Desk
from eig.publishing.drafts.payloads import sent
from eig.publishing.gate import Finding, Level
from eig.publishing.permissions import require


@dataclass(frozen=True)
class Line:
    """A finding in the panel, and where its link leads: an input of this form, or another screen."""

    finding: Finding
    address: str


class GateScreen:
    """The panel of the gate beside the form, and its answer to what is typed and not saved yet."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_gate"
        view = self.admin_site.admin_view(self.gate_view)
        return [path("<path:object_id>/gate/<str:code>/", view, name=name), *super().get_urls()]

    def gate_address(self, item, code):
        """Where the form is sent to be checked."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_gate", args=[quote(item.pk), code])

    def gate_view(self, request, object_id, code):
        """The lines of the panel, as HTML, for what the form holds now, saved or not."""
        item = self.get_object(request, unquote(object_id))
        if item is None or code not in codes():
            raise Http404
        if request.method != "POST":
            return HttpResponseRedirect(self.screen_address(item, code))
        require(permissions.may_write, request.user, item, code)
        request.screen = Screen(code, self.source_of(item))
        desk = Desk(self, request, item)
        bound = desk.bind(sent(request.POST))
        gate = self._panel(desk, bound, desk.findings(bound, desk.goes_out_at))
        return render(request, "admin/includes/gate_lines.html", {"gate": gate})

    def side_context(self, request, desk):
        gate = None
        if desk.item.binned_at is None:
            found = desk.blocked_by or desk.findings(desk.shown, desk.goes_out_at)
            gate = self._panel(desk, desk.shown, found)
            gate["address"] = self.gate_address(desk.item, desk.language)
        return {**super().side_context(request, desk), "gate": gate}

    def _panel(self, desk, bound, found):
        """`{"blocking", "known", "warnings"}`: the lines of the panel by how grave they are."""
        lines = [Line(finding, self._address(desk, bound, finding)) for finding in found]
        return {
            "blocking": [line for line in lines if line.finding.blocks],
            "known": [line for line in lines if line.finding.known],
            "warnings": [line for line in lines if line.finding.level == Level.WARNING and not line.finding.known],
            "is_blocked": bool(desk.blocked_by),
        }

    def _address(self, desk, bound, finding):
        if finding.address or not finding.field:
            return finding.address or "#content-main"
        prefixes = {formset.prefix: formset for formset in bound.formsets}
        if finding.field in prefixes:
            return f"#{finding.field}-group"
        if finding.field in bound.form.fields or finding.field.split("-")[0] in prefixes:
            return f"#id_{finding.field}"
        # The rest of an item is on the screen of the language it was written in.
        return f"{self.screen_address(desk.item, desk.item.source_language)}#id_{finding.field}"

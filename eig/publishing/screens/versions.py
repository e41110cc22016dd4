"""The versions of an edition: what was published or saved by name, to be compared and restored."""

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from eig.languages.choices import is_id
from eig.languages.columns import codes
from eig.languages.forms import Screen
from eig.languages.names import language_name
from eig.publishing import permissions, workflow
from eig.publishing.drafts import origins
from eig.publishing.drafts.comparing import Comparison
from eig.publishing.drafts.desk import Desk
from eig.publishing.drafts.payloads import of_translation, revived
from eig.publishing.drafts.restoring import without_lost
from eig.publishing.models import Step, Version
from eig.publishing.permissions import require

LIVE, DRAFT = "live", "draft"


class VersionsScreen:
    """The screen of an edition's versions, beside its form."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_versions"
        view = self.admin_site.admin_view(self.versions_view)
        return [path("<path:object_id>/versions/<str:code>/", view, name=name), *super().get_urls()]

    def versions_address(self, item, code):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_versions"
        return reverse(name, args=[quote(item.pk), code])

    def versions_view(self, request, object_id, code):
        """Every version of the item in one language; two of them side by side; a POST restores one."""
        item = self.get_object(request, unquote(object_id))
        if item is None or code not in codes():
            raise Http404
        require(permissions.may_read, request.user, item)
        request.screen = Screen(code, self.source_of(item))
        desk = Desk(self, request, item)
        if request.method == "POST":
            return self._restore(request, desk)
        versions = list(item.versions.filter(language=code).select_related("made_by"))
        chosen = self._chosen(request, desk, versions)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Versions of %(item)s") % {"item": item},
            "original": item,
            "language": capfirst(language_name(code)),
            "screen_address": self.screen_address(item, code),
            "tabs": [(capfirst(language_name(one)), self.versions_address(item, one), one == code) for one in codes()],
            "versions": versions,
            "standing": self._standing(desk),
            "may_restore": permissions.may_write(request.user, item, code),
            **chosen,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/publishing/versions.html", context)

    def _standing(self, desk):
        """`(value, words)` of what is no version: the columns, and the working draft."""
        lines = [(LIVE, _("On the site now") if desk.is_out else _("As last saved"))]
        return [(DRAFT, _("Changes in progress")), *lines] if desk.has_draft else lines

    def _chosen(self, request, desk, versions):
        """What is compared: as asked, else what is live with the working draft, else the last two versions."""
        numbers = [str(version.number) for version in versions]
        asked = (request.GET.get("from", ""), request.GET.get("to", ""))
        if not any(asked):
            asked = (LIVE, DRAFT) if desk.has_draft else (tuple(numbers[1::-1]) if len(numbers) > 1 else asked)
        known = {version: version for version in numbers} | dict(self._standing(desk))
        if not all(name in known for name in asked):
            return {"compared": None, "from": asked[0], "to": asked[1]}
        payloads = {str(version.number): version.payload for version in versions if str(version.number) in asked}
        standing = desk.standing()
        payloads |= {LIVE: standing.payload, DRAFT: desk.draft() if DRAFT in asked else None}
        words = [
            known[name] if name in (LIVE, DRAFT) else gettext("version %(number)s") % {"number": name} for name in asked
        ]
        comparison = Comparison(standing, *(payloads[name] for name in asked))
        return {
            "compared": words,
            "differences": comparison.differences,
            "unchanged": comparison.unchanged,
            "from": asked[0],
            "to": asked[1],
        }

    def _restore(self, request, desk):
        item, code = desk.item, desk.language
        require(permissions.may_write, request.user, item, code)
        number = request.POST.get("restore", "")
        version = item.versions.filter(language=code, number=number).first() if is_id(number) else None
        if version is None:
            raise Http404
        with transaction.atomic():
            workflow.hold(item, code, None)  # what is autosaved meanwhile waits, and is told
            lost = restore(desk.again(), version, request.user)
        words = _("Version %(number)s of “%(item)s” in %(language)s is back in the form: look at it, then publish.")
        messages.success(request, words % {"number": version.number, "item": item, "language": language_name(code)})
        if lost:
            words = ngettext(
                "%(count)d choice of that version could not come back, for what it names was deleted since: "
                "%(fields)s.",
                "%(count)d choices of that version could not come back, for what they name was deleted since: "
                "%(fields)s.",
                len(lost),
            )
            messages.warning(request, words % {"count": len(lost), "fields": "; ".join(lost)})
        return HttpResponseRedirect(self.screen_address(item, code))


def restore(desk, version, by):
    """Copy a version into the working draft, and say what of it could not come back; what was there is kept as one."""
    item, code = desk.item, desk.language
    if desk.has_draft and not _is_as_restored(desk):
        workflow.keep_version(item, code, desk.draft(), Version.Kind.BEFORE, by)
    standing = desk.standing()
    payload, lost = without_lost(standing, revived(version.payload, standing.formsets))
    if desk.is_translation:
        payload = of_translation(payload, desk.model, code)
        payload = origins.completed(payload, origins.of_columns(item, code), desk.model, code)
    workflow.keep_draft(item, code, payload, by)
    workflow.log(item, code, Step.Verb.RESTORED, by, str(version))
    return lost


def _is_as_restored(desk):
    """Whether nobody wrote in the draft since a version was put there: it is kept as that version already."""
    restored = desk.item.steps.filter(language=desk.language, verb=Step.Verb.RESTORED)
    return restored.filter(at__gte=desk.edition.draft_at).exists()

"""What is written is kept while it is written: autosave into the working draft, and who else has the form open."""

from django.conf import settings
from django.contrib.admin.utils import quote, unquote
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from eig.accounts.log_in_again import in_json, say
from eig.languages.columns import codes
from eig.languages.forms import Screen
from eig.languages.origins import beside
from eig.publishing import permissions, presence, workflow
from eig.publishing.drafts import origins
from eig.publishing.drafts.comparing import differences
from eig.publishing.drafts.desk import Desk
from eig.publishing.drafts.payloads import NOT_CONTENT, of_translation, sent, settled
from eig.publishing.models import Edition
from eig.publishing.permissions import require

# In milliseconds: from the last key to saving, at the latest while someone types on, between two signs of life.
PACE = {"delay": 2500, "longest": 15000, "beat": 20000}


class AutosaveScreen:
    """The addresses to which an open form sends its text and its signs of life; see static/eig/autosave.js."""

    def get_urls(self):
        views = {"autosave": self.autosave_view, "presence": self.presence_view, "kept": self.kept_view}
        return [
            path(
                f"<path:object_id>/{name}/<str:code>/",
                in_json(view, self.admin_site),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name, view in views.items()
        ] + super().get_urls()

    def autosave_view(self, request, object_id, code):
        """Keep what the form holds as the working draft: neither a version nor a step, and nothing is validated."""
        item = self._written(request, object_id, code)
        payload, revision = sent(request.POST), request.POST.get("_revision", "")
        if request.method != "POST" or not payload or not revision:
            return say(request, "refused", 400, gettext("The text did not arrive whole."))
        if "_set_aside" in request.POST:
            self._set_aside(request, item, code)
        tab = request.POST.get("_tab", "")
        if code != self.source_of(item):
            payload = self._stamped(request, item, code, payload)
        try:
            edition = workflow.keep_draft(item, code, payload, request.user, revision)
        except workflow.OvertakenError:
            return self._say_overtaken(request, item, code)
        here = presence.be_present(item, code, request.user, tab)
        return say(
            request,
            "same" if str(edition.revision) == revision else "saved",
            revision=edition.revision,
            saved_at=_hour(edition.draft_at),
            user=request.user.pk,
            present=_lines(here),
        )

    def _stamped(self, request, item, code, payload):
        """A translation's payload with what each of its texts was made from; the desk would ask for more than that."""
        kept = Edition.objects.filter(content_type=item.editions.content_type, object_id=item.pk, language=code)
        payload = of_translation(payload, item._meta.concrete_model, code)
        return origins.stamped(payload, kept.values_list("draft", flat=True).first(), beside(request.POST), item, code)

    def presence_view(self, request, object_id, code):
        """A sign of life of a tab that has the form open, or its good-bye; the answer says who else is there."""
        item = self._written(request, object_id, code)
        tab = request.POST.get("_tab", "")
        if "_leave" in request.POST:
            presence.leave(item, code, request.user, tab)
            return say(request, "left")
        here = presence.be_present(item, code, request.user, tab)
        edition = self._edition(item, code)
        revision = edition.revision if edition else 0
        moved = str(revision) != request.POST.get("_revision", str(revision))
        return say(
            request,
            "here",
            revision=revision,
            moved=_saved_by(edition, request.user) if moved else "",
            user=request.user.pk,
            name=str(request.user),
            present=_lines(here),
        )

    def kept_view(self, request, object_id, code):
        """What a text that only the browser kept says differently from the form, field by field."""
        item = self._written(request, object_id, code)
        desk = self._desk(request, item, code)
        standing = desk.standing()
        kept, _dropped = settled(sent(request.POST), standing.formsets)
        context = {"differences": differences(standing, desk.payload(), kept)}
        return TemplateResponse(request, "admin/publishing/kept.html", context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if not context.get("is_popup") and (add or permissions.may_write(request.user, obj, request.screen.language)):
            context["keeping"] = self._keeping(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _keeping(self, request, item):
        """What the script of the form has to know."""
        code = request.screen.language
        base = f"{self.opts.app_label}_{self.opts.model_name}"
        keeping = {
            "place": f"{base}:{item.pk if item else 'new'}:{code}",
            "apart": " ".join(sorted(NOT_CONTENT)),
            "login": reverse("admin:log_in_again"),
            "zone": settings.TIME_ZONE,
            **PACE,
        }
        if item is not None:
            keeping |= {
                name: reverse(f"admin:{base}_{name}", args=[quote(item.pk), code])
                for name in ("autosave", "presence", "kept")
            }
        return keeping

    def _written(self, request, object_id, code):
        """The item, for whoever may write it; without its editions where the right does not hang on them."""
        item = super().get_object(request, unquote(object_id))
        if item is None or code not in codes():
            raise Http404
        if item.created_by_id == request.user.pk and not permissions.has_right(request.user, "change", item):
            prefetch_related_objects([item], "editions")  # whether one's own may still be written is asked twice
        require(permissions.may_write, request.user, item, code)
        return item

    def _desk(self, request, item, code):
        request.screen = Screen(code, self.source_of(item))
        return Desk(self, request, self.get_object(request, str(item.pk)))

    def _set_aside(self, request, item, code):
        """The writer chose their own text over what stands there: that one can be restored."""
        desk = self._desk(request, item, code)
        desk.set_aside(desk.payload(), desk.edition and desk.edition.draft_by)

    def _edition(self, item, code):
        return Edition.objects.filter(content_type=item.editions.content_type, object_id=item.pk, language=code).first()

    def _say_overtaken(self, request, item, code):
        edition = self._edition(item, code)
        words = _saved_by(edition, request.user)
        return say(request, "overtaken", 409, words, revision=edition.revision, user=request.user.pk)


def _saved_by(edition, user):
    """Who saved the edition last, and when, in a sentence."""
    by = edition.saved_by
    words = gettext("%(name)s saved this text at %(hour)s.")
    if by is None:
        words = gettext("This text was saved elsewhere at %(hour)s.")
    elif by == user:
        words = gettext("You saved this text yourself, in another tab or window, at %(hour)s.")
    return words % {"name": by, "hour": _hour(edition.updated_at)}


def _hour(instant):
    return time_format(localtime(instant), "TIME_FORMAT")


def _lines(here):
    return [{"name": one.name, "since": one.hour, "words": one.words} for one in here]

"""The page that starts the next cohort, and what remains to be done beside a cohort that is not shown yet."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.models import Call, Cohort
from community.next_cohort import NextCohortForm, made_already, make, to_complete
from eig.languages.choices import is_id


class NextCohortScreen:
    """The cohort's screens: a button that starts the following one."""

    change_form_template = "admin/community/cohort.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.next_view)
        return [path("next/", view, name="community_cohort_next"), *super().get_urls()]

    def next_view(self, request):
        """What would be made after a cohort (`?after=` its id, the last one by default); a POST makes it."""
        calls = self.admin_site.get_model_admin(Call)
        if not (self.has_add_permission(request) and calls.has_add_permission(request)):
            raise PermissionDenied(gettext("You may not start a cohort: ask the programme lead."))
        before = self._before(request)
        if before is None:
            messages.info(request, _("There is no cohort yet to go on from: begin with the first one."))
            return HttpResponseRedirect(reverse("admin:community_cohort_add"))
        if request.method == "POST" and (twin := made_already(request.POST.get("token", ""))) is not None:
            return HttpResponseRedirect(self.screen_address(twin, self.source_of(twin)))
        form = NextCohortForm(request.POST if request.method == "POST" else None, before=before)
        if form.is_valid():
            return self._begin(request, form)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Start the next cohort"),
            "opts": self.opts,
            "before": before,
            "others": Cohort.objects.exclude(pk=before.pk).newest_first(),
            "form": form,
            "media": self.media,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/community/next_cohort.html", context)

    def _before(self, request):
        asked = request.POST.get("after") or request.GET.get("after", "")
        if not asked:
            return Cohort.objects.newest_first().first()
        return get_object_or_404(Cohort, pk=int(asked) if is_id(asked) else 0)

    def _begin(self, request, form):
        cohort, is_new = make(form)
        if is_new:
            made = [cohort, *cohort.calls.all()]
            LogEntry.objects.log_actions(request.user.pk, made, ADDITION, [{"added": {}}])
            words = _("“%(cohort)s” is begun. Visitors see none of it until you say so: complete what is listed here.")
            messages.success(request, words % {"cohort": cohort})
        return HttpResponseRedirect(self.screen_address(cohort, self.source_of(cohort)))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            may_begin = self.has_add_permission(request)
            next_address = f"{reverse('admin:community_cohort_next')}?after={obj.pk}" if may_begin else ""
            context["next_address"] = next_address
            context["to_complete"] = [] if obj.shown else self._to_complete(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _to_complete(self, cohort):
        """`(words, address)` of what remains; an address only where it is mended elsewhere."""
        return [
            (words, reverse("admin:community_call_change", args=[call.pk]) if call else "")
            for words, call in to_complete(cohort)
        ]

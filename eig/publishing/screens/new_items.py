"""The screen of an item that was never saved: it can be looked at, and taken up again from what the browser kept."""

from django.conf import settings
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from eig.languages.columns import codes
from eig.languages.forms import Screen
from eig.publishing.drafts.desk import Bound, Desk
from eig.publishing.drafts.payloads import as_data, sent, settled
from eig.publishing.drafts.preview import render_preview


class NewDesk(Desk):
    """The desk of an item that is not there yet."""

    def __init__(self, model_admin, request):
        self.admin, self.request = model_admin, request
        self.item, self.language, self.edition = model_admin.model(), request.screen.language, None

    def bind(self, payload, posted=None, files=None):
        _form, rows, _inlines = self._forms(None)
        payload, dropped = settled(payload, rows)
        return Bound(*self._forms(as_data(payload, posted), files), payload, dropped)

    def missing(self, bound):
        """`(label, words)` of what such an item cannot do without; the rest does not hinder anything."""
        bound.is_valid()
        form = bound.form
        needed = {form.screen.name(form._meta.model, slug) for slug in form.slugs}  # left empty it is made, not refused
        needed |= {NON_FIELD_ERRORS, *(name for name, field in form.fields.items() if field.required)}
        return [
            (str(form.fields[name].label) if name in form.fields else "", words)
            for name, found in form.errors.items()
            if name in needed
            for words in found
        ]

    def _forms(self, data, files=None):
        fields = flatten_fieldsets(self.admin.get_fieldsets(self.request))
        form = self.admin.get_form(self.request, fields=fields)(data, files)
        form.instance.created_by = self.request.user
        formsets, inlines = [], []
        for formset_class, inline in self.admin.get_formsets_with_inlines(self.request):
            prefix = formset_class.get_default_prefix()
            again = sum(formset.prefix.partition("-")[0] == prefix for formset in formsets)
            prefix = f"{prefix}-{again + 1}" if again else prefix
            formsets.append(formset_class(data, files, instance=form.instance, prefix=prefix))
            inlines.append(inline)
        return form, formsets, inlines


class NewItemScreen:
    """The adding view of a ModelAdmin whose items are published by language."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview_new"
        view = self.admin_site.admin_view(self.preview_new_view)
        return [path("add/preview/<str:code>/", view, name=name), *super().get_urls()]

    @method_decorator(xframe_options_sameorigin)
    @method_decorator(csp_override({**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF], "form-action": [CSP.NONE]}))
    def preview_new_view(self, request, code):
        """The public page of an item that was never saved, or what is missing for there to be one."""
        if code not in codes():
            raise Http404
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(f"{self._adding_address()}?in={code}")
        request.screen = Screen(code, code)
        desk = NewDesk(self, request)
        bound = desk.bind(sent(request.POST))
        if missing := desk.missing(bound):
            context = {"missing": missing, "title": gettext("There is no page to show yet")}
            return TemplateResponse(request, "admin/publishing/no_preview.html", context)
        return HttpResponse(render_preview(desk, bound), headers={"X-Robots-Tag": "noindex"})

    @method_decorator(csp_override({**settings.SECURE_CSP, "frame-src": [CSP.SELF]}))
    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if obj is None and "_resume" in request.POST:
            # Shown again as it was left, not saved: no one asked for that.
            form.is_valid = lambda form: False
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add and not context.get("is_popup"):
            if hasattr(self.model, "address_in"):
                name = f"admin:{self.opts.app_label}_{self.opts.model_name}_preview_new"
                context["preview_address"] = reverse(name, args=[request.screen.language])
            if "_resume" in request.POST:
                self._hush(context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _hush(self, context):
        form = context["adminform"].form
        formsets = [shown.formset for shown in context["inline_admin_formsets"]]
        Bound(form, formsets, [], {}).hush()
        context.update(resumed=True, errors=helpers.AdminErrorList(form, formsets))

    def _adding_address(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")

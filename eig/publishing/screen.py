"""The screen of one edition: what is live stays in the columns, work that waits lives in the working draft."""

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets, quote, unquote
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from eig.languages.columns import codes
from eig.languages.forms import Screen
from eig.languages.names import language_name
from eig.publishing import permissions, workflow
from eig.publishing.comparing import differences
from eig.publishing.desk import Desk
from eig.publishing.models import Edition, Version
from eig.publishing.payloads import sent
from eig.publishing.permissions import require
from eig.publishing.preview import render_preview


class EditionScreen:
    """The change view of a ModelAdmin whose items are published by language."""

    # The buttons, and the method that each one asks for; any other one saves.
    acts = {
        "_publish": "act_publish",
        "_schedule": "act_publish",
        "_unpublish": "act_unpublish",
        "_submit": "act_submit",
        "_approve": "act_approve",
        "_return": "act_return",
        "_discard": "act_discard",
        "_name": "act_name",
    }

    def preview_address(self, item, code):
        """Where the form is sent to be looked at; "" for what has no page of its own."""
        if not hasattr(item, "address_in"):
            return ""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_preview", args=[quote(item.pk), code])

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<path:object_id>/preview/<str:code>/", view, name=name), *super().get_urls()]

    @method_decorator(xframe_options_sameorigin)
    @method_decorator(csp_override({**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF], "form-action": [CSP.NONE]}))
    def preview_view(self, request, object_id, code):
        """The public page of what the form holds now, saved or not, in one language."""
        item = self.get_object(request, unquote(object_id))
        if item is None or code not in codes():
            raise Http404
        if request.method != "POST":
            return HttpResponseRedirect(self.screen_address(item, code))  # opened again, without the form's text
        require(permissions.may_write, request.user, item)
        request.screen = Screen(code, self.source_of(item))
        desk = Desk(self, request, item)
        page = render_preview(desk, desk.bind(sent(request.POST)))
        return HttpResponse(page, headers={"X-Robots-Tag": "noindex"})

    def _changeform_view(self, request, object_id, form_url, extra_context):
        if object_id is None:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        item = self.get_object(request, unquote(object_id))
        if item is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        desk = Desk(self, request, item)
        if request.method != "POST":
            if not self.has_view_permission(request, item):
                require(permissions.may_write, request.user, item)
            return self.show(request, desk, self._at_rest(request, desk), extra_context)
        wanted = (method for name, method in self.acts.items() if name in request.POST)
        return getattr(self, next(wanted, "act_save"))(request, desk, extra_context)

    def _at_rest(self, request, desk):
        """The forms as they were left: the working draft's, for whoever may write; else those of the columns."""
        if desk.has_draft and permissions.may_write(request.user, desk.item):
            bound = desk.bind(desk.draft())
            bound.hush()
            return bound
        return desk.unbound()

    # What the buttons do

    def act_save(self, request, desk, extra_context):
        bound = self._posted(request, desk)
        try:
            is_draft = self._keep(request, desk, bound)
        except workflow.OvertakenError:
            return self._show_overtaken(request, desk, bound, extra_context)
        self._say_dropped(request, bound)
        if bound.problems():
            # What is missing is shown at once; the draft holds the text all the same.
            return self.show(request, desk.again(), bound, extra_context)
        if not is_draft:
            return self.response_change(request, desk.item)
        return (
            self.response_post_save_change(request, desk.item)
            if "_save" in request.POST
            else self._stay(request, desk.item)
        )

    def act_submit(self, request, desk, extra_context):
        require(permissions.may_submit, request.user, desk.item)
        words = _("“%(item)s” is submitted for review in %(language)s.")
        return self._then(request, desk, extra_context, workflow.submit, words)

    def act_publish(self, request, desk, extra_context):
        require(permissions.may_publish, request.user, desk.item)
        bound = self._posted(request, desk)
        try:
            workflow.hold(desk.item, desk.language, self._revision(request))
        except workflow.OvertakenError:
            return self._show_overtaken(request, desk, bound, extra_context)
        if not bound.is_valid():
            self._keep(request, desk, bound)
            return self.show(request, desk.again(), bound, extra_context)
        before = desk.live() if desk.is_out else None
        item = desk.save(bound)
        self.remember(request, desk, before)
        at = bound.form.cleaned_data["publish_at"] if "_schedule" in request.POST else None
        edition = workflow.publish(item, desk.language, by=request.user, at=at)
        self._log_changes(request, item, bound)
        self._say_out(request, item, edition)
        return self._stay(request, item)

    def _say_out(self, request, item, edition):
        if edition.is_scheduled:
            instant = date_format(localtime(edition.published_at), "DATETIME_FORMAT")
            words = _("“%(item)s” will be published in %(language)s on %(instant)s, Paris time.")
            self.say(request, item, edition.language, words, instant=instant)
        else:
            self._say_published(request, item, edition.language)

    def act_unpublish(self, request, desk, extra_context):
        # Taking something off the site is urgent: it never waits for a form without errors.
        overtaken = desk.is_overtaken(self._revision(request))
        reason = request.POST.get("reason", "")
        reason = reason if reason in Edition.Reason.values else ""
        comment = request.POST.get("comment", "").strip()
        edition = workflow.unpublish(desk.item, desk.language, by=request.user, reason=reason, comment=comment)
        words = (
            _("“%(item)s” is no longer scheduled in %(language)s.")
            if edition.state == Edition.State.DRAFT
            else _("“%(item)s” is unpublished in %(language)s: visitors no longer read it.")
        )
        self.say(request, desk.item, desk.language, words)
        payload = sent(request.POST)
        if not payload or not permissions.may_write(request.user, desk.item):
            return self._stay(request, desk.item)
        bound = self._posted(request, desk)
        if overtaken:
            return self._show_overtaken(request, desk, bound, extra_context)
        if bound.payload != desk.payload():
            # What was typed besides is kept, to be mended and published again or not.
            workflow.keep_draft(desk.item, desk.language, bound.payload, request.user)
        return self._stay(request, desk.item)

    def act_approve(self, request, desk, extra_context):
        words = _("“%(item)s” is approved in %(language)s: a publisher may publish it.")
        return self._then(request, desk, extra_context, workflow.approve, words)

    def act_return(self, request, desk, extra_context):
        if not request.POST.get("comment", "").strip():
            messages.error(request, _("Say what is to be changed: the author reads it."))
            return self._stay(request, desk.item)
        words = _("“%(item)s” goes back to its author with your comment.")
        return self._then(request, desk, extra_context, workflow.send_back, words)

    def act_discard(self, request, desk, extra_context):
        workflow.drop_draft(desk.item, desk.language, request.user)
        self.say(request, desk.item, desk.language, _("The changes to “%(item)s” in %(language)s are discarded."))
        return self._stay(request, desk.item)

    def act_name(self, request, desk, extra_context):
        """Keep what the form holds, and remember it under a name."""
        name = request.POST.get("version_name", "").strip()[:200]
        if not name:
            messages.error(request, _("Give the version a name, to find it again."))
            return self.act_save(request, desk, extra_context)
        bound = self._posted(request, desk)
        try:
            self._keep(request, desk, bound)
        except workflow.OvertakenError:
            return self._show_overtaken(request, desk, bound, extra_context)
        workflow.keep_version(desk.item, desk.language, desk.again().payload(), Version.Kind.SAVED, request.user, name)
        messages.success(request, _("Saved as a version: “%(name)s”.") % {"name": name})
        return self._stay(request, desk.item)

    # What they share

    def _revision(self, request):
        """The revision that the form was opened at; None when it is to stand whatever happened since."""
        return None if "_overwrite" in request.POST else request.POST.get("_revision")

    def _posted(self, request, desk):
        require(permissions.may_write, request.user, desk.item)
        return desk.bind(sent(request.POST), request.POST, request.FILES)

    def _keep(self, request, desk, bound):
        """Save into the columns while nothing is out and all is valid, else into the working draft: True, and said."""
        revision = self._revision(request)
        if desk.is_out or not bound.is_valid():
            workflow.keep_draft(desk.item, desk.language, bound.payload, request.user, revision)
            self._say_kept(request, desk, bound)
            return True
        workflow.note_saved(desk.item, desk.language, request.user, revision)
        item = desk.save(bound)
        self._log_changes(request, item, bound)
        return False

    def _log_changes(self, request, item, bound):
        if changes := self.construct_change_message(request, bound.form, bound.formsets):
            self.log_change(request, item, changes)

    def _then(self, request, desk, extra_context, step, words):
        """Keep what the form holds where the user may write it, then take the step."""
        if permissions.may_write(request.user, desk.item):
            bound = self._posted(request, desk)
            try:
                self._keep(request, desk, bound)
            except workflow.OvertakenError:
                return self._show_overtaken(request, desk, bound, extra_context)
        step(desk.item, desk.language, request.user, request.POST.get("comment", "").strip())
        self.say(request, desk.item, desk.language, words)
        return self._stay(request, desk.item)

    def remember(self, request, desk, before):
        """A version of what is published; the first time, one of what it replaces too."""
        item, code = desk.item, desk.language
        if before is not None and not item.versions.filter(language=code).exists():
            workflow.keep_version(item, code, before, Version.Kind.BEFORE)
        workflow.keep_version(item, code, desk.live(), Version.Kind.PUBLISHED, request.user)

    def _say_kept(self, request, desk, bound):
        details = {"item": desk.item, "language": language_name(desk.language)}
        if desk.is_out:
            words = _("Your changes to “%(item)s” in %(language)s are kept; visitors see them once you publish.")
        else:
            words = _("Your text of “%(item)s” in %(language)s is kept.")
        messages.success(request, words % details)
        if request.FILES:
            words = _("The file you chose is not kept with them: choose it again when you publish.")
            messages.warning(request, words)
        if problems := bound.problems():
            words = ngettext(
                "%(count)d field is to be mended before it can be published.",
                "%(count)d fields are to be mended before it can be published.",
                problems,
            )
            messages.warning(request, words % {"count": problems})

    def _say_dropped(self, request, bound):
        if count := sum(bound.dropped.values()):
            words = ngettext(
                "%(count)d row of this draft was deleted meanwhile and is no longer part of it.",
                "%(count)d rows of this draft were deleted meanwhile and are no longer part of it.",
                count,
            )
            messages.warning(request, words % {"count": count})

    def say(self, request, item, code, words, **details):
        """A message with a link to the public page where there is one."""
        message = words % {"item": item, "language": language_name(code), **details}
        if address := self.public_address(item, code):
            message = format_html('{} <a href="{}">{}</a>', message, address, gettext("See it on the site"))
        messages.success(request, message)

    def _show_overtaken(self, request, desk, bound, extra_context):
        """Someone else saved meanwhile: the form as it was sent, and the choice of what is to stand."""
        bound.hush()
        desk = desk.again()
        standing = desk.standing()
        theirs = desk.draft() if desk.has_draft else standing.payload
        last_step = desk.item.steps.filter(language=desk.language).first()
        context = {
            "overtaken": desk.edition,
            "overtaken_by": desk.edition.draft_by or (last_step and last_step.by),
            "differences": differences(standing, theirs, bound.payload),
        }
        return self.show(request, desk, bound, {**(extra_context or {}), **context})

    @method_decorator(csp_override({**settings.SECURE_CSP, "frame-src": [CSP.SELF]}))
    def show(self, request, desk, bound, extra_context):
        """The page of the form."""
        item = desk.item
        writable = permissions.may_write(request.user, item)
        fieldsets = self.get_fieldsets(request, item)
        readonly = self.get_readonly_fields(request, item) if writable else flatten_fieldsets(fieldsets)
        prepopulated = self.get_prepopulated_fields(request, item) if writable else {}
        admin_form = helpers.AdminForm(bound.form, list(fieldsets), prepopulated, readonly, model_admin=self)
        inline_formsets = self.get_inline_formsets(request, bound.formsets, bound.inlines, item)
        media = self.media + admin_form.media
        for inline_formset in inline_formsets:
            media += inline_formset.media
        context = {
            **self.admin_site.each_context(request),
            "title": str(item),
            "adminform": admin_form,
            "object_id": str(item.pk),
            "original": item,
            "is_popup": False,
            "to_field": None,
            "media": media,
            "inline_admin_formsets": inline_formsets,
            "errors": helpers.AdminErrorList(bound.form, bound.formsets),
            "preserved_filters": self.get_preserved_filters(request),
            "revision": desk.revision,
            "rights": {
                name: getattr(permissions, f"may_{name}")(request.user, item)
                for name in ("write", "submit", "review", "publish")
            },
            **(extra_context or {}),
        }
        return self.render_change_form(request, context, change=True, obj=item)

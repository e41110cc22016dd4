"""The screen of one edition: what is live stays in the columns, work that waits lives in the working draft."""

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets, quote, unquote
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from eig.languages.columns import codes
from eig.languages.forms import Screen
from eig.languages.names import language_name
from eig.languages.origins import beside
from eig.publishing import permissions, workflow
from eig.publishing.drafts.comparing import differences
from eig.publishing.drafts.confirming import confirm
from eig.publishing.drafts.desk import Desk
from eig.publishing.drafts.origins import renamed
from eig.publishing.drafts.payloads import sent
from eig.publishing.drafts.preview import desk_of_everyone, render_preview
from eig.publishing.models import Version
from eig.publishing.permissions import require
from eig.publishing.screens.acts import PublishingActs


class EditionScreen(PublishingActs):
    """The change view of a ModelAdmin whose items are published by language."""

    # The buttons, and the method that each one asks for; any other one saves. Each screen adds its own in `acts`.
    acts = {
        "_discard": "act_discard",
        "_yield": "act_yield",
        "_name": "act_name",
        "_comment": "act_comment",
        "_confirm": "act_confirm",
        "_leave_out": "act_leave_out",
        "_translate_again": "act_leave_out",
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
        """The public page of what the form holds now, saved or not; of what stands, for who only reads."""
        item = self.get_object(request, unquote(object_id))
        if item is None or code not in codes():
            raise Http404
        if request.method != "POST":
            return HttpResponseRedirect(self.screen_address(item, code))  # opened again, without the form's text
        require(permissions.may_preview, request.user, item)
        request.screen = Screen(code, self.source_of(item))
        page = self._preview(request, item, code)
        return HttpResponse(page, headers={"X-Robots-Tag": "noindex"})

    def _preview(self, request, item, code):
        if permissions.may_write(request.user, item, code):
            desk = Desk(self, request, item)
            return render_preview(desk, desk.bind(sent(request.POST)))
        desk = desk_of_everyone(self, request, item, code)
        is_own = permissions.may_take_back(request.user, item, code)
        return render_preview(desk, desk.bind(desk.payload() if is_own else desk.live()))

    def _changeform_view(self, request, object_id, form_url, extra_context):
        if object_id is None:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        item = request.asked_for
        if item is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        desk = Desk(self, request, item)
        if request.method != "POST":
            if not self.has_view_permission(request, item):
                require(permissions.may_write, request.user, item, desk.language)
            return self.show(request, desk, self._at_rest(request, desk), extra_context)
        wanted = (method for name, method in self._all_acts().items() if name in request.POST)
        return getattr(self, next(wanted, "act_save"))(request, desk, extra_context)

    def _all_acts(self):
        """The acts of every screen that the form is put together from."""
        kinds = reversed(type(self).__mro__)
        return {name: method for kind in kinds for name, method in vars(kind).get("acts", {}).items()}

    def _at_rest(self, request, desk):
        """The forms as they were left: the working draft's, for whoever may write; else those of the columns."""
        if desk.has_draft and permissions.may_write(request.user, desk.item, desk.language):
            bound = desk.bind(desk.draft())
            self._say_dropped(request, bound)
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

    def act_discard(self, request, desk, extra_context):
        try:
            workflow.drop_draft(desk.item, desk.language, request.user, self._revision(request))
        except workflow.OvertakenError:
            return self._show_overtaken(request, desk, self._posted(request, desk), extra_context)
        self.say(request, desk.item, desk.language, _("The changes to “%(item)s” in %(language)s are discarded."))
        return self._stay(request, desk.item)

    def act_yield(self, request, desk, extra_context):
        """Someone else's text is to stand: one's own is set aside as a version."""
        version = desk.set_aside(self._posted(request, desk).payload, request.user)
        words = _("The other text of “%(item)s” stands. Yours is kept as version %(number)s, to be restored from.")
        messages.success(request, words % {"item": desk.item, "number": version.number})
        return self._stay(request, desk.item)

    def act_name(self, request, desk, extra_context):
        """Keep what the form holds, and remember it under a name."""
        name = self._typed(request, "version_name")[:200]
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

    def act_confirm(self, request, desk, extra_context):
        """Texts of a translation still say what their source says: noted at once, whatever else is being written."""
        bound = self._posted(request, desk)
        if not desk.is_translation:
            raise Http404
        now = renamed(sent(request.POST), bound.payload, desk.model, desk.language)
        sources = {now[name]: key for name, key in beside(request.POST).items() if name in now}
        names = [now[name] for name in self.confirmed_names(request, now)]
        try:
            count = confirm(desk, bound, names, sources)
            if desk.has_draft or bound.payload != desk.payload():
                self._keep(request, desk, bound)
        except workflow.OvertakenError:
            return self._show_overtaken(request, desk, bound, extra_context)
        words = ngettext(
            "%(count)d text is up to date with its source.", "%(count)d texts are up to date with their source.", count
        )
        messages.success(request, words % {"count": count})
        return self._stay(request, desk.item)

    def act_leave_out(self, request, desk, extra_context):
        """Something is not to be translated, or is after all; what the form holds besides is kept."""
        if not desk.is_translation:
            raise Http404
        bound = self._posted(request, desk)
        if bound.payload != desk.payload():
            try:
                self._keep(request, desk, bound)
            except workflow.OvertakenError:
                return self._show_overtaken(request, desk, bound, extra_context)
        self.leave_out_as_asked(request, desk.item)
        return self._stay(request, desk.item)

    # What they share

    def _revision(self, request):
        """The revision that the form was opened at; None when it is to stand whatever happened since."""
        return None if "_overwrite" in request.POST else request.POST.get("_revision")

    def _typed(self, request, name):
        """Words of the panel, without what no database keeps."""
        return request.POST.get(name, "").replace("\x00", "").strip()

    def _posted(self, request, desk):
        require(permissions.may_write, request.user, desk.item, desk.language)
        bound = desk.bind(sent(request.POST), request.POST, request.FILES)
        self._say_dropped(request, bound)
        return bound

    def _keep(self, request, desk, bound):
        """Save into the columns while nobody reads them and all is valid, else into the draft: True, and said."""
        revision = self._revision(request)
        if "_overwrite" in request.POST and desk.payload() != bound.payload:
            desk.set_aside(desk.payload(), desk.edition and desk.edition.draft_by)
        if desk.is_out or not bound.is_valid() or self._is_read_elsewhere(request, desk):
            workflow.keep_draft(desk.item, desk.language, bound.payload, request.user, revision)
            self._say_kept(request, desk, bound)
            return True
        workflow.note_saved(desk.item, desk.language, request.user, revision)
        item = desk.save(bound)
        self._log_changes(request, item, bound)
        return False

    def _is_read_elsewhere(self, request, desk):
        """Whether something of this screen is on the site already, that only a publisher changes.

        Dates, pictures and tags are those of all languages; so is the page, for what is shown in every one of them.
        """
        item = desk.item
        is_shared = item.shown_in_every_language or not request.screen.is_translation
        is_read = is_shared and any(edition.is_out for edition in item.editions.all())
        return is_read and not permissions.may_publish(request.user, item)

    def _log_changes(self, request, item, bound):
        if changes := self.construct_change_message(request, bound.form, bound.formsets):
            self.log_change(request, item, changes)

    def _keep_first(self, request, desk, extra_context):
        """Keep what the form holds, where the user may write it; the page to show when someone else did it before."""
        if not permissions.may_write(request.user, desk.item, desk.language):
            return None
        bound = self._posted(request, desk)
        try:
            self._keep(request, desk, bound)
        except workflow.OvertakenError:
            return self._show_overtaken(request, desk, bound, extra_context)
        return None

    def _then(self, request, desk, extra_context, step, words):
        """Keep what the form holds where the user may write it, then take the step."""
        if (overtaken := self._keep_first(request, desk, extra_context)) is not None:
            return overtaken
        step(desk.item, desk.language, request.user, self._typed(request, "comment"))
        self.say(request, desk.item, desk.language, words)
        return self._stay(request, desk.item)

    def _show_blocked(self, request, desk, found, extra_context):
        """The gate lets nothing out: the text is kept, and what is to be mended is said."""
        desk = desk.again()
        bound = self._posted(request, desk)
        self._keep(request, desk, bound)
        bound.hush()
        words = _("“%(item)s” does not go out yet: “Before publishing” says what is to be mended first.")
        messages.error(request, words % {"item": desk.item})
        desk = desk.again()
        desk.blocked_by = found
        return self.show(request, desk, bound, extra_context)

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
        """That rows of what is shown or was sent are no longer there: once a page, however often it is bound."""
        count = sum(bound.dropped.values())
        if count and not getattr(request, "dropped_rows_said", False):
            request.dropped_rows_said = True
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
        if desk.edition is None:  # a revision of what was never saved: nothing stands against the text
            return self.show(request, desk, bound, extra_context)
        standing = desk.standing()
        theirs = desk.draft() if desk.has_draft else standing.payload
        context = {
            "overtaken": desk.edition,
            "overtaken_by": desk.edition.saved_by,
            "differences": differences(standing, theirs, bound.payload),
        }
        return self.show(request, desk, bound, {**(extra_context or {}), **context})

    @method_decorator(csp_override({**settings.SECURE_CSP, "frame-src": [CSP.SELF]}))
    def show(self, request, desk, bound, extra_context):
        """The page of the form."""
        item, desk.shown = desk.item, bound
        writable = permissions.may_write(request.user, item, desk.language)
        fieldsets = self.get_fieldsets(request, item)
        readonly = self.get_readonly_fields(request, item) if writable else flatten_fieldsets(fieldsets)
        prepopulated = self.get_prepopulated_fields(request, item) if writable else {}
        admin_form = helpers.AdminForm(bound.form, list(fieldsets), prepopulated, readonly, model_admin=self)
        inline_formsets = self.get_inline_formsets(request, bound.formsets, bound.inlines, item)
        media = self.media + admin_form.media
        for inline_formset in inline_formsets:
            media += _media_of_rows(inline_formset)
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
                "change": permissions.may_change(request.user, item),
                "write": writable,
                "submit": permissions.may_submit(request.user, item, desk.language),
                "take_back": permissions.may_take_back(request.user, item, desk.language),
                "preview": permissions.may_preview(request.user, item),
                "review": permissions.may_review(request.user, item),
                "publish": permissions.may_publish(request.user, item),
            },
            **self.side_context(request, desk),
            **(extra_context or {}),
        }
        return self.render_change_form(request, context, change=True, obj=item)

    def side_context(self, request, desk):
        """What the panels beside the form show; each mixin adds its own to `super().side_context(…)`."""
        return {}


def _media_of_rows(inline_formset):
    """What the rows of a formset need, asked of the first: they are all alike."""
    media = inline_formset.opts.media + inline_formset.formset.media
    first = next(iter(inline_formset), None)
    return media if first is None else media + first.media

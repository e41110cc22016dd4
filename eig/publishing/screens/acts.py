"""What the buttons of publication do: submit, approve, return, publish, plan, and take off the site."""

from django.contrib import messages
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from eig.publishing import permissions, workflow
from eig.publishing.drafts.desk import UnfinishedError
from eig.publishing.drafts.payloads import sent
from eig.publishing.gate import BlockedError
from eig.publishing.models import Edition
from eig.publishing.permissions import require


class PublishingActs:
    """The acts of the form of an edition; what they share with the others is the EditionScreen's."""

    acts = {
        "_publish": "act_publish",
        "_schedule": "act_publish",
        "_approve_publish": "act_approve_and_publish",
        "_withdraw": "act_withdraw",
        "_keep_on_site": "act_keep_on_site",
        "_unpublish": "act_unpublish",
        "_warn": "act_warn",
        "_stop_warning": "act_stop_warning",
        "_submit": "act_submit",
        "_take_back": "act_take_back",
        "_approve": "act_approve",
        "_return": "act_return",
    }

    def act_submit(self, request, desk, extra_context):
        require(permissions.may_submit, request.user, desk.item, desk.language)
        words = _("“%(item)s” is submitted for review in %(language)s.")
        return self._then(request, desk, extra_context, workflow.submit, words)

    def act_take_back(self, request, desk, extra_context):
        """The text is its writer's again, before anybody has reviewed it."""
        require(permissions.may_take_back, request.user, desk.item, desk.language)
        words = _("“%(item)s” is no longer in review in %(language)s: write on, and submit it again.")
        return self._then(request, desk, extra_context, workflow.take_back, words)

    def act_approve(self, request, desk, extra_context):
        if not desk.waits_for_review:
            return self._waits_no_more(request, desk, extra_context)
        words = _("“%(item)s” is approved in %(language)s: a publisher may publish it.")
        return self._then(request, desk, extra_context, workflow.approve, words)

    def act_return(self, request, desk, extra_context):
        if not desk.waits_for_review:
            return self._waits_no_more(request, desk, extra_context)
        if not self._typed(request, "comment"):
            messages.error(request, _("Say what is to be changed: the author reads it."))
            return self._stay(request, desk.item)
        words = _("“%(item)s” goes back to its author with your comment.")
        return self._then(request, desk, extra_context, workflow.send_back, words)

    def act_approve_and_publish(self, request, desk, extra_context):
        require(permissions.may_review, request.user, desk.item)
        require(permissions.may_publish, request.user, desk.item)
        if not desk.waits_for_review:
            return self._waits_no_more(request, desk, extra_context)
        return self.act_publish(request, desk, extra_context, is_approved=True)

    def _waits_no_more(self, request, desk, extra_context):
        """The form was opened while it was in review: its writer took it back, or someone else answered first."""
        require(permissions.may_review, request.user, desk.item)
        words = _("“%(item)s” is no longer in review: its history says what happened to it.")
        messages.warning(request, words % {"item": desk.item})
        return self._with_what_was_typed(request, desk, extra_context)

    def act_publish(self, request, desk, extra_context, is_approved=False):
        require(permissions.may_publish, request.user, desk.item)
        bound = self._posted(request, desk)
        try:
            workflow.hold(desk.item, desk.language, self._revision(request))
        except workflow.OvertakenError:
            return self._show_overtaken(request, desk, bound, extra_context)
        plan = self._plan_of(bound.form.cleaned_data) if bound.is_valid() and "_schedule" in request.POST else {}
        comment = self._comment(request)
        try:
            with transaction.atomic():
                if is_approved:
                    workflow.approve(desk.item, desk.language, request.user, comment)
                edition = desk.publish(bound, **plan, comment="" if is_approved else comment)
        except UnfinishedError:
            self._keep(request, desk, bound)
            return self.show(request, desk.again(), bound, extra_context)
        except BlockedError as blocked:
            return self._show_blocked(request, desk, blocked.findings, extra_context)
        item = bound.form.instance
        self._log_changes(request, item, bound)
        self._say_out(request, item, edition)
        return self._stay(request, item)

    def act_unpublish(self, request, desk, extra_context):
        """Off the site at once; what is only planned becomes a draft again."""
        return self._take_off(request, desk, extra_context)

    def act_withdraw(self, request, desk, extra_context):
        """Off the site at a set instant."""
        return self._take_off(request, desk, extra_context)

    def act_keep_on_site(self, request, desk, extra_context):
        """The withdrawal that was planned is none any more."""
        require(permissions.may_publish, request.user, desk.item)
        workflow.keep_on_site(desk.item, desk.language, request.user, self._comment(request))
        self.say(request, desk.item, desk.language, _("“%(item)s” stays on the site in %(language)s."))
        return self._with_what_was_typed(request, desk, extra_context)

    def act_warn(self, request, desk, extra_context):
        """Readers of the translation are told that it may be out of date."""
        edition = workflow.warn_readers(desk.item, desk.language, request.user, self._comment(request))
        if edition.outdated_since is None:
            messages.warning(request, _("Only readers of a translation that is on the site can be told."))
        else:
            words = _("Readers of “%(item)s” in %(language)s are told that it may be out of date.")
            self.say(request, desk.item, desk.language, words)
        return self._with_what_was_typed(request, desk, extra_context)

    def act_stop_warning(self, request, desk, extra_context):
        """The translation is right after all."""
        workflow.stop_warning(desk.item, desk.language, request.user, self._comment(request))
        words = _("Readers of “%(item)s” in %(language)s are no longer told that it may be out of date.")
        self.say(request, desk.item, desk.language, words)
        return self._with_what_was_typed(request, desk, extra_context)

    def _take_off(self, request, desk, extra_context):
        # Taking something off the site is urgent: it never waits for a form without errors.
        item, code = desk.item, desk.language
        require(permissions.may_publish, request.user, item)
        if not desk.is_out:
            messages.warning(request, _("It is not on the site: there is nothing to unpublish."))
            return self._stay(request, item)
        bound = desk.bind(sent(request.POST), request.POST)
        if wrong := bound.form.plan_errors:
            bound.hush()
            bound.form._errors.update(wrong)
            return self.show(request, desk, bound, extra_context)
        was_live, plan = desk.edition.is_live(), bound.form.cleaned_data
        edition = workflow.unpublish(
            item,
            code,
            by=request.user,
            at=plan["withdraw_at"] if "_withdraw" in request.POST else None,
            reason=plan["reason"] if was_live else "",
            comment=self._comment(request),
            replaced_by=plan.get("replaced_by") if was_live else None,
        )
        self._say_off(request, item, edition)
        return self._with_what_was_typed(request, desk, extra_context)

    def _with_what_was_typed(self, request, desk, extra_context):
        """Back to the form; what it held besides is kept, to be mended and published again or not."""
        overtaken = desk.is_overtaken(self._revision(request))
        payload = sent(request.POST)
        if not payload or not permissions.may_write(request.user, desk.item, desk.language):
            return self._stay(request, desk.item)
        bound = self._posted(request, desk)
        if overtaken:
            return self._show_overtaken(request, desk, bound, extra_context)
        if bound.payload != desk.payload():
            workflow.keep_draft(desk.item, desk.language, bound.payload, request.user)
        return self._stay(request, desk.item)

    def _plan_of(self, plan):
        """What the panel says of the publication: from when, until when and why."""
        return {"at": plan["publish_at"], "until": plan["withdraw_at"], "reason": plan["reason"]}

    def _comment(self, request):
        typed = (self._typed(request, name) for name in ("comment", "unpublish_comment"))
        return next((words for words in typed if words), "")

    # What is said afterwards

    def _say_out(self, request, item, edition):
        if not edition.is_scheduled:
            self._say_published(request, item, edition.language)
            return
        words = _("“%(item)s” will be published in %(language)s on %(instant)s, Paris time.")
        if edition.unpublished_at:
            words = _("“%(item)s” will be on the site in %(language)s from %(instant)s until %(end)s, Paris time.")
        self.say(request, item, edition.language, words, instant=_instant(edition.published_at), end=_end(edition))

    def _say_off(self, request, item, edition):
        if edition.state == Edition.State.DRAFT:
            words = _("“%(item)s” is no longer scheduled in %(language)s.")
        elif edition.is_live():
            words = _("“%(item)s” will be unpublished in %(language)s on %(end)s, Paris time.")
        elif item.shown_in_every_language and edition.language == item.source_language:
            words = _("“%(item)s” is unpublished: visitors no longer read it in any language.")
        else:
            words = _("“%(item)s” is unpublished in %(language)s: visitors no longer read it.")
        self.say(request, item, edition.language, words, end=_end(edition))


def _instant(instant):
    return date_format(localtime(instant), "DATETIME_FORMAT")


def _end(edition):
    return _instant(edition.unpublished_at) if edition.unpublished_at else ""

"""Messages in the back office: read, answered by mail, marked, deleted; nothing is written here."""

from django.contrib import admin, messages
from django.db.models import F
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from eig.accounts.admin import Signed
from eig.contact.models import Message, Subject
from eig.languages.admin import TranslatedAdmin
from eig.notifications.admin import STATES, MailStateFilter
from eig.notifications.outbox import send_soon, try_again
from eig.text.admin import FoldedSearch

ANSWERED = "answered"


@admin.register(Subject)
class SubjectAdmin(TranslatedAdmin):
    adding = _("Add a subject")
    search_in = ("name", "email")
    list_display = ("name", "email", "position", "last_change")
    fieldsets = ((None, {"fields": ("name", "email", "position")}),)


class AnsweredFilter(admin.SimpleListFilter):
    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [("waits", _("to answer")), (ANSWERED, _("answered"))]

    def queryset(self, request, queryset):
        if self.value() in {"waits", ANSWERED}:
            return queryset.filter(answered_at__isnull=self.value() == "waits")
        return queryset


@admin.register(Message)
class MessageAdmin(Signed, FoldedSearch, admin.ModelAdmin):
    change_form_template = "admin/contact/message.html"
    list_display = ("received", "name", "subject", "excerpt", "state", "mail")
    list_display_links = ("received", "name")
    list_filter = (AnsweredFilter, "subject", MailStateFilter)
    list_select_related = ("subject",)
    list_per_page = 50
    date_hierarchy = "created_at"
    # What waits for an answer first, then the last to come.
    ordering = (F("answered_at").asc(nulls_first=True), "-created_at", "-pk")
    fieldsets = (
        (None, {"fields": ("text_shown",)}),
        (_("Sender"), {"fields": ("name", "email", "subject", "language", "received"), "classes": ("side",)}),
    )
    readonly_fields = ("text_shown", "name", "email", "subject", "language", "received")
    actions = ("mark_answered", "mark_to_answer", "send_again")

    @admin.display(description=_("received at"), ordering="created_at")
    def received(self, message):
        return date_format(localtime(message.created_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("message"))
    def excerpt(self, message):
        return Truncator(message.text).chars(90)

    @admin.display(description=_("message"))
    def text_shown(self, message):
        return format_html('<div class="eig-letter" lang="{}">{}</div>', message.language, message.text)

    @admin.display(description=_("answer"), ordering="answered_at")
    def state(self, message):
        look, words = ("live", _("answered")) if message.is_answered else ("scheduled", _("to answer"))
        return format_html('<span class="eig-chip eig-chip--{}">{}</span>', look, words)

    @admin.display(description=_("mail to the team"))
    def mail(self, message):
        _condition, words, look = STATES[message.mail_state]
        if message.mail_state == "dropped":
            words = _("no address receives it")
        return format_html('<span class="eig-chip eig-chip--{}">{}</span>', look, words)

    def has_add_permission(self, request):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"show_save": False, "show_save_and_continue": False, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def save_model(self, request, obj, form, change):
        one = Message.objects.filter(pk=obj.pk)
        if "_answered" in request.POST:
            one.mark_answered(request.user)
        elif "_to_answer" in request.POST:
            one.mark_to_answer()

    def construct_change_message(self, request, form, formsets, add=False):
        return [{"changed": {"fields": ["answered at"]}}]

    def response_change(self, request, obj):
        is_answered = "_answered" in request.POST
        words = _("The message is marked as answered.") if is_answered else _("The message waits for an answer again.")
        messages.success(request, words)
        return HttpResponseRedirect(reverse("admin:contact_message_changelist"))

    @admin.action(description=_("Mark as answered"), permissions=["change"])
    def mark_answered(self, request, queryset):
        count = queryset.mark_answered(request.user)
        words = ngettext("%(count)d message marked as answered.", "%(count)d messages marked as answered.", count)
        messages.success(request, words % {"count": count})

    @admin.action(description=_("Mark as to be answered"), permissions=["change"])
    def mark_to_answer(self, request, queryset):
        count = queryset.mark_to_answer()
        words = ngettext("%(count)d message waits for an answer again.", "%(count)d messages wait again.", count)
        messages.success(request, words % {"count": count})

    @admin.action(description=_("Try again to send it by mail"), permissions=["change"])
    def send_again(self, request, queryset):
        count = try_again(queryset)
        send_soon()
        words = ngettext("%(count)d mail is tried again.", "%(count)d mails are tried again.", count)
        messages.success(request, words % {"count": count})

"""The outbox in the back office: what went out, what waits, what was refused."""

from django.contrib import admin, messages
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from eig.notifications.models import REFUSED, OutgoingMail
from eig.notifications.outbox import send_soon, try_again

# How each state is chosen among the mails, its words, and the look of its chip.
STATES = {
    "sent": (Q(sent_at__isnull=False), _("sent"), "live"),
    "waiting": (Q(next_try_at__isnull=False), _("waiting"), "scheduled"),
    "refused": (REFUSED, _("refused"), "alert"),
    "dropped": (Q(next_try_at__isnull=True, sent_at__isnull=True, last_error=""), _("nothing left to tell"), "over"),
}


class MailStateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(name, words) for name, (_condition, words, _look) in STATES.items()]

    def queryset(self, request, queryset):
        return queryset.filter(STATES[self.value()][0]) if self.value() in STATES else queryset


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    """A list to look at; what failed may be tried again at once."""

    list_display = ("created", "recipient", "subject", "state", "next_attempt", "last_error")
    list_display_links = ("created",)
    list_filter = (MailStateFilter,)
    list_select_related = ("recipient",)
    list_per_page = 50
    fields = ("created_at", "recipient", "to", "subject", "text", "sent_at", "attempts", "next_try_at", "last_error")
    actions = ("try_again",)

    @admin.display(description=_("created at"), ordering="created_at")
    def created(self, mail):
        return date_format(localtime(mail.created_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("next attempt"), ordering="next_try_at")
    def next_attempt(self, mail):
        return date_format(localtime(mail.next_try_at), "SHORT_DATETIME_FORMAT") if mail.next_try_at else "–"

    @admin.display(description=_("state"))
    def state(self, mail):
        _condition, words, look = STATES[mail.mail_state]
        return format_html('<span class="eig-chip eig-chip--{}">{}</span>', look, words)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_retry_permission(self, request):
        return self.has_view_permission(request)

    @admin.action(description=_("Try again now"), permissions=["retry"])
    def try_again(self, request, queryset):
        count = try_again(queryset)
        send_soon()
        words = ngettext("%(count)d mail is tried again.", "%(count)d mails are tried again.", count)
        messages.success(request, words % {"count": count})

"""The notices of whoever is logged in: how many wait, the list of them, and where each leads."""

from functools import cache, partial

from django.contrib import messages
from django.contrib.admin.exceptions import NotRegistered
from django.core.paginator import Paginator
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext

from eig.notifications.readers import may_see
from eig.notifications.words import sentence

A_PAGE = 30


class NoticeViews:
    """What an admin site shows of notices, on pages of its own and in the head of every page."""

    def get_urls(self):
        return [
            path("notices/", self.admin_view(self.notices_view), name="notices"),
            path("notices/read/", self.admin_view(self.notices_read_view), name="notices_read"),
            path("notices/<int:pk>/", self.admin_view(self.notice_view), name="notice"),
            *super().get_urls(),
        ]

    def each_context(self, request):
        # Called by the template that shows it, once, so that what renders no page counts nothing.
        return {**super().each_context(request), "unread_notices": cache(partial(_unread, request.user))}

    def notices_view(self, request):
        """Everything that was told to the reader, the last first."""
        notices = request.user.notifications.select_related("actor")
        page = Paginator(notices, A_PAGE).get_page(request.GET.get("page"))
        request.current_app = self.name
        context = {
            **self.each_context(request),
            "title": gettext("Notices"),
            "page": page,
            "lines": [(notice, sentence(notice)) for notice in page],
            "is_notices": True,
        }
        return TemplateResponse(request, "admin/notices.html", context)

    def notices_read_view(self, request):
        """Mark them all as read."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        request.user.notifications.unread().update(read_at=timezone.now())
        messages.success(request, gettext("All notices are marked as read."))
        return HttpResponseRedirect(reverse("admin:notices", current_app=self.name))

    def notice_view(self, request, pk):
        """Mark one as read and lead to what it is about."""
        notice = get_object_or_404(request.user.notifications, pk=pk)
        if notice.read_at is None:
            notice.read_at = timezone.now()
            notice.save(update_fields=["read_at"])
        if address := self._address_of(request, notice):
            return HttpResponseRedirect(address)
        messages.warning(
            request, gettext("“%(item)s” is no longer there, or no longer yours to see.") % {"item": notice.item_name}
        )
        return HttpResponseRedirect(reverse("admin:notices", current_app=self.name))

    def _address_of(self, request, notice):
        """The screen of the item in the language of the notice, "" when there is none for this reader."""
        item = notice.item
        if item is None or not may_see(request.user, item):
            return ""
        try:
            screen = self.get_model_admin(type(item))
        except NotRegistered:
            return ""
        return screen.screen_address(item, notice.language or screen.source_of(item))


def _unread(user):
    return user.notifications.unread().count()

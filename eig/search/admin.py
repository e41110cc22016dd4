from django.contrib import admin
from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from eig.search.misses import DAYS_TO_KEEP_WORDS, TIMES_TO_KEEP_WORDS
from eig.search.models import Miss


@admin.register(Miss)
class MissAdmin(admin.ModelAdmin):
    """What visitors look for and do not find: a list to look at, and to clear once the site answers."""

    list_display = ("words", "language", "times", "days", "last_asked")
    list_display_links = None
    list_filter = ("language",)
    list_per_page = 50
    ordering = ("-times", "-last_on", "pk")

    @admin.display(description=_("last asked on"), ordering="last_on")
    def last_asked(self, miss):
        return date_format(miss.last_on, "DATE_FORMAT")

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(words="")

    def changelist_view(self, request, extra_context=None):
        rare = Miss.objects.filter(words="").aggregate(times=Sum("times"))["times"] or 0
        words = {
            "rare": rare,
            "title": _("Searches without result"),
            "times": TIMES_TO_KEEP_WORDS,
            "days": DAYS_TO_KEEP_WORDS,
        }
        return super().changelist_view(request, {**words, **(extra_context or {})})

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

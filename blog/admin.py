from django.contrib import admin
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from blog import models
from eig.images.admin import Illustrated
from eig.languages.admin import TranslatedInline
from eig.pages.admin import Titled
from eig.publishing.admin import PublishableAdmin, state_filters
from eig.tags.admin import TagFilter, Tagged


class AuthorshipInline(TranslatedInline):
    """Who wrote it, in the order of the byline."""

    adding = _("Add an author")
    model = models.Authorship
    autocomplete_fields = ("person",)
    fieldsets = ((None, {"fields": (("person", "position"),)}),)


@admin.register(models.Post)
class PostAdmin(Titled, Tagged, Illustrated, PublishableAdmin):
    adding = _("Add a post")
    slugs = {"slug": "title"}
    not_copied = ("date",)
    reference = "[…](post:{key})"
    list_display = ("thumbnail", "title_shown", "day", "written_by", "states", "last_change")
    list_display_links = ("title_shown",)
    list_filter = (*state_filters(), TagFilter, "cohort")
    list_select_related = ("cover",)
    list_prefetch_related = ("editions", "authors")
    date_hierarchy = "date"
    ordering = ("-date", "-key")
    autocomplete_fields = ("challenges", "cohort")
    inlines = (AuthorshipInline,)
    fieldsets = (
        (None, {"fields": ("title", "standfirst", "body", "byline")}),
        (None, {"fields": ("cover", "date", "slug", "tags"), "classes": ("side",)}),
        (_("Related to"), {"fields": ("challenges", "cohort", "author_handle"), "classes": ("side",)}),
    )

    @admin.display(description=_("date"), ordering="date")
    def day(self, post):
        return date_format(post.date, "SHORT_DATE_FORMAT")

    @admin.display(description=_("authors"))
    def written_by(self, post):
        return ", ".join(person.name for person in post.authors.all()) or post.byline or "–"

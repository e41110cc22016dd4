"""Tags in the admin: choosing them on other items, and merging two that say the same."""

import taggit.models
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from eig.languages.admin import TranslatedAdmin
from eig.languages.choices import ItemsField, ItemsSelect, is_id
from eig.languages.forms import NamedOnceForm
from eig.languages.names import quoted
from eig.tags.models import Tag
from eig.text.folding import fold

# Its own tags are of no use here: ours are translated.
admin.site.unregister(taggit.models.Tag)


class TagsField(ItemsField):
    """Several tags, chosen or new: what is no number is the name of a tag, made when nobody has it yet."""

    def __init__(self, *args, may_create=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_create = may_create

    def clean(self, value):
        """Tags, and the names of those to make when the item is saved, each word once."""
        chosen = [entry for entry in value or [] if is_id(entry)]
        typed = [entry.replace("\x00", "").strip() for entry in value or [] if not is_id(entry)]
        names = {fold(entry): entry for entry in reversed(typed) if fold(entry)}
        known = Tag.objects.filter(sort_key__in=list(names))
        tags = super().clean([*chosen, *(tag.pk for tag in known)])
        new = [name for folded, name in names.items() if folded not in {tag.sort_key for tag in known}]
        if new and not self.may_create:
            raise ValidationError(_("You may not add tags: choose among those there are."))
        if too_long := [name for name in new if len(name) > Tag._meta.get_field("name").max_length]:
            raise ValidationError(_("“%(name)s” is too long for a tag.") % {"name": too_long[0]})
        return [*tags, *new]


class TagSelect(ItemsSelect):
    def build_attrs(self, base_attrs, extra_attrs=None):
        # select2 reads its options there: typing a name that no tag has offers to make it.
        # No cross that clears everything: each tag has its own.
        return {**super().build_attrs(base_attrs, extra_attrs), "data-tags": "true", "data-allow-clear": "false"}

    def optgroups(self, name, value, attr=None):
        groups = super().optgroups(name, value, attr)
        # Names typed into a form that comes back with an error are still chosen.
        typed = [entry for entry in value if not is_id(entry)]
        groups[0][1].extend(self.create_option(name, entry, entry, True, index) for index, entry in enumerate(typed))
        return groups


class Tagged:
    """Items with tags, chosen by typing."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if not isinstance(db_field, TaggableManager):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        may_create = request.user.has_perm("tags.add_tag")
        widget = RelatedFieldWidgetWrapper(
            TagSelect(db_field, self.admin_site),
            db_field.remote_field,
            self.admin_site,
            can_add_related=may_create,
        )
        return TagsField(
            Tag.objects.all(),
            may_create=may_create,
            required=False,
            label=str(db_field.verbose_name).capitalize(),
            help_text=_("Type to find a tag; press Enter to add a new one.") if may_create else "",
            widget=widget,
        )


class TagFilter(admin.SimpleListFilter):
    """Items by tag, among the tags that items of this kind have."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request, model_admin):
        kind = ContentType.objects.get_for_model(model_admin.model)
        used = Tag.objects.filter(items__content_type=kind).distinct().order_by("sort_key")
        return [(tag.key, tag.name) for tag in used]

    def queryset(self, request, queryset):
        known = {key for key, _name in self.lookup_choices}
        return queryset.filter(tags__key=self.value()) if self.value() in known else queryset


class MergeForm(forms.Form):
    kept = forms.ModelChoiceField(
        Tag.objects.none(), label=_("Tag to keep"), widget=forms.RadioSelect, empty_label=None
    )


@admin.register(Tag)
class TagAdmin(TranslatedAdmin):
    adding = _("Add a tag")
    form = NamedOnceForm
    slugs = {"slug": "name"}
    reference = "[…](tag:{key})"
    list_display = ("name_shown", "slug_shown", "uses", "last_change")
    ordering = ("sort_key",)
    fieldsets = ((None, {"fields": ("name", "slug")}),)
    actions = ("merge",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_uses=Count("items"))

    @admin.display(description=_("name"), ordering="sort_key")
    def name_shown(self, tag):
        return tag.name

    @admin.display(description=_("slug"))
    def slug_shown(self, tag):
        return tag.slug or "–"

    @admin.display(description=_("uses"), ordering="number_of_uses")
    def uses(self, tag):
        return tag.number_of_uses

    def get_urls(self):
        return [path("merge/", self.admin_site.admin_view(self.merge_view), name="tags_tag_merge"), *super().get_urls()]

    @admin.action(permissions=["delete"], description=_("Merge the chosen tags"))
    def merge(self, request, queryset):
        if queryset.count() < 2:
            messages.warning(request, gettext("Choose at least two tags to merge."))
            return None
        chosen = ",".join(str(pk) for pk in queryset.order_by("pk").values_list("pk", flat=True))
        return HttpResponseRedirect(f"{reverse('admin:tags_tag_merge')}?tags={chosen}")

    def merge_view(self, request):
        """Which of the chosen tags stays; the others' items and addresses go to it."""
        if not (self.has_change_permission(request) and self.has_delete_permission(request)):
            raise PermissionDenied
        asked = [part for part in request.GET.get("tags", "").split(",") if is_id(part)]
        tags = self.get_queryset(request).filter(pk__in=asked)
        if len(tags) < 2:
            messages.warning(request, gettext("Choose at least two tags to merge."))
            return HttpResponseRedirect(reverse("admin:tags_tag_changelist"))
        form = MergeForm(request.POST or None)
        form.fields["kept"].queryset = tags
        if request.method == "POST" and form.is_valid():
            return self._merged(request, tags, form.cleaned_data["kept"])
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Merge tags"),
            "opts": self.opts,
            "form": form,
            "tags": tags,
        }
        return TemplateResponse(request, "admin/tags/merge.html", context)

    def _merged(self, request, tags, kept):
        names = []
        for tag in tags:
            if tag != kept:
                names.append(str(tag))
                self.log_deletions(request, Tag.objects.filter(pk=tag.pk))
                tag.merge_into(kept)
        words = gettext("%(names)s merged into “%(kept)s”.") % {
            "names": quoted(names),
            "kept": kept,
        }
        self.log_change(request, kept, words)
        messages.success(request, words)
        return HttpResponseRedirect(reverse("admin:tags_tag_change", args=[quote(kept.pk)]))

"""What the admin says before something is deleted: who uses it, and what goes with it, in words."""

from django.apps import apps
from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext


class UsesInWords:
    """Deleting something in use names the items that use it, each a link to where it can be taken out."""

    def get_deleted_objects(self, objs, request):
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        if protected:
            collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
            collector.collect(objs)
            protected = sorted({self._use(used_by) for used_by in collector.protected})
        return to_delete, self._counts_in_words(counts), perms_needed, protected

    def _counts_in_words(self, counts):
        """How many of each kind go too, without the tables that only link two kinds."""
        links = {
            str(model._meta.verbose_name_plural)
            for model in apps.get_models(include_auto_created=True)
            if model._meta.auto_created
        }
        return {name: count for name, count in counts.items() if str(name) not in links}

    def _use(self, used_by):
        """The item that uses the deleted one; for a row of an item, the item and what the row is."""
        if self.admin_site.is_registered(type(used_by)):
            return self._link(used_by)
        for field in used_by._meta.fields:
            owner = getattr(used_by, field.name) if field.many_to_one else None
            if owner is not None and self.admin_site.is_registered(type(owner)) and not isinstance(owner, self.model):
                return format_html("{} ({})", self._link(owner), used_by._meta.verbose_name)
        return format_html("{}", used_by)

    def _link(self, item):
        address = reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[quote(item.pk)])
        kind = gettext("%(name)s:") % {"name": capfirst(item._meta.verbose_name)}
        return format_html('{} <a href="{}">{}</a>', kind, address, item)

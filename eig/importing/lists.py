"""What hangs on an item and is compared as a whole: related keys, tags, rows of its own."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType

from eig.importing.values import canonical
from eig.languages.columns import codes
from eig.languages.origins import note_written
from eig.tags.models import Tag, TaggedItem


@dataclass(frozen=True)
class ManyKeys:
    """A plain many-to-many relation, as the sorted keys of the related items."""

    name: str

    def read(self, items, keys):
        """`{pk: [key, …]}` of the items, in one query."""
        relation = items[0]._meta.get_field(self.name)
        here, there = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
        found = {item.pk: [] for item in items}
        pairs = relation.remote_field.through._base_manager.filter(**{f"{here}__in": list(found)})
        for pk, other in pairs.values_list(here, there):
            found[pk].append(keys.key(relation.related_model, other))
        return {pk: sorted(related) for pk, related in found.items()}

    def write(self, item, wanted, keys):
        related = item._meta.get_field(self.name).related_model
        getattr(item, self.name).set([pk for key in wanted if (pk := keys.pk(related, key))])


@dataclass(frozen=True)
class TagKeys:
    """The tags of an item, as their sorted keys."""

    def read(self, items, keys):
        found = {item.pk: [] for item in items}
        links = TaggedItem.objects.filter(
            content_type=ContentType.objects.get_for_model(items[0]), object_id__in=list(found)
        )
        for pk, tag in links.values_list("object_id", "tag_id"):
            found[pk].append(keys.key(Tag, tag))
        return {pk: sorted(tags) for pk, tags in found.items()}

    def write(self, item, wanted, keys):
        links = TaggedItem.objects.filter(content_type=ContentType.objects.get_for_model(item), object_id=item.pk)
        wanted_pks = {pk for key in wanted if (pk := keys.pk(Tag, key))}
        links.exclude(tag__in=wanted_pks).delete()
        for pk in sorted(wanted_pks - set(links.values_list("tag_id", flat=True))):
            TaggedItem.objects.create(content_object=item, tag_id=pk)


@dataclass(frozen=True)
class Rows:
    """Rows of another model that belong to the item, in order of position.

    A row is `{column: value, link: key}`; `told_by` are the names that tell one row of an item from another.
    """

    model: type
    parent: str
    columns: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ("key",)
    where: dict = field(default_factory=dict)

    def read(self, items, keys):
        found = {item.pk: [] for item in items}
        for row in self._rows(list(found)):
            found[getattr(row, f"{self.parent}_id")].append(self._as_data(row, keys))
        return found

    def _rows(self, parents):
        rows = self.model._base_manager.filter(**{f"{self.parent}__in": parents}, **self.where)
        return rows.order_by("position", "pk")

    def _as_data(self, row, keys):
        data = {name: canonical(getattr(row, name)) for name in self.columns}
        for name in self.links:
            related = self.model._meta.get_field(name).related_model
            data[name] = keys.key(related, getattr(row, f"{name}_id"))
        return data

    def write(self, item, wanted, keys):
        """Make the item's rows those wanted; rows that stay keep their id."""
        kept = {self._identity(self._as_data(row, keys)): row for row in self._rows([item.pk])}
        wanted_identities = {self._identity(data) for data in wanted}
        for identity, row in list(kept.items()):
            if identity not in wanted_identities:
                row.delete()
                del kept[identity]
        for position, data in enumerate(wanted):
            row = kept.get(self._identity(data)) or self.model(**{self.parent: item})
            before = {name: getattr(row, name) for name in self.columns} if row.pk else {}
            for name in self.columns:
                setattr(row, name, data[name] if data[name] is not None else self._empty(name))
            for name in self.links:
                related = self.model._meta.get_field(name).related_model
                setattr(row, f"{name}_id", keys.pk(related, data[name]))
            row.position = position
            row.save()
            changed = {name for name in self.columns if name not in before or before[name] != getattr(row, name)}
            note_written(row, getattr(item, "source_language", codes()[0]), changed)

    def _identity(self, data):
        return tuple(data[name] for name in self.told_by)

    def _empty(self, name):
        column = self.model._meta.get_field(name)
        return None if column.null else column.get_default()

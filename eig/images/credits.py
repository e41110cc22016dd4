"""Where visitors see each picture, for the page of credits: a fixed number of queries, whatever the pictures."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Q

from eig.images.models import Image
from eig.languages.columns import columns
from eig.publishing.models import Publishable
from eig.text.models import Rendered
from eig.text.references import references

MARK = 'data-image="'


@dataclass
class CreditedImage:
    """An image and where it is seen: `(label, path)`, path "" for what has no page of its own."""

    image: Image
    uses: list[tuple[str, str]] = field(default_factory=list)


def images_in_use():
    """A CreditedImage for each image a visitor of the active language may see, by title of the place it is seen in."""
    found = {}
    for key, use in [*_by_relation(), *_by_text()]:
        uses = found.setdefault(key, [])
        if use not in uses:
            uses.append(use)
    images = Image.objects.in_bulk(found, field_name="key")
    credited = [CreditedImage(images[key], sorted(uses)) for key, uses in found.items() if key in images]
    return sorted(credited, key=lambda entry: (entry.uses, entry.image.key))


def _by_relation():
    """`(image key, use)` for every foreign key to an image."""
    for relation in Image._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many and relation.auto_created):
            continue
        name = relation.field.name
        for owner, place in _live(relation.related_model, Q(**{f"{name}__isnull": False}), name):
            yield getattr(owner, name).key, _use(place)


def _by_text():
    """`(image key, use)` for every picture inside a text as it is shown."""
    for model in apps.get_models():
        if not issubclass(model, Rendered) or model._meta.proxy:
            continue
        fields = [f"{name}_html" for name in model.markdown_fields]
        holding = Q()
        for name in fields:
            for column in columns(name):
                holding |= Q(**{f"{column}__contains": MARK})
        for owner, place in _live(model, holding):
            for name in fields:
                shown = owner.shown_text(name)[0] if isinstance(owner, Publishable) else getattr(owner, name)
                yield from ((key, _use(place)) for kind, key in references(shown or "") if kind == "image")


def _live(model, condition, *related):
    """`(row, the item whose page shows it)` for the rows that visitors may see."""
    if issubclass(model, Publishable):
        return [(item, item) for item in _with_related(model.objects.published(), related).filter(condition)]
    rows = _with_related(model._default_manager.all(), related).filter(condition)
    if any(column.name == "shown" for column in model._meta.concrete_fields):
        rows = rows.filter(shown=True)
    owner = next((column for column in model._meta.concrete_fields if _is_publishable(column)), None)
    if owner is None:
        return [(row, row) for row in rows]
    owners = owner.related_model.objects.published().select_related()
    owners = owners.filter(pk__in=rows.values(owner.attname)).in_bulk()
    return [(row, owners[row_owner]) for row in rows if (row_owner := getattr(row, owner.attname)) in owners]


def _with_related(rows, names):
    """With what an address is made of (every required relation), and the named ones."""
    required = [
        column.name for column in rows.model._meta.concrete_fields if column.many_to_one and not column.null
    ]
    return rows.select_related(*required, *names)


def _is_publishable(column):
    return column.many_to_one and not column.null and issubclass(column.related_model, Publishable)


def _use(item):
    label = str(item)
    name = getattr(item, "named_by", "")
    if isinstance(item, Publishable) and name in item.translated_texts:
        label = item.shown_text(name)[0]
    return label, item.get_absolute_url() if hasattr(item, "get_absolute_url") else ""

"""Where visitors see each picture, for the page of credits: one query a model, whatever the number of pictures."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q

from eig.images.models import Image
from eig.languages.columns import columns
from eig.publishing.models import Publishable
from eig.text.models import Rendered
from eig.text.references import references

MARK = 'data-image="'


@dataclass(frozen=True)
class CreditedImage:
    """An image and where it is seen: `(label, path)`, path "" for what has no page of its own."""

    image: Image
    uses: list[tuple[str, str]]


def images_in_use():
    """A CreditedImage for each image that visitors of the active language see, by the first place it is seen in."""
    uses = defaultdict(set)
    for model in apps.get_models():
        if not model._meta.proxy:
            for name, use in _sightings(model):
                uses[name].add(use)
    images = Image.objects.filter(
        Q(pk__in=[value for field, value in uses if field == "pk"])
        | Q(key__in=[value for field, value in uses if field == "key"])
    )
    credited = [CreditedImage(image, sorted(uses["pk", image.pk] | uses["key", image.key])) for image in images]
    return sorted(credited, key=lambda entry: (entry.uses, entry.image.key))


def _sightings(model):
    """`(("pk", id) or ("key", key) of an image, use)` for what visitors see of the model's rows."""
    links = [field for field in model._meta.concrete_fields if field.related_model is Image]
    texts = [f"{name}_html" for name in model.markdown_fields] if issubclass(model, Rendered) else []
    if not links and not texts:
        return
    holding = Q()
    for field in links:
        holding |= Q(**{f"{field.name}__isnull": False})
    for name in texts:
        for column in columns(name):
            holding |= Q(**{f"{column}__contains": MARK})
    for row, item in _live(model, holding):
        use = _use(item)
        yield from ((("pk", image), use) for field in links if (image := getattr(row, field.attname)))
        for name in texts:
            shown = row.shown_text(name)[0] if isinstance(row, Publishable) else getattr(row, name)
            yield from ((("key", key), use) for kind, key in references(shown or "") if kind == "image")


def _live(model, condition):
    """`(row, the item whose page shows it)` for the rows that meet the condition and that visitors see."""
    if issubclass(model, Publishable):
        return [(item, item) for item in _with_required(model.objects.published().filter(condition))]
    rows = model._default_manager.filter(condition)
    if hasattr(rows, "shown"):
        rows = rows.shown()
    owner = next((field for field in _required(model) if issubclass(field.related_model, Publishable)), None)
    if owner is None:
        return [(row, row) for row in _with_required(rows)]
    live = owner.related_model.objects.published().filter(pk__in=rows.values(owner.attname))
    owners = _with_required(live).in_bulk()
    return [(row, item) for row in rows if (item := owners.get(getattr(row, owner.attname)))]


def _required(model):
    return [field for field in model._meta.concrete_fields if field.many_to_one and not field.null]


def _with_required(rows):
    """With the relations that an address is made of, which are the required ones."""
    names = [field.name for field in _required(rows.model)]
    return rows.select_related(*names) if names else rows


def _use(item):
    label = str(item)
    if isinstance(item, Publishable) and item.named_by in item.translated_texts:
        label = item.shown_text(item.named_by)[0]
    return label, item.get_absolute_url() if hasattr(item, "get_absolute_url") else ""

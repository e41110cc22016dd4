"""Where images are used, published or not: covers, portraits, logos, texts."""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from eig.images.models import image_links
from eig.images.querysets import REFERENCE_KIND
from eig.languages.columns import column
from eig.text.models import Reference


@dataclass(frozen=True)
class Use:
    """An item that shows an image: in which field, and for a text in which language ("" for a picture of its own)."""

    item: models.Model
    field: models.Field
    language: str = ""


def uses_of(images):
    """`{image key: [Use, …]}`: one query a kind of item, whatever the number of images."""
    keys = {image.pk: image.key for image in images}
    uses = defaultdict(list)
    for link in image_links():
        for item in link.model._base_manager.filter(**{f"{link.name}__in": keys}):
            uses[keys[getattr(item, link.attname)]].append(Use(item, link))
    for reference in Reference.objects.to(REFERENCE_KIND, keys.values()).prefetch_related("item"):
        if reference.item is not None:
            field = reference.item._meta.get_field(column(reference.field, reference.language))
            uses[reference.key].append(Use(reference.item, field, reference.language))
    return dict(uses)


def texts_with(images):
    """Every item whose text refers to one of the images, in any language and state."""
    keys = [image.key for image in images]
    found = Reference.objects.to(REFERENCE_KIND, keys).prefetch_related("item")
    return list({reference.item for reference in found if reference.item is not None})


def number_of_uses():
    """How many uses `uses_of` would find for each image, as an expression for `annotate`."""
    counts = [
        link.model._base_manager.filter(**{link.name: OuterRef("pk")}).order_by().values(link.name)
        for link in image_links()
    ]
    counts.append(Reference.objects.filter(kind=REFERENCE_KIND, key=OuterRef("key")).order_by().values("key"))
    numbers = [Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0) for rows in counts]
    return reduce(add, numbers)

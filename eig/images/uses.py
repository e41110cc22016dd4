"""Which texts show a picture, published or not: what would lose it if it went."""

from django.apps import apps
from django.db.models import Q

from eig.languages.columns import columns
from eig.text.models import Rendered


def texts_with(images):
    """Every item whose text refers to one of the images, in any language and state; one query a model."""
    marks = [f'data-image="{image.key}"' for image in images]
    found = []
    for model in apps.get_models():
        if not issubclass(model, Rendered) or model._meta.proxy or not marks:
            continue
        holding = Q()
        for mark in marks:
            for name in model.markdown_fields:
                for column in columns(f"{name}_html"):
                    holding |= Q(**{f"{column}__contains": mark})
        found += model._default_manager.filter(holding)
    return found

"""The index of what texts refer to, made whole again."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from eig.text.models import Reference, Rendered


def index_references():
    """Rebuild the index from every text: `(created, removed, unchanged)` numbers of references."""
    before = set(Reference.objects.values_list("pk", flat=True))
    models = [model for model in apps.get_models() if issubclass(model, Rendered) and not model._meta.proxy]
    types = ContentType.objects.get_for_models(*models)
    Reference.objects.exclude(content_type__in=types.values()).delete()
    for model in models:
        gone = Reference.objects.filter(content_type=types[model])
        gone.exclude(object_id__in=model._base_manager.values("pk")).delete()
        for item in model._base_manager.iterator(chunk_size=200):
            Reference.objects.record(item)
    after = set(Reference.objects.values_list("pk", flat=True))
    return len(after - before), len(before - after), len(after & before)

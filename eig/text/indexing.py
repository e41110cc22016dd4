"""The index of what texts refer to, made whole again."""

from django.apps import apps

from eig.text.models import Reference, Rendered


def index_references():
    """Rebuild the index from every text: `(created, removed, unchanged)` numbers of references."""
    before = set(Reference.objects.values_list("pk", flat=True))
    for model in apps.get_models():
        if issubclass(model, Rendered) and not model._meta.proxy:
            for item in model._base_manager.iterator(chunk_size=200):
                Reference.objects.record(item)
    after = set(Reference.objects.values_list("pk", flat=True))
    return len(after - before), len(before - after), len(after & before)

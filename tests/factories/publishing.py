import factory
from django.utils import timezone

from eig.publishing.workflow import publish


class PublishableFactory(factory.django.DjangoModelFactory):
    """`published=["fr", "en"]` publishes those editions now; `published_at=…` at that instant instead."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        languages = kwargs.pop("published", None) or []
        at = kwargs.pop("published_at", None) or timezone.now()
        item = super()._create(model_class, *args, **kwargs)
        for language in languages:
            publish(item, language, at=at)
        return item

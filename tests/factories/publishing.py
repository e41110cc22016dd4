import factory
from django.utils import timezone

from eig.languages.columns import codes
from eig.languages.origins import note_written
from eig.publishing.workflow import publish


class TranslatedFactory(factory.django.DjangoModelFactory):
    """Texts given in several languages are translations of each other, up to date."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        item = super()._create(model_class, *args, **kwargs)
        source = getattr(getattr(item, "challenge", item), "source_language", codes()[0])
        note_written(item, source, {field.name for field in item._meta.concrete_fields})
        return item


class PublishableFactory(TranslatedFactory):
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

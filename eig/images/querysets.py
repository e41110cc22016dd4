"""What one asks of the library: images by what they lack, by their rights, by where they are used."""

from django.db import models, transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext

from eig.images import rights
from eig.images.pixels import renditions
from eig.languages.columns import column, columns
from eig.text.models import Reference

# Below this width a picture is blurred on a wide screen; above this weight it costs room for nothing.
SMALL_WIDTH = 1200
NARROW_PLACES = {"portrait", "logo"}
HEAVY_BYTES = 8 * 1024 * 1024
REFERENCE_KIND = "image"


class ImageQuerySet(models.QuerySet):
    def uncredited(self):
        """Images whose credit nobody knows yet."""
        return self.filter(credit="")

    def without_alt(self, language):
        """Images that say nothing to a screen reader in that language and are not decorative."""
        return self.filter(_silent(column("alt", language)))

    def incomplete(self):
        """Images that lack a credit, a licence, a consent, or in some language an alternative text."""
        lacking = rights.conditions()[rights.RightsStatus.UNKNOWN] | Q(consent=rights.Consent.MISSING)
        for name in columns("alt"):
            lacking |= _silent(name)
        return self.filter(lacking)

    def with_rights(self, at=None):
        """Each with `rights`, its RightsStatus at that instant (now by default)."""
        return self.annotate(rights=rights.status_case(at))

    def in_rights(self, status, at=None):
        """Images whose one derived status is this."""
        return self.with_rights(at).filter(rights=status)

    def rights_unknown(self):
        """Images without credit or without licence, whatever else they lack."""
        return self.filter(rights.conditions()[rights.RightsStatus.UNKNOWN])

    def consent_missing(self):
        return self.filter(consent=rights.Consent.MISSING)

    def expired(self, at=None):
        return self.filter(rights_until__lte=at or timezone.now())

    def expiring(self, at=None):
        """Images whose rights end within sixty days."""
        at = at or timezone.now()
        return self.filter(rights_until__gt=at, rights_until__lte=at + rights.SOON)

    def too_small(self):
        """Images that would be blurred on a wide screen; what serves as a portrait or a logo is never shown wide."""
        images = self.filter(width__lt=SMALL_WIDTH)
        for link in links_to(self.model):
            if link.name in NARROW_PLACES:
                images = images.exclude(Exists(link.model._base_manager.filter(**{link.name: OuterRef("pk")})))
        return images

    def heavy(self):
        return self.filter(size__gt=HEAVY_BYTES)

    def _in_use(self):
        """That an item shows the image, or a text refers to it, published or not."""
        shown = Exists(Reference.objects.filter(kind=REFERENCE_KIND, key=OuterRef("key")))
        for link in links_to(self.model):
            shown |= Exists(link.model._base_manager.filter(**{link.name: OuterRef("pk")}))
        return shown

    def used(self):
        return self.filter(self._in_use())

    def unused(self):
        return self.exclude(self._in_use())

    def to_withdraw(self, at=None):
        """Images in use whose rights are over: someone has to take them out, or to prolong the rights."""
        return self.expired(at).used()

    def withdrawn(self, at=None):
        """Images that visitors no longer see: `Image.is_withdrawn` for a query."""
        return self.expired(at).filter(withdrawn_at_end=True)

    def delete(self):
        """Refused for images that a text shows, as the database refuses it for covers and portraits."""
        refuse_if_referred_to(self)
        gone = list(self)
        outcome = super().delete()
        forget_files(self.model, [(image.file.name, image.digest, image.consent_document.name) for image in gone])
        return outcome

    delete.alters_data = True
    delete.queryset_only = True


def _silent(name):
    """That an image has no words in that column of alternative texts, and is not decorative."""
    return Q(decorative=False) & (Q(**{name: ""}) | Q(**{f"{name}__isnull": True}))


def links_to(model):
    """The foreign keys of all models that lead to it."""
    relations = model._meta.get_fields(include_hidden=True)
    return [relation.field for relation in relations if relation.one_to_many and relation.auto_created]


def refuse_if_referred_to(images):
    """ProtectedError when a text shows one of the images: it refers to it by key, which no foreign key protects."""
    keys = [image.key for image in images]
    if found := list(Reference.objects.to(REFERENCE_KIND, keys)):
        raise ProtectedError(gettext("A text shows this image."), {reference.item for reference in found})


def forget_files(model, files):
    """Once the transaction is over, remove `(original, digest, consent)` files and renditions that no row wants."""

    def forget():
        storage = model._meta.get_field("file").storage
        for original, digest, consent in files:
            if not model.objects.filter(digest=digest).exists():
                storage.delete(original)
                renditions.forget(digest)
            if consent:
                storage.delete(consent)

    transaction.on_commit(forget)

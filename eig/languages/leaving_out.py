"""What is not to be translated: said with a reason, for a field or for an item as a whole, and taken back."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from eig.languages.models import LeftOut
from eig.languages.survey import fields_of


@transaction.atomic
def leave_out(item, language, reason, by=None, field=""):
    """Have the item, or one of its fields, not translated into the language; the last reason counts.

    ValueError for a field that is not translated, or without a reason.
    """
    reason = " ".join(reason.replace("\x00", "").split())[:200]
    if not reason or (field and field not in fields_of(type(item))):
        raise ValueError(field or "reason")
    LeftOut.objects.update_or_create(**_about(item, language), field=field, defaults={"reason": reason, "by": by})


def translate_again(item, language, field=""):
    """Have it translated after all; what is no field of it was never left out."""
    if field and field not in fields_of(type(item)):
        return
    LeftOut.objects.filter(**_about(item, language), field=field).delete()


def left_out(item, language):
    """What is left out of the item in the language: the item as a whole first, then its fields."""
    return list(LeftOut.objects.filter(**_about(item, language)).select_related("by").order_by("field"))


def _about(item, language):
    kind = ContentType.objects.get_for_model(item)
    return {"content_type": kind, "object_id": item.pk, "language": language}

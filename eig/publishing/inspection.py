"""The inspection of the site: all that visitors read, looked at by the rules of the gate, and what was found kept.

It takes seconds for a whole site: home, lists and the page of health read what the last one found. In between, what
is published or taken off puts its own part of it right.
"""

from collections import Counter
from datetime import timedelta
from itertools import batched

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from eig.publishing.gate import audit, rule_of
from eig.publishing.models import Defect, Edition, Inspection

EVERY = timedelta(hours=1)
BATCH = 500
UNIQUE = ("content_type_id", "object_id", "language", "rule", "level")


def inspect(now=None):
    """Look at everything and keep what is found in place of what was; how many defects that is."""
    now = now or timezone.now()
    Inspection.objects.update_or_create(pk=Inspection.ROW, defaults={"begun_at": now})
    return _inspect()


def inspect_when_due(now=None):
    """`inspect`, unless one was begun less than an hour ago, by whomever: then None."""
    now = now or timezone.now()
    due = now - EVERY
    Inspection.objects.get_or_create(pk=Inspection.ROW, defaults={"begun_at": due})
    claimed = Inspection.objects.filter(pk=Inspection.ROW, begun_at__lte=due).update(begun_at=now)
    return _inspect() if claimed else None


def note(item, language, found):
    """Keep what was just found in an item that visitors now read in the language, before the next inspection."""
    with transaction.atomic():
        if _hold():
            _of(item, language).delete()
            Defect.objects.bulk_create(_rows(item.editions.content_type.pk, item.pk, language, found).values())


def forget(item, language=""):
    """Forget what was found in an item that visitors no longer read in the language, or at all."""
    with transaction.atomic():
        if _hold():
            _of(item, language).delete()


def _inspect():
    begun, found = timezone.now(), {}
    for sheet, findings in audit():
        kind = ContentType.objects.get_for_model(sheet.model)
        found |= _rows(kind.pk, sheet.item.pk, sheet.language, findings)
    _replace(found, begun)
    return sum(row.number for row in found.values())


def _rows(kind_id, item_id, language, findings):
    """`{what is unique: Defect}`, one a rule and level."""
    numbers = Counter((rule_of(finding.code).name, str(finding.level)) for finding in findings)
    return {
        (kind_id, item_id, language, rule, level): Defect(
            content_type_id=kind_id, object_id=item_id, language=language, rule=rule, level=level, number=number
        )
        for (rule, level), number in numbers.items()
    }


@transaction.atomic
def _replace(found, begun):
    """Write what was found, but what is known already, and nothing of items that were published since it began."""
    _hold()
    since = set(Edition.objects.filter(updated_at__gt=begun).values_list("content_type_id", "object_id"))
    rows = Defect.objects.values_list("pk", "number", *UNIQUE)
    known = {tuple(key): (pk, number) for pk, number, *key in rows if tuple(key[:2]) not in since}
    for gone in batched((pk for key, (pk, _number) in known.items() if key not in found), BATCH):
        Defect.objects.filter(pk__in=gone).delete()
    fresh = [row for key, row in found.items() if key[:2] not in since and known.get(key, (None, 0))[1] != row.number]
    Defect.objects.bulk_create(
        fresh, batch_size=BATCH, update_conflicts=True, unique_fields=UNIQUE, update_fields=["number"]
    )
    Inspection.objects.filter(pk=Inspection.ROW).update(done_at=timezone.now())


def _hold():
    """Let nobody else write defects until the transaction ends; False when nothing was inspected yet."""
    return Inspection.objects.select_for_update().filter(pk=Inspection.ROW).first() is not None


def _of(item, language):
    rows = Defect.objects.filter(content_type=item.editions.content_type, object_id=item.pk)
    return rows.filter(language=language) if language else rows

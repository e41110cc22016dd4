"""Keeping the index: what changed is noted with the change, and indexed again before anybody searches."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils.translation import override

from eig.languages.columns import codes
from eig.search.engines import engine
from eig.search.kinds import Part, registered
from eig.search.models import Changed, Entry
from eig.search.words import WRITTEN, composed, forms_of, name_key, spans

AT_ONCE = 2000  # changes; an item that changed often is indexed once


def freshen():
    """Index again what changed, and return how many changes that was. One query when nothing did.

    Two at once take different items; what another has in hand is as it was until it is done.
    """
    done = 0
    while Changed.objects.exists() and (number := _freshen_some()):
        done += number
    return done


@transaction.atomic
def _freshen_some():
    skip = connection.features.has_select_for_update_skip_locked
    waiting = list(Changed.objects.select_for_update(skip_locked=skip).order_by("pk")[:AT_ONCE])
    of_type = defaultdict(set)
    for change in waiting:
        of_type[change.content_type_id].add(change.object_id)
    kinds = {ContentType.objects.get_for_model(kind.model).pk: kind for kind in registered().values()}
    for content_type, numbers in of_type.items():
        if content_type in kinds:
            index(kinds[content_type], numbers)
    Changed.objects.filter(pk__in=[change.pk for change in waiting]).delete()
    return len(waiting)


def index_all():
    """Make the whole index again: `(written, removed, unchanged)` numbers of entries."""
    written = removed = unchanged = 0
    waiting = list(Changed.objects.values_list("pk", flat=True))
    for kind in registered().values():
        with transaction.atomic():
            numbers = {*kind.model._default_manager.values_list("pk", flat=True)}
            numbers.update(Entry.objects.filter(kind=kind.name).values_list("object_id", flat=True))
            counts = index(kind, numbers)
        written, removed, unchanged = (a + b for a, b in zip((written, removed, unchanged), counts, strict=True))
    Changed.objects.filter(pk__in=waiting).delete()
    gone = Entry.objects.exclude(kind__in=registered())
    removed += _remove(list(gone.values_list("pk", flat=True)))
    return written, removed, unchanged


def index_what_was_there(plan=(), **signal):
    """After the migration that makes the index: in it goes all that the site had."""
    is_new = any(migration.app_label == "search" and not backwards for migration, backwards in plan)
    # Whoever migrates one application alone may have no table of the others yet.
    if is_new and {kind.model._meta.db_table for kind in registered().values()} <= set(
        connection.introspection.table_names()
    ):
        index_all()


def index(kind, numbers):
    """Make the entries of the kind's items of those numbers again; of those that are no more, none."""
    standing = {
        (entry.object_id, entry.language, entry.shown_language): entry
        for entry in Entry.objects.filter(kind=kind.name, object_id__in=list(numbers))
    }
    made = {}
    for item in kind.for_index(kind.model._default_manager.filter(pk__in=list(numbers))):
        for code, shown in _ways_to_show(item):
            with override(code):
                item.shown_language = shown
                made[item.pk, code, shown] = list(kind.segments(item))
    return _write(kind, standing, made)


def _ways_to_show(item):
    """`(language of the page, language of the item on it)`: its own, or its source's where it stands in for it."""
    stands_in = item.source_language if getattr(item, "shown_in_every_language", False) else None
    own = [(code, code) for code in codes()]
    return own + [(code, stands_in) for code in codes() if stands_in not in {None, code}]


def _write(kind, standing, made):
    entries, words, unchanged = [], [], 0
    for place, segments in made.items():
        number, language, shown = place
        entry = Entry(kind=kind.name, object_id=number, language=language, shown_language=shown, **_texts(segments))
        before = standing.pop(place, None)
        if before and (before.name_key, before.segments) == (entry.name_key, entry.segments):
            unchanged += 1
            continue
        entries.append(entry)
        words.append(_words(segments))
    Entry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "object_id", "language", "shown_language"],
        update_fields=["name_key", "segments", "vocabulary"],
    )
    engine().store({entry.pk: parts for entry, parts in zip(entries, words, strict=True)})
    return len(entries), _remove([entry.pk for entry in standing.values()]), unchanged


def _remove(numbers):
    engine().forget(numbers)
    return Entry.objects.filter(pk__in=numbers).delete()[0]


def _texts(segments):
    names = [segment.text for segment in segments if segment.part == Part.NAME]
    rest = [[each.language, composed(each.text), each.part, each.is_prose] for each in segments]
    words = [word for segment in segments for word in spans(composed(segment.text))]
    writings = {(word.bare, word.joined.lower()) for word in words}
    writings |= {(word.whole.bare, word.whole.text.lower()) for word in words if word.whole}
    vocabulary = " ".join(f"{bare}{WRITTEN}{writing}" for bare, writing in sorted(writings))
    return {"name_key": name_key(*names), "segments": rest, "vocabulary": vocabulary}


def _words(segments):
    """The forms of each word of each part, in order."""
    parts = [[] for _part in Part]
    for segment in segments:
        parts[segment.part] += [forms_of(word, segment.language) for word in spans(composed(segment.text))]
    return parts

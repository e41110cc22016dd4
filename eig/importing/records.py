"""Writing what was read: created where new, changed where the source changed, left alone where staff edited."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from eig.importing.errors import said
from eig.importing.keys import Keys
from eig.importing.values import canonical, digest
from eig.languages.columns import codes, column
from eig.languages.origins import note_written, remember
from eig.languages.survey import fields_of
from eig.publishing.bin import take_out_of_bin
from eig.publishing.models import Edition, ImportedItem
from eig.publishing.workflow import edition_of, publish

EDITION = "edition:"


@dataclass(frozen=True)
class Kind:
    """A kind of item: the name the report gives it, its model, and what hangs on each item (`eig.importing.lists`).

    `together` are groups of columns that say one thing: where staff edited one, none of the group is written.
    """

    name: str
    model: type[models.Model]
    lists: dict = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()


@dataclass
class Record:
    """An item as its source has it.

    `values` are columns, `links` the keys of related items by field, `lists` the canonical lists of the kind.
    `editions` give the instant of publication by language, None for a draft. `adopt` finds an item that stands there
    already under another key. With `only_empty`, what is already said stays as it is.
    """

    key: str
    source: str
    line: int = 0
    values: dict = field(default_factory=dict)
    links: dict[str, str | None] = field(default_factory=dict)
    lists: dict[str, list] = field(default_factory=dict)
    editions: dict[str, datetime | None] = field(default_factory=dict)
    adopt: dict = field(default_factory=dict)
    only_empty: bool = False

    def wanted(self):
        """Everything the source says about the item, by name, in canonical form."""
        wanted = {name: canonical(value) for name, value in self.values.items()}
        wanted |= self.links | self.lists
        for language, at in self.editions.items():
            wanted[EDITION + language] = canonical(at) if at else Edition.State.DRAFT.value
        return wanted


class Writer:
    """Writes records, each in a transaction of its own together with what is remembered of it."""

    def __init__(self, report, overwrite=False, progress=lambda kind, done, total: None):
        self.report, self.overwrite, self.progress = report, overwrite, progress
        self.keys = Keys()
        self._memory = {(item.kind, item.key): item for item in ImportedItem.objects.all()}

    def write(self, kind, records):
        """Write the records of a kind."""
        standing = self._standing(kind, records)
        state = self._state(kind, [item for item in standing.values() if item])
        for done, record in enumerate(records, 1):
            self._shorten(kind, record)
            item = standing[record.key]
            try:
                with transaction.atomic():
                    outcome = self._write(kind, record, item, state)
            except (ValidationError, DatabaseError) as error:
                message = said(error) if isinstance(error, ValidationError) else str(error)
                self.report.error(
                    record.source, record.line, f"{kind.name} “{record.key}” was left out: {message}", "item"
                )
                outcome = "skipped"
            self.report.count(kind.name, outcome)
            self.progress(kind.name, done, len(records))
        self._note_gone(kind, {record.key for record in records})

    def _note_gone(self, kind, present):
        """Name what an earlier import made and the source has no more: it stays, for staff to decide."""
        for name, key in sorted(self._memory):
            if name == kind.name and key not in present and self.keys.pk(kind.model, key):
                message = f"“{key}” came with an earlier import and is no longer in the source: left as it is"
                self.report.warn(kind.name, 0, message, "gone")

    def _standing(self, kind, records):
        """The item of each record that is already there, or None, by the record's key."""
        found = kind.model._base_manager.filter(key__in=[record.key for record in records])
        by_key = {item.key: item for item in found}
        for record in records:
            if record.key not in by_key and record.adopt:
                by_key[record.key] = kind.model._base_manager.filter(**record.adopt).first()
        return {record.key: by_key.get(record.key) for record in records}

    def _state(self, kind, items):
        """Lists and editions of the items, `{name: {pk: canonical}}`, in one query each."""
        if not items:
            return {}
        state = {name: spec.read(items, self.keys) for name, spec in kind.lists.items()}
        if hasattr(kind.model, "editions"):
            content_type = items[0].editions.content_type
            for edition in Edition.objects.filter(content_type=content_type, object_id__in=[item.pk for item in items]):
                at = canonical(edition.published_at) if edition.state == Edition.State.PUBLISHED else edition.state
                state.setdefault(EDITION + edition.language, {})[edition.object_id] = at
        return state

    def _shorten(self, kind, record):
        """Cut what its column cannot hold, and say so; SQLite would not."""
        for name, value in record.values.items():
            most = getattr(kind.model._meta.get_field(name), "max_length", None)
            if most and isinstance(value, str) and len(value) > most:
                cut = value[: most - 1].rsplit(" ", 1)[0] + "…"
                rest = value[len(cut) - 1 :].strip()
                message = f"{kind.name} “{record.key}”: {name} holds {most} characters; left out: {rest}"
                self.report.warn(record.source, record.line, message, "too-long")
                record.values[name] = cut

    def _write(self, kind, record, item, state):
        memory = self._memory.get((kind.name, record.key))
        wanted = record.wanted()
        if item is None:
            if memory and not self.overwrite:
                message = f"{kind.name} “{record.key}” was deleted since the last import: left so"
                self.report.warn(record.source, record.line, message, "deleted")
                return "skipped"
            item = kind.model(key=record.key)
            self._apply(kind, record, item, wanted, set(wanted))
            self._remember(kind, record, wanted, set())
            return "created"
        self.keys.add(kind.model, record.key, item.pk)
        if getattr(item, "binned_at", None) is not None:
            if not self.overwrite:
                message = f"{kind.name} “{record.key}” is in the bin: left there"
                self.report.warn(record.source, record.line, message, "deleted")
                return "skipped"
            take_out_of_bin(item)
        current = self._current(kind, record, item, state)
        changed = {name for name in wanted if wanted[name] != current[name]}
        kept = {name for name in changed if self._is_edited(kind, record, memory, name, current[name])}
        for group in kind.together:
            kept |= changed & set(group) if kept & set(group) else set()
        self._apply(kind, record, item, wanted, changed - kept)
        self._remember(kind, record, wanted, kept)
        if kept and not record.only_empty:
            message = f"{kind.name} “{record.key}” was edited here since: kept {', '.join(sorted(kept))}"
            self.report.warn(record.source, record.line, message, "kept")
            return "kept"
        return "updated" if changed - kept else "unchanged"

    def _current(self, kind, record, item, state):
        current = {name: canonical(getattr(item, name)) for name in record.values}
        for name in record.links:
            related = kind.model._meta.get_field(name).related_model
            current[name] = self.keys.key(related, getattr(item, f"{name}_id"))
        for name in record.lists:
            current[name] = state[name][item.pk]
        for language in record.editions:
            current[EDITION + language] = state.get(EDITION + language, {}).get(item.pk)
        return current

    def _is_edited(self, kind, record, memory, name, current):
        """Whether what stands there is not what an importer wrote."""
        if record.only_empty:
            return current is not None
        if self.overwrite:
            return False
        if memory and name in memory.digests:
            return memory.digests[name] != digest(current)
        standard = kind.model._meta.get_field(name).get_default() if name in record.values else None
        return current not in (None, [], canonical(standard))

    def _apply(self, kind, record, item, wanted, names):
        """Write the named parts of the record into the item."""
        columns = names & {*record.values, *record.links}
        source = record.values.get("source_language") or getattr(item, "source_language", codes()[0])
        if item.pk is not None:
            texts = {column(name, source) for name in fields_of(kind.model)}
            remember(getattr(item, name) for name in texts & columns)
        for name in columns & set(record.values):
            setattr(item, name, record.values[name])
        for name in columns & set(record.links):
            related = kind.model._meta.get_field(name).related_model
            setattr(item, f"{name}_id", self.keys.pk(related, record.links[name]))
        if columns or item.pk is None:
            item.save()
            self.keys.add(kind.model, record.key, item.pk)
            note_written(item, source, columns)
        for name in sorted(names & set(record.lists)):
            kind.lists[name].write(item, wanted[name], self.keys)
        self._publish(record, item, names)

    def _publish(self, record, item, names):
        """Set the editions; one whose text changed is made from the source as it is now."""
        texts = getattr(item, "translated_texts", ())
        for language, at in record.editions.items():
            rewritten = names & {f"{field}_{language}" for field in texts}
            if EDITION + language not in names and not rewritten:
                continue
            if at is None:
                edition_of(item, language)
            elif EDITION + language in names or self._is_published(item, language, at):
                publish(item, language, at=at)

    @staticmethod
    def _is_published(item, language, at):
        return item.editions.filter(language=language, state=Edition.State.PUBLISHED, published_at=at).exists()

    def _remember(self, kind, record, wanted, kept):
        """Keep the digest of each part that stands as the source has it."""
        memory = self._memory.get((kind.name, record.key)) or ImportedItem(kind=kind.name, key=record.key)
        digests = memory.digests | {name: digest(value) for name, value in wanted.items() if name not in kept}
        if digests != memory.digests or memory.pk is None:
            memory.digests = digests
            memory.save()
            self._memory[kind.name, record.key] = memory


def in_languages(field_name, texts):
    """`{column: text}` of a translated field in every language of the site; `texts` are by language code."""
    return {column(field_name, code): texts.get(code) or None for code in codes()}

"""What comes back from translators: each field is taken, or refused for a reason that is said."""

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from eig.exchange import xliff
from eig.exchange.layout import BrokenError, spoken
from eig.exchange.outgoing import sent_models
from eig.exchange.report import Entry, Line, Outcome, Report
from eig.exchange.rights import why_not
from eig.exchange.texts import texts_of
from eig.exchange.writing import NotValidError, write
from eig.languages.columns import codes
from eig.languages.names import language_name
from eig.languages.origins import digest
from eig.languages.translators import source_of
from eig.publishing.drafts.desk import undone
from eig.publishing.permissions import RefusedError
from eig.publishing.workflow import OvertakenError


def bring_in(data, by=None, dry_run=False, progress=lambda what, done, total: None, most_items=None):
    """The Report of a file of translations; FileError for one that cannot be read, or holds too many items.

    Each item is written in one transaction, or not at all. With `dry_run`, what was written is undone.
    """
    files = xliff.read(data)
    if most_items is not None and len(files) > most_items:
        words = _(
            "This file holds more than %(most)d items, too many for a page: send them out kind by kind, or have the "
            "file brought in by a command."
        )
        raise xliff.FileError(words % {"most": most_items})
    report = Report()
    for done, file in enumerate(files, start=1):
        if dry_run:
            with undone():
                report.entries.append(_entry(file, by))
        else:
            report.entries.append(_entry(file, by))
        progress("items", done, len(files))
    return report


def _entry(file, by):
    """What becomes of an item's fields."""
    returned, twice = _by_field(file.units)
    entry = Entry(file.name, file.target)
    item, reason = _item(file)
    if item is not None and not reason:
        reason = why_not(by, item, file.target)
    if reason:
        # No more is said of the item than the file does.
        entry.lines = [Line(name, _field(name), Outcome.REFUSED, reason) for name in returned]
        return entry
    entry.item = item
    try:
        with transaction.atomic():
            entry.lines = _judged(item, file.target, returned, twice)
            if entry.written:
                _hold(item)
                entry.lines = _judged(item, file.target, returned, twice)  # as nobody can change it any more
                _write(entry, item, by)
    except (NotValidError, RefusedError) as error:
        _refuse_what_was_to_be_written(entry, str(error))
    except OvertakenError:
        _refuse_what_was_to_be_written(entry, _("someone saved it at this very moment: import it again"))
    except DatabaseError:
        _refuse_what_was_to_be_written(entry, _("it could not be written: try it on its own screen"))
    return entry


def _hold(item):
    """Keep others from the item until the transaction ends."""
    type(item)._base_manager.select_for_update(no_key=True).get(pk=item.pk)


def _by_field(units):
    """`({field: {part: unit}}, fields that come twice)` of the units of an item."""
    found, twice = {}, set()
    for unit in units:
        name, _sign, part = unit.name.partition("#")
        parts = found.setdefault(name, {})
        if part in parts:
            twice.add(name)
        parts[part] = unit
    return found, twice


def _item(file):
    """`(item, why nothing of it can be taken)` of a file."""
    kind, _colon, key = file.name.partition(":")
    model = next((model for model in sent_models() if model._meta.label_lower == kind), None)
    if model is None:
        return None, _("there is no such kind of item")
    by_key = any(field.name == "key" for field in model._meta.fields)
    rows = model._base_manager.filter(**({"key": key} if by_key else {"pk": key if key.isdecimal() else 0}))
    item = rows.first()
    if item is None:
        return None, _("the item is no longer there")
    return item, _why_nothing(file, item)


def _why_nothing(file, item):
    if file.target not in codes():
        return _("“%(code)s” is no language of the site") % {"code": file.target[:20]}
    if file.source != source_of(item):
        words = _("the item is written in %(language)s, and the file translates from another language")
        return words % {"language": language_name(source_of(item))}
    if file.target == file.source:
        return _("the file translates it into the language it is written in")
    return ""


def _judged(item, language, returned, twice):
    """A Line for each field that came back."""
    items = type(item)._base_manager.filter(pk=item.pk)
    texts = {text.id: text for text in texts_of(items, language)[item.pk]}
    return [_line(name, texts.get(name), parts, name in twice) for name, parts in returned.items()]


def _line(name, text, parts, is_twice):
    if text is None:
        return Line(name, _field(name), Outcome.REFUSED, _("there is no such text any more"))
    line = Line(name, text.label, Outcome.REFUSED, before=text.target, text=text)
    try:
        line.after, line.reason = _taken(text, parts, is_twice)
    except BrokenError as error:
        line.reason = str(error)
    if not line.reason:
        line.outcome = Outcome.UPDATED if text.target else Outcome.CREATED
        if line.after == text.target:
            line.outcome = Outcome.UNCHANGED
    return line


def _taken(text, parts, is_twice):
    """`(the text that is to stand, why it is refused)`; BrokenError when none can be made of what came back."""
    digests = {(unit.source_digest, unit.target_digest) for unit in parts.values()}
    if is_twice or len(digests) > 1:
        return "", _("it comes twice in the file, and not alike")
    ((source, target),) = digests
    if not source:
        return "", _("the file does not say which text was translated: export it again")
    if source != digest(text.source):
        return "", _("its original has changed since the export: export it again")
    returned = {part: unit.target or [] for part, unit in parts.items()}
    is_standing = target == digest(text.target)
    if not target and not any(spoken(back) for back in returned.values()):
        return text.target, ""  # nobody worked on it
    if is_standing and text.layout.is_as_it_went_out(returned):
        return text.target, ""
    made = text.layout.text_of(returned)
    if text.is_line:
        made = " ".join(made.split("\n"))
    if made == text.target.strip():
        return text.target, ""
    if not is_standing:
        return "", _("its translation was edited since the export: nothing is overwritten")
    if text.longest and len(made) > text.longest:
        words = _("it is too long: %(count)d characters, and there is room for %(most)d")
        return "", words % {"count": len(made), "most": text.longest}
    return made, ""


def _write(entry, item, by):
    """Write what was judged worth it."""
    made = {line.text: line.after for line in entry.written}
    entry.is_draft = write(item, entry.language, made, by)


def _refuse_what_was_to_be_written(entry, reason):
    for line in entry.written:
        line.outcome, line.reason = Outcome.REFUSED, reason


def _field(name):
    """What a text is called in a file, where there is nothing better to call it by."""
    return name.rpartition(":")[2] or name

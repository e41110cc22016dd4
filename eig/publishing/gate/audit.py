"""Everything that visitors may read, looked at as the gate looks at one item; as much at once as memory likes."""

from itertools import batched

from django.apps import apps
from django.db.models import prefetch_related_objects
from django.utils import timezone

from eig.languages.columns import codes
from eig.publishing.gate.checks import examine, rows_looked_at
from eig.publishing.gate.sheets import Sheet
from eig.publishing.models import Publishable

BATCH = 50

_content = {}


def register_content(model, chosen):
    """Have rows that are public without an edition looked at too: `chosen(language, at)` → those visitors read."""
    _content[model] = chosen


def kinds():
    """The models whose items are looked at, in the order of their apps."""
    models = [model for model in apps.get_models() if issubclass(model, Publishable) and not model._meta.proxy]
    return [*models, *(model for model in _content if model not in models)]


def public(model, language, at):
    """The items of the model that visitors of the language read at that instant, by key."""
    if issubclass(model, Publishable):
        return model._default_manager.published(language, at).kept().order_by("key")
    return _content[model](language, at).order_by("key")


def audit(language=None, at=None, progress=lambda model, language, done: None):
    """Yield `(sheet, findings)` of each item visitors may read, by kind, language and key, those in order too."""
    at = at or timezone.now()
    for model in kinds():
        for code in [language] if language else codes():
            keys = list(public(model, code, at).values_list("key", flat=True))
            done = 0
            for batch in batched(keys, BATCH):
                yield from examine(_sheets(model, code, at, batch)).items()
                done += len(batch)
                progress(model, code, done)


def public_sheets(model, language, ids, at=None):
    """The sheets of those of the items that visitors of the language read."""
    at = at or timezone.now()
    return _sheets(model, language, at, public(model, language, at).filter(pk__in=ids).values("key"))


def as_read(items, at=None):
    """The sheets of published items in their own texts, as visitors read them or, of one not out, as it was written."""
    at = at or timezone.now()
    if items:
        prefetch_related_objects(items, "editions", *rows_looked_at(items[0]._meta.concrete_model))
    sheets = []
    for item in items:
        if item.languages_shown(at):
            sheets += [Sheet(item, code, at) for code in item.live_languages(at)]
        else:
            sheets.append(Sheet(item, item.source_language, _comes_out(item, at)))
    return sheets


def _comes_out(item, at):
    """When visitors will read it in the language it was written in; the instant given when nothing is planned."""
    edition = item.edition(item.source_language)
    return edition.published_at if edition is not None and edition.is_scheduled else at


def _sheets(model, language, at, keys):
    items = model._base_manager.filter(key__in=keys)
    items = sorted(items, key=lambda item: item.key)
    related = [*rows_looked_at(model), *(["editions"] if issubclass(model, Publishable) else [])]
    prefetch_related_objects(items, *related)
    return [Sheet(item, language, at, is_fallback=_falls_back(item, language, at)) for item in items]


def _falls_back(item, language, at):
    return hasattr(item, "live_languages") and language not in item.live_languages(at)

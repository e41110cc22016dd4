"""What stands in the place of an item that was taken off the site, and how it is found and kept.

The address of a withdrawn item leads to what replaces it by what stands in its edition, asked for when someone comes:
whatever moves, goes or is replaced in turn meanwhile, one hop is enough.
"""

from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.utils.translation import override

from eig.languages.columns import columns
from eig.publishing.models import Edition, Publishable
from eig.text.folding import fold

FOUND = 8  # of each kind
_keepers = []


def register(leave, take_back):
    """`leave(item)` when something takes the item's place; `take_back(item)` when the item is on the site again."""
    _keepers.append((leave, take_back))


def leave_addresses(item):
    for leave, _take_back in _keepers:
        leave(item)


def take_addresses_back(item):
    for _leave, take_back in _keepers:
        take_back(item)


def kinds():
    """The kinds of item that have an address of their own, and so may stand in another's place."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Publishable) and not model._meta.proxy and hasattr(model, "address_in")
    ]


def public_address(item, language):
    """Where visitors of the language read the item, "" where they cannot."""
    return item.address_in(language) if hasattr(item, "address_in") and language in item.languages_shown() else ""


def in_place_of(item, language):
    """The item that visitors of the language read instead of this one, at the end of the chain; or None."""
    passed = {_name(item)}
    while (item := _next(item, language)) is not None and _name(item) not in passed:
        if public_address(item, language):
            return item
        passed.add(_name(item))
    return None


def leads_back(other, item, language):
    """Whether what replaces `other`, or will, is in the end the item itself."""
    passed = set()
    while other is not None and _name(other) not in passed:
        if _name(other) == _name(item):
            return True
        passed.add(_name(other))
        other = _next(other, language)
    return False


def _next(item, language):
    """What the edition that visitors of the language would read is replaced by."""
    if not isinstance(item, Publishable):
        return None
    edition = item.edition(language)
    if item.shown_in_every_language and not (edition and edition.replaced_by_id):
        edition = item.edition(item.source_language)
    if edition is None or edition.replaced_by_id is None:
        return None
    return edition.replaced_by


def _name(item):
    return type(item)._meta.label, item.pk


def replaced(item):
    """Editions that the item stands in for."""
    kind = ContentType.objects.get_for_model(item)
    return Edition.objects.filter(replaced_by_type=kind, replaced_by_id=item.pk)


def at(address, language):
    """The item that visitors of the language read at that address, pasted whole or from its first slash; or None."""
    try:
        parts = urlsplit(address.strip().replace("\x00", ""))
    except ValueError:  # no address at all: “http://[”
        return None
    path = unquote(parts.path) + (f"#{unquote(parts.fragment)}" if parts.fragment else "")
    last = parts.fragment or parts.path.rstrip("/").rpartition("/")[2]
    if not last:
        return None
    with override(language):
        for model in kinds():
            named = Q()
            for column in _address_columns(model):
                named |= Q(**{column: unquote(last)})
            for item in model.objects.published(language).filter(named)[:FOUND]:
                if public_address(item, language) == path:
                    return item
    return None


def _address_columns(model):
    found = []
    for name in ("slug", "anchor"):
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        found += columns(name) if hasattr(model, columns(name)[0]) else [name]
    return found


def search(words, language, besides):
    """`(address, item)` of what visitors of the language read, by words of its title; the item `besides` apart."""
    wanted = fold(words.replace("\x00", "")[:200])
    found = []
    if not wanted:
        return found
    with override(language):
        for model in kinds():
            items = model.objects.published(language).with_editions().filter(search_key__contains=wanted)
            found += [
                (address, item)
                for item in items.order_by("sort_key", "pk")[:FOUND]
                if _name(item) != _name(besides) and (address := public_address(item, language))
            ]
    return found

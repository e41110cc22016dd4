"""What visitors find: items that they may read now in their language, those that are named so first."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.utils.translation import get_language, override

from eig.languages.columns import codes
from eig.search import spelling
from eig.search.engines import Expression, engine
from eig.search.excerpts import beside, excerpt, mark
from eig.search.indexing import freshen
from eig.search.kinds import registered
from eig.search.models import Entry
from eig.search.words import BETWEEN_NAMES, Query, name_key, parse
from eig.text.folding import fold
from eig.text.typography import typeset

ON_A_PAGE = 10
MOST_FOUND = 5000
MOST_SUGGESTIONS = 8
MOST_BESIDE = 3  # tags and names that an item was found by
SHORTEST_SUGGESTION = 2  # letters


@dataclass(frozen=True)
class Result:
    """An item as the results show it; `name` (its title) and `excerpt` are HTML with what was found marked.

    `address` is "" for what is named on the site and stands nowhere. `shown_language` is that of its page's texts.
    """

    item: object
    kind: object
    address: str
    title: str
    name: str
    language: str
    excerpt: str
    excerpt_language: str
    shown_language: str
    details: tuple


@dataclass(frozen=True)
class Found:
    """The answer to a query: `total` items, `counts` of each kind there is, and the results of one page.

    `loosely`: none says all the words, these say some. `instead`: the query as it was perhaps meant, or "".
    `elsewhere`: `(code, number)` of the languages that have an answer when this one has none.
    """

    query: Query
    kind: str = ""
    total: int = 0
    counts: list = field(default_factory=list)
    page: object = None
    results: list = field(default_factory=list)
    loosely: bool = False
    instead: str = ""
    elsewhere: list = field(default_factory=list)


def search(text, kind="", page=1):
    """The Found of what was typed; `kind` is the name of the only kind to show, "" for all."""
    query = parse(text)
    if not query.words:
        return Found(query)
    freshen()
    entries, loosely = _entries(query)
    counted = Counter(entry.kind for entry in entries)
    counts = [(registered()[name], number) for name, number in counted.most_common()]
    shown = Paginator([entry for entry in entries if entry.kind == kind or not kind], ON_A_PAGE).get_page(page)
    return Found(
        query,
        kind,
        total=len(entries),
        counts=counts,
        page=shown,
        results=_results(Entry.objects.filter(pk__in=[entry.pk for entry in shown]), shown, query),
        loosely=loosely,
        instead=spelling.corrected(query) if loosely or not entries else "",
        elsewhere=_elsewhere(query) if not entries else [],
    )


def suggestions(text):
    """The first items whose name has a word that begins so, as Results without an excerpt."""
    key = name_key(text)
    if len(key.replace(" ", "")) < SHORTEST_SUGGESTION:
        return []
    freshen()
    named = dict(Entry.objects.filter(language=get_language(), name_key__contains=key).values_list("pk", "kind"))
    found = list(Entry.objects.visible(set(named.values())).filter(pk__in=named)) if named else []
    found.sort(key=lambda entry: (not entry.name_key.startswith(key), entry.name_key, entry.pk))
    return [result for result in _results(found, found[:MOST_SUGGESTIONS], parse(text)) if result.address]


def _entries(query):
    """The entries found and whether they have but some of the words: all of them where any item has."""
    words = query.forms
    steps = [Expression(words), Expression(words, from_start=True)]
    if len(words) > 1:
        steps.append(Expression(words, loosely=True))
    for expression in steps:
        if entries := _visible(engine().match(expression, get_language(), MOST_FOUND), query):
            return entries, expression.loosely
    return [], False


def _visible(matches, query):
    """Those that visitors may read: named exactly so, then having all the words in their name, then the others."""
    if not matches:
        return []
    ranks = {number: (named, rank) for number, _kind, named, rank in matches}
    kinds = {kind for _number, kind, _named, _rank in matches}
    entries = list(Entry.objects.visible(kinds).filter(pk__in=ranks).only("kind", "object_id", "language", "name_key"))

    def place(entry):
        named, rank = ranks[entry.pk]
        return query.name not in entry.name_key.split(BETWEEN_NAMES), not named, -rank, entry.pk

    return sorted(entries, key=place)


def _elsewhere(query):
    numbers = []
    for code in codes():
        if code != get_language():
            with override(code):
                numbers.append((code, len(_entries(query)[0])))
    return [(code, number) for code, number in numbers if number]


def _results(whole, entries, query):
    """The Results of entries, in their order, `whole` having them with their texts: one query or a few a kind."""
    texts = {entry.pk: entry for entry in whole}
    items = {}
    for name, kind in registered().items():
        numbers = [entry.object_id for entry in entries if entry.kind == name]
        if numbers:
            found = kind.for_results(kind.visible().filter(pk__in=numbers))
            items.update({(name, item.pk): item for item in found})
    results = (_result(texts.get(entry.pk), items.get((entry.kind, entry.object_id)), query) for entry in entries)
    return [result for result in results if result]


def _result(entry, item, query):
    """None for an item that went while we looked."""
    if not entry or not item:
        return None
    kind = registered()[entry.kind]
    name = kind.title(item)
    words, language = excerpt(entry.segments, query)
    return Result(
        item=item,
        kind=kind,
        address=kind.address(item),
        title=typeset(str(name), name.language),
        name=mark(name, name.language, query),
        language=name.language,
        excerpt=words,
        excerpt_language=language,
        shown_language=item.shown_language,
        details=_details(kind.details(item), () if "<mark>" in words else beside(entry.segments, query)),
    )


def _details(details, others):
    """What stands under a name, and the first others that say why it was found."""
    said = {fold(str(words)) for words in details}
    return (*details, *[words for words in others if fold(words) not in said][:MOST_BESIDE])

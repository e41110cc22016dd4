"""What is translated, what is not yet, and which translations speak of a text that has changed since.

The survey of `eig.languages` says it of the columns; here it is told of items: rows under them included, and what is
written but not live yet counted as in progress.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, IntegerField, OuterRef, Value
from modeltranslation.translator import translator

from eig.languages.columns import codes, value
from eig.languages.origins import digest, note_all
from eig.languages.survey import TO_DO, State, by_language, fields_of, prints, read, settle
from eig.publishing.drafts.origins import of_payload
from eig.publishing.gate import rows_looked_at
from eig.publishing.models import Edition, Publishable
from eig.publishing.rights import publishable_models


def survey(model, languages=None, among=None):
    """`{id: {language: Cell}}` of the items of a kind, or of those of the queryset `among`."""
    return surveys([model], languages, lambda model: model._base_manager.all() if among is None else among)[model]


def surveys(models, languages=None, among=lambda model: model._base_manager.all()):
    """The survey of several kinds, `{model: {id: {language: Cell}}}`, each of the items that `among(model)` says.

    One query a kind, one more for the rows under its items; two or three for the notes and the editions of all of them,
    and one or two more for each item whose working draft follows a source that changed.
    """
    languages = list(languages or codes())
    found = {model: _of_kind(model, languages, among(model).order_by()) for model in models}
    rows = [model._meta.get_field(name).related_model for model in models for name in rows_looked_at(model)]
    settle(found, languages, rows)
    cells = {model: {pk: one.cells for pk, one in items.items()} for model, items in found.items()}
    published = {model: items for model, items in cells.items() if items and issubclass(model, Publishable)}
    if published:
        _put_editions(published, languages)
    return cells


def _of_kind(model, languages, items):
    found = read(model, languages, items, "source_language" if issubclass(model, Publishable) else "")
    _read_rows(found, model, items)
    return found


def translated_models():
    """The models that have texts in each language, proxies apart, in the order of their labels."""
    models = [model for model in translator.get_registered_models(abstract=False) if not model._meta.proxy]
    return sorted(models, key=lambda model: model._meta.label)


def note_everything():
    """Note that all translations nobody noted yet say what their sources say: for content that is loaded whole."""
    owners = {}
    for model in publishable_models():
        for accessor in rows_looked_at(model):
            relation = model._meta.get_field(accessor)
            owners[relation.related_model] = relation.field.name

    def source_of(item):
        owner = owners.get(type(item))
        return getattr(getattr(item, owner) if owner else item, "source_language", codes()[0])

    return note_all(translated_models(), source_of)


def on_the_site(model):
    """The items that are to be translated: those that visitors read in the language they were written in."""
    if not issubclass(model, Publishable):
        return model._base_manager.all()
    written = model.objects.editions_in(OuterRef("source_language")).live()
    return model.objects.kept().filter(Exists(written))


def _read_rows(found, model, among):
    """The texts of the rows under the items, each as a place of its item: one query for all kinds of rows."""
    parts, places = [], []
    for accessor in rows_looked_at(model):
        relation = model._meta.get_field(accessor)
        kind, owner = relation.related_model, relation.field.name
        rows = kind._base_manager.filter(**{f"{owner}__in": among.values("pk")}).order_by()
        for name in fields_of(kind):
            asked = {f"said_{rank}": said for rank, said in enumerate(prints(kind, [name]).values())}
            place = Value(len(places), output_field=IntegerField())
            places.append((name, kind))
            rows_there = rows.annotate(owner_pk=F(f"{owner}_id"), row_pk=F("pk"), place=place, **asked)
            parts.append(rows_there.values_list("owner_pk", "row_pk", "place", *asked))
    # Ordered by nothing once more: a model's own order is no column of the union.
    for owner_pk, pk, place, *said in parts[0].union(*parts[1:], all=True).order_by() if parts else ():
        name, kind = places[place]
        found[owner_pk].prints[name, (kind, pk)] = by_language(said)


def _put_editions(found, languages):
    """What is written and not live yet is in progress: of editions that are not out, and of working drafts."""
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in found}
    editions = Edition.objects.filter(content_type__in=kinds, language__in=languages)
    known = {(one.content_type_id, one.object_id, one.language): one for one in editions}
    drafts = []
    for kind, model in kinds.items():
        for pk, cells in found[model].items():
            for code, cell in cells.items():
                edition = known.get((kind, pk, code))
                _put_edition(cell, is_live=edition is not None and edition.is_live())
                if edition is not None and edition.has_draft and not cell.is_source:
                    drafts.append(edition.pk)
    written = Edition.objects.filter(pk__in=drafts) if drafts else Edition.objects.none()
    for kind, pk, code, draft in written.values_list("content_type_id", "object_id", "language", "draft"):
        _put_draft(kinds[kind], pk, code, found[kinds[kind]][pk][code], draft)


def _put_edition(cell, is_live):
    cell.is_live = is_live
    for place, state in cell.states.items():
        if state == State.CURRENT and not is_live:
            cell.states[place] = State.PROGRESS


def _put_draft(model, pk, code, cell, draft):
    """What the working draft says where nothing stands yet, or where it follows a source that has changed."""
    begun = {
        _key(model, place): origin
        for place, (text, origin) in of_payload(draft, model, code).items()
        if text and cell.states.get(_key(model, place)) in TO_DO
    }
    stale = [place for place in begun if cell.states[place] == State.STALE]
    today = _digests_today(model, pk, stale) if stale else {}
    for place, origin in begun.items():
        if cell.states[place] == State.MISSING or (place in today and origin == today[place]):
            cell.states[place] = State.PROGRESS


def _key(model, place):
    """A place as cells name it."""
    if place.row is None:
        return place.field, None
    return place.field, (model._meta.get_field(place.row[0]).related_model, place.row[1])


def _digests_today(model, pk, places):
    """`{place: digest}` of what the source says there now."""
    item = model._base_manager.filter(pk=pk).first()
    found = {}
    for name, row in places:
        owner = item if row is None else row[0]._base_manager.filter(pk=row[1]).first()
        if owner is not None and item is not None:
            found[name, row] = digest(value(owner, name, item.source_language))
    return found

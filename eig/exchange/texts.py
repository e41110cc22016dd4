"""The texts of items that are translated, as they stand: source, translation, and what it was made from."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from eig.exchange.layout import Layout
from eig.languages.columns import column, value
from eig.languages.models import SourceText, Translation
from eig.languages.origins import digest
from eig.languages.survey import fields_of
from eig.languages.translators import source_of
from eig.publishing.drafts.origins import Place, of_payload
from eig.publishing.gate import label, rows_looked_at
from eig.publishing.models import Edition, Publishable


@dataclass(eq=False)
class Text:
    """A translated field of an item or of a row under it, in one language.

    `target` is what the working draft says, else the column; `made_from` the source it was made from, None where
    nobody knows.
    """

    item: models.Model
    place: Place
    owner: models.Model
    language: str
    source: str
    target: str
    origin: str | None
    made_from: str | None = None
    rank: int = 0  # of a row among its like

    @property
    def id(self):
        """What the text is called in files: kind, key and field."""
        return f"{name_of(self.owner)}:{self.place.field}"

    @property
    def column(self):
        return self.owner._meta.get_field(column(self.place.field, self.language))

    @property
    def longest(self):
        """The number of characters its column holds, None for any number."""
        return self.column.max_length

    @property
    def is_line(self):
        """Whether it is a line of words, without Markdown."""
        return not isinstance(self.column, models.TextField)

    @property
    def label(self):
        """What it is called, on the screen of its item."""
        own = label(type(self.owner), self.place.field)
        if self.place.row is None:
            return own
        words = _("%(row)s %(number)d – %(field)s")
        row = capfirst(self.owner._meta.verbose_name)
        return words % {"row": row, "number": self.rank, "field": own.lower()}

    @property
    def is_stale(self):
        """Whether there is a translation, made from another source than today's or from nobody knows which."""
        return bool(self.target) and self.origin != digest(self.source)

    @cached_property
    def layout(self):
        return Layout(self.source, self.target, self.made_from, not self.is_line)


def name_of(item):
    """`challenges.challenge:KEY`: what an item or a row is called in files."""
    return f"{item._meta.label_lower}:{getattr(item, 'key', None) or item.pk}"


def texts_of(items, language):
    """`{id: [Text, …]}` of items of one kind: one query a kind of row, and a few for all of them."""
    items = [item for item in items if source_of(item) != language]
    if not items:
        return {}
    model = items[0]._meta.concrete_model
    found = {item.pk: [] for item in items}
    drafts = _drafts(model, items, language)
    for accessor in (None, *rows_looked_at(model)):
        rows = _rows(model, accessor, items)
        origins = _origins([row for _item, row, _rank in rows], language)
        for item, row, rank in rows:
            for name in fields_of(type(row)):
                place = Place(name, None if accessor is None else (accessor, row.pk))
                text, origin = value(row, name, language), origins.get((row.pk, name))
                said, noted = drafts.get(item.pk, {}).get(place, (None, None))
                if said is not None and said != text:
                    text, origin = said, noted
                elif noted is not None:
                    origin = noted
                source = value(row, name, source_of(item))
                found[item.pk].append(Text(item, place, row, language, source, text, origin or None, rank=rank))
    _tell_what_they_were_made_from([text for texts in found.values() for text in texts])
    return found


def _rows(model, accessor, items):
    """`[(item, row, its rank), …]`; the items themselves without an accessor."""
    if accessor is None:
        return [(item, item, 0) for item in items]
    relation = model._meta.get_field(accessor)
    by_id, ranks = {item.pk: item for item in items}, Counter()
    rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": list(by_id)})
    found = []
    for row in rows.order_by(*(relation.related_model._meta.ordering or ["pk"])):
        owner = getattr(row, relation.field.attname)
        ranks[owner] += 1
        found.append((by_id[owner], row, ranks[owner]))
    return found


def _drafts(model, items, language):
    """`{id: {Place: (text, digest or None)}}` of the working drafts."""
    if not issubclass(model, Publishable):
        return {}
    kind = ContentType.objects.get_for_model(model)
    written = Edition.objects.filter(content_type=kind, language=language, draft_at__isnull=False)
    written = written.filter(object_id__in=[item.pk for item in items]).values_list("object_id", "draft")
    return {pk: of_payload(draft or {}, model, language) for pk, draft in written}


def _origins(rows, language):
    """`{(id, field): digest}` of what is noted of them."""
    if not rows:
        return {}
    kind = ContentType.objects.get_for_model(rows[0])
    noted = Translation.objects.filter(content_type=kind, language=language, object_id__in={row.pk for row in rows})
    return {(pk, name): key for pk, name, key in noted.values_list("object_id", "field", "source__digest")}


def _tell_what_they_were_made_from(texts):
    for text in texts:
        text.made_from = text.source if text.origin == digest(text.source) and text.source else None
    wanted = {text.origin for text in texts if text.target and text.origin and text.made_from is None}
    known = dict(SourceText.objects.filter(digest__in=wanted).values_list("digest", "text")) if wanted else {}
    for text in texts:
        if text.made_from is None and text.origin:
            text.made_from = known.get(text.origin)

"""What one member of the team sees of the items of the site, and where each of them is edited."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext

from eig.languages.columns import codes, columns
from eig.languages.names import language_name
from eig.languages.translators import languages_of, translates_kind
from eig.publishing.models import Edition, Publishable, Step
from eig.publishing.permissions import has_right
from eig.publishing.states import state_of


@dataclass
class Line:
    """An item in a language, as home and calendar show it; `fill` adds what stands in the database."""

    kind_id: int
    item_id: int
    language: str
    at: datetime | date | None = None
    item: object = None
    kind: str = ""
    chips: list = field(default_factory=list)  # (language, look, words) of each edition it speaks of
    address: str = ""
    edition: Edition | None = None
    step: Step | None = None


class Office:
    """The back office as the person who asks may see it: the whole of a kind, or only what they began."""

    def __init__(self, site, request):
        self.site, self.request, self.user = site, request, request.user
        admins = {
            model: model_admin
            for model, model_admin in site._registry.items()
            if issubclass(model, Publishable) and not model._meta.proxy
        }
        self.whole = {model for model, found in admins.items() if found.has_view_or_change_permission(request)}
        self.admins = {
            model: found for model, found in admins.items() if model in self.whole or found.has_add_permission(request)
        }

    @cached_property
    def kinds(self):
        """`{model: content type}` of what the person sees something of."""
        return ContentType.objects.get_for_models(*self.admins) if self.admins else {}

    @property
    def may_write(self):
        """Whether there is something they may begin, or translate."""
        return bool(self.translated) or any(found.has_add_permission(self.request) for found in self.admins.values())

    def models_with(self, right):
        """The kinds on which the person has that right."""
        return [model for model in self.admins if has_right(self.user, right, model)]

    def items(self, model):
        """The items of the kind that the person sees, those in the bin apart."""
        items = model.objects.kept().order_by()
        return items if model in self.whole else items.filter(created_by=self.user)

    @cached_property
    def binned(self):
        """`{content type: ids}` of what lies in the bin: asked once, it keeps every other question short."""
        found = {}
        for kind_id, pk in _united(model.objects.binned() for model in self.kinds):
            found.setdefault(kind_id, []).append(pk)
        return found

    def editions(self, models=None):
        """The editions of those items."""
        models = self.admins if models is None else models
        seen = Q(content_type__in=[self.kinds[model] for model in models if model in self.whole])
        for model in models:
            if model not in self.whole:
                seen |= Q(content_type=self.kinds[model], object_id__in=self.items(model).values("pk"))
        for kind_id, keys in self.binned.items():
            seen &= ~Q(content_type=kind_id, object_id__in=keys)
        return Edition.objects.filter(seen)

    @cached_property
    def own_editions(self):
        """Those the person works on: of what they began, or whose working draft they saved last."""
        own = Q(draft_by=self.user)
        for model, kind in self.kinds.items():
            own |= Q(content_type=kind, object_id__in=model.objects.filter(created_by=self.user).values("pk"))
        for model, language in self.translated:
            items = model.objects.exclude(source_language=language)
            own |= Q(content_type=self.kinds[model], language=language, object_id__in=items.values("pk"))
        return self.editions().filter(own)

    @cached_property
    def translated(self):
        """`(model, language)` of what the person translates and may change no further: it is all theirs to do."""
        kinds = [
            model
            for model, found in self.admins.items()
            if translates_kind(self.user, model) and not found.has_change_permission(self.request)
        ]
        return [(model, language) for model in kinds for language in languages_of(self.user)]

    @property
    def ways_to_translate(self):
        """`(words, address)` of what waits in each language, for whoever translates and may change no further."""
        words, address = gettext("Translate into %(language)s"), reverse("admin:languages")
        return [
            (words % {"language": language_name(code)}, f"{address}?to={code}")
            for code in dict.fromkeys(language for _model, language in self.translated)
        ]

    def rows(self, *fields, among=lambda items: items):
        """`(id of the kind, id of the item, *fields)` of the items of every kind in one query, by the last field."""
        rows = _united((among(self.items(model)) for model in self.kinds), *fields)
        return sorted(rows, key=lambda row: (row[-1], *row[:2]))

    def fill(self, lines, states=True, steps=()):
        """The lines with their items: one query a kind, one more for states, one more for the last of the `steps`."""
        models = {kind.pk: model for model, kind in self.kinds.items()}
        wanted = {}
        for line in lines:
            wanted.setdefault(line.kind_id, set()).add(line.item_id)
        items = {}
        for kind_id, keys in wanted.items():
            found = models[kind_id].objects.filter(pk__in=keys).defer(*long_texts(models[kind_id]))
            if states:
                found = found.with_editions()
            items |= {(kind_id, item.pk): item for item in found}
        last = self._last_steps(lines, steps) if steps else {}
        for line in lines:
            line.item = items.get((line.kind_id, line.item_id))
            if line.item is not None:
                model = models[line.kind_id]
                line.kind = capfirst(model._meta.verbose_name)
                line.address = self.admins[model].screen_address(line.item, line.language)
                line.step = last.get((line.kind_id, line.item_id, line.language))
                if states:
                    line.chips = [(line.language, *state_of(line.item, line.language))]
                    line.edition = line.item.edition(line.language)
        return [line for line in lines if line.item is not None]

    def _last_steps(self, lines, verbs):
        steps = Step.objects.filter(
            verb__in=verbs,
            content_type__in={line.kind_id for line in lines},
            object_id__in={line.item_id for line in lines},
        ).select_related("by")
        by_date = steps.order_by("at", "pk")
        return {(step.content_type_id, step.object_id, step.language): step for step in by_date}


def _united(parts, *fields):
    """`(id of the kind, id of the item, *fields)` of querysets of several kinds, in one query."""
    kinds = ContentType.objects.get_for_model
    parts = [
        items.order_by()
        .annotate(kind_id=Value(kinds(items.model).pk), item_id=F("pk"))
        .values_list("kind_id", "item_id", *fields)
        for items in parts
    ]
    # Ordered by nothing once more: a model's own order is no column of the union.
    return parts[0].union(*parts[1:], all=True).order_by() if parts else ()


def long_texts(model):
    """The columns that no list needs: Markdown and its HTML."""
    fields = [name for field in getattr(model, "markdown_fields", ()) for name in (field, f"{field}_html")]
    return [name for field in fields for name in columns(field)]


def together(lines):
    """Lines that follow each other about one item at one instant as a single one, with a chip a language."""
    joined = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and line.at and (last.kind_id, last.item_id, last.at) == (line.kind_id, line.item_id, line.at):
            last.chips = sorted([*last.chips, *line.chips], key=lambda chip: codes().index(chip[0]))
            if line.language == line.item.source_language:
                last.language, last.address, last.edition = line.language, line.address, line.edition
            continue
        joined.append(line)
    return joined

"""Where visitors see each picture, for the page of credits: a query or two a model, whatever the number of pictures."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import get_language

from eig.images.component import rendition_url, words_of
from eig.images.models import Image, image_links
from eig.images.pixels import specs
from eig.images.querysets import REFERENCE_KIND
from eig.languages.columns import codes, column, columns
from eig.languages.fallbacks import line
from eig.publishing.models import Publishable
from eig.text.folding import fold
from eig.text.models import Reference, Rendered


@dataclass(frozen=True)
class CreditedImage:
    """An image and where it is seen: `(label, path)`, path "" for what has no page of its own."""

    image: Image
    uses: list[tuple[str, str]]

    @property
    def caption(self):
        return words_of(self.image, "caption")

    @property
    def alt(self):
        return words_of(self.image, "alt")

    @property
    def author(self):
        """Who made it, "" where the credit says so already."""
        return "" if self.image.author in self.image.credit else self.image.author

    @property
    def source_site(self):
        """The host of the source address, "" without one."""
        return (urlsplit(self.image.source_url).hostname or "").removeprefix("www.")

    @cached_property
    def press_file(self):
        """`{"address", "width"}` of the large JPEG that newspapers may print, None where none is offered."""
        if not self.image.is_for_press():
            return None
        rendition = specs.renditions(self.image, specs.SPECS["press"])[-1]
        return {"address": rendition_url(self.image, rendition), "width": rendition.width}


def images_in_use():
    """A CreditedImage for each image that visitors of the active language see, by the first place it is seen in."""
    uses = defaultdict(set)
    texts = _references_by_model()
    links = defaultdict(list)
    for link in image_links():
        links[link.model].append(link)
    for model in apps.get_models():
        if model in links or model in texts:
            for name, use in _sightings(model, links[model], texts.get(model, {})):
                uses[name].add(use)
    images = Image.objects.filter(
        Q(pk__in=[value for field, value in uses if field == "pk"])
        | Q(key__in=[value for field, value in uses if field == "key"])
    )
    seen = [image for image in images if not image.is_withdrawn()]
    credited = [
        CreditedImage(image, sorted(uses["pk", image.pk] | uses["key", image.key], key=_folded)) for image in seen
    ]
    return sorted(credited, key=lambda entry: ([_folded(use) for use in entry.uses], entry.image.key))


def _folded(use):
    """A use as people sort it, whatever accents and case."""
    label, path = use
    return fold(label), path


def _references_by_model():
    """`{model: {object id: [(field, language, key of an image)]}}`, for one query."""
    found = defaultdict(lambda: defaultdict(list))
    rows = Reference.objects.filter(kind=REFERENCE_KIND).values_list(
        "content_type", "object_id", "field", "language", "key"
    )
    for kind, item, *reference in rows:
        found[ContentType.objects.get_for_id(kind).model_class()][item].append(tuple(reference))
    return found


def _sightings(model, links, texts):
    """`(("pk", id) or ("key", key) of an image, use)` for what visitors see of the model's rows."""
    holding = Q(pk__in=list(texts))
    for link in links:
        holding |= Q(**{f"{link.name}__isnull": False})
    fields = sorted({field for references in texts.values() for field, _language, _key in references})
    for row, item in _live(model, holding, fields):
        use, hidden = _use(item), getattr(row, "fields_out_of_sight", ())
        for link in links:
            if link.name not in hidden and (image := getattr(row, link.attname)):
                yield ("pk", image), use
        for field, language, key in texts.get(row.pk, ()):
            if field not in hidden and getattr(row, _shown_in(field)) == language:
                yield ("key", key), use


def _live(model, condition, fields):
    """`(row, the item whose page shows it)` for the rows that meet the condition and that visitors see.

    Each row knows the language in which its texts `fields` are read. A model says which rows pages show by
    `in_sight()` of its queryset, and which of their pictures and texts they leave out by `fields_out_of_sight`.
    """
    if issubclass(model, Publishable):
        rows = _with_languages(model.objects.published().filter(condition), fields)
        return [(item, item) for item in _with_required(rows)]
    rows = _with_languages(model._default_manager.filter(condition), fields)
    if hasattr(rows, "in_sight"):
        rows = rows.in_sight()
    owner = next((field for field in _required(model) if issubclass(field.related_model, Publishable)), None)
    if owner is None:
        return [(row, row) for row in _with_required(rows)]
    live = owner.related_model.objects.published().filter(pk__in=rows.values(owner.attname))
    owners = _with_required(live).in_bulk()
    return [(row, item) for row in rows if (item := owners.get(getattr(row, owner.attname)))]


def _with_languages(rows, fields):
    """Each row with the language that `shown_text` or the field itself would read each text in."""
    publishable = issubclass(rows.model, Publishable)
    for field in fields:
        written = {code: Q(**{f"{column(f'{field}_html', code)}__gt": ""}) for code in codes()}
        if publishable:
            own = When(written[get_language()], shown_language=get_language(), then=Value(get_language()))
            shared = rows.model.shown_in_every_language
            language = Case(own, default=F("source_language") if shared else Value(""))
        else:
            in_order = sorted(codes(), key=lambda code: code != get_language())
            language = Case(*[When(written[code], then=Value(code)) for code in in_order], default=Value(""))
        rows = rows.annotate(**{_shown_in(field): language})
    return rows


def _shown_in(field):
    return f"{field}_shown_in"


def _required(model):
    return [field for field in model._meta.concrete_fields if field.many_to_one and not field.null]


def _with_required(rows):
    """With the relations that an address is made of, which are the required ones, but without the texts.

    All of them together weigh megabytes.
    """
    names = [field.name for field in _required(rows.model)]
    rows = rows.select_related(*names) if names else rows
    if not issubclass(rows.model, Rendered):
        return rows
    fields = [name for field in rows.model.markdown_fields for name in (field, f"{field}_html")]
    return rows.defer(*(name for field in fields for name in columns(field)))


def _use(item):
    named_by = getattr(item, "named_by", "")
    label = line(item, named_by) if hasattr(item, column(named_by, codes()[0])) else str(item)
    return label, item.get_absolute_url() if hasattr(item, "get_absolute_url") else ""

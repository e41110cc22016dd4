"""One digest of all that is published, by stable keys: equal across databases and ids."""

import hashlib
import json

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from blog.models import Authorship
from challenges.models import Participation, SoughtProfile
from eig.importing.values import canonical
from eig.languages.columns import codes
from eig.pages.models import SiteIdentity
from eig.publishing.keys import Keyed
from eig.publishing.models import Edition, Publishable
from eig.seo.models import Redirect
from eig.tags.models import TaggedItem

# Content whose rows have no key of their own.
KEYLESS = (Authorship, Participation, SoughtProfile, SiteIdentity, Redirect, TaggedItem)
# Found again from the rest, or not content: ids, names of files, instants of writing, what is computed on save.
DERIVED = {"id", "file", "created_at", "updated_at", "revised_at", "revision", "sort_key", "search_key", "path_key"}
# Of images: what is read from the file, who brought it in, and where the signed consent lies.
DERIVED |= {"embedded", "uploaded_by", "consent_document"}
GENERIC = {"content_type", "object_id"}


def content_hash():
    """SHA-256 of the published content: editions and their texts, relations, images, redirects.

    Drafts, accounts and versions stay apart, and so does whatever belongs to an item that is not published.
    """
    digest = hashlib.sha256()
    for line in sorted(_lines()):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def content_models():
    """The models whose rows are content, in the order of their labels."""
    keyed = {model for model in apps.get_models() if issubclass(model, Keyed) and not model._meta.proxy}
    return sorted(keyed | set(KEYLESS), key=lambda model: model._meta.label)


def _lines():
    names = _Names()
    for model in content_models():
        for row in model._base_manager.all().iterator(chunk_size=500):
            if data := _data(model, row, names):
                yield json.dumps([model._meta.label_lower, data], sort_keys=True, ensure_ascii=False, default=str)


def _data(model, row, names):
    """What a row says, or None when it belongs to something unpublished."""
    editions = None
    if issubclass(model, Publishable):
        editions = names.editions(model).get(row.pk)
        if not editions:
            return None
    elif any(not names.is_published(owner, pk) for owner, pk in _owners(model, row, names)):
        return None
    data = {"editions": editions} if editions else {}
    for column in model._meta.concrete_fields:
        if column.name in DERIVED | GENERIC or column.name.endswith("_html") or _is_derived(column):
            continue
        if _is_foreign_text(column, editions):
            continue
        if isinstance(column, models.ForeignKey):
            data[column.name] = names.key(column.related_model, getattr(row, column.attname))
        else:
            data[column.name] = canonical(getattr(row, column.attname))
    if _generic(model):
        data["item"] = names.generic(row)
    for relation in model._meta.many_to_many:
        if relation.remote_field.through._meta.auto_created:
            data[relation.name] = names.related(relation).get(row.pk, [])
    return data


def _is_derived(column):
    """The untranslated column of a translated field, which nobody reads, and texts made from others on save."""
    translated = hasattr(column.model, f"{column.name}_{codes()[0]}")
    name, _underscore, code = column.name.rpartition("_")
    return translated or (code in codes() and name.endswith("_html"))


def _is_foreign_text(column, editions):
    """A text of a language in which the item is not published."""
    name, _underscore, code = column.name.rpartition("_")
    return bool(editions) and bool(name) and code in codes() and code not in editions


def _generic(model):
    return any(isinstance(private, GenericForeignKey) for private in model._meta.private_fields)


def _owners(model, row, names):
    """`(model, pk)` of the publishable items that a row goes away with."""
    for column in model._meta.concrete_fields:
        if not isinstance(column, models.ForeignKey) or not issubclass(column.related_model, Publishable):
            continue
        if column.remote_field.on_delete is models.CASCADE and (pk := getattr(row, column.attname)):
            yield column.related_model, pk
    if _generic(model) and row.content_type_id:
        yield names.model(row.content_type_id), row.object_id


class _Names:
    """Keys by id, and what is published, each read once."""

    def __init__(self):
        self._keys, self._editions, self._related = {}, {}, {}

    def key(self, model, pk):
        if pk is None:
            return None
        model = model._meta.concrete_model
        if model not in self._keys:
            self._keys[model] = dict(model._base_manager.values_list("pk", "key"))
        return self._keys[model].get(pk)

    def model(self, content_type_id):
        return ContentType.objects.get_for_id(content_type_id).model_class()

    def generic(self, row):
        if not row.content_type_id:
            return None
        model = self.model(row.content_type_id)
        return [model._meta.label_lower, self.key(model, row.object_id)]

    def editions(self, model):
        """`{pk: {language: its dates}}` of the published editions of a model, a warning to readers among them."""
        if model not in self._editions:
            found = self._editions.setdefault(model, {})
            content_type = ContentType.objects.get_for_model(model)
            for edition in Edition.objects.filter(content_type=content_type, state=Edition.State.PUBLISHED):
                dates = (edition.published_at, edition.unpublished_at, edition.outdated_since)
                found.setdefault(edition.object_id, {})[edition.language] = [canonical(date) for date in dates]
        return self._editions[model]

    def is_published(self, model, pk):
        return not issubclass(model, Publishable) or pk in self.editions(model._meta.concrete_model)

    def related(self, relation):
        """`{pk: [key, …]}` of a many-to-many relation."""
        if relation not in self._related:
            found = self._related.setdefault(relation, {})
            pairs = relation.remote_field.through._base_manager.values_list(
                f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
            )
            for pk, other in pairs:
                found.setdefault(pk, []).append(self.key(relation.related_model, other))
            for keys in found.values():
                keys.sort()
        return self._related[relation]

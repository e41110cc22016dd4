"""Registering a kind of items, and noting what changes: a row of it, or one from which its texts come.

Writes that send no signal are made good by `manage.py index_search`; nothing of the site's own makes any.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from eig.search.kinds import add
from eig.search.models import Changed


def register(kind):
    """Let the items of a kind be found, and be indexed again when they change."""
    add(kind)
    name = f"search {kind.name}"
    for model in (kind.model, *(other for other in kind.model.__subclasses__() if other._meta.proxy)):
        for signal in (post_save, post_delete):
            signal.connect(_of_item, sender=model, dispatch_uid=name)
    for relation in kind.model._meta.local_many_to_many:
        m2m_changed.connect(_of_relation, sender=relation.remote_field.through, dispatch_uid=name)
    for model, way in kind.related.items():
        noting = _of_related(kind, way)
        # Before it is deleted, for then nothing leads to it any more.
        for signal in (post_save, pre_delete):
            signal.connect(noting, sender=model, weak=False, dispatch_uid=f"{name} {model._meta.label}")
        if callable(way):
            leaving = _of_former_owner(kind, way)
            pre_save.connect(leaving, sender=model, weak=False, dispatch_uid=f"{name} {model._meta.label}")


def note(model, numbers):
    """Have the items of those numbers indexed again before anybody searches."""
    content_type = ContentType.objects.get_for_model(model)
    Changed.objects.bulk_create([Changed(content_type=content_type, object_id=number) for number in numbers])


def _of_item(sender, instance, **kwargs):
    note(sender, [instance.pk])


def _of_relation(sender, instance, action, reverse, pk_set, model, **kwargs):
    if action.startswith("post_") or action == "pre_clear":
        if reverse:
            note(model, pk_set or _others(sender, instance))
        else:
            note(type(instance), [instance.pk])


def _others(through, instance):
    """The items that a relation about to be cleared from its other end leads to."""
    own = next(field for field in through._meta.fields if field.related_model is type(instance))
    other = next(field for field in through._meta.fields if field.related_model not in {None, type(instance)})
    return list(through._default_manager.filter(**{own.name: instance}).values_list(other.attname, flat=True))


def _of_related(kind, way):
    def noting(sender, instance, **kwargs):
        if callable(way):
            numbers = way(instance)
        else:
            numbers = kind.model._default_manager.filter(**{way: instance}).values_list("pk", flat=True).distinct()
        note(kind.model, list(numbers))

    return noting


def _of_former_owner(kind, way):
    """A row that goes over to another item leaves one behind."""

    def noting(sender, instance, **kwargs):
        former = None if instance._state.adding else sender._default_manager.filter(pk=instance.pk).first()
        if former is not None and (numbers := set(way(former)) - set(way(instance))):
            note(kind.model, list(numbers))

    return noting

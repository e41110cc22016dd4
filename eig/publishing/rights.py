"""The permissions that reviewing, publishing and translating ask for, one a kind of item, beside Django's own four."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections

from eig.languages.forms import translated_fields
from eig.publishing.models import Publishable
from eig.publishing.permissions import Right


def publishable_models():
    """Every model whose items are published by language, proxies apart."""
    return [model for model in apps.get_models() if issubclass(model, Publishable) and not model._meta.proxy]


def translated_models():
    """Every model whose items have a screen for each language, proxies apart."""
    shown = [model for model in apps.get_models() if admin.site.is_registered(model) and not model._meta.proxy]
    return [model for model in shown if translated_fields(model)]


def rights():
    """Yield `(model, right)` for each of them."""
    for model in publishable_models():
        yield from ((model, right) for right in (Right.REVIEW, Right.PUBLISH))
    yield from ((model, Right.TRANSLATE) for model in translated_models())


def make_permissions(using="default", **signal):
    """After a migration: make the permissions that are not there yet."""
    if not {"auth_permission", "django_content_type"} <= set(connections[using].introspection.table_names()):
        return
    for model, right in rights():
        Permission.objects.using(using).get_or_create(
            content_type=ContentType.objects.db_manager(using).get_for_model(model),
            codename=get_permission_codename(right, model._meta),
            defaults={"name": f"Can {right} {model._meta.verbose_name_raw}"},
        )

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.autoreload import file_changed

from eig.caching import release, triggers
from eig.caching.content import not_content


class CachingConfig(AppConfig):
    name = "eig.caching"

    def ready(self):
        from django.contrib.admin.models import LogEntry
        from django.contrib.auth.models import Group, Permission
        from django.contrib.contenttypes.models import ContentType
        from django.contrib.sessions.models import Session

        for model in (LogEntry, Group, Permission, ContentType, Session):
            not_content(model)
        file_changed.connect(release.forget)
        pre_migrate.connect(let_tables_change, sender=self)
        post_migrate.connect(watch_again, sender=self)


def let_tables_change(using, plan=(), **signal):
    """While migrations change tables nothing is watched, so nothing has a version and nothing is kept."""
    connection = connections[using]
    if plan and triggers.TABLE in connection.introspection.table_names():
        triggers.remove(connection)


def watch_again(using, plan=(), **signal):
    """After migrations every table of content is watched, those that are new too; also where a watch is missing."""
    connection = connections[using]
    if triggers.TABLE in connection.introspection.table_names() and (plan or not triggers.are_set(connection)):
        triggers.install(connection)

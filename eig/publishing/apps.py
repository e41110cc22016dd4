from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PublishingConfig(AppConfig):
    name = "eig.publishing"

    def ready(self):
        from eig.publishing.rights import make_permissions

        post_migrate.connect(make_permissions, sender=self)

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PublishingConfig(AppConfig):
    name = "eig.publishing"

    def ready(self):
        from eig.caching.clock import register_column
        from eig.caching.content import not_content
        from eig.notifications.readers import register
        from eig.publishing import gate
        from eig.publishing.gate import lengths, links, texts, translations
        from eig.publishing.models import (
            Defect,
            Edition,
            ImportedItem,
            Inspection,
            Presence,
            PreviewLink,
            Step,
        )
        from eig.publishing.permissions import may_read
        from eig.publishing.rights import make_permissions

        register(may_read)
        for check in (texts.headings, texts.link_words, texts.players, links.unknown):
            gate.register(check)
        gate.register(translations.translations)
        gate.register(links.references)
        rules = (texts.RULES, translations.RULES, links.RULES, lengths.RULES)
        for family, words in (pair for one in rules for pair in one.items()):
            gate.register_rules(family, words)
        post_migrate.connect(make_permissions, sender=self)
        for model in (Defect, ImportedItem, Inspection, Presence, PreviewLink, Step):
            not_content(model)
        not_content(Edition, "draft", "draft_at", "draft_by_id", "review", "revision", "saved_by_id", "updated_at")
        register_column(Edition, "published_at", "unpublished_at")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "eig.contact"
    verbose_name = _("messages")

    def ready(self):
        from eig.caching.content import not_content
        from eig.contact import letters
        from eig.contact.models import Message, Sender
        from eig.notifications import outbox

        outbox.register(Message, letters.compose)
        for model in (Message, Sender):
            not_content(model)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "eig.notifications"
    verbose_name = _("notices")

    def ready(self):
        from eig.caching.content import not_content
        from eig.notifications import letters, outbox
        from eig.notifications.models import Notification, OutgoingMail, PasswordLetter

        for model in (Notification, OutgoingMail, PasswordLetter):
            not_content(model)
        outbox.register(OutgoingMail, letters.compose)
        outbox.register(PasswordLetter, letters.compose_link)

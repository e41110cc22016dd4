from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "eig.accounts"
    verbose_name = _("accounts")

    def ready(self):
        from eig.accounts.models import Attempt, User
        from eig.caching.content import not_content

        for model in (User, Attempt):
            not_content(model)

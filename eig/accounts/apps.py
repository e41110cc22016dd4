from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "eig.accounts"
    verbose_name = _("accounts")

    def ready(self):
        from eig.accounts.models import User
        from eig.caching.content import not_content

        not_content(User)

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from eig.accounts.counting import Count


class User(AbstractUser):
    """A member of the programme team who works in the admin."""

    email = models.EmailField(_("email address"), blank=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("The one we write to you in."),
    )
    wants_mail = models.BooleanField(
        _("by e-mail too"),
        default=True,
        help_text=_("What concerns you is always told in the back office; tick to be told by e-mail as well."),
    )

    translates = models.JSONField(_("languages to translate into"), default=list, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="user_email_unique",
                violation_error_message=_("Another account has this address."),
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.username


class Attempt(Count):
    """How many passwords were looked at for a name, or from a network address, within a quarter of an hour."""

    class Meta:
        verbose_name = _("login attempt")
        verbose_name_plural = _("login attempts")
        default_permissions = ()

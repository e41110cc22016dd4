"""Stable keys: what an item is called in references, exports and imports, whatever its address or id."""

import secrets

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no letter that is read for another
validate_key = RegexValidator(r"^[a-z0-9][a-z0-9._-]*$", _("A key holds small letters, digits, dots and dashes."))


def new_key():
    """A fresh key of ten characters, about 49 bits."""
    return "".join(secrets.choice(ALPHABET) for _index in range(10))


class Keyed(models.Model):
    """A model whose rows carry a stable key; importers set it from their source."""

    key = models.CharField(
        _("key"), max_length=150, unique=True, editable=False, default=new_key, validators=[validate_key]
    )

    class Meta:
        abstract = True

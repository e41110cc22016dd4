"""Values as they are compared and remembered, the same on every database."""

import hashlib
import json
from datetime import UTC, date, datetime

from django.db.models.fields.files import FieldFile


def canonical(value):
    """A value as JSON holds it; nothing and the empty text are the same."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, FieldFile):
        value = value.name
    return None if value == "" else value


def digest(value):
    """Sixteen hexadecimal digits that tell a canonical value from another."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]

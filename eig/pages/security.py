"""`/.well-known/security.txt`: whom to tell of a security flaw (RFC 9116)."""

from datetime import datetime, time

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from eig.languages.columns import codes
from eig.pages.models import SiteIdentity


@require_safe
def security_txt(request):
    """The file as the identity says it; 404 without a contact, or with one that nobody has checked for a year."""
    identity = SiteIdentity.current()
    until = identity.security_expires_on
    if until is None or until < timezone.localdate():
        raise Http404
    expires = timezone.make_aware(datetime.combine(until, time(23, 59, 59)))
    contact = identity.security_contact
    lines = [
        f"Contact: {contact if contact.startswith('https:') else f'mailto:{contact}'}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {', '.join(codes())}",
        f"Canonical: {settings.SITE_ADDRESS}{reverse('security_txt')}",
    ]
    if identity.security_policy_url:
        lines.append(f"Policy: {identity.security_policy_url}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")

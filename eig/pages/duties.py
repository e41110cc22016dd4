"""What the law asks of a site of the State and its identity does not say, or says no more."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# So long before something ends, the team is told.
AHEAD = timedelta(days=90)
LEGAL = ("publisher", "publication_director", "host", "dpo", "email")


def owed(identity, today=None):
    """Sentences about what is missing, out of date or soon to be, the gravest first; [] when all is well."""
    today = today or timezone.localdate()
    missing = [str(identity._meta.get_field(name).verbose_name) for name in LEGAL if not getattr(identity, name)]
    sentences = [_audit(identity, today)]
    if missing:
        sentences.append(_("The legal notice and the privacy page lack: %(names)s.") % {"names": ", ".join(missing)})
    sentences += [_security(identity, today), _plan(identity)]
    return [sentence for sentence in sentences if sentence]


def _audit(identity, today):
    if identity.audited_on is None:
        return _("No accessibility audit is known: the site says that it is not compliant.")
    until = identity.audit_valid_until
    if until < today:
        words = _("The accessibility audit of %(day)s is over three years old: the site says that it is not compliant.")
        return words % {"day": date_format(identity.audited_on)}
    if until - today <= AHEAD:
        words = _("The accessibility audit counts until %(day)s: after that, the site says that it is not compliant.")
        return words % {"day": date_format(until)}
    return ""


def _security(identity, today):
    until = identity.security_expires_on
    if until is None:
        return ""  # recommended, not owed
    if until < today:
        return _("security.txt is not published any more: check its contact, then change its date.")
    if until - today <= AHEAD:
        return _("security.txt holds until %(day)s: check its contact, then change its date.") % {
            "day": date_format(until)
        }
    return ""


def _plan(identity):
    if identity.audited_on and not identity.accessibility_plan_url:
        return _("The accessibility statement links to no multi-year plan.")
    return ""

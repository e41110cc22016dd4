import re

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eig.images.models import Image

AUDIT_VALID_YEARS = 3


class Accessibility(models.TextChoices):
    """The three statuses of the RGAA, the State's accessibility rules."""

    NONE = "none", _("not compliant")
    PARTIAL = "partial", _("partially compliant")
    FULL = "full", _("fully compliant")


class SiteIdentity(models.Model):
    """Who publishes the site and how to reach them: one row, edited by the programme team."""

    service_name = models.CharField(_("service name"), max_length=120)
    tagline = models.CharField(_("promise in one line"), max_length=200, blank=True)
    brand_block = models.CharField(
        _("brand block"),
        max_length=120,
        default="République|française",
        help_text=_("The words under the Marianne; a vertical bar | breaks the line."),
    )
    operator = models.CharField(_("operator"), max_length=150, blank=True)
    operator_url = models.URLField(_("operator's site"), blank=True)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    postal_address = models.TextField(_("postal address"), blank=True)
    newsletter_url = models.URLField(_("newsletter's subscription page"), max_length=300, blank=True)
    social_links = models.JSONField(
        _("social networks"), default=list, blank=True, help_text=_("A list of pairs: name and address.")
    )
    source_code_url = models.URLField(_("source code"), blank=True)
    footer_text = models.TextField(_("footer text"), blank=True)
    publisher = models.TextField(_("publisher"), blank=True)
    publication_director = models.CharField(_("director of publication"), max_length=200, blank=True)
    host = models.TextField(_("host"), blank=True, help_text=_("Name, address and phone of the host."))
    dpo = models.TextField(_("data protection officer"), blank=True)
    hero = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("home page picture")
    )

    audited_on = models.DateField(_("date of the accessibility audit"), null=True, blank=True)
    audited_by = models.CharField(_("auditor"), max_length=200, blank=True)
    audit_rate = models.PositiveSmallIntegerField(
        _("share of criteria met, in percent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identity")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="site_identity_single"),
            models.CheckConstraint(
                condition=Q(audited_on__isnull=True, audit_rate__isnull=True)
                # Said of NULL too, for a CHECK lets pass what it cannot tell.
                | Q(audited_on__isnull=False, audit_rate__isnull=False, audit_rate__range=(0, 100)),
                name="site_identity_audit_has_rate",
                violation_error_message=_("An audit has a date and a share of criteria met."),
            ),
        ]

    def __str__(self):
        return self.service_name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls):
        """The site's identity; an unsaved one with plain words while none is set."""
        return cls.objects.select_related("hero").first() or cls(service_name=settings.FALLBACK_SERVICE_NAME)

    @property
    def brand_lines(self):
        """The brand block, line by line."""
        return [line.strip() for line in self.brand_block.split("|")]

    @property
    def dialled_phone(self):
        """The phone number as a telephone reads it."""
        return re.sub(r"[^+\d]", "", self.phone)

    @property
    def audit_valid_until(self):
        """The last day on which the audit counts, or None without one."""
        if self.audited_on is None:
            return None
        try:
            return self.audited_on.replace(year=self.audited_on.year + AUDIT_VALID_YEARS)
        except ValueError:  # 29 February
            return self.audited_on.replace(year=self.audited_on.year + AUDIT_VALID_YEARS, day=28)

    @property
    def audit_in_force(self):
        return self.audited_on is not None and timezone.localdate() <= self.audit_valid_until

    @property
    def accessibility_status(self):
        """What the law lets the site say: without an audit in force, that it is not compliant."""
        if not self.audit_in_force:
            return Accessibility.NONE
        if self.audit_rate == 100:
            return Accessibility.FULL
        return Accessibility.PARTIAL if self.audit_rate >= 50 else Accessibility.NONE

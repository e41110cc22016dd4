import re
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, URLValidator, validate_email
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eig.images.models import Image

AUDIT_VALID_YEARS = 3
SECURITY_CONTACT_VALID = timedelta(days=365)
A_LINE = _("One a line.")


def validate_contact(value):
    """An email address, or the https address of a page: what a line of security.txt holds."""
    validate = URLValidator(schemes=["https"]) if value.startswith("https:") else validate_email
    try:
        validate(value)
    except ValidationError as error:
        raise ValidationError(_("Write an email address, or an address that begins with https://")) from error


def _dialled(phone):
    return re.sub(r"[^+\d]", "", phone)


class Accessibility(models.TextChoices):
    """The three statuses of the RGAA, the State's accessibility rules."""

    NONE = "none", _("not compliant")
    PARTIAL = "partial", _("partially compliant")
    FULL = "full", _("fully compliant")


class SiteIdentity(models.Model):
    """Who publishes the site and how to reach them: one row, edited by the programme team."""

    named_by = "service_name"

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

    press_name = models.CharField(_("press officer"), max_length=150, blank=True)
    press_email = models.EmailField(_("press email address"), blank=True, help_text=_("Left empty, it is the site’s."))
    press_phone = models.CharField(_("press phone"), max_length=30, blank=True)
    boilerplate = models.TextField(
        _("the programme in a paragraph"), blank=True, help_text=_("What journalists may copy as it stands.")
    )
    logo = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("logo for the press")
    )

    security_contact = models.CharField(
        _("to report a security flaw"),
        max_length=300,
        blank=True,
        validators=[validate_contact],
        help_text=_("An email address, or the https:// address of a form: it is published in security.txt."),
    )
    security_policy_url = models.URLField(_("how flaws are handled"), blank=True)
    security_checked_on = models.DateField(
        _("contact checked on"),
        null=True,
        blank=True,
        help_text=_("That someone answers there. The file security.txt holds for a year from that day."),
    )
    ecodesign_url = models.URLField(
        _("ecodesign declaration"), blank=True, help_text=_("By the rules of the RGESN: the footer links to it.")
    )

    audited_on = models.DateField(
        _("date of the accessibility audit"),
        null=True,
        blank=True,
        help_text=_("It counts for three years; without an audit that counts, the site says that it is not compliant."),
    )
    audited_by = models.CharField(_("auditor"), max_length=200, blank=True)
    audit_rate = models.PositiveSmallIntegerField(
        _("share of criteria met, in percent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )

    audited_pages = models.TextField(_("pages audited"), blank=True, help_text=A_LINE)
    audit_environment = models.TextField(
        _("test environment"), blank=True, help_text=_("Browsers and assistive technologies, one a line.")
    )
    audit_tools = models.TextField(_("tools of the audit"), blank=True, help_text=A_LINE)
    stated_on = models.DateField(_("statement made on"), null=True, blank=True)
    gaps = models.TextField(_("contents that are not compliant"), blank=True, help_text=A_LINE)
    exemptions = models.TextField(
        _("exempt as a disproportionate burden"), blank=True, help_text=_("With what replaces each; one a line.")
    )
    outside_scope = models.TextField(_("contents the law does not cover"), blank=True, help_text=A_LINE)
    accessibility_email = models.EmailField(
        _("address for accessibility"), blank=True, help_text=_("Left empty, it is the site’s.")
    )
    accessibility_plan_url = models.URLField(
        _("multi-year accessibility plan"), blank=True, help_text=_("The law asks for one; the statement links to it.")
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
        if not self.security_contact:
            self.security_checked_on = None
        elif self.security_checked_on is None:
            self.security_checked_on = timezone.localdate()  # who writes it knows it
        super().save(*args, **kwargs)

    @classmethod
    def current(cls):
        """The site's identity; an unsaved one with plain words while none is set."""
        return cls.objects.select_related("hero", "logo").first() or cls(service_name=settings.FALLBACK_SERVICE_NAME)

    @property
    def brand_lines(self):
        """The brand block, line by line."""
        return [line.strip() for line in self.brand_block.split("|")]

    @property
    def dialled_phone(self):
        """The phone number as a telephone reads it."""
        return _dialled(self.phone)

    @property
    def dialled_press_phone(self):
        return _dialled(self.press_phone)

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

    @property
    def accessibility_contact(self):
        return self.accessibility_email or self.email

    @property
    def press_contact(self):
        return self.press_email or self.email

    @property
    def security_expires_on(self):
        """The last day on which security.txt holds, None without a contact."""
        return self.security_checked_on and self.security_checked_on + SECURITY_CONTACT_VALID

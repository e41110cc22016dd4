from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What someone does in a cohort or on a challenge."""

    EIG = "eig", _("EIG")
    OPERATIONAL_MENTOR = "operational_mentor", _("operational mentor")
    HIGH_LEVEL_MENTOR = "high_level_mentor", _("high-level mentor")
    MENTOR = "mentor", _("mentor")
    TEAM = "team", _("programme team")


MENTORS = (Role.MENTOR, Role.OPERATIONAL_MENTOR, Role.HIGH_LEVEL_MENTOR)

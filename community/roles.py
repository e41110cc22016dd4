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


class RoleGroup(models.TextChoices):
    """Roles as visitors look for them: all mentors are one group."""

    EIG = "eig", _("EIGs")
    MENTOR = "mentor", _("mentors")
    TEAM = "team", _("programme team")


def group_of(role):
    return RoleGroup.MENTOR if role in MENTORS else RoleGroup(role)


def grouped(participations):
    """`{group: participations}` in the order given, each person once a group; every group is there."""
    groups = {group.value: [] for group in RoleGroup}
    seen = set()
    for participation in participations:
        group = group_of(participation.role).value
        if (group, participation.person_id) not in seen:
            seen.add((group, participation.person_id))
            groups[group].append(participation)
    return groups

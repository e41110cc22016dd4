"""What texts and key figures of the site may refer to in this section."""

from community.models import Administration, Call, Cohort, Person, Skill
from community.roles import MENTORS, Role


def people(keys):
    """`{key: path}` of the people who have a page."""
    return {person.key: person.get_absolute_url() for person in Person.objects.published().filter(key__in=keys)}


def cohorts(keys):
    """`{key: path}` of the cohorts."""
    return {cohort.key: cohort.get_absolute_url() for cohort in Cohort.objects.in_sight().filter(key__in=keys)}


def calls(keys):
    """`{key: path}` of the calls."""
    return {
        call.key: call.get_absolute_url()
        for call in Call.objects.announced().select_related("cohort").filter(key__in=keys)
    }


def administrations(keys):
    """`{key: path}` of the administrations that have a page."""
    return {one.key: one.get_absolute_url() for one in Administration.objects.in_sight().filter(key__in=keys)}


def skills(keys):
    """`{key: path}` of the skills that have a page."""
    return {skill.key: skill.get_absolute_url() for skill in Skill.objects.in_sight().filter(key__in=keys)}


def number_of_eigs():
    """People with a page who are or were EIGs: as many as the list of people shows for that role."""
    return Person.objects.published().in_role(Role.EIG).count()


def number_of_mentors():
    """People with a page who back or backed a challenge."""
    return Person.objects.published().in_role(*MENTORS).count()


def number_of_cohorts():
    return Cohort.objects.in_sight().count()

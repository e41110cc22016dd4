"""What texts and key figures of the site may refer to in this section."""

from community.models import Call, Cohort, Person
from community.roles import MENTORS, Role


def people(keys):
    """`{key: path}` of the people who have a page."""
    return {person.key: person.get_absolute_url() for person in Person.objects.published().filter(key__in=keys)}


def cohorts(keys):
    """`{key: path}` of the cohorts."""
    return {cohort.key: cohort.get_absolute_url() for cohort in Cohort.objects.filter(key__in=keys)}


def calls(keys):
    """`{key: path}` of the calls."""
    return {call.key: call.get_absolute_url() for call in Call.objects.filter(key__in=keys)}


def number_of_eigs():
    """People with a page who are or were EIGs: as many as the list of people shows for that role."""
    return Person.objects.published().in_role(Role.EIG).count()


def number_of_mentors():
    """People with a page who back or backed a challenge."""
    return Person.objects.published().in_role(*MENTORS).count()


def number_of_cohorts():
    return Cohort.objects.count()

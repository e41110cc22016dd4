"""What visitors find of people and cohorts."""

from django.db.models import Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.models import Administration, Cohort, Person, Skill
from eig.languages.fallbacks import line
from eig.search.kinds import Kind, Part, of_field, of_html, of_words, untranslated
from eig.search.registration import register


def connect():
    participations = Person._meta.get_field("participations").related_model
    register(
        Kind(
            name="person",
            label=_("people"),
            model=Person,
            visible=Person.objects.published,
            segments=_of_person,
            title=lambda person: untranslated(person.name),
            details=_roles,
            for_index=lambda people: people.for_cards(),
            for_results=lambda people: people.for_cards(),
            related={participations: lambda participation: [participation.person_id], Cohort: "participations__cohort"},
        )
    )
    register(
        Kind(
            name="cohort",
            label=_("cohorts"),
            model=Cohort,
            visible=lambda: Cohort.objects.in_sight().annotate(shown_language=Value(get_language())),
            segments=_of_cohort,
            details=lambda cohort: [str(cohort.year)],
        )
    )
    register(
        Kind(
            name="administration",
            label=_("administrations"),
            model=Administration,
            visible=lambda: Administration.objects.in_sight().annotate(shown_language=Value(get_language())),
            segments=lambda administration: [
                *of_field(administration, "name", Part.NAME),
                *of_words([administration.acronym], Part.NAME),
            ],
        )
    )
    register(
        Kind(
            name="skill",
            label=_("skills"),
            model=Skill,
            visible=lambda: Skill.objects.in_sight().annotate(shown_language=Value(get_language())),
            segments=lambda skill: of_field(skill, "name", Part.NAME),
        )
    )


def _of_person(person):
    return [
        *of_words([untranslated(person.name)], Part.NAME),
        *of_field(person, "profile", Part.LEAD),
        *of_words(_roles(person), Part.LEAD),
        *of_html(person, "bio_html"),
    ]


def _roles(person):
    """“EIG, EIG 4”: each role with its cohorts."""
    return [
        ", ".join([str(role), *(line(cohort, "name") for cohort in cohorts)]) for role, cohorts in person.roles_held
    ]


def _of_cohort(cohort):
    return [
        *of_field(cohort, "name", Part.NAME),
        *of_words([str(cohort.year)], Part.LEAD),
        *of_html(cohort, "introduction_html"),
    ]

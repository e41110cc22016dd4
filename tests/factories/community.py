from datetime import timedelta

import factory
from django.utils import timezone
from django.utils.text import slugify

from community import models
from tests.factories.publishing import PublishableFactory, TranslatedFactory


class CohortFactory(TranslatedFactory):
    class Meta:
        model = models.Cohort

    slug = factory.Sequence(lambda n: f"promotion-{n}")
    programme = "EIG"
    name_fr = factory.Sequence(lambda n: f"Promotion {n}")
    year = factory.Sequence(lambda n: 2020 + n % 60)


class AdministrationFactory(TranslatedFactory):
    class Meta:
        model = models.Administration

    name_fr = factory.Sequence(lambda n: f"Agence {n}")


class SkillFactory(TranslatedFactory):
    class Meta:
        model = models.Skill

    slug = factory.Sequence(lambda n: f"competence-{n}")
    name_fr = factory.Sequence(lambda n: f"Compétence {n}")


class CallFactory(TranslatedFactory):
    """An open call for applications."""

    class Meta:
        model = models.Call

    kind = models.Call.Kind.APPLICATIONS
    cohort = factory.SubFactory(CohortFactory)
    opens = factory.LazyFunction(lambda: timezone.now() - timedelta(days=10))
    closes = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))


class PersonFactory(PublishableFactory):
    class Meta:
        model = models.Person

    name = factory.Sequence(lambda n: f"Personne {n}")
    slug = factory.LazyAttribute(lambda person: slugify(person.name))

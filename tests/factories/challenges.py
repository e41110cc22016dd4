import factory

from challenges import models
from eig.text.embeds import Provider
from tests.factories.community import AdministrationFactory, CohortFactory, PersonFactory, SkillFactory
from tests.factories.publishing import PublishableFactory


class ChallengeFactory(PublishableFactory):
    class Meta:
        model = models.Challenge

    cohort = factory.SubFactory(CohortFactory)
    title_fr = factory.Sequence(lambda n: f"Défi {n}")
    slug_fr = factory.Sequence(lambda n: f"defi-{n}")
    tagline_fr = "Une promesse"

    @factory.post_generation
    def administrations(self, create, extracted, **kwargs):
        self.administrations.set(extracted if extracted is not None else [AdministrationFactory()])

    @factory.post_generation
    def skills(self, create, extracted, **kwargs):
        self.skills.set(extracted or [])


class ParticipationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Participation

    person = factory.SubFactory(PersonFactory)
    challenge = factory.SubFactory(ChallengeFactory)


class ChallengeFigureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ChallengeFigure

    challenge = factory.SubFactory(ChallengeFactory)
    amount = "30"
    description_fr = "agents formés"


class DeliverableFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Deliverable

    challenge = factory.SubFactory(ChallengeFactory)
    title_fr = factory.Sequence(lambda n: f"Outil {n}")


class VideoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Video

    challenge = factory.SubFactory(ChallengeFactory)
    platform = Provider.DAILYMOTION
    video_id = factory.Sequence(lambda n: f"x{n}")


class SoughtProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SoughtProfile

    challenge = factory.SubFactory(ChallengeFactory)
    skill = factory.SubFactory(SkillFactory)
    places = 2

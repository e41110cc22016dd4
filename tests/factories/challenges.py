import factory

from challenges import models
from eig.text.embeds import Provider
from tests.factories.community import AdministrationFactory, CohortFactory, PersonFactory, SkillFactory
from tests.factories.publishing import PublishableFactory, TranslatedFactory


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


class ChallengeFigureFactory(TranslatedFactory):
    class Meta:
        model = models.ChallengeFigure

    challenge = factory.SubFactory(ChallengeFactory)
    amount = "30"
    description_fr = "agents formés"


class DeliverableFactory(TranslatedFactory):
    class Meta:
        model = models.Deliverable

    challenge = factory.SubFactory(ChallengeFactory)
    title_fr = factory.Sequence(lambda n: f"Outil {n}")


class VideoFactory(TranslatedFactory):
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


def challenge_with_rows(names=(), **fields):
    """A challenge with 4 figures of 10 to 40, 3 deliverables “Outil 1” to “3”, and 5 people, of those names if any."""
    challenge = ChallengeFactory(**fields)
    for position in range(1, 5):
        ChallengeFigureFactory(challenge=challenge, amount=str(position * 10), position=position)
    for position in range(1, 4):
        DeliverableFactory(challenge=challenge, title_fr=f"Outil {position}", position=position)
    for position in range(1, 6):
        person = {"person__name": names[position - 1]} if names else {}
        ParticipationFactory(challenge=challenge, position=position, **person)
    return challenge

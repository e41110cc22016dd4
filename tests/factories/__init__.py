"""Factories without surprises: each makes one item, unpublished unless `published=["fr", …]` is given."""

from tests.factories.blog import AuthorshipFactory, PostFactory
from tests.factories.challenges import (
    ChallengeFactory,
    ChallengeFigureFactory,
    DeliverableFactory,
    ParticipationFactory,
    SoughtProfileFactory,
    VideoFactory,
)
from tests.factories.community import (
    AdministrationFactory,
    CallFactory,
    CohortFactory,
    PersonFactory,
    SkillFactory,
)
from tests.factories.eig import (
    AudienceFactory,
    DocumentFactory,
    FAQEntryFactory,
    ImageFactory,
    MenuItemFactory,
    PageFactory,
    PressReleaseFactory,
    ProgrammeFigureFactory,
    ProgrammeStepFactory,
    SiteIdentityFactory,
    TagFactory,
    TestimonialFactory,
    UserFactory,
    picture,
)

__all__ = [
    "AdministrationFactory",
    "AudienceFactory",
    "AuthorshipFactory",
    "CallFactory",
    "ChallengeFactory",
    "ChallengeFigureFactory",
    "CohortFactory",
    "DeliverableFactory",
    "DocumentFactory",
    "FAQEntryFactory",
    "ImageFactory",
    "MenuItemFactory",
    "PageFactory",
    "ParticipationFactory",
    "PersonFactory",
    "PostFactory",
    "PressReleaseFactory",
    "ProgrammeFigureFactory",
    "ProgrammeStepFactory",
    "SiteIdentityFactory",
    "SkillFactory",
    "SoughtProfileFactory",
    "TagFactory",
    "TestimonialFactory",
    "UserFactory",
    "VideoFactory",
    "picture",
]

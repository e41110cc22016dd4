import pytest
from django.core.cache import caches

from tests import factories

MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages of a test"}
BOTH = ["fr", "en"]


@pytest.fixture
def kept(settings):
    """Pages are kept, and nothing is yet."""
    settings.CACHES = settings.CACHES | {"pages": MEMORY}
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def site():
    """A site with one of each, all published in both languages; the challenge."""
    picture = factories.ImageFactory()
    factories.SiteIdentityFactory(hero=picture)
    cohort = factories.CohortFactory(slug="eig-9", name_en="Cohort 9", cover=picture)
    skill, administration = factories.SkillFactory(), factories.AdministrationFactory()
    person = factories.PersonFactory(name="Ana", portrait=picture, published=BOTH)
    challenge = factories.ChallengeFactory(
        cohort=cohort, slug_fr="phare", cover=picture, administrations=[administration], skills=[skill], published=BOTH
    )
    challenge.tags.add(factories.TagFactory())
    for make in (factories.ChallengeFigureFactory, factories.VideoFactory):
        make(challenge=challenge)
    factories.DeliverableFactory(challenge=challenge, image=picture)
    factories.SoughtProfileFactory(challenge=challenge, skill=skill)
    factories.ParticipationFactory(challenge=challenge, person=person, skill=skill)
    post = factories.PostFactory(
        title_en="News",
        slug_fr="nouvelle",
        slug_en="news",
        body_fr=f"![vue](image:{picture.key}) [le défi](challenge:{challenge.key})",
        cohort=cohort,
        cover=picture,
        published=BOTH,
    )
    post.challenges.add(challenge)
    factories.AuthorshipFactory(post=post, person=person)
    audience = factories.AudienceFactory(slug_fr="candidats", name_en="Candidates", slug_en="candidates")
    factories.FAQEntryFactory(audience=audience, question_en="Who?", answer_en="You.", published=BOTH)
    document = factories.DocumentFactory(title_en="Rules", url="https://example.org/a.pdf", published=BOTH)
    call = factories.CallFactory(cohort=cohort, regulation=document, audience=audience)
    call.documents.add(document)
    page = factories.PageFactory(title_en="Page", slug_fr="page", slug_en="the-page", published=BOTH)
    factories.ProgrammeStepFactory(page=page)
    factories.PressPictureFactory(image=picture)
    for make in ("MenuItem", "PressRelease", "ProgrammeFigure", "Testimonial"):
        getattr(factories, f"{make}Factory")()
    return challenge

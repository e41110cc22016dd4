"""A small site with one of everything, for pages to be looked at in a browser."""

from datetime import date, timedelta

from django.utils import timezone

from community.models import Call
from community.roles import Role
from eig.pages.models import MenuItem
from eig.publishing.workflow import publish
from tests.factories import (
    AdministrationFactory,
    AudienceFactory,
    AuthorshipFactory,
    CallFactory,
    ChallengeFactory,
    ChallengeFigureFactory,
    CohortFactory,
    DeliverableFactory,
    DocumentFactory,
    FAQEntryFactory,
    ImageFactory,
    MenuItemFactory,
    PageFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    ProgrammeFigureFactory,
    ProgrammeStepFactory,
    SiteIdentityFactory,
    SkillFactory,
    TagFactory,
    TestimonialFactory,
    VideoFactory,
)

BOTH = ["fr", "en"]
BODY = """
Un paragraphe avec un [lien](https://example.org/) et du **gras**.

## Une partie

| Avant | Après |
|--:|--:|
| 12 | 30 |

> Une citation.

![Un phare](image:phare "Le phare, de nuit")

![Le film](embed:https://www.dailymotion.com/video/x1)

## Une autre partie

1. Un
2. Deux
"""
LONG = "Un titre d'une longueur que personne ne souhaite mais que quelqu'un écrira un jour, jusqu'au bout de la ligne"

# The pages of the site built below, by language.
PAGES = {
    "fr": [
        "/",
        "/blog/",
        "/blog/2026/",
        "/blog/mot-cle/donnees/",
        "/blog/2026/3/14/un-article/",
        "/defis/",
        "/defis/eig-9/phare/",
        "/communaute/",
        "/communaute/amina-diallo/",
        "/administrations/",
        "/administrations/agence-des-phares/",
        "/competences/developpement/",
        "/blog/par/amina-diallo/",
        "/promotions/",
        "/promotions/eig-9/",
        "/participer/",
        "/le-programme/",
        "/faq/",
        "/faq/candidats/",
        "/contact/",
        "/contact/envoye/",
        "/recherche/?q=phare",
        "/recherche/?q=qwxzk",
        "/faq/?q=question",
        "/presse/",
        "/documents/",
        "/plan-du-site/",
        "/accessibilite/",
        "/mentions-legales/",
        "/conditions-utilisation/",
        "/donnees-personnelles/",
        "/credits/",
    ],
    "en": [
        "/en/",
        "/en/blog/",
        "/en/blog/2026/",
        "/en/blog/by/amina-diallo/",
        "/en/blog/tag/data/",
        "/en/blog/2026/3/14/a-post/",
        "/en/challenges/",
        "/en/challenges/eig-9/phare/",
        "/en/community/",
        "/en/community/amina-diallo/",
        "/en/skills/developpement/",
        "/en/cohorts/",
        "/en/cohorts/eig-9/",
        "/en/administrations/",
        "/en/administrations/agence-des-phares/",
        "/en/take-part/",
        "/en/the-programme/",
        "/en/faq/",
        "/en/faq/applicants/",
        "/en/contact/",
        "/en/press/",
        "/en/documents/",
        "/en/contact/sent/",
        "/en/search/?q=lighthouse",
        "/en/search/?q=qwxzk",
        "/en/faq/?q=question",
        "/en/site-map/",
        "/en/accessibility/",
        "/en/legal-notice/",
        "/en/terms-of-use/",
        "/en/privacy/",
        "/en/credits/",
    ],
}


def build_site():
    """Everything published once: the addresses are those of PAGES."""
    image = ImageFactory(key="phare", size_in_pixels=(800, 500))
    SiteIdentityFactory(hero=image, service_name_en="Test programme", tagline_en="A promise in a line")
    cohort = CohortFactory(slug="eig-9", name_fr="EIG 9", year=2026, cover=image)
    CallFactory(cohort=cohort, apply_url="https://example.org/apply", text_open_fr="Candidatez.")
    CallFactory(
        cohort=cohort,
        kind=Call.Kind.PROJECTS,
        opens=timezone.now() - timedelta(days=90),
        closes=timezone.now() - timedelta(days=60),
    )
    skill = SkillFactory(slug="developpement", name_fr="Développement", name_en="Development")
    challenge = ChallengeFactory(
        cohort=cohort,
        title_fr="Phare",
        slug_fr="phare",
        body_fr=BODY,
        city="Brest",
        months=10,
        cover=image,
        administrations=[AdministrationFactory(name_fr="Agence des phares")],
        skills=[skill],
        published=["fr"],
    )
    gone = ImageFactory(rights_until=timezone.now() - timedelta(days=1), withdrawn_at_end=True)
    ChallengeFactory(cohort=cohort, title_fr=LONG, slug_fr="long", cover=gone, published=BOTH)
    ChallengeFigureFactory(challenge=challenge)
    ChallengeFigureFactory(challenge=challenge, before="12", after="30", amount="")
    DeliverableFactory(
        challenge=challenge, image=image, url="https://example.org/outil", call_to_action_fr="Voir l'outil"
    )
    VideoFactory(challenge=challenge, description_fr="Le film du défi")
    amina = PersonFactory(name="Amina Diallo", bio_fr="Développeuse.", portrait=image, github="amina", published=["fr"])
    ParticipationFactory(person=amina, challenge=challenge, role=Role.EIG, skill=skill)
    ParticipationFactory(person=PersonFactory(name="Éloi Roux"), challenge=challenge, role=Role.OPERATIONAL_MENTOR)
    _build_posts(image, amina, challenge)
    _build_pages(image)
    return challenge


def _build_posts(image, author, challenge):
    post = PostFactory(
        title_fr="Un article",
        slug_fr="un-article",
        title_en="A post",
        slug_en="a-post",
        body_fr=BODY,
        body_en=BODY,
        cover=image,
        date=date(2026, 3, 14),
        published=BOTH,
    )
    post.tags.add(TagFactory(name_fr="données", name_en="data"))
    post.challenges.add(challenge)
    AuthorshipFactory(post=post, person=author)
    PostFactory(title_fr=LONG, published=["fr"])


def _build_pages(image):
    page = PageFactory(
        title_fr="Le programme",
        slug_fr="le-programme",
        title_en="The programme",
        slug_en="the-programme",
        body_fr=BODY,
        body_en="A paragraph.",
        cover=image,
        published=BOTH,
    )
    PageFactory(title_fr="Accueil", place="home", body_fr="Bienvenue.", published=BOTH)
    parent = MenuItemFactory(label_fr="Programme", menu=MenuItem.Menu.MAIN)
    MenuItemFactory(label_fr="Présentation", parent=parent, page=page)
    MenuItemFactory(label_fr="Défis", label_en="Challenges", place="challenges")
    audience = AudienceFactory(name_fr="Candidats", slug_fr="candidats", name_en="Applicants", slug_en="applicants")
    FAQEntryFactory(audience=audience, question_en="A question?", answer_en="Yes.", published=BOTH)
    FAQEntryFactory(audience=audience, published=["fr"])
    document = DocumentFactory(title_fr="Livret", cover=image, date=date(2026, 1, 1))
    publish(document, "fr")
    ProgrammeStepFactory(title_fr="Choisir les défis", text_fr="Un appel.")
    ProgrammeFigureFactory(label_fr="défis accompagnés", amount=70)
    TestimonialFactory(quote_fr="Une belle aventure.", role_fr="mentor")

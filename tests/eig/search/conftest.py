from datetime import date

import pytest

from eig.pages.models import Document
from tests.factories import (
    AdministrationFactory,
    AudienceFactory,
    AuthorshipFactory,
    ChallengeFactory,
    CohortFactory,
    DeliverableFactory,
    DocumentFactory,
    FAQEntryFactory,
    PageFactory,
    ParticipationFactory,
    PersonFactory,
    PostFactory,
    PressReleaseFactory,
    SkillFactory,
    TagFactory,
)


@pytest.fixture
def programme(db):
    """A small programme by the sea, in French with some of it in English too, and texts that nobody may find."""
    cohort = CohortFactory(
        slug="marees", name_fr="Promotion Marées", name_en="Tides cohort", year=2031,
        introduction_fr="Douze mois au bord de l'eau.", introduction_en="Twelve months by the water.",
    )  # fmt: skip
    coast = AdministrationFactory(name_fr="Conservatoire du littoral", name_en="Coastal Conservatory", acronym="CDL")
    port = AdministrationFactory(name_fr="Grand Port de l'Ouest", acronym="GPO")
    design = SkillFactory(slug="design", name_fr="Design", name_en="Design")
    birds = TagFactory(name_fr="oiseaux", name_en="birds")
    light = ChallengeFactory(
        cohort=cohort, administrations=[coast], skills=[design], published=["fr", "en"], city="Saint-Malo",
        title_fr="Un phare pour tous", slug_fr="phare", tagline_fr="Prévenir les naufrages grâce aux données ouvertes",
        body_fr="La pérennisation du service est au cœur du projet. Les marins l'utilisent chaque nuit.",
        title_en="A lighthouse for all", slug_en="lighthouse", tagline_en="Preventing shipwrecks with open data",
        body_en="Sailors rely on the service every night; mapping the reefs came first.",
    )  # fmt: skip
    light.tags.add(birds)
    DeliverableFactory(challenge=light, title_fr="Une carte des récifs", title_en="A map of the reefs")
    # French alone: English pages show it, in French.
    ChallengeFactory(
        cohort=cohort, administrations=[port], published=["fr"], city="Brest",
        title_fr="Œil de dockers", slug_fr="oeil", tagline_fr="Simplifier les escales",
        body_fr="Un outil de machine learning développé avec les dockers pour l'intérêt général.",
    )  # fmt: skip
    elodie = PersonFactory(name="Élodie Kerjean", profile_fr="Développeuse", profile_en="Developer", published=["fr"])
    ParticipationFactory(person=elodie, challenge=light)
    PersonFactory(name="François Le Goff", profile_fr="Mentor de l'équipage", published=["fr"])
    PersonFactory(name="Personne Cachée", bio_fr="Anonyme.")
    post = PostFactory(
        title_fr="Ce que l'État apprend de la mer", slug_fr="mer", date=date(2031, 5, 4), published=["fr", "en"],
        standfirst_fr="Retour sur l'intégration des nouvelles recrues.",
        body_fr="## Écoute\n\nLes candidatures affluent, et les équipes ont pérennisé leurs outils.",
        title_en="What the State learns from the sea", slug_en="sea", standfirst_en="Looking back at the first weeks.",
        body_en="Applicants are many, and teams keep their tools going.",
    )  # fmt: skip
    AuthorshipFactory(post=post, person=elodie)
    PostFactory(title_fr="Journal de bord", slug_fr="journal", standfirst_fr="Semaine 3.", published=["fr"],
                body_fr="Nous avons observé les goélands et les généraux vents d'ouest. "
                        "Les travaux du quai7 longent le corail, jour et demi-journée.")  # fmt: skip
    PostFactory(title_fr="Secret de falaise", slug_fr="secret", body_fr="Rien ne doit filtrer du cormoran.")
    PageFactory(title_fr="Le programme", slug_fr="le-programme", standfirst_fr="Un équipage de l'intérêt général.",
                title_en="The programme", slug_en="the-programme", published=["fr", "en"])  # fmt: skip
    candidates = AudienceFactory(name_fr="Candidats", slug_fr="candidats", name_en="Candidates", slug_en="candidates")
    FAQEntryFactory(
        audience=candidates, question_fr="Quel est le salaire ?", answer_fr="Il est fixé par la grille : 4 100 €.",
        question_en="What is the salary?", answer_en="Set by the scale: €4,100 gross.", published=["fr", "en"],
    )  # fmt: skip
    FAQEntryFactory(
        audience=candidates, question_fr="Peut-on travailler à distance ?",
        answer_fr="On peut télétravailler deux jours par semaine.", published=["fr"],
    )  # fmt: skip
    DocumentFactory(title_fr="Règlement de l'appel", kind=Document.Kind.REGULATION, published=["fr"])
    PressReleaseFactory(title_fr="Douze talents embarquent", title_en="Twelve talents go aboard")

"""What the gate says of challenges and of people's roles."""

import pytest
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import override

from challenges.models import Challenge
from eig.publishing.gate import Sheet, examine, findings, rows_looked_at
from tests.factories import (
    ChallengeFactory,
    ChallengeFigureFactory,
    CohortFactory,
    DeliverableFactory,
    ImageFactory,
    ParticipationFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def a_picture(**fields):
    return ImageFactory(**{"title": "Au large", "alt_en": "Someone at a computer", "consent": "not_needed", **fields})


def a_challenge(team=True, **fields):
    """A challenge of which nothing is to be said."""
    cover = {} if "cover" in fields else {"cover": a_picture()}
    written = {
        "title_fr": "Phare",
        "tagline_fr": "Que chaque balise dise comment elle va.",
        "body_fr": "Un paragraphe.",
    }
    challenge = ChallengeFactory(**{**written, **cover, **fields})
    if team:
        ParticipationFactory(challenge=challenge)
    return challenge


def said(item, language="fr"):
    return [(finding.code, str(finding.level), finding.words) for finding in findings(item, language)]


def test_a_challenge_that_has_all_it_owes_passes():
    assert said(a_challenge()) == []


def test_a_challenge_without_a_team_is_to_be_checked():
    words = "Nobody is in the team yet: who takes the challenge up?"
    assert said(a_challenge(team=False)) == [("team-missing", "warning", words)]


def test_a_challenge_without_tagline_and_text_is_to_be_checked():
    assert said(a_challenge(tagline_fr="", body_fr="")) == [
        ("tagline-missing", "warning", "There is no tagline: what does the challenge promise?"),
        ("body-missing", "warning", "The challenge has no text yet: what is the problem, who has it?"),
    ]


def test_a_challenge_that_no_picture_shows_is_to_be_checked():
    words = "There is neither a cover nor a logo: lists show one of them."
    assert said(a_challenge(cover=None)) == [("cover-missing", "warning", words)]


def test_a_logo_is_enough_and_owes_what_pictures_owe():
    assert said(a_challenge(cover=None, logo=a_picture())) == []
    assert said(a_challenge(cover=None, logo=a_picture(title="Le logo", credit="", licence="unknown"))) == [
        ("credit-missing", "error", "The picture “Le logo” has no credit: who took it?")
    ]


def test_a_logo_that_the_cover_hides_is_left_alone():
    assert said(a_challenge(logo=a_picture(credit="", licence="unknown"))) == []


def test_pictures_of_deliverables_owe_what_pictures_owe():
    challenge = a_challenge()
    picture = a_picture(title="La carte", credit="", licence="unknown")
    DeliverableFactory(challenge=challenge, title_fr="La carte", position=1)
    DeliverableFactory(challenge=challenge, image=picture, position=2)

    assert [(finding.words, finding.field) for finding in findings(challenge, "fr")] == [
        ("The picture “La carte” has no credit: who took it?", "deliverables-1-image")
    ]


def test_a_translation_says_which_words_of_the_rows_are_missing():
    challenge = a_challenge(title_en="Phare", tagline_en="Let every beacon say how it fares.", body_en="A paragraph.")
    ChallengeFigureFactory(challenge=challenge, description_fr="agents formés")

    assert [(finding.words, finding.field) for finding in findings(challenge, "en")] == [
        ("“agents formés” is still to be translated into English.", "figures-0-description_en")
    ]


def test_more_rows_ask_for_no_more_queries(django_assert_num_queries):
    def with_deliverables(number):
        challenge = a_challenge()
        for position in range(number):
            DeliverableFactory(challenge=challenge, image=a_picture(), position=position)
        return challenge

    # The team, rows of three kinds, and the pictures.
    for challenge in (with_deliverables(1), with_deliverables(3)):
        with django_assert_num_queries(5):
            assert findings(challenge, "fr") == []


def test_more_challenges_ask_for_no_more_queries(django_assert_num_queries):
    at = timezone.now()
    for number in (1, 3):
        sheets = [Sheet(a_challenge(), "fr", at) for _index in range(number)]
        prefetch_related_objects([sheet.item for sheet in sheets], *rows_looked_at(Challenge))
        with django_assert_num_queries(2):  # the teams, the pictures
            assert not any(examine(sheets).values())


def test_addresses_of_challenges_are_those_of_their_language_or_source():
    CohortFactory(slug="eig-9")
    cohort = CohortFactory(slug="eig-8")
    ChallengeFactory(cohort=cohort, slug_fr="phare", published=["fr"])
    ChallengeFactory(cohort=cohort, slug_fr="bouee", slug_en="buoy", published=["fr", "en"])
    ChallengeFactory(cohort=cohort, slug_fr="pas-encore")
    base = "/en/challenges/"
    links = [f"[un défi]({base}{place}/)" for place in ("eig-8/phare", "eig-8/buoy", "eig-8/bouee", "eig-9/phare")]
    challenge = a_challenge(body_fr="\n\n".join([*links, f"[un défi]({base}eig-8/pas-encore/)"]))

    assert [finding.place for finding in findings(challenge, "fr")] == [
        f"body:{base}eig-8/bouee/",
        f"body:{base}eig-9/phare/",
        f"body:{base}eig-8/pas-encore/",
    ]


class TestRoles:
    def test_a_person_who_holds_no_role_is_to_be_checked(self):
        words = "This person has no role yet: in which challenge or cohort, and as what?"
        assert said(PersonFactory(consent=True)) == [("role-missing", "warning", words)]

    def test_a_role_in_a_cohort_is_enough(self):
        person = PersonFactory(consent=True)
        ParticipationFactory(person=person, challenge=None, cohort=CohortFactory())

        assert said(person) == []
